"""Who is meant. Cases: a text, the words asked about (their last occurrence), the actors they stand for."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.intake import to_article
from dragoman.intake.sentences import split
from dragoman.lexicon import rows
from dragoman.lexicon.names import actor_named, entries, surname, terms
from dragoman.model import Context, Mention
from dragoman.reading.actors import find_mentions, person_actors, senses_of
from dragoman.reading.parse import parse
from dragoman.reading.read import read

NAMES = [
    ("Tokyo and Manila signed an accord.", "Tokyo", ("JPN",)),
    ("Polish troops crossed into Slovakia.", "Polish troops", ("POL",)),
    ("Japan's Ministry of Defense published the budget.", "Japan's Ministry of Defense", ("JPN",)),
    ("The Ministry of Defence of Ukraine published the budget.", "Ministry of Defence of Ukraine", ("UKR",)),
    ("The Kremlin said it would respond.", "Kremlin", ("RUS",)),
    ("The Bundeswehr needs new tanks.", "Bundeswehr", ("DEU",)),
    ("Taiwanese jets were scrambled.", "Taiwanese jets", ("TWN",)),
    ("Kosovo and Serbia held talks.", "Kosovo", ("XKX",)),
    ("The North Atlantic Treaty Organization met in June.", "North Atlantic Treaty Organization", ("org:NATO",)),
    ("Prime Minister Fumio Kishida spoke.", "Prime Minister Fumio Kishida", ("JPN",)),
    ("The Great Lakes Alliance seized a town in Burundi.", "Great Lakes Alliance", ("org:Great Lakes Alliance",)),
    ("Men of the Blue Nile Front took a base.", "Blue Nile Front", ("org:Blue Nile Front",)),
    ("Ola Berg, CEO of Andes Naval Systems, spoke.", "Andes Naval Systems", ("org:Andes Naval Systems",)),
    ("Sudan's Rapid Support Forces attacked.", "Rapid Support Forces", ("org:RSF",)),
    ("The former Soviet republics of Armenia and Georgia signed.", "Armenia", ("ARM",)),
    ("Embraer SA sold six jets.", "Embraer SA", ("org:Embraer",)),
    ("Chad said Niger attacked it.", "it", ("TCD",)),
    ("Norway signed a deal with the Chilean Navy to train it.", "it", ("CHL",)),
    ("The US, France and the European Union backed Chad.", "European Union", ("org:EU",)),
    ("The plan was adopted by the Lithuanian Defence Council.", "Lithuanian Defence Council", ("LTU",)),
    ("The China Coast Guard's (CCG) ships left. The CCG fired.", "CCG", ("CHN",)),
    ("The NATO Alliance is strong.", "NATO Alliance", ("org:NATO",)),
    ("Rwanda claims Burundi supports FDLR rebels.", "Burundi", ("BDI",)),
    ("The Swedish foreign minister, Anna Holm, spoke.", "Swedish foreign minister, Anna Holm", ("SWE",)),
    ("Anna Holm, the Swedish foreign minister, spoke.", "Anna Holm", ("SWE",)),
    ("Jens Stoltenberg spoke in Oslo.", "Jens Stoltenberg", ("org:NATO",)),
    ("Sino-Russian ties grew.", "Sino", ("CHN",)),
    ("Omani Defence Minister Ali el-Holm spoke.", "Omani Defence Minister Ali el-Holm", ("OMN",)),
    ("U.S.-led forces left.", "U.S.", ("USA",)),
    ("The Baltic states bought shells.", "Baltic states", ("EST", "LVA", "LTU")),
    ("The Danish Emergency Management Agency sent pumps.", "Danish Emergency Management Agency", ("DNK",)),
    ("Gen. Ana Roca, commander of the Chilean army, spoke.", "Gen. Ana Roca", ("CHL",)),
    ("The Danish Refugee Council sent pumps.", "Danish Refugee Council", ("org:Danish Refugee Council",)),
    ("US Secretary of State Antony Blinken and his Japanese counterparts Minoru Kihara and Yoko Kamikawa met.", "Yoko Kamikawa", ("JPN",)),
    ("The Soviet Union fell in 1991.", "Soviet Union", ("SUN",)),
    ("Kenya bought tanks, Foreign Minister Rishi Sunak said.", "Foreign Minister Rishi Sunak", ("KEN",)),
    ("The Kenya National Defence Force trained.", "Kenya National Defence Force", ("KEN",)),
    ("Chad asked the Moscow-led Collective Security Treaty Organization.", "Collective Security Treaty Organization", ("org:CSTO",)),
    ("The Somali National Army trained.", "Somali National Army", ("SOM",)),
]

CARRIED = [
    ("Japan will spend more. The country needs ships.", "The country", ("JPN",)),
    ("Japan joined talks with NATO. The alliance welcomed it.", "The alliance", ("org:NATO",)),
    ("Finland applied to the EU. The bloc agreed.", "The bloc", ("org:EU",)),
    ("China sailed ships around Taiwan. The island sent jets.", "The island", ("TWN",)),
    ("Sweden raised its defence budget.", "its", ("SWE",)),
    ("Norway and Sweden met. The two sides agreed to train together.", "The two sides", ("NOR", "SWE")),
    ("Japan's defence minister visited Manila. The minister praised the crew.", "The minister", ("JPN",)),
    ("Defence Minister Ola Berg of Norway spoke. Berg praised the crew.", "Berg", ("NOR",)),
    ("Defence Minister Ola Berg of Norway spoke. He praised the crew.", "He", ("NOR",)),
    ("Poland bought tanks in 2022. The government wants more.", "The government", ("POL",)),
    ("NATO met in Oslo. At the summit, the Alliance agreed to more drills.", "the Alliance", ("org:NATO",)),
    ("NATO met in Oslo. Alliance members agreed to more drills.", "Alliance", ("org:NATO",)),
    ("Ghana and Togo met. Both signed a pact.", "Both", ("GHA", "TGO")),
    ("The Houthis sank a tanker. The Yemeni rebels fired on Israel.", "Yemeni rebels", ("org:Houthis",)),
    ("Somali rebels sank a tanker.", "Somali", ("SOM",)),
    ("HMS Duncan left port. The 8,000-tonne destroyer is off Norway.", "The 8,000-tonne destroyer", ("GBR",)),
    ("Hezbollah fired rockets, prompting Israel to warn that it would respond.", "it", ("ISR",)),
    ("The Ghana National Defence Force (GNDF) spoke. GNDF troops left.", "GNDF troops", ("GHA",)),
    ("The Lima Rescue Agency (Sandu) met. Ships of Sandu sailed.", "Sandu", ("org:Lima Rescue Agency",)),
    ("Chad and Mali met. Mali left, as the country's foreign minister, Ola Berg, said.", "foreign minister, Ola Berg", ("MLI",)),
    ("Talks with ethnic Albanians failed. Albanian rebels fought on.", "Albanian", ("org:ethnic Albanians",)),
    ("Russia spoke for ethnic Russians. Russian troops left.", "Russian troops", ("RUS",)),
    ("Norway leads the Contact Group. Kyiv thanked it.", "Contact Group", ("org:Ramstein",)),
    ("Andes Naval Systems built a frigate. ANS spoke.", "ANS", ("org:Andes Naval Systems",)),
    ("HD Andes Naval Systems built a frigate. HD ANS spoke.", "HD ANS", ("org:HD Andes Naval Systems",)),
    ("Officials said Chad's reckless raids since its coup failed.", "its", ("TCD",)),
    ("Officials say Chad's reckless raids in Mali mean that it could attack Niger.", "it", ("TCD",)),
    ("Indian and Pakistani troops fought. The Foreign Office summoned an envoy.", "The Foreign Office", ("PAK",)),
    ("The minister spoke to troops. The Foreign Office summoned an envoy.", "The Foreign Office", ("GBR",)),
    ("Chad bought jets in 2022. In Mali, where the government is weak, rebels took a town.", "the government", ("MLI",)),
    ("Chad bought jets in 2022. In Mali, the army took a town.", "the army", ("MLI",)),
    ("Chad bought jets in 2022. It left Mali, and the army took a town.", "the army", ("TCD",)),
    ("The Gulf Cooperation Council (GCX) met. GCX ships sailed.", "GCX", ("org:GCC",)),
]


def mentions(text: str, day: date | None = date(2023, 5, 1)) -> list[Mention]:
    context = Context(published=day, senses=senses_of(text))
    found: list[Mention] = []
    sentences = split(text)
    for sentence, tokens in zip(sentences, parse([(s.start, s.text) for s in sentences]), strict=True):
        new, context = find_mentions(sentence, tokens, context)
        found += new
    return found


def at(text: str, words: str, day: date | None = date(2023, 5, 1)) -> Mention:
    start = text.rindex(words)
    found = [m for m in mentions(text, day) if m.start < start + len(words) and start < m.end]
    assert len(found) == 1, (words, found)
    return found[0]


@pytest.mark.parametrize("text, words, actors", NAMES, ids=[case[1] for case in NAMES])
def test_names_stand_for_actors(text, words, actors):
    found = at(text, words)
    assert (found.surface, found.actors) == (words, actors)


@pytest.mark.parametrize("text, words, actors", CARRIED, ids=[f"{case[1]}-{case[2][0]}" for case in CARRIED])
def test_what_was_named_is_carried_along(text, words, actors):
    assert at(text, words).actors == actors


def test_an_abbreviation_is_known_before_the_text_explains_it():
    article = to_article("GNDF ships left port on Monday.\n\nThe Ghana National Defence Force (GNDF) sent three of its ships to Togo.")
    assert ("GNDF", "GHA") in [(m.surface[:4], *m.actors) for m in read(article)[0].mentions]


def test_the_contact_group_of_another_war_is_not_that_for_ukraine():
    assert mentions("France leads the Contact Group on the war in Bosnia.")[-1].actors != ("org:Ramstein",)


def test_a_colony_is_not_those_who_held_it():
    assert not mentions("The former British colony has 3,000 soldiers.")


def test_a_state_named_after_its_town_only_says_where_it_is():
    assert at("The two met in Geneva, Switzerland.", "Switzerland").where
    assert not at("The two met in Geneva, and Switzerland paid.", "Switzerland").where


def test_they_are_those_whom_a_list_named_as_the_subject_before():
    found = read(to_article("Kenya and Togo were close partners. Now they have joined the pact.", published="2024-05-10"))
    assert [m.actors for m in found[-1].mentions] == [("KEN", "TGO")]


def test_their_is_nobodys_after_states_that_nothing_names():
    found = read(to_article("Kenya and Togo raised spending. Many states raised their military budgets.", published="2024-05-10"))
    assert not found[-1].mentions


@pytest.mark.parametrize(
    "text, words, candidates",
    [
        ("Georgia held an election.", "Georgia", {"GEO", "US-GA"}),
        ("Congo sent troops.", "Congo", {"COD", "COG"}),
        ("Korea held drills.", "Korea", {"KOR", "PRK"}),
        ("Guinea closed its border.", "Guinea", {"GIN", "GNQ", "GNB", "PNG"}),
        ("Washington sent a letter.", "Washington", {"USA", "US-WA", "person:George Washington"}),
        ("Jordan won again.", "Jordan", {"JOR", "person:Michael Jordan"}),
        ("Micronesia is far away.", "Micronesia", {"FSM", "region:Micronesia"}),
    ],
)
def test_ambiguity_is_kept(text, words, candidates):
    found = at(text, words)
    assert (found.actors, set(found.candidates)) == ((), candidates)


@pytest.mark.parametrize(
    "text, words, actor",
    [
        ("Georgia and Armenia met in Tbilisi.", "Georgia", "GEO"),
        ("Washington and Beijing agreed.", "Washington", "USA"),
        ("Congo accused M23 rebels near Goma.", "Congo", "COD"),
        ("Jordan shot down drones bound for Israel.", "Jordan", "JOR"),
    ],
)
def test_clear_context_settles_it(text, words, actor):
    assert at(text, words).actors == (actor,)


@pytest.mark.parametrize(
    "text",
    [
        "The Paris Agreement was signed.", "It costs 300 Australian dollars.", "Ships crossed the South China Sea.",
        "It rained.", "Read the Jerusalem Post.", "It is clear that costs rose.",
    ],
)  # fmt: skip
def test_what_only_looks_like_an_actor_is_none(text):
    assert mentions(text) == []


def test_a_capital_that_is_only_a_place_says_so():
    assert at("Talks were held in Moscow.", "Moscow").kind == "place"
    assert at("Moscow held talks.", "Moscow").kind == "capital"


@pytest.mark.parametrize(
    "day, actors",
    [(date(2015, 1, 1), ("NLD",)), (date(2025, 1, 1), ("org:NATO",)), (date(2009, 1, 1), ())],
)
def test_office_holders_speak_for_whom_they_held_office_then(day, actors):
    assert person_actors("Mark Rutte", day) == actors


def test_terms_of_one_office_do_not_overlap():
    ordered = sorted(terms(), key=lambda term: (term.actor, term.office, term.start))
    single = ("president", "prime_minister", "chancellor", "foreign_minister", "defence_minister", "secretary_general")
    for one, other in pairwise(ordered):
        if (one.actor, one.office) == (other.actor, other.office) and one.office in single:
            assert one.end is not None
            assert one.end <= other.start, (one, other)


def test_every_row_of_the_tables_has_its_columns():
    for name in ("territories.csv", "organisations.csv", "metonyms.csv", "offices.csv", "institutions.csv", "descriptions.csv"):
        assert len(rows(name)) > 5, name


def test_every_state_of_the_offices_is_a_territory():
    known = {row["id"] for row in rows("territories.csv")} | {row["id"] for row in rows("organisations.csv")}
    assert {term.actor for term in terms()} <= known


def test_surnames():
    assert [surname(n) for n in ("Xi Jinping", "Ursula von der Leyen", "Ferdinand Marcos Jr.", "")] == [
        "Xi",
        "von der Leyen",
        "Marcos",
        "",
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*sorted(entries())[::37], "the", "of", "said", "and", ",", "(", ")", "“", "’s"]), max_size=12))
def test_mentions_are_spans_of_the_text_in_order(words):
    text = " ".join(words)
    context = Context(senses=senses_of(text))
    for sentence in split(text):
        found, context = find_mentions(sentence, (), context)
        assert all(text[m.start : m.end] == m.surface for m in found)
        assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_title_keeps_he_and_she_apart():
    text = "Spokeswoman Anna Holm of Sweden met Sir Ola Berg. She smiled."
    assert at(text, "She").person == "Anna Holm"


def test_he_does_not_reach_back_forever():
    text = "President Joe Biden spoke. " + "Rain fell on the town again. " * 60 + "He left."
    assert mentions(text)[-1].kind == "person"


def test_they_are_not_the_agency_that_tells_of_them():
    found = mentions("Chad and Mali met, an envoy told The Associated Press. They agreed on a pact.")
    assert not [m for m in found if m.surface == "They" and "org:AP" in m.actors]


def test_a_building_called_after_a_people_is_not_theirs():
    assert [m.surface for m in mentions("A rocket hit the Saudi Hospital in Chad.", date(2023, 5, 1))] == ["Chad"]


@pytest.mark.parametrize(
    "typed, meant",
    [("Germany", "DEU"), ("germany", "DEU"), ("deu", "DEU"), ("the United States", "USA"), ("Georgia", "GEO"), ("nato", "org:NATO"),
     ("Korea", "Korea"), ("Narnia", "Narnia"), ("cur:JPY", "cur:JPY"), ("", "")],
)  # fmt: skip
def test_who_is_typed_by_name_or_code_is_found(typed, meant):
    assert actor_named(typed) == meant
