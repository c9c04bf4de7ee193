"""Which kind a clause about what is to come is: a promise, a forecast, an aim, an effect. Each case is a text and words in its claim."""

from __future__ import annotations

import pytest

from dragoman.intake import to_article
from dragoman.pipeline import find
from dragoman.reading.read import read

CASES = [
    # what the doer only tries or wants is judged; an act of a settled sort is planned
    ("Serbia seeks to intimidate its neighbours.", "intimidate", "interpretation", "asserted"),
    ("Analysts say Eritrea aims to weaken Ethiopia.", "weaken", "interpretation", "asserted"),
    ("The raid was an attempt to divide the Baltic states.", "divide", "interpretation", "asserted"),
    ("Sweden approved Finland's bid to join NATO.", "join", "forecast", "planned"),
    ("Kenya must keep fighting the militia, its minister said.", "must keep", "interpretation", "asserted"),
    # what something that does not act would bring about is judged; what somebody who acts may do is foretold
    ("A Sudanese defeat would destabilise Egypt and Libya.", "destabilise", "interpretation", "conditional"),
    ("It would further isolate Serbia from its neighbours.", "isolate", "interpretation", "conditional"),
    ("The sale could embolden Eritrea and its allies.", "embolden", "interpretation", "possible"),
    ("Serbia may undermine Kosovo's security in the coming months.", "undermine", "forecast", "possible"),
    ("The army said the base would house 40 tanks.", "40 tanks", "forecast", "planned"),
    # what will be or is likely is foretold, what it will be worth is judged
    ("The new missiles will be critical to the defence of Taiwan.", "critical", "forecast", "planned"),
    ("The arms deal is likely to anger Beijing.", "anger", "forecast", "probable"),
    ("Rearming Finland's army will take up to a decade.", "take", "forecast", "planned"),
    ("Kenya's army will deepen its links with Rwanda and launch two projects.", "launch", "forecast", "planned"),
    ("The summit will be a turning point for the alliance.", "turning point", "interpretation", "asserted"),
    # what is there already stays a figure, whatever is to be done with it
    ("The carrier with its 900 sailors will visit Japan in June.", "900 sailors", "figure", "asserted"),
    ("The war will cost Kenya 40 tanks when it currently has 90 jets.", "90 jets", "figure", "asserted"),
    # what speakers say they will do themselves is promised
    ("“We will stay the course in this war,” said Kenya's defence minister.", "stay the course", "commitment", "asserted"),
    ("Kenya said it would not abandon Somalia's army.", "abandon", "commitment", "asserted"),
    ("Kenya's president vowed on Monday to strengthen the army of Somalia.", "strengthen", "commitment", "asserted"),
    ("Kenya's president warned that Eritrea's army will weaken Somalia.", "weaken", "forecast", "planned"),
    ("The three ministers vowed to deepen cooperation against Eritrea.", "deepen", "commitment", "asserted"),
    ("The Kenyan army warned that it is prepared to attack Eritrea's ports.", "attack", "commitment", "asserted"),
    ("Kenya and Ghana reaffirmed their commitment to defending Benin.", "commitment", "commitment", "asserted"),
    ("Under the law, the defence of Kenya is the duty of every citizen.", "duty", "commitment", "asserted"),
    # what others go on doing is foretold, and so is what would be done by somebody
    ("Sudanese forces will undoubtedly continue the war against Chad.", "continue", "forecast", "planned"),
    ("Kenyan engineers are to join the army's team in Ghana.", "join", "forecast", "planned"),
    ("A war between Chad and Sudan would be fought mostly with drones.", "fought", "forecast", "conditional"),
    # what somebody may do, or what is held likely, is foretold; whoever leaves nothing undone or answers an attack promises
    ("Eritrean forces may also seize the islands and use them as bases.", "seize", "forecast", "possible"),
    ("Eritrea could turn on Djibouti within months.", "turn on", "forecast", "possible"),
    ("A blockade of Massawa would likely ruin Eritrea's economy.", "ruin", "forecast", "conditional"),
    ("A blockade of Massawa would ruin Eritrea's security.", "ruin", "interpretation", "conditional"),
    ("Kenya will take all necessary measures to protect its border, its army said.", "take", "commitment", "asserted"),
    ("General Otieno warned that Kenya's army would retaliate against any raid.", "retaliate", "commitment", "asserted"),
    ("Analysts said Kenya's army would retaliate against any raid.", "retaliate", "forecast", "planned"),
    ("Eritrea intends to annex the valley by 2030.", "annex", "forecast", "planned"),
    ("Kenya warned that its army would be crushed by Eritrea's tanks.", "crushed", "forecast", "planned"),
    ("Kenya will close the strait and deny Eritrea its harbour.", "deny", "forecast", "planned"),
    ("Eritrea plans to treat the blockade as an act of war.", "as an act", "forecast", "planned"),
    ("Eritrea seeks to undermine trust between the two armies.", "undermine", "interpretation", "asserted"),
    ("Eritrea may use a mix of drone and missile strikes from its coast.", "strikes", "forecast", "possible"),
    # what an event may bring about is foretold where a time to come is named, and judged where none is
    ("A blockade of Massawa could compel Kenya to send its fleet in the coming weeks.", "compel", "forecast", "possible"),
    ("A blockade of Massawa could compel Kenya to rethink its strategy.", "compel", "interpretation", "possible"),
    ("The blockade could raise concerns in Nairobi about the balance of power.", "raise", "interpretation", "possible"),
    ("Kenyan planners may try to hold the ridge until May.", "try", "forecast", "possible"),
    ("There could be a war between Eritrea and Djibouti.", "war", "forecast", "possible"),
    ("The garrison's missiles might not be adequate for a war with Eritrea.", "be", "interpretation", "asserted"),
    # what somebody once thought is no forecast
    ("Eritrea's president hoped that Djibouti would yield.", "hoped", "interpretation", "asserted"),
    # what a side says would befall another in answer is a threat, and so is what it vows; whoever stands by another promises
    ("Kenya's army warned that the raiders would face severe consequences.", "face", "commitment", "conditional"),
    ("Analysts say the raiders will face severe consequences from Kenya.", "face", "forecast", "planned"),
    ("Kenya has vowed retaliation after the raid.", "vowed", "commitment", "asserted"),
    ("We stand firmly with Djibouti, Kenya's minister said.", "stand", "commitment", "asserted"),
    ("The Kenyan and Ghanaian ministers expressed their determination to deepen naval ties.", "determination", "commitment", "asserted"),
    ("Kenya is bound by the 2011 treaty to defend Djibouti.", "bound", "commitment", "asserted"),
    ("Kenya's foreign minister said that any such raid will not go unanswered.", "go", "commitment", "asserted"),
    ("Kenya affirmed that Article 4 of the 2011 pact extends to attacks on Djibouti's ships.", "extends", "commitment", "asserted"),
    ("Article 4 is a solemn commitment for Kenya's army.", "commitment", "commitment", "asserted"),
    ("Kenya's minister blasted Eritrea in a news conference for bullying Djibouti.", "bullying", "interpretation", "asserted"),
    ("The frigates are to go ahead.", "go", "forecast", "planned"),
    ("Kenya warned of a swift response to any raid.", "response", "commitment", "asserted"),
    ("Kenya's president said Nairobi was committed to protecting Djibouti.", "committed", "commitment", "asserted"),
    ("Kenya's president said that any raid would be met by a crushing response.", "met", "commitment", "conditional"),
    ("Talks with Ghana would bring new demands in the coming years.", "bring", "forecast", "conditional"),
    # what others are told to do under a condition is foretold, what one says of oneself promised
    ("If Eritrea attacks, Kenya will close the strait, a former Ghanaian general said.", "close", "forecast", "conditional"),
    ("If Eritrea attacks, Kenya will close the strait, its defence minister said.", "close", "commitment", "conditional"),
    # how two sides stand to each other, and what is told by a word that judges it, is judged
    ("Relations between Kenya and Somalia have soured since the raid.", "soured", "interpretation", "asserted"),
    ("Eritrea has stepped up its provocations against Djibouti.", "provocations", "interpretation", "asserted"),
    ("Kenya is courting Somalia.", "courting", "interpretation", "asserted"),
    # what could be done and is not ruled out is a threat
    ("Eritrea's president refused to rule out the use of force against Djibouti.", "rule out", "commitment", "asserted"),
    ("Eritrean officials made threats to close the strait.", "threats", "commitment", "asserted"),
    # building up what one has is an act, what a thing builds up or somebody must is judged
    ("Chile has hardened its military posture.", "hardened", "tie", "asserted"),
    ("The allies are strengthening their ability to deter attacks.", "strengthening", "tie", "asserted"),
    ("The pact strengthens deterrence in the Pacific.", "strengthens", "interpretation", "asserted"),
    ("Chile must strengthen its navy.", "strengthen", "interpretation", "asserted"),
    ("Baltic countries would also team up to guard cables.", "team up", "forecast", "conditional"),
    # what somebody is charged with is the claim, not the charge
    ("Kenya's government has accused Eritrea of poisoning relations in the region.", "poisoning", "interpretation", "asserted"),
    ("Kenya accused Eritrea of supplying Somali rebels with mortars.", "supplying", "tie", "asserted"),
    # what somebody can do, or a thing is for, is judged
    ("Kenya can deploy two brigades to Somalia within a week.", "deploy", "interpretation", "asserted"),
    ("Eritrea is able to strike Djibouti from its islands.", "strike", "interpretation", "asserted"),
    ("Eritrea pays a network of militias aimed at attacking Ethiopia.", "attacking", "interpretation", "asserted"),
    # the number of a goal, a pledge or a demand is to come, unless the goal is met
    ("Kenya's army has agreed to contracts worth $10 billion with Ghana.", "$10 billion", "figure", "asserted"),
    ("The 3 percent spending pledge split the alliance.", "3 percent", "forecast", "planned"),
    ("Manila set its navy a target of 40 ships.", "40 ships", "forecast", "planned"),
    ("The general asked parliament to send 500 soldiers to Mali.", "500 soldiers", "forecast", "planned"),
    ("Norway exceeded its goal of 20 ships last year.", "20 ships", "figure", "asserted"),
]


