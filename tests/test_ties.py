"""Reading ties: who does what with whom. One sentence, the claims expected of it; a failure prints both."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.intake import to_article
from dragoman.model import Article, Claim, Context, Reading
from dragoman.pipeline import find
from dragoman.reading.headlines import as_sentences
from dragoman.reading.parse import parse
from dragoman.reading.read import read_sentence

DAY = date(2024, 5, 10)


def readings(article: Article) -> list[Reading]:
    """Every sentence read, the gate left out: what it lets through is tested elsewhere."""
    context, found = Context(published=article.published), []
    tokens = as_sentences(article.sentences, parse([(sentence.start, sentence.text) for sentence in article.sentences]))
    for sentence, parsed in zip(article.sentences, tokens, strict=True):
        reading, context = read_sentence(sentence, parsed, context)
        found.append(reading)
    return found


def claims(text: str, *kinds: str, day: date = DAY) -> list[Claim]:
    article = to_article(text, published=day)
    return [claim for claim in find(article, readings(article)) if not kinds or claim.kind in kinds]


def shape(claim: Claim) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    assert claim.tie is not None
    return claim.tie.type, claim.tie.action, tuple(sorted(claim.subject)), tuple(sorted(claim.object))


STATED = [
    ("Kenya and Somalia signed a defence pact in March 2024.", ("agreement", "sign", ("KEN", "SOM"), ())),
    ("A defence pact was signed by Kenya and Somalia in March 2024.", ("agreement", "sign", ("KEN", "SOM"), ())),
    ("Naval drills were held off the coast of Benin by Ghana.", ("exercise", "hold", ("GHA",), ("BEN",))),
    ("Norway hosted the naval drills in April.", ("exercise", "hold", ("NOR",), ())),
    ("Brazil resumed joint army exercises with Chile.", ("exercise", "resume", ("BRA",), ("CHL",))),
    ("The resumption of joint exercises between India and Nepal was welcome.", ("exercise", "resume", ("IND", "NPL"), ())),
    ("Ottawa's accession to AUKUS surprised Beijing.", ("membership", "join", ("CAN",), ("org:AUKUS",))),
    ("Iran attacked an Israeli base on Monday.", ("operation", "hold", ("IRN",), ("ISR",))),
    ("An Israeli base was attacked by Iran on Monday.", ("operation", "hold", ("IRN",), ("ISR",))),
    ("The invasion of Kuwait by Iraq shocked the region.", ("operation", "hold", ("IRQ",), ("KWT",))),
    ("Spain deployed two frigates to Romania.", ("deployment", "begin", ("ESP",), ("ROU",))),
    ("Spanish frigates were deployed to Romania.", ("deployment", "begin", ("ESP",), ("ROU",))),
    ("Moscow, which invaded Ukraine in 2022, said nothing.", ("operation", "begin", ("RUS",), ("UKR",))),
    ("Turkey sold armed drones to Ethiopia.", ("arms_transfer", "begin", ("TUR",), ("ETH",))),
    ("Poland bought tanks from South Korea.", ("arms_transfer", "begin", ("POL",), ("KOR",))),
    ("Denmark pledged military aid to Ukraine last week.", ("aid", "plan", ("DNK",), ("UKR",))),
    ("Lithuania, a NATO member, borders Belarus.", ("membership", "hold", ("LTU",), ("org:NATO",))),
    ("Albania is a member of NATO.", ("membership", "hold", ("ALB",), ("org:NATO",))),
    ("Egypt strengthened its military ties with Greece.", ("partnership", "strengthen", ("EGY",), ("GRC",))),
    ("Mongolia opened a liaison office in Brussels to NATO.", ("office", "begin", ("MNG",), ("org:NATO",))),
    ("Vietnam and Laos held talks on border security.", ("meeting", "hold", ("LAO", "VNM"), ())),
    ("France condemned the attack on Lebanon.", ("declaration", "hold", ("FRA",), ("LBN",))),
]


@pytest.mark.parametrize(("text", "expected"), STATED, ids=[text[:40] for text, _ in STATED])
def test_an_act_is_read_with_its_sides(text, expected):
    found = [shape(claim) for claim in claims(text, "tie", "forecast") if claim.tie]
    assert expected in found, found


@pytest.mark.parametrize(
    "text",
    [
        "Denmark and Poland became the first NATO members to pass that mark.",
        "Malta remains the only EU member to have refused the drones.",
        "Greece is set to become the second EU member to buy them.",
    ],
)
def test_who_is_singled_out_among_members_does_not_join(text):
    assert not [claim for claim in claims(text, "tie", "forecast") if claim.tie and claim.tie.type == "membership"]


def test_what_came_before_is_not_dated_by_what_came_after():
    text = "A year after Ghana attacked Togo, Benin struck Togo on 14 April 2018, two days before Niger attacked Mali."
    dates = {claim.subject: claim.tie and claim.tie.date for claim in claims(text, "tie")}
    assert str(dates["BEN",].start) == "2018-04-14"
    assert dates["GHA",] is None
    assert dates["NER",] is None


ROUTED = [
    ("Germany will send a brigade to Lithuania next year.", "forecast"),
    ("Germany plans to send a brigade to Lithuania.", "forecast"),
    ("Germany is expected to send a brigade to Lithuania.", "forecast"),
    ("Germany sent a brigade to Lithuania.", "tie"),
    ("Australia said that it would send warships to the strait if China attacks Taiwan.", "commitment"),
    ("If China attacks Taiwan, Australia would defend the island.", "commitment"),
    ("If China attacks Taiwan, Australia would lose its trade routes.", "forecast"),
    ("Ankara threatened to attack Greek ships.", "commitment"),
    ("Germany must send a brigade to Lithuania.", "interpretation"),
]


@pytest.mark.parametrize(("text", "kind"), ROUTED, ids=[text[:40] for text, _ in ROUTED])
def test_modality_settles_the_kind(text, kind):
    kinds = {claim.kind for claim in claims(text)} - {"figure"}
    assert kind in kinds, kinds
    others = {"tie", "forecast", "commitment"} - {kind}
    assert not kinds & others, kinds


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Chile and Peru held a joint exercise for the first time.", True),
        ("Chile and Peru held a joint exercise for the first time since 1990.", False),
        ("Chile and Peru held a joint exercise.", False),
    ],
)
def test_first_is_never_before(text, first):
    found = claims(text, "tie")
    assert [claim.tie.first for claim in found if claim.tie] == [first]


@pytest.mark.parametrize(
    "text",
    [
        "The museum will host an exhibition of Dutch painting.",
        "He attacked the dish with his fork.",
        "The French striker signed a three-year deal with the club in the city.",
    ],
)
def test_everyday_sentences_state_no_tie_between_states(text):
    assert not [claim for claim in claims(text, "tie", "forecast", "commitment") if claim.object]


def test_a_denied_act_is_negative():
    found = claims("Serbia did not sign the defence agreement with Croatia.", "tie")
    assert [claim.modality.polarity for claim in found] == ["negative"]


def test_who_must_be_meant_is_kept_apart_from_who_is_named():
    found = claims("Howitzers were moved near the Chadian border.", "tie")
    assert [claim.tie.inferred == claim.subject for claim in found if claim.tie] == [True]
    named = claims("Sudan moved howitzers near the Chadian border.", "tie")
    assert [(claim.subject, claim.tie.inferred) for claim in named if claim.tie] == [(("SDN",), ())]


def test_a_date_is_the_one_of_the_clause():
    (claim,) = claims("Kenya and Somalia signed a defence pact in March 2024.", "tie")
    period = claim.tie.date if claim.tie else None
    assert period is not None
    assert (period.start, period.end) == (date(2024, 3, 1), date(2024, 3, 31))


@pytest.mark.parametrize(
    ("text", "act", "object_", "day", "where"),
    [
        ("Turkey bombed Iraqi villages on Tuesday. Turkish jets also fired two rockets.", 1, ("IRQ",), "2024-05-07", "context"),
        ("Turkey bombed Iraqi villages on Tuesday. Iraq shot down a drone.", 1, ("TUR",), "2024-05-07", "context"),
        ("Turkey bombed Iraqi villages in 2019. Turkish jets also fired two rockets.", 1, ("IRQ",), None, "own"),
        ("Turkey bombed Iraqi villages on Tuesday. Turkish jets have fired two rockets at Syria.", 1, ("SYR",), "2024-05-10", "context"),
        ("Chile and Peru agreed to hold drills this autumn.", 0, (), "2024-09-01", "own"),
        ("Chile condemned Peru.", 0, ("PER",), "2024-05-10", "context"),
        ("Chilean troops are still stationed in Peru.", 0, ("PER",), "2024-05-10", "context"),
        ("Chile attacked Peru in 2020. Since then, it has condemned Peru.", 1, ("PER",), "2020-01-01", "context"),
        ("In recent weeks Chile has been massing troops in Peru.", 0, ("PER",), "2024-04-19", "own"),
        ("In the coming months, Chile intends to send Peru tanks.", 0, ("PER",), "2024-05-10", "own"),
        ("Six people were killed in Chilean airstrikes on Peru.", 0, ("PER",), "2024-05-10", "context"),
        ("The threat prompted Chile to condemn Peru.", 0, ("PER",), "2024-05-10", "context"),
        ("Chile sent troops to Peru.", 0, ("PER",), "2024-05-10", "context"),
        ("Chile attacked Peru on Monday. The Chilean attack on Peru was brief.", 1, ("PER",), "2024-05-06", "context"),
        ("Chile is holding talks with Peru.", 0, ("PER",), "2024-05-10", "context"),
        ("Chile, which left the treaty in 2019, attacked Peru.", 1, ("PER",), "2024-05-10", "context"),
    ],
)
def test_what_was_told_before_fills_what_an_act_leaves_out(text, act, object_, day, where):
    """The enemy last told of and the day of the telling; neither is judged on."""
    found = claims(text, "tie", "forecast")[act]
    assert found.tie is not None
    assert (found.object, found.tie.date_from) == (object_, where)
    assert (found.tie.date.start.isoformat() if found.tie.date and found.tie.date.start else None) == day
    told = found.as_told.tie
    assert told is not None
    assert where == "own" or told.date is None


@pytest.mark.parametrize(
    ("text", "act", "subject"),
    [
        ("Indian and Kenyan ministers met. They signed a pact on radar.", 1, ("IND", "KEN")),
        ("Peru's president, Juan Soto, Chilean leader Ana Rojas and their Bolivian counterpart met. They signed a pact.", 1,
         ("BOL", "CHL", "PER")),
        ("India and Japan share radar data. Peru, Chile and Kenya signed a pact. The two countries also held a drill.", -1,
         ("IND", "JPN")),
        ("The United Nations said Rwandan troops had entered Congo. They seized three towns.", -1, ("RWA",)),
        ("The Turkish president flew to Baghdad on Monday. He signed a security pact with Iraq.", 1, ("TUR",)),
        ("Brazil blocked a bid by Guyana to join BRICS, and Chile's bid to join it failed.", 0, ("GUY",)),
    ],
)  # fmt: skip
def test_who_acted_together_is_carried_on(text, act, subject):
    found = claims(text, "tie", "forecast")[act]
    assert tuple(sorted(found.subject)) == subject


@pytest.mark.parametrize(
    ("text", "kind", "action"),
    [
        ("Chile will hold drills with Peru in July.", "forecast", "plan"),
        ("Chile will host talks with Peru in July.", "forecast", "hold"),
        ("Chile will send troops to Peru in July.", "forecast", "plan"),
        ("Chile has started consulting with Peru on its border.", "tie", "begin"),
        ("Chile deployed 500 additional troops to Peru.", "tie", "strengthen"),
        ("Chile and Peru will condemn the attack.", "forecast", "hold"),
        ("NATO will take steps to strengthen its deterrence.", "forecast", "strengthen"),
        ("Chile will resume talks with Peru in July.", "forecast", "resume"),
        ("Chile hosted talks with Peru in April.", "tie", "hold"),
    ],
)
def test_an_act_to_come_of_no_phase_is_planned_and_a_meeting_held(text, kind, action):
    (claim,) = claims(text, kind)
    assert claim.action == action


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("NATO will take further steps on missile defence.", "alliance"),
        ("Chile will take further steps on missile defence.", None),
        ("Norway will appoint a permanent military representative in Kyiv.", "office"),
        ("The Kenyan frigate will accompany the Indian carrier to Oman.", "deployment"),
        ("Peru will avoid a war with missile strikes.", None),
    ],
)
def test_an_act_to_come_that_no_verb_states_is_put_under_a_type_and_not_judged_by_it(text, type_):
    (claim,) = claims(text, "forecast")
    assert (claim.tie.type if claim.tie else None) == type_
    assert claim.as_told.tie is None


def test_a_weekday_of_a_past_act_lies_before_the_article():
    (claim,) = claims("Drills led by Indian warships ended on Sunday.", "tie")
    assert claim.tie is not None
    assert claim.tie.date is not None
    assert claim.tie.date.start == date(2024, 5, 5)


WORDS = st.sampled_from(
    "Russia China NATO the of to and signed attacked will if troops exercise with by which said , . “ ” - 2024 not its".split()
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=2, max_size=25))
def test_any_words_give_claims_whose_spans_hold_their_anchors(words):
    text = " ".join(words)
    article = to_article(text, published=DAY)
    for claim in find(article, readings(article)):
        assert claim.quote == article.text[claim.start : claim.end]
        assert claim.start <= claim.anchor.start < claim.anchor.end <= claim.end
        assert not set(claim.subject) & set(claim.object)


@pytest.mark.parametrize(
    ("sentence", "kind", "first"),
    [
        ("Wong became the first Malaysian premier to attend a NATO summit.", "tie", True),
        ("Finland was the latest country to join NATO.", "tie", False),
        ("Wong will become the first Malaysian premier to attend a NATO summit.", "forecast", True),
        ("Wong could be the first Malaysian premier to attend a NATO summit.", "forecast", True),
        ("Wong became the first Malaysian premier since 1971 to attend a NATO summit.", "tie", False),
    ],
)
def test_being_the_first_to_do_something_states_the_act(sentence: str, kind: str, first: bool) -> None:
    """“Became the first … to attend” says that somebody attended, as surely as that he became it."""
    acts = [claim for claim in claims(sentence) if claim.tie]
    assert [(claim.kind, claim.tie.first if claim.tie else None) for claim in acts] == [(kind, first)]


@pytest.mark.parametrize(
    "text",
    [
        "Rockets and drones struck a Kuwaiti refinery while the United States was sending ships to Oman.",
        "Japan condemned it after gunmen attacked a Kuwaiti refinery.",
        "Since the invasion of Kuwait the Japanese government, which sent no troops, has paid its army.",
    ],
)
def test_an_attack_by_an_unknown_hand_is_laid_at_nobodys_door(text: str) -> None:
    struck = next(claim for claim in claims(text, "tie") if claim.tie is not None and claim.tie.type == "operation")
    assert (struck.subject, struck.object) == ((), ("KWT",))


def test_an_act_to_come_without_a_date_lies_after_the_article() -> None:
    told = "The Pentagon announced on 3 May that it would deploy two batteries to Kuwait."
    done = "The Pentagon deployed two batteries to Kuwait on 3 May."
    days = [one.tie.date.start if one.tie and one.tie.date else None for text in (told, done) for one in claims(text) if one.tie]
    assert days == [date(2024, 5, 10), date(2024, 5, 3)]
    judged = claims(told)[0].as_told.tie
    assert judged is not None
    assert judged.date is None
