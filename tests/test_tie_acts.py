"""Acts of one side towards another. The entries are made up but for the last tests, which ask the embedded store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from test_tie_judge import OPEN, TRUE, YEAR, entry, find, on, verdicts

import dragoman
from dragoman.kinds.tie.acts import kinds_of
from dragoman.model import Article, Claim, Modality, Period, Span, TieBody

DAY = date(2023, 6, 1)
INVASION = entry("Chad's invasion of Libya", "operation", ("TCD", "LBY"), subtype="war", flags=("by:TCD",),
                 signed=on("2021-05-10"), scope=("invade", "war", "attack"))  # fmt: skip
RAIDS = entry("Chad's air strikes on Libya", "operation", ("TCD", "LBY"), subtype="campaign", flags=("by:TCD",),
              signed=on("2021-05-10"), scope=("strike", "attack"))  # fmt: skip
HELP = entry("Kenya's support for Somalia", "aid", ("KEN", "SOM"), subtype="assistance", flags=("by:KEN",),
             signed=on("2019-01-01"), scope=("training",))  # fmt: skip
POST = entry("Kenyan forces in Somalia", "deployment", ("KEN", "SOM"), subtype="forces", flags=("by:KEN",),
             signed=on("2019-01-01"), ended=on("2022-03-04"), scope=("troop",))  # fmt: skip
BAN = entry("Kenya's sanctions on Somalia", "declaration", ("KEN", "SOM"), subtype="sanctions", flags=("by:KEN",),
            signed=on("2019-02-03"), scope=("sanction",))  # fmt: skip
LEFT = entry("Lake Treaty: withdrawal of Kenya", "declaration", ("KEN", "SOM"), subtype="treaty-withdrawal", flags=("by:KEN",),
             ended=on("2020-07-08"))  # fmt: skip
BROKEN = entry("Diplomatic relations", "declaration", ("KEN", "SOM"), subtype="diplomatic-relations", flags=("by:SOM",),
               ended=on("2020-12-15"))  # fmt: skip
DRILL = entry("Kenyan drills around Zanzibar", "exercise", ("KEN", "TZA"), subtype="exercise", flags=("by:KEN",),
              signed=on("2021-08-02"))  # fmt: skip


def told(quote: str, act: str, type_: str, action: str, subject: tuple[str, ...], object_: tuple[str, ...], **tie) -> Claim:
    """Return a claim whose anchor is the words of its act."""
    start = quote.index(act)
    span = Span(start, start + len(act))
    return Claim("c1", "tie", 0, len(quote), quote, span, subject, object_, tie=TieBody(type_, action, **tie))


def invaded(quote: str = "Chad invaded Libya", act: str = "invaded", *, by: str = "TCD", of: str = "LBY", **tie) -> Claim:
    return told(quote, act, "operation", tie.pop("action", "begin"), (by,), (of,), **tie)


@pytest.mark.parametrize(
    "claim",
    [
        invaded(),
        invaded(date=YEAR[2021]),
        invaded(date=on("2021-05-10")),
        invaded("Chad's invasion of Libya", "invasion", action="hold"),
        invaded("Since May 2021, when war came, Chad's war with Libya", "war", action="hold"),
        invaded("Libya is fighting a war with Chad", "fighting a war", by="LBY", of="TCD", action="hold"),
        told("the war between Chad and Libya", "war", "operation", "hold", ("TCD", "LBY"), ()),
    ],
    ids=lambda claim: claim.quote,
)
def test_an_act_is_borne_out_by_who_did_it_to_whom_and_when(claim):
    assert verdicts(claim, INVASION) == TRUE


@pytest.mark.parametrize(
    "claim",
    [
        invaded("Libya invaded Chad", by="LBY", of="TCD"),
        invaded("Niger invaded Libya", by="NER"),
        invaded("Chad invaded Niger", of="NER"),
        invaded(date=YEAR[2019]),
        invaded(date=on("2021-05-11")),
        invaded("Chad's new invasion of Libya", "invasion", action="hold"),
        invaded("Chad's second invasion of Libya", "invasion", action="hold", date=YEAR[2021]),
        invaded("Chad nearly invaded Libya"),
        invaded("Chad invaded Libya near Sebha"),
        invaded("Chad attacked Libya with 40 tanks", "attacked", action="hold", date=YEAR[2021]),
        invaded("Chad occupied Libya", "occupied"),
        invaded("Chad attacked Libya", "attacked", action="hold"),
        invaded("Chad attacked Libya", "attacked", action="hold", date=YEAR[2022]),
        invaded("Libya's war on Chad", "war", by="LBY", of="TCD", action="hold"),
        invaded(action="end"),
        invaded(action="plan"),
        told("the invasion", "invasion", "operation", "hold", (), ("TCD",)),
        replace(invaded("Chad did not invade Libya", "invade"), modality=Modality(polarity="negative")),
        replace(invaded(), modality=Modality("possible")),
    ],
    ids=lambda claim: f"{claim.quote} {claim.tie.action}",
)
def test_another_direction_year_place_or_number_and_a_denial_are_never_borne_out_nor_refuted(claim):
    assert verdicts(claim, INVASION) == OPEN


def test_an_act_that_had_not_begun_by_the_article_is_not_borne_out():
    assert verdicts(invaded(), INVASION, day=date(2021, 5, 1))[0] == "not_enough_evidence"
    assert verdicts(invaded(), INVASION, day=date(2021, 5, 10)) == TRUE


def test_an_entry_of_a_month_bears_out_no_day_of_it():
    month = Period(date(2021, 5, 1), date(2021, 5, 31), "month")
    rough = replace(INVASION, signed=month)
    assert verdicts(invaded(date=month), rough) == TRUE
    assert verdicts(invaded(date=on("2021-05-09")), rough) == OPEN


def test_support_that_nobody_dates_had_begun_by_the_page_that_tells_of_it():
    undated = replace(HELP, signed=None, period=Period(None, None, "open"), source_date=date(2022, 4, 1))
    given = told("Kenya supports Somalia", "supports", "aid", "hold", ("KEN",), ("SOM",))
    assert verdicts(given, undated) == TRUE
    assert verdicts(given, undated, day=date(2021, 1, 1)) == OPEN
    before = replace(given, tie=replace(given.tie, date=YEAR[2015]))
    assert verdicts(before, undated) == OPEN


def test_an_undated_blow_is_not_shown_by_a_campaign_but_blows_in_the_plural_are_while_it_goes_on():
    blow = invaded("a Chadian air strike on Libya", "air strike", action="hold")
    blows = invaded("Chadian air strikes on Libya", "air strikes", action="hold")
    over = replace(RAIDS, ended=on("2022-01-01"), period=Period(date(2021, 5, 10), date(2022, 1, 1), "day"))
    assert verdicts(blow, RAIDS) == OPEN
    assert verdicts(blows, RAIDS) == TRUE
    assert verdicts(blows, over) == OPEN


@pytest.mark.parametrize(
    ("quote", "subject", "object_", "expected"),
    [
        ("Kenya supports Somalia", ("KEN",), ("SOM",), TRUE),
        ("Kenya supports Somalia with $30 million", ("KEN",), ("SOM",), OPEN),
        ("Somalia supports Kenya", ("SOM",), ("KEN",), OPEN),
        ("Kenya supports Somalia with missiles", ("KEN",), ("SOM",), OPEN),
        ("Kenya and 30 countries support Somalia", ("KEN",), ("SOM",), OPEN),
        ("Kenya supports Somalia through the Lamu Fund", ("KEN",), ("SOM",), OPEN),
        ("Kenya supports Somalia with humanitarian relief", ("KEN",), ("SOM",), OPEN),
        ("Kenya's economic aid supports Somalia", ("KEN",), ("SOM",), OPEN),
    ],
)
def test_standing_support_is_of_the_donor_and_names_no_thing_that_the_entry_lacks(quote, subject, object_, expected):
    act = "support" if "support Somalia" in quote else "supports"
    assert verdicts(told(quote, act, "aid", "hold", subject, object_), HELP) == expected


def test_forces_abroad_are_of_the_kind_told_and_leave_on_the_day_recorded():
    there = told("Kenya has troops in Somalia", "has troops", "deployment", "hold", ("KEN",), ("SOM",))
    wing = told("Kenya has a brigade in Somalia", "has a brigade", "deployment", "hold", ("KEN",), ("SOM",))
    gone = told("Kenya withdrew its troops from Somalia", "withdrew", "deployment", "end", ("KEN",), ("SOM",), date=YEAR[2022])
    in_time, wrong = (
        replace(there, tie=replace(there.tie, date=YEAR[2020])),
        replace(gone, tie=replace(gone.tie, date=YEAR[2021])),
    )
    assert verdicts(in_time, POST) == TRUE
    assert verdicts(gone, POST) == TRUE
    assert [verdicts(one, POST) for one in (there, wing, wrong)] == [OPEN, OPEN, OPEN]


@pytest.mark.parametrize(
    ("quote", "act", "by", "to", "date_", "expected"),
    [
        ("Kenya has delivered R-12 missiles to Somalia", "delivered", "KEN", "SOM", None, TRUE),
        ("Kenya delivered R-12 missiles to Somalia", "delivered", "KEN", "SOM", YEAR[2021], TRUE),
        ("Somalia received R-12 missiles from Kenya", "received", "SOM", "KEN", YEAR[2021], TRUE),
        ("Somalia bought R-12 missiles from Kenya", "bought", "SOM", "KEN", None, TRUE),
        ("Somalia bought R-12 missiles from Kenya", "bought", "SOM", "KEN", YEAR[2021], OPEN),
        ("Kenya bought R-12 missiles from Somalia", "bought", "KEN", "SOM", None, OPEN),
        ("Somalia delivered R-12 missiles to Kenya", "delivered", "SOM", "KEN", None, OPEN),
        ("Kenya has delivered R-13 missiles to Somalia", "delivered", "KEN", "SOM", None, OPEN),
        ("Kenya has delivered 12 R-12 missiles to Somalia", "delivered", "KEN", "SOM", None, OPEN),
        ("Kenya has delivered R-12 launchers to Somalia", "delivered", "KEN", "SOM", None, OPEN),
        ("Kenya has delivered weapons to Somalia", "delivered", "KEN", "SOM", None, OPEN),
        ("Kenya delivered R-12 missiles to Somalia", "delivered", "KEN", "SOM", YEAR[2020], OPEN),
    ],
)  # fmt: skip
def test_arms_delivered_are_of_the_type_told_and_a_purchase_has_its_own_day(quote, act, by, to, date_, expected):
    sent = entry("R-12 missiles for Somalia", "arms_transfer", ("KEN", "SOM"), subtype="arms-delivery", flags=("by:KEN",),
                 signed=on("2021-05-10"), scope=("r-12", "missile"))  # fmt: skip
    assert verdicts(told(quote, act, "arms_transfer", "begin", (by,), (to,), date=date_), sent) == expected


def test_sanctions_are_of_who_imposed_them():
    ours = told("Kenya imposed sanctions on Somalia", "imposed sanctions", "declaration", "begin", ("KEN",), ("SOM",))
    assert verdicts(ours, BAN) == TRUE
    assert verdicts(replace(ours, subject=("SOM",), object=("KEN",)), BAN) == OPEN
    assert verdicts(replace(ours, tie=replace(ours.tie, date=YEAR[2021])), BAN) == OPEN


def test_a_treaty_is_left_by_the_party_that_left_it():
    left = told("Kenya left the Lake Treaty", "left", "agreement", "end", ("KEN",), (), instrument="Lake Treaty", date=YEAR[2020])
    assert verdicts(left, LEFT) == TRUE
    assert verdicts(replace(left, subject=("SOM",)), LEFT) == OPEN
    assert verdicts(replace(left, tie=replace(left.tie, date=YEAR[2019])), LEFT) == OPEN
    signed = replace(left, subject=("KEN", "SOM"), tie=replace(left.tie, action="sign"))
    assert verdicts(signed, LEFT) == OPEN


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (Period(date(2021, 1, 1), DAY, "open"), TRUE),
        (Period(date(2021, 5, 1), DAY, "open"), TRUE),
        (Period(date(2021, 5, 10), DAY, "open"), TRUE),
        (Period(date(2020, 1, 1), DAY, "open"), OPEN),
        (Period(date(2022, 1, 1), DAY, "open"), OPEN),
        (Period(date(2021, 4, 1), DAY, "open"), OPEN),
    ],
    ids=lambda value: str(getattr(value, "start", "")),
)
def test_what_goes_on_since_a_time_began_then_and_neither_earlier_nor_later(since, expected):
    assert (
        verdicts(invaded("Chad has waged war on Libya since then", "waged war", action="hold", date=since), INVASION) == expected
    )
    over = replace(INVASION, ended=on("2022-03-04"), period=Period(date(2021, 5, 10), date(2022, 3, 4), "day"))
    assert verdicts(invaded("Chad has waged war on Libya since then", "waged war", action="hold", date=since), over) == OPEN


def test_a_treaty_held_since_a_time_was_made_then():
    pact = entry("Lake Treaty", "agreement", ("KEN", "SOM"), subtype="security-treaty", signed=on("2020-02-03"))
    for year, expected in ((2020, TRUE), (2019, OPEN)):
        claim = told("Kenya and Somalia have had the Lake Treaty since then", "have had", "agreement", "hold", ("KEN", "SOM"), (),
                     instrument="Lake Treaty", date=Period(date(year, 1, 1), DAY, "open"))  # fmt: skip
        assert verdicts(claim, pact) == expected


def test_an_organisation_that_is_left_by_name_is_a_side_of_its_membership():
    left = entry(
        "Lake Council membership", "membership", ("org:Lake Council", "KEN"), subtype="accession", ended=on("2020-07-08")
    )
    claim = told("Kenya left the Lake Council", "left", "membership", "end", ("KEN",), ("org:Lake Council",),
                 instrument="Lake Council", date=YEAR[2020])  # fmt: skip
    assert verdicts(claim, left) == TRUE


def test_the_city_of_a_treaty_s_name_is_no_party_of_it():
    pact = entry("Minsk Border Pact", "agreement", ("KEN", "SOM"), signed=on("2021-03-04"))
    quote = "Kenya and Somalia signed the Minsk Border Pact"
    made = told(quote, "signed", "agreement", "sign", ("KEN", "SOM"), ("BLR",), instrument="Minsk Border Pact", date=YEAR[2021])
    assert verdicts(made, pact) == TRUE
    assert verdicts(replace(made, quote=quote + " with Belarus"), pact) == OPEN


def test_one_more_package_is_known_by_its_day_and_never_by_support_that_stands():
    pack = entry("Kenyan package: 30 million dollars", "aid", ("KEN", "SOM"), subtype="aid-package", flags=("by:KEN",),
                 signed=on("2022-02-03"), period=Period(date(2022, 2, 3), date(2022, 2, 3), "day"))  # fmt: skip
    quote = "Kenya announced a new $30 million package of military aid for Somalia"
    new = told(quote, "announced", "aid", "plan", ("KEN",), ("SOM",), date=on("2022-02-03"))
    assert verdicts(new, pack, HELP) == TRUE
    assert verdicts(replace(new, quote=quote.replace("$30", "$90")), pack, HELP) == OPEN
    assert verdicts(replace(new, tie=replace(new.tie, date=on("2022-02-04"))), pack, HELP) == OPEN
    assert verdicts(replace(new, tie=replace(new.tie, action="hold", date=YEAR[2021])), pack, HELP) == OPEN
    assert verdicts(replace(new, subject=("SOM",), object=("KEN",)), pack, HELP) == OPEN


def test_diplomatic_relations_end_on_their_day():
    cut = told("Somalia cut diplomatic ties with Kenya", "cut", "partnership", "end", ("SOM",), ("KEN",), date=YEAR[2020])
    assert verdicts(cut, BROKEN) == TRUE
    assert verdicts(replace(cut, tie=replace(cut.tie, date=YEAR[2018])), BROKEN) == OPEN
    other = replace(cut, quote="Kenya cut diplomatic ties with Somalia", subject=("KEN",), object=("SOM",))
    assert verdicts(other, BROKEN) == OPEN
    trade = replace(cut, quote="Somalia cut all trading ties with Kenya")
    assert verdicts(trade, BROKEN) == OPEN


def test_a_drill_near_somebody_is_not_held_with_him():
    near = told("Kenya held drills around Zanzibar", "drills", "exercise", "hold", ("KEN",), ("TZA",), date=YEAR[2021])
    assert verdicts(near, DRILL) == TRUE
    both = replace(near, quote="Kenya and Tanzania held drills", subject=("KEN", "TZA"), object=())
    assert verdicts(both, DRILL) == OPEN


SUMMIT = entry("Summit of Presidents Biden and Xi, Nairobi", "meeting", ("CHN", "USA"), subtype="summit", signed=on("2022-05-04"))
LEAGUE = entry("ASEAN leaders in Nairobi", "meeting", ("KEN", "org:ASEAN"), subtype="summit", signed=on("2022-05-04"))


@pytest.mark.parametrize(
    ("quote", "when", "expected"),
    [
        ("Biden met Xi in Nairobi", YEAR[2022], TRUE),
        ("Biden met Xi in Nairobi", YEAR[2021], OPEN),
        ("Biden met Xi in Nairobi", None, OPEN),
        ("Biden met Xi in Kenya", YEAR[2022], TRUE),
        ("Biden met Xi in Mombasa", YEAR[2022], OPEN),
        ("American and Chinese negotiators met", YEAR[2022], OPEN),
        ("Officials of the Biden administration met a Chinese delegation", YEAR[2022], OPEN),
    ],
)
def test_leaders_who_met_are_known_by_name_and_date_and_nobody_for_them(quote, when, expected):
    assert verdicts(told(quote, "met", "meeting", "hold", ("USA",), ("CHN",), date=when), SUMMIT) == expected


def test_an_organisation_s_summit_is_its_own_though_its_members_are_named():
    met = told("ASEAN leaders met in Nairobi", "met", "meeting", "hold", ("org:ASEAN",), (), date=YEAR[2022])
    assert verdicts(met, LEAGUE) == TRUE
    assert verdicts(replace(met, subject=("KEN",)), LEAGUE) == OPEN


def test_a_summit_called_by_its_place_is_no_summit_elsewhere():
    for place, expected in (("Nairobi", TRUE), ("Washington", OPEN)):
        met = told(f"ASEAN convened the {place} summit", "convened", "meeting", "hold", ("org:ASEAN",), (), date=YEAR[2022])
        assert verdicts(met, LEAGUE) == expected


def test_a_mission_is_known_by_more_than_whose_it_is():
    duty = entry("Lake Guard, Kenya's mission in Somalia", "operation", ("KEN", "SOM"), subtype="mission", flags=("by:KEN",),
                 signed=on("2015-01-01"))  # fmt: skip
    led = told("Kenya leads the Lake Guard mission in Somalia", "leads", "operation", "hold", ("KEN",), ("SOM",))
    war = told("Kenya's war in Somalia", "war", "operation", "hold", ("KEN",), ("SOM",))
    assert verdicts(led, duty) == TRUE
    assert verdicts(war, duty) == OPEN


def test_a_war_that_is_over_does_not_go_on():
    over = replace(INVASION, period=Period(date(2021, 5, 10), date(2021, 7, 1), "day"), ended=on("2021-07-01"))
    plain = told("the war between Chad and Libya", "war", "operation", "hold", ("TCD", "LBY"), ())
    assert verdicts(plain, over) == TRUE
    for words in ("the war between Chad and Libya continues", "the ongoing war between Chad and Libya"):
        assert verdicts(told(words, "war", "operation", "hold", ("TCD", "LBY"), ()), over) == OPEN


def test_an_act_against_somebody_brings_nobody_closer():
    close = told("Chad and Libya grow closer", "grow closer", "partnership", "strengthen", ("TCD", "LBY"), ())
    later = replace(RAIDS, signed=on("2022-09-01"))
    assert find(close, INVASION, later, day=date(2022, 10, 1)).now.verdict == "not_enough_evidence"
    partners = told("Chad has a partnership with Libya", "partnership", "partnership", "hold", ("TCD",), ("LBY",))
    assert verdicts(partners, INVASION, RAIDS) == OPEN


def test_words_name_the_kind_of_an_act():
    assert kinds_of("launched its full-scale invasion") == {"invade"}
    assert kinds_of("warned of a warship") == frozenset()
    assert kinds_of("wars of aggression") == {"war", "aggression"}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Russia invaded Ukraine in February 2022.", "supported"),
        ("Ukraine invaded Russia in February 2022.", "not_enough_evidence"),
        ("Crimea was annexed by Russia in 2014.", "supported"),
        ("Crimea was annexed by Russia in 2017.", "not_enough_evidence"),
        ("Hamas attacked Israel on October 7, 2023.", "supported"),
        ("Israel attacked Hamas on October 6, 2023.", "not_enough_evidence"),
        ("The EU imposed sanctions on Russia in 2014.", "supported"),
        ("Russia imposed sanctions on the EU in 2014.", "not_enough_evidence"),
        ("China and Taiwan held joint military drills in May 2024.", "not_enough_evidence"),
    ],
)
def test_the_embedded_register_answers_plain_sentences(text, verdict):
    report = dragoman.check(Article("a", text, published=date(2025, 9, 1)))
    found = {claim.id for claim in report.claims if claim.kind == "tie"}
    assert found
    assert {report.findings[one].now.verdict for one in found} == {verdict}


def test_fighting_without_a_date_is_not_that_of_a_war_that_is_over():
    over = replace(INVASION, period=Period(date(2021, 5, 10), date(2021, 7, 1), "day"), ended=on("2021-07-01"))
    for words in ("the Chad-Libya conflict", "fighting between Chad and Libya"):
        act = words.split()[-1] if words.endswith("conflict") else "fighting"
        undated = told(words, act, "operation", "hold", ("TCD", "LBY"), ())
        assert verdicts(undated, over) == OPEN
        assert verdicts(undated, replace(over, period=Period(date(2021, 5, 10), None, "day"), ended=None)) == TRUE


def test_who_was_at_the_first_of_a_series_of_many_it_does_not_say():
    series = entry("Dune Shield", "exercise", ("KEN", "SOM", "TCD"), subtype="exercise-series", signed=on("2011-05-02"))
    pair = entry("Lake Shield", "exercise", ("KEN", "SOM"), subtype="exercise-series", signed=on("2011-05-02"))
    two = told("Kenya and Somalia first held the drill", "held", "exercise", "hold", ("KEN", "SOM"), (), date=YEAR[2011])
    all_ = told("Kenya, Somalia and Chad held the drill", "held", "exercise", "hold", ("KEN", "SOM", "TCD"), (), date=YEAR[2011])
    assert verdicts(two, series) == OPEN
    assert verdicts(two, pair) == verdicts(all_, series) == TRUE


def test_leaders_met_in_no_other_country_than_the_entry_s_town():
    hanoi = replace(SUMMIT, name="Summit of Presidents Biden and Xi, Hanoi")
    for place, expected in (("Vietnam", TRUE), ("Singapore", OPEN)):
        met = told(f"Biden met Xi in {place}", "met", "meeting", "hold", ("USA",), ("CHN",), date=YEAR[2022])
        assert verdicts(met, hanoi) == expected
