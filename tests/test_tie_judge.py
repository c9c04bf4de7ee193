"""Judging ties: what the record must hold for each verdict. The entries are made up; the last test asks the embedded store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.kinds.tie.ask import ask
from dragoman.kinds.tie.judge import judge
from dragoman.kinds.tie.record import name_of
from dragoman.model import Article, Claim, Finding, Modality, Period, Span, Statement, TieBody, Vintage

DAY = date(2023, 6, 1)
YEAR = {year: Period(date(year, 1, 1), date(year, 12, 31)) for year in range(1940, 2031)}


def on(text: str) -> Period:
    day = date.fromisoformat(text)
    return Period(day, day, "day")


def claim(
    type_: str, action: str, subject: tuple[str, ...], object_: tuple[str, ...] = (), quote: str = "it did", **tie
) -> Claim:
    body = TieBody(type_, action, **tie)
    return Claim("c1", "tie", 0, len(quote), quote, Span(0, len(quote)), subject, object_, tie=body)


def entry(
    name: str, measure: str, parties: tuple[str, ...], *, subtype: str = "", known: str = "2020-01-01", **more
) -> Statement:
    begin = more.get("signed") or more.get("in_force")
    end = more["ended"].end if more.get("ended") else None
    span = Period(begin.start if begin else None, end, "open")
    defaults = {"status": "in-force", "period": span}
    return Statement(
        id=name, kind="tie", actor="", measure=measure, vintage=Vintage("made", "1", date.fromisoformat(known)), publisher="P",
        title="t", url="u", parties=tuple(sorted(parties)), name=name, subtype=subtype, **{**defaults, **more},
    )  # fmt: skip


def find(one: Claim, *facts: Statement, day: date | None = DAY) -> Finding:
    """Judge a claim on a small record that keeps what was known when, as the store does."""
    article = Article("a", one.quote, published=day)
    answers = {
        question: tuple(
            fact
            for fact in facts
            if set(question.actors) <= set(fact.parties)
            and (question.known_by is None or fact.vintage.known <= question.known_by)
        )
        for question in ask(one, article)
    }
    return judge(one, article, answers)


def verdicts(one: Claim, *facts: Statement, day: date | None = DAY) -> tuple[str, str]:
    found = find(one, *facts, day=day)
    return found.then.verdict, found.now.verdict


OPEN = ("not_enough_evidence", "not_enough_evidence")
TRUE = ("supported", "supported")
FALSE = ("refuted", "refuted")
PACT = entry("Kenya-Somalia Border Security Treaty", "agreement", ("KEN", "SOM"), signed=on("2021-03-04"))
SIGNED = {"type_": "agreement", "action": "sign", "subject": ("KEN", "SOM"), "instrument": "Border Security Treaty"}
SAID = {**SIGNED, "quote": "they signed it"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"date": YEAR[2021]}, TRUE),
        ({}, TRUE),
        ({"date": YEAR[2019]}, FALSE),
        ({"instrument": "Fisheries Treaty", "date": YEAR[2019]}, OPEN),
        ({"instrument": "treaty", "date": YEAR[2021]}, OPEN),
        ({"instrument": None, "date": YEAR[2021]}, OPEN),
        ({"subject": ("KEN", "UGA"), "date": YEAR[2021]}, OPEN),
        ({"subject": ("KEN",), "date": YEAR[2021]}, TRUE),
        ({"subject": ("KEN",), "date": YEAR[2019]}, OPEN),
        ({"subject": ("KEN",), "instrument": "Security Treaty", "date": YEAR[2021]}, OPEN),
        ({"action": "suspend"}, OPEN),
    ],
)
def test_an_agreement_needs_parties_name_and_date(change, expected):
    assert verdicts(claim(**{**SAID, **change}), PACT) == expected


def test_two_treaties_of_one_name_settle_no_date():
    other = entry("Kenya-Somalia Border Security Treaty (2017)", "agreement", ("KEN", "SOM"), signed=on("2017-03-04"))
    again = entry("Kenya-Somalia Border Security Treaty", "agreement", ("KEN", "SOM"), signed=on("2018-03-04"))
    assert verdicts(claim(**SIGNED, date=YEAR[2019]), PACT, other, replace(again, id="again")) == OPEN


def test_talks_are_no_signature():
    talks = entry("Border Security Treaty", "agreement", ("KEN", "SOM"), status="negotiation", signed=on("2021-03-04"))
    assert verdicts(claim(**SIGNED, date=YEAR[2021]), talks) == OPEN


def test_absence_never_refutes():
    assert verdicts(claim(**SIGNED, date=YEAR[2021])) == OPEN


def test_a_later_vintage_changes_now_alone():
    late = replace(PACT, vintage=Vintage("made", "2", date(2024, 1, 1)))
    found = find(claim(**SIGNED, date=YEAR[2021]), late)
    assert (found.then.verdict, found.now.verdict) == ("not_enough_evidence", "supported")
    assert "article's date" in found.reason


@pytest.mark.parametrize("certainty", ["possible", "probable", "planned"])
def test_what_the_text_is_not_sure_of_is_not_refuted(certainty):
    unsure = replace(claim(**SIGNED, date=YEAR[2019]), modality=Modality(certainty))
    assert verdicts(unsure, PACT) == OPEN


def test_a_denial_is_never_settled_by_a_list_of_acts():
    denied = replace(claim(**SIGNED, date=YEAR[2021]), modality=Modality(polarity="negative"))
    assert verdicts(denied, PACT) == OPEN


def test_a_year_that_could_not_be_placed_leaves_it_open():
    assert verdicts(claim(**SIGNED, quote="signed the Border Security Treaty in 2019"), PACT) == OPEN


def test_parties_that_the_text_only_implies_are_not_judged_on():
    implied = claim("agreement", "sign", ("KEN",), ("SOM",), instrument="Border Security Treaty", inferred=("KEN",))
    assert verdicts(implied, PACT) == OPEN


JOINED = entry("NATO accession", "membership", ("FIN", "org:NATO"), subtype="nato-accession", in_force=on("2023-04-04"))


@pytest.mark.parametrize(
    ("action", "when", "day", "expected"),
    [
        ("join", YEAR[2023], DAY, TRUE),
        ("join", YEAR[2019], DAY, FALSE),
        ("join", None, DAY, TRUE),
        ("hold", None, DAY, TRUE),
        ("hold", None, date(2022, 5, 1), FALSE),
    ],
)
def test_membership_goes_by_date(action, when, day, expected):
    assert verdicts(claim("membership", action, ("FIN",), ("org:NATO",), date=when), JOINED, day=day) == expected


@pytest.mark.parametrize(
    ("since", "expected"),
    [(Period(date(2023, 1, 1), None), TRUE), (Period(date(2010, 1, 1), None), FALSE), (Period(date(2024, 1, 1), None), OPEN)],
)
def test_a_member_since_goes_by_the_year_of_accession(since, expected):
    assert verdicts(claim("membership", "hold", ("FIN",), ("org:NATO",), date=since), JOINED, day=date(2024, 6, 1)) == expected


@pytest.mark.parametrize("words", ["nearly joined", "never joined", "was not yet in", "would-be member"])
def test_words_that_may_deny_the_act_leave_it_open(words):
    assert verdicts(claim("membership", "join", ("FIN",), ("org:NATO",), quote=words, date=YEAR[2019]), JOINED) == OPEN


@pytest.mark.parametrize(("words", "expected"), [("signed", FALSE), ("ratified", OPEN), ("agreed on", OPEN)])
def test_only_a_signature_is_refuted_by_the_date_of_signature(words, expected):
    assert verdicts(claim(**SIGNED, quote=words, date=YEAR[2019]), PACT) == expected


@pytest.mark.parametrize("name", ["border security treaty", "Border Security Treaty"])
def test_only_what_is_called_by_its_own_name_is_refuted(name):
    found = verdicts(claim(**{**SIGNED, "instrument": f"a {name}"}, quote="signed", date=YEAR[2019]), PACT)
    assert found == (FALSE if name[0] == "B" else OPEN)


def test_leaving_is_not_shown_by_a_membership():
    assert verdicts(claim("membership", "end", ("FIN",), ("org:NATO",), date=YEAR[2023]), JOINED) == OPEN


@pytest.mark.parametrize("day", [date(1999, 1, 1), date(2024, 1, 1), date(2026, 6, 1)])
def test_an_undated_list_settles_no_membership(day):
    listed = entry("EU", "membership", ("IRL", "org:EU"), known="2026-01-01")
    assert verdicts(claim("membership", "hold", ("IRL",), ("org:EU",)), listed, day=day) == OPEN


@pytest.mark.parametrize(
    ("quote", "day", "expected"),
    [
        ("has the Bosporus Treaty with", date(2010, 1, 1), TRUE),
        ("has the Bosporus Treaty with", date(2022, 1, 1), FALSE),
        ("had the Bosporus Treaty with", date(2022, 1, 1), TRUE),
        ("the Bosporus Treaty with", date(2022, 1, 1), OPEN),
    ],
)
def test_a_treaty_that_had_ended_does_not_stand(quote, day, expected):
    days = {"signed": on("2001-05-04"), "ended": on("2015-05-04"), "status": "ended", "known": "2005-01-01"}
    over = entry("Bosporus Treaty", "agreement", ("OMN", "YEM"), **days)
    told = claim("agreement", "hold", ("OMN",), ("YEM",), instrument="Bosporus Treaty", quote=quote)
    assert verdicts(told, over, day=day) == expected


def test_joining_again_is_shown_by_a_second_accession_only():
    first = entry("EU", "membership", ("IRL", "org:EU"), in_force=on("1973-01-01"), ended=on("1990-01-01"), status="ended")
    second = entry("EU again", "membership", ("IRL", "org:EU"), in_force=on("2001-01-01"))
    again = claim("membership", "resume", ("IRL",), ("org:EU",))
    assert verdicts(again, first, day=date(2022, 1, 1)) == OPEN
    assert verdicts(again, second, day=date(2022, 1, 1)) == OPEN
    assert verdicts(again, first, second, day=date(2022, 1, 1)) == TRUE


def test_a_described_pact_is_known_by_its_kind_within_the_month():
    kind = entry("Gulf deal", "agreement", ("OMN", "YEM"), subtype="security-agreement", signed=on("2021-05-04"))
    told = {"type_": "agreement", "action": "sign", "subject": ("OMN", "YEM"), "quote": "signed a security pact"}
    may = Period(date(2021, 5, 1), date(2021, 5, 31), "month")
    assert verdicts(claim(**told, instrument="a security pact", date=may), kind) == TRUE
    assert verdicts(claim(**told, instrument="a security pact", date=YEAR[2021]), kind) == OPEN
    assert verdicts(claim(**told, instrument="a fisheries pact", date=may), kind) == OPEN


@pytest.mark.parametrize(
    ("instrument", "year", "expected"),
    [
        ("a treaty", 1985, TRUE),
        ("a mutual aid treaty", 1985, TRUE),
        ("a fisheries treaty", 1985, OPEN),
        ("a treaty", 1986, OPEN),
        ("a pact", 1985, OPEN),
    ],
)
def test_a_treaty_may_be_any_that_its_words_describe_within_the_year(instrument, year, expected):
    theirs = entry("Treaty of Mutual Assistance", "alliance", ("OMN", "YEM"), subtype="mutual-defence-treaty", signed=on("1985-05-04"))
    told = claim("agreement", "sign", ("OMN", "YEM"), quote=f"signed {instrument}", instrument=instrument, date=YEAR[year])
    assert verdicts(told, theirs) == expected


@pytest.mark.parametrize(("after", "expected"), [(" is close.", OPEN), (" has lasted.", TRUE)])
def test_a_relation_that_is_only_judged_is_left_open(after, expected):
    pact = entry("Tihama Pact", "agreement", ("OMN", "YEM"), signed=on("1985-05-04"))
    told = claim("partnership", "hold", ("OMN", "YEM"), quote="Omani-Yemeni cooperation")
    told = replace(told, quote=f"{told.quote}{after}")
    assert verdicts(told, pact) == expected


def test_a_treaty_that_ended_a_war_shows_no_working_together():
    peace = entry("Tihama Peace Treaty", "agreement", ("OMN", "YEM"), subtype="peace-treaty", signed=on("1985-05-04"))
    assert verdicts(claim("partnership", "hold", ("OMN", "YEM"), quote="Oman cooperates with Yemen"), peace) == OPEN


def test_west_germany_is_germany_in_what_it_joined():
    joined = entry("NATO accession", "membership", ("DEU", "org:NATO"), in_force=on("1955-05-06"))
    assert verdicts(claim("membership", "join", ("BRD",), ("org:NATO",), date=YEAR[1955]), joined) == TRUE


def test_one_of_two_members_that_is_unknown_leaves_both_open():
    assert verdicts(claim("membership", "hold", ("FIN", "SWE"), ("org:NATO",)), JOINED) == OPEN


def test_a_founder_did_not_accede():
    group = entry("Quad", "partnership", ("AUS", "IND", "JPN", "USA", "org:QUAD"), subtype="grouping", signed=YEAR[2007])
    acceded = claim("membership", "join", ("IND",), ("org:QUAD",), quote="India's accession to the Quad")
    assert verdicts(acceded, group) == FALSE
    joined = claim("membership", "join", ("IND",), ("org:QUAD",), quote="India joined the Quad")
    assert verdicts(joined, group) == OPEN
    outsider = claim("membership", "join", ("FRA",), ("org:QUAD",), quote="France's accession to the Quad")
    assert verdicts(outsider, group) == OPEN


SUMMIT = entry("First Peruvian president at a NATO summit", "meeting", ("PER", "org:NATO"), subtype="first-event",
               signed=on("2022-06-29"), status="signed-or-announced", scope=("summit",))  # fmt: skip
ATTENDED = {"type_": "meeting", "action": "hold", "subject": ("PER",), "object_": ("org:NATO",), "quote": "attended the summit"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"date": YEAR[2022], "first": True}, TRUE),
        ({"date": YEAR[2022]}, TRUE),
        ({"date": YEAR[2021]}, OPEN),
        ({"date": YEAR[2022], "quote": "attended the defence ministers' meeting"}, OPEN),
        ({"date": on("2022-06-28")}, OPEN),
    ],
)
def test_a_meeting_is_the_same_by_kind_and_days(change, expected):
    assert verdicts(claim(**{**ATTENDED, **change}), SUMMIT) == expected


def test_first_needs_an_entry_that_says_so():
    plain = replace(SUMMIT, name="Peru at the NATO summit", subtype="meeting")
    assert verdicts(claim(**ATTENDED, date=YEAR[2022], first=True), plain) == OPEN
    before = replace(SUMMIT, id="earlier", name="Peru at the NATO summit", subtype="meeting", signed=on("2018-07-11"))
    assert verdicts(claim(**ATTENDED, date=YEAR[2022], first=True), SUMMIT, before) == OPEN


def drill(day: str, **fields) -> Statement:
    return entry(f"Drill of {day}", "exercise", ("CHL", "PER"), subtype="exercise", signed=on(day), status="ended", **fields)


def test_resumed_is_refuted_by_exercises_that_went_on():
    resumed = claim("exercise", "resume", ("CHL",), ("PER",), date=YEAR[2022])
    assert verdicts(resumed, drill("2021-03-01", ended=on("2021-03-05")), drill("2021-10-01", ended=on("2021-10-05"))) == FALSE
    assert verdicts(resumed, drill("2016-03-01", ended=on("2016-03-05")), drill("2015-10-01", ended=on("2015-10-05"))) == OPEN


def test_an_exercise_is_held_where_its_days_and_forces_agree():
    held = claim("exercise", "hold", ("CHL",), ("PER",), date=YEAR[2021], scope=("naval",))
    assert verdicts(held, drill("2021-03-01", scope=("naval",))) == TRUE
    assert verdicts(held, drill("2021-03-01", scope=("air",))) == OPEN
    assert verdicts(held, drill("2020-03-01", scope=("naval",))) == OPEN


def office(day: str, name: str = "Mission of Peru to NATO", **fields) -> Statement:
    return entry(name, "office", ("PER", "org:NATO"), subtype="diplomatic-mission", signed=on(day), **fields)


def test_an_office_that_opened_later_was_not_open():
    opened = claim("office", "begin", ("PER",), ("org:NATO",), instrument="office", date=YEAR[2020])
    assert verdicts(opened, office("2022-01-16")) == FALSE
    assert verdicts(opened, office("2020-01-16")) == TRUE
    assert verdicts(opened, office("2018-01-16")) == OPEN
    theirs = office("2022-01-16", "NATO liaison office in Lima")
    assert verdicts(opened, theirs) == OPEN


def test_a_bare_treaty_is_the_only_one_of_its_month():
    bare = {**SAID, "instrument": "treaty", "date": Period(date(2021, 3, 1), date(2021, 3, 31), "month")}
    assert verdicts(claim(**bare), PACT) == TRUE
    other = entry("Kenya-Somalia Fisheries Treaty", "agreement", ("KEN", "SOM"), signed=on("2021-03-20"))
    assert verdicts(claim(**bare), PACT, other) == OPEN


@pytest.mark.parametrize(
    ("quote", "expected"),
    [("signed their border security treaty", FALSE), ("signed a border security treaty", OPEN)],
)
def test_words_that_point_at_one_instrument_by_its_own_name_date_it(quote, expected):
    one = {**SIGNED, "instrument": "border security treaty", "quote": quote, "date": YEAR[2019]}
    assert verdicts(claim(**one), PACT) == expected


def test_an_organisation_within_a_treatys_name_is_no_party():
    pact = entry("EAC Defence Pact", "agreement", ("KEN", "UGA"), signed=on("2021-03-04"))
    one = claim("agreement", "sign", ("KEN", "UGA"), ("org:EAC",), "signed it", instrument="EAC Defence Pact", date=YEAR[2021])
    assert verdicts(one, pact) == TRUE


def test_the_usual_name_of_a_state_is_its_first():
    assert name_of("PNG") == "Papua New Guinea"


@pytest.mark.parametrize(
    ("quote", "facts", "expected"),
    [
        ("deepened defence ties", ["agreement"], TRUE),
        ("deepened defence ties", ["exercise"], OPEN),
        ("deepened defence ties", ["exercise", "meeting"], TRUE),
        ("deepened trade ties", ["agreement"], OPEN),
        ("deepened trade and defence ties", ["agreement"], TRUE),
    ],
)
def test_a_relation_grows_by_agreements_or_by_acts_on_two_days(quote, facts, expected):
    held = [entry(f"{kind} {n}", kind, ("KEN", "SOM"), signed=on(f"2022-0{n + 1}-01")) for n, kind in enumerate(facts)]
    assert verdicts(claim("partnership", "strengthen", ("KEN",), ("SOM",), quote), *held) == expected


def test_a_relation_that_loses_as_much_as_it_gains_is_left_open():
    new = entry("New Pact", "agreement", ("KEN", "SOM"), signed=on("2022-02-01"))
    old = entry("Old Pact", "agreement", ("KEN", "SOM"), signed=on("2002-02-01"), ended=on("2022-03-01"), status="ended")
    assert verdicts(claim("partnership", "strengthen", ("KEN",), ("SOM",), "deepened defence ties"), new, old) == OPEN


def test_ties_grow_where_a_new_act_is_on_record():
    stronger = claim("partnership", "strengthen", ("KEN",), ("SOM",))
    assert verdicts(stronger, replace(PACT, signed=on("2022-03-04"))) == TRUE
    assert verdicts(stronger, replace(PACT, signed=on("2012-03-04"))) == OPEN
    assert verdicts(claim("partnership", "strengthen", ("KEN",)), PACT) == OPEN
    assert any("Rule" in line for line in find(stronger, PACT).working)


TYPES = st.sampled_from(
    ["agreement", "membership", "meeting", "exercise", "office", "aid", "operation", "partnership", "alliance"]
)
ACTIONS = st.sampled_from(["sign", "hold", "begin", "join", "resume", "strengthen", "end", "plan"])
DATES = st.sampled_from([None, YEAR[2019], YEAR[2021], YEAR[2022], YEAR[2023]])
FACTS = [PACT, JOINED, SUMMIT, drill("2021-03-01"), drill("2021-09-01"), office("2022-01-16"), office("2020-01-16", "Embassy")]
ACTORS = st.sampled_from([("KEN", "SOM"), ("FIN", "org:NATO"), ("PER", "org:NATO"), ("CHL", "PER"), ("KEN",), ()])


@given(TYPES, ACTIONS, DATES, ACTORS, st.permutations(FACTS), st.booleans())
def test_every_claim_is_judged_alike_in_any_order_and_cites_what_it_uses(type_, action, when, actors, facts, first):
    one = claim(type_, action, actors[:1], actors[1:], date=when, first=first, instrument="Border Security Treaty")
    found = find(one, *facts)
    assert found == find(one, *reversed(facts))
    assert {fact.id for fact in found.used} == set(found.evidence)
    for judgement in (found.then, found.now):
        if judgement.verdict in ("supported", "refuted"):
            assert judgement.evidence
    assert found.reason.endswith(".")


@given(TYPES, ACTIONS, DATES, ACTORS, st.integers(0, len(FACTS)))
def test_what_appears_after_the_article_never_changes_then(type_, action, when, actors, cut):
    one = claim(type_, action, actors[:1], actors[1:], date=when)
    late = [replace(fact, id=f"late {fact.id}", vintage=Vintage("made", "2", date(2025, 1, 1))) for fact in FACTS[:cut]]
    assert find(one, *FACTS[cut:]).then == find(one, *FACTS[cut:], *late).then


@given(TYPES, ACTIONS, ACTORS)
def test_nothing_on_record_settles_nothing(type_, action, actors):
    assert verdicts(claim(type_, action, actors[:1], actors[1:], date=YEAR[2021])) == OPEN


def test_the_embedded_register_answers():
    from dragoman.evidence.store import Store

    store = Store.open(None)
    said = {"instrument": "Reciprocal Access Agreement", "quote": "they signed it"}
    signed = claim("agreement", "sign", ("AUS", "JPN"), date=YEAR[2022], **said)
    wrong = replace(signed, tie=replace(signed.tie, date=YEAR[2018]))
    article = Article("a", signed.quote, published=DAY)
    answers = store.ask(ask(signed, article))
    assert judge(signed, article, answers).now.verdict == "supported"
    assert judge(wrong, article, answers).now.verdict == "refuted"
