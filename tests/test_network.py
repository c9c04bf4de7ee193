"""The register as a network: found from both sides, never absent where no source looked, cut to a day, changed between two."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from itertools import permutations

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import OutOfScope, UnreadableValue
from dragoman.estimate import network
from dragoman.estimate.commitments.states import existing, states
from dragoman.evidence.sources import sources
from dragoman.export import ties as written
from dragoman.model import Period, Statement, Vintage

ACTORS = ("AAA", "BBB", "CCC", "org:DDD")
DAYS = st.dates(date(1900, 1, 1), date(2030, 1, 1))


def tie(number, parties, start, end=None, *, type_="agreement", subtype="acsa", status="in-force", source="register"):
    """Return a tie statement of made-up parties."""
    return Statement(
        id=f"{source}:tie:{number}",
        kind="tie",
        actor="",
        measure=type_,
        vintage=Vintage(source, "1", start),
        period=Period(start, end, "day" if end else "open"),
        publisher="A ministry",
        title="A page",
        url="https://example.org/page",
        parties=tuple(sorted(parties)),
        form="",
        name=f"Pact {number}",
        subtype=subtype,
        status=status,
    )


@st.composite
def records(draw):
    """Make up to eight ties with two to four parties."""
    found = []
    for number in range(draw(st.integers(0, 8))):
        parties = draw(st.sets(st.sampled_from(ACTORS), min_size=2))
        start = draw(DAYS)
        end = draw(st.none() | st.integers(0, 9000).map(lambda days, start=start: start + timedelta(days)))
        type_ = draw(st.sampled_from(["agreement", "alliance", "exercise"]))
        source = draw(st.sampled_from(["register", "atop"]))
        found.append(tie(number, parties, start, end, type_=type_, source=source))
    return network.edges(found)


@given(records())
def test_every_tie_is_found_from_each_of_its_parties(found):
    for edge in found:
        for one, other in permutations(edge.parties, 2):
            assert edge in network.ties(found, one, other)
            assert edge in network.ties(found, one)


@given(records(), DAYS)
def test_two_actors_have_the_same_ties_from_both_sides(found, day):
    for one, other in permutations(ACTORS, 2):
        assert network.ties(found, one, other, on=day) == network.ties(found, other, one, on=day)


@given(records(), DAYS, st.sampled_from(["agreement", "alliance", "exercise", "basing"]))
def test_nothing_is_absent_where_no_complete_source_covers_the_day(found, day, type_):
    for one, other in permutations(ACTORS, 2):
        said = network.standing(found, one, other, type_, day, sources=["register", "atop"])
        assert said == network.standing(found, other, one, type_, day, sources=["register", "atop"])
        if said == "absent":
            assert type_ == "alliance"
            assert 1815 <= day.year <= 2018
        assert network.standing(found, one, other, type_, day, sources=["register"]) != "absent"


@given(records(), DAYS, DAYS)
@settings(max_examples=60)
def test_what_began_stands_at_the_end_unless_it_ended_too(found, one_day, other_day):
    start, end = sorted((one_day, other_day))
    changed = network.changes(found, "AAA", start, end)
    begun = {edge.id for what, edge in changed if what == "begun"}
    before = {edge.id for edge in network.ties(found, "AAA", on=start) if edge.since < start}
    after = {edge.id for edge in network.ties(found, "AAA", on=end)}
    assert after <= before | begun


def test_a_day_cuts_what_had_not_begun_and_what_had_ended():
    found = network.edges([tie(1, "AB", date(1950, 1, 1), date(1960, 1, 1)), tie(2, "AB", date(1970, 1, 1))])
    names = [edge.name for edge in network.ties(found, "A", "B", on=date(1955, 6, 1))]
    assert names == ["Pact 1"]
    assert network.ties(found, "A", "B", on=date(1965, 6, 1)) == ()


def test_every_kind_of_instrument_in_the_register_weighs_something():
    register = sources()["register"]
    (release, *_) = register.load(register.embedded())
    edges = network.edges([tie("1", one.parties, date(2020, 1, 1), subtype=one.subtype) for one in release.ties])
    assert {edge.subtype for edge in edges if not edge.weight} == set()


def test_an_end_of_unknown_day_leaves_the_tie_unsettled():
    found = network.edges([tie(1, "AB", date(1950, 1, 1), status="ended")])
    assert found[0].on(date(1990, 1, 1)) is None
    assert network.standing(found, "A", "B", "agreement", date(1990, 1, 1), sources=["register"]) == "unknown"


@pytest.mark.parametrize(
    "call",
    [
        lambda: network.ties((), "AAA", "AAA"),
        lambda: network.ties((), "AAA", on=date(1815, 12, 31)),
        lambda: network.changes((), "AAA", date(2020, 1, 1), date(2019, 1, 1)),
        lambda: existing("UKR", 1950),
        lambda: existing("USA", 1700),
    ],
)
def test_what_the_record_cannot_carry_is_one_sentence(call):
    with pytest.raises(OutOfScope) as error:
        call()
    assert str(error.value).endswith(".")
    assert "\n" not in str(error.value)


def test_an_unknown_code_is_named():
    with pytest.raises(UnreadableValue, match="zzz"):
        network.actor_id("zzz", ["JPN", "org:NATO"])
    assert network.actor_id("nato", ["JPN", "org:NATO"]) == "org:NATO"


def test_written_forms_hold_every_tie():
    found = network.edges([tie(1, ["AAA", "BBB"], date(1950, 1, 1)), tie(2, ["AAA", "BBB", "CCC"], date(1960, 1, 1))])
    assert len(list(csv.DictReader(io.StringIO(written.to_csv(found))))) == 2
    assert [row["parties"] for row in json.loads(written.to_json(found))["ties"]] == [["AAA", "BBB"], ["AAA", "BBB", "CCC"]]
    graph = networkx.parse_graphml(written.to_graphml(found), force_multigraph=True)
    assert graph.number_of_edges() == 4
    assert set(graph.nodes) == {"AAA", "BBB", "CCC"}


def test_drawings_name_their_actors():
    found = network.edges([tie(1, ["AAA", "org:DDD"], date(1950, 1, 1))])
    drawn = written.svg(written.network(found, centre=("AAA",)))
    assert "AAA" in drawn
    assert "DDD" in drawn
    assert "Pact 1" in written.svg(written.timeline(found, until=date(2000, 1, 1)))


def test_a_page_escapes_what_it_is_given():
    page = written.page(
        "A <b>", notes=["1 < 2"], tables=[("c", ("h",), [["<script>"], ["https://example.org/?a=1&b"]])], charts=[]
    )
    assert "<script>" not in page
    assert 'href="https://example.org/?a=1&amp;b"' in page


def test_land_neighbours_are_the_same_from_both_sides():
    held = states()
    assert all(actor in held[other].land for actor, row in held.items() for other in row.land)


def test_distances_are_the_same_from_both_sides_and_zero_to_oneself():
    japan, china = states()["JPN"], states()["CHN"]
    assert japan.distance(china) == pytest.approx(china.distance(japan))
    assert japan.distance(china) == pytest.approx(2100, abs=60)
    assert japan.distance(japan) == 0


def test_a_timeline_shows_a_single_day_and_pales_what_may_not_stand():
    found = network.edges([tie(1, ("AAA", "BBB"), date(1990, 1, 1), date(1990, 1, 1)), planned(2)])
    chart = written.timeline(found, until=date(2000, 12, 31))
    assert [row["sure"] for row in chart["data"]["values"]] == [True, False]
    assert {layer["mark"]["type"] for layer in chart["layer"]} == {"bar", "tick"}


def planned(number):
    """Return a tie that was only planned."""
    return tie(number, ("AAA", "BBB"), date(1995, 1, 1), status="planned")


@given(st.lists(st.sampled_from([f"S{n}" for n in range(20)]), min_size=1, unique=True), st.integers(0, 2))
def test_no_two_actors_of_a_drawing_stand_in_one_place(actors, middle):
    drawn = written.drawing(actors, [], centre=actors[:middle])
    points = [(point["x"], point["y"]) for point in drawn["layer"][-1]["data"]["values"]]
    assert len(points) == len(actors) == len(set(points))