@pytest.mark.parametrize("text, words, kind, certainty", CASES, ids=[case[0][:45] for case in CASES])
def test_the_kind_of_what_is_to_come(text, words, kind, certainty):
    article = to_article(text, published="2024-05-10")
    at = text.index(words)
    around = [claim for claim in find(article, read(article)) if claim.start <= at < claim.end]
    claims = [claim for claim in around if claim.anchor.start <= at < claim.anchor.end] or around
    assert {(claim.kind, claim.modality.certainty) for claim in claims} == {(kind, certainty)}, claims


@pytest.mark.parametrize(
    "text, words, quote",
    [
        ("Next year Kenya's army is unlikely to shrink.", "shrink", "Kenya's army is unlikely to shrink"),
        ("Norway is not a member of the Quad.", "member", "Norway is not a member of the Quad"),
        ("Ghana's minister said that 40 soldiers were killed, and troops left.", "40 soldiers", "40 soldiers were killed"),
        ("Kenya has decided to send 300 troops to Haiti, it said.", "send", "Kenya has decided to send 300 troops to Haiti"),
        ("Ships sailed. Chile signed a pact and, on Monday, sold 40 tanks.", "sold", "on Monday, sold 40 tanks"),
    ],
)
def test_a_claim_is_quoted_with_its_subject_and_without_what_it_hangs_on(text, words, quote):
    article = to_article(text)
    anchors = {claim.anchor.of(text): claim.quote for claim in find(article, read(article))}
    found = next((told for anchor, told in anchors.items() if words in anchor), None)
    assert (found or "").rstrip(".") == quote
