"""Counts and sums found by the words that name them: an event, a stock, a growing toll, a fixed property. All are invented."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import dragoman
from dragoman.evidence.sources import register
from dragoman.kinds.figure.observed import measured, question, rule
from dragoman.model import Period, Statement, Vintage

TABLE = Path(register.__file__).parent / "observations.csv"
WRITTEN = date(2021, 6, 1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def observed(measure: str, rule_: str, low: object, *, time: str = "event", unit: str | None = "person", **more: object) -> Statement:
    """Return an observation of one day, known from that day on; `high`, `at`, `until`, `known` and others change the rest."""
    at = day(str(more.get("at", "2020-03-05")))
    until = day(str(more.get("until", at)))
    known = day(str(more.get("known", until)))
    high = more.get("high")
    return Statement(
        id=f"register:{measure}:{rule_}:{at}:{known}",
        kind="observation",
        actor="KEN",
        measure=measure,
        vintage=Vintage("register", "2026", known),
        period=Period(at, until, "day" if at == until else "open"),
        publisher="Wire",
        title="Report",
        url="https://example.org/report",
        form="observed",
        value=Decimal(str(low)),
        high=None if high is None else Decimal(str(high)),
        unit=unit,
        currency=str(more["currency"]) if "currency" in more else None,
        flags=tuple(time.split(";")),
        name=str(more.get("name", rule_)),
        rule=rule_,
    )


class Shelf:
    """A store that holds some observations and nothing else."""

    hash = "shelf"

    def __init__(self, *held: Statement) -> None:
        self.held = held

    def ask(self, questions):
        return {one: self.held if one == question() else () for one in questions}


def verdicts(text: str, *held: Statement, published: date = WRITTEN) -> list[tuple[str, str]]:
    """Return the verdicts then and now of each figure in a text."""
    report = dragoman.check(text, published=published.isoformat(), store=Shelf(*held))
    found = [report.findings[claim.id] for claim in report.claims if claim.kind == "figure"]
    return [(finding.then.verdict, finding.now.verdict) for finding in found]


BOTH = ("supported", "supported")
OPEN = ("not_enough_evidence", "not_enough_evidence")
RAID = observed("killed", "Ridgeway", 46, time="event;settled", name="Raid on Ridgeway camp")
FORCE = observed("troops", "@KEN;@SOM", 3600, time="stock", at="2020-01-01")
JETS = observed("arms", "@KEN;~Viper", 24, unit=None, name="Vipers for Kenya")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The raid on Ridgeway camp killed 46 soldiers.", BOTH),
        ("The raid on Ridgeway camp wounded 46 soldiers.", OPEN),
        ("The raid on Ridgeway camp killed 46 children.", OPEN),
        ("The raid on Ridgeway camp killed more than 40 people.", BOTH),
        ("The raid on Ridgeway camp killed more than 10 people.", OPEN),
        ("The raid on Ridgeway camp killed 460 people.", ("refuted", "refuted")),
        ("The raid on Ridgeway camp killed 460 people and wounded 12.", OPEN),
        ("The raid on Ridgeway camp struck at dawn, killing at least 46 soldiers and injuring 90.", BOTH),
        ("The raid on Ridgeway camp struck at dawn, injuring 46 soldiers and killing 90.", OPEN),
        ("The raid on Ridgeway camp killed or wounded 46 soldiers.", OPEN),
        ("The raid on Ridgeway camp killed 460 people, including 3 officers.", OPEN),
        ("The raid on Ridgeway camp killed 48 people.", OPEN),
        ("The raid on Oakham camp killed 46 soldiers.", OPEN),
        ("The raid on Ridgeway camp did not kill 46 soldiers.", OPEN),
    ],
)
def test_an_event_is_found_by_its_words_and_only_a_settled_count_refutes(text, wanted):
    assert verdicts(text, RAID)[0] == wanted


def test_an_event_bears_on_its_own_day_and_on_no_article_before_it():
    assert verdicts("In March 2020 the raid on Ridgeway camp killed 46 soldiers.", RAID)[0] == BOTH
    assert verdicts("In March 2019 the raid on Ridgeway camp killed 46 soldiers.", RAID)[0] == OPEN
    assert verdicts("The raid on Ridgeway camp killed 46 soldiers.", RAID, published=date(2020, 1, 1))[0] == OPEN


def test_an_event_without_words_of_its_own_is_found_by_its_day():
    raid = observed("killed", "@KEN;@SOM", 7, at="2020-03-05")
    text = "On March 5, Somali gunmen killed 7 people in Kenya."
    assert verdicts(text, raid, published=date(2020, 3, 9))[0] == BOTH
    assert verdicts("Somali gunmen killed 7 people in Kenya in 2020.", raid, published=date(2021, 3, 9))[0] == OPEN


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kenya has about 3,600 troops in Somalia.", BOTH),
        ("Kenya will send another 3,600 troops to Somalia.", OPEN),
        ("Kenya has 3,600 troops in Ethiopia.", OPEN),
        ("Somalia says that 3,600 Kenyan soldiers were killed.", OPEN),
        ("Kenya has about 5,000 troops in Somalia.", OPEN),
    ],
)
def test_a_force_counts_for_the_state_that_it_stands_in(text, wanted):
    assert all(found == wanted for found in verdicts(text, FORCE, published=date(2020, 6, 1)))


def test_a_force_says_nothing_of_years_far_from_its_own():
    assert verdicts("Kenya has about 3,600 troops in Somalia.", FORCE, published=date(2024, 6, 1))[0] == OPEN


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kenya ordered 24 Viper fighter jets.", BOTH),
        ("Kenya ordered 24 Cobra helicopters and Viper jets.", OPEN),
        ("Ghana ordered 24 Viper fighter jets.", OPEN),
        ("Kenya lost 24 Viper fighter jets in the war.", OPEN),
    ],
)
def test_an_order_is_of_the_type_that_stands_at_its_number(text, wanted):
    assert verdicts(text, JETS, published=date(2020, 6, 1))[:1] in ([wanted], [])


def test_a_toll_speaks_of_days_near_it_and_between_two_counts_of_the_days_between():
    early = observed("killed", "Lodwar", 1000, time="toll", at="2020-03-01", name="Dead of Lodwar")
    late = observed("killed", "Lodwar", 1100, time="toll", at="2020-04-30", name="Dead of Lodwar")
    text = "The siege of Lodwar has killed {} people."
    assert verdicts(text.format("1,000"), early, late, published=date(2020, 3, 5))[0] == BOTH
    assert verdicts(text.format("more than 1,050"), early, late, published=date(2020, 4, 1))[0] == ("not_enough_evidence", "supported")
    assert verdicts(text.format("3,000"), early, late, published=date(2020, 3, 5))[0] == OPEN
    assert verdicts(text.format("1,000"), early, late, published=date(2020, 12, 5))[0] == OPEN


def test_a_count_given_anew_was_right_then_and_is_known_to_have_changed():
    first = observed("killed", "Lodwar", 140, name="Raid on Lodwar", known="2020-03-10")
    second = observed("killed", "Lodwar", 120, name="Raid on Lodwar", known="2020-05-10")
    report = dragoman.check("The raid on Lodwar killed 140 people.", published="2020-03-20", store=Shelf(first, second))
    finding = report.findings[report.claims[0].id]
    assert (finding.then.verdict, finding.now.verdict) == BOTH
    assert "revised_since" in finding.now.grounds
    assert "revised_since" not in finding.then.grounds


def test_a_range_is_compared_in_the_unit_of_the_words():
    missile = observed("range", "Kifaru-2", 1600, time="fixed", unit="kilometre")
    assert verdicts("The Kifaru-2 missile has a range of 1,000 miles.", missile)[0] == BOTH
    assert verdicts("The Kifaru-2 missile has a range of 1,600 miles.", missile)[0] == OPEN


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It was the largest war in Polynesia since 1945.", BOTH),
        ("It was the second-largest war in Polynesia since 1945.", OPEN),
        ("It was the largest war in Polynesia since 1989.", OPEN),
    ],
)
def test_a_record_needs_the_scope_that_the_row_has(text, wanted):
    row = observed("record", "~largest;Polynesia;1945", 1, unit="rank")
    assert verdicts(text, row)[0] == wanted


def test_money_is_compared_in_its_own_currency_and_not_within_half_its_size():
    gift = observed("sum", "@SOM;package*", 800_000_000, unit="money", currency="USD")
    assert verdicts("Kenya announced an $800 million military aid package for Somalia.", gift, published=date(2020, 3, 7))[0] == BOTH
    assert verdicts("Kenya announced an 800 million euro military aid package for Somalia.", gift, published=date(2020, 3, 7))[0] == OPEN
    assert verdicts("Kenya announced a $1 billion military aid package for Somalia.", gift, published=date(2020, 3, 7))[0] == OPEN


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kenya accounted for 12 percent of global arms exports.", BOTH),
        ("Kenya accounted for 13 percent of global arms exports.", OPEN),
        ("Ghana accounted for 12 percent of global arms exports, far ahead of Kenya.", OPEN),
        ("Kenya's arms exports, a part of the global trade, rose by 12 percent.", OPEN),
        ("Kenya's arms exports fell by 64 percent.", BOTH),
        ("Kenya's arms exports rose by 64 percent.", OPEN),
    ],
)
def test_a_percentage_is_a_share_or_a_change_as_its_row_says(text, wanted):
    world = "@KEN;export*;arms;world*|global*"
    share = observed("share", world, 12, unit="percent", time="stock", at="2021-03-01", name="Share of exports")
    change = observed("growth", "@KEN;export*;arms", -64, unit="percent", time="stock", at="2021-03-01", name="Change of exports")
    assert verdicts(text, share, change, published=date(2021, 3, 10)) == [wanted]


def test_a_sum_of_a_year_says_nothing_of_the_next():
    takings = observed("sum", "@KEN;arms;sales;last year", 500, unit="money", currency="USD", at="2020-01-01", until="2020-12-31")
    text = "Kenya's arms sales reached $500 last year."
    assert verdicts(text, takings, published=date(2021, 3, 10)) == [BOTH]
    assert verdicts(text, takings, published=date(2022, 3, 10)) == [OPEN]


def test_what_was_known_only_later_does_not_speak_then():
    late = observed("killed", "Ridgeway", 46, known="2021-09-01")
    assert verdicts("The raid on Ridgeway camp killed 46 soldiers.", late)[0] == ("not_enough_evidence", "supported")


def test_every_row_of_the_table_is_of_a_known_measure_and_has_a_rule_and_a_page():
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    keys = [(row["name"], row["measure"], row["low"], row["start"], row["known"]) for row in rows]
    assert len(keys) == len(set(keys))
    for row in rows:
        assert measured(row["measure"]), row
        assert rule(row["rule"]).actors or rule(row["rule"]).groups or rule(row["rule"]).near, row
        assert row["source_url"].startswith("http"), row
        assert row["source_publisher"], row
        assert row["source_title"], row
        assert (row["unit"] == "money") == bool(row["currency"]), row
