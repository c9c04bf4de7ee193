"""Reading acts over all types and phases: one sentence, every act expected of it and none besides; a failure prints both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from test_ties import claims

from dragoman.model import Claim

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "acts.jsonl").read_text("utf-8").splitlines()]
KINDS = ("tie", "forecast", "commitment")


def row(claim: Claim) -> list[Any]:
    """Return kind, type, action, subject, the object that its words state, the day it began that its sentence tells, polarity."""
    tie = claim.as_told.tie
    stated = [actor for actor in claim.object if tie is None or actor not in tie.inferred]
    start = tie.date.start.isoformat() if tie and tie.date and tie.date.start else None
    sides = [sorted(claim.subject), sorted(stated)]
    return [claim.kind, tie.type if tie else None, tie.action if tie else None, *sides, start, claim.modality.polarity]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_a_sentence_states_its_acts_and_no_others(case: dict[str, Any]) -> None:
    found = [row(claim) for claim in claims(case["text"], *KINDS) if claim.figure is None]
    assert sorted(map(str, found)) == sorted(map(str, case["acts"]))


def test_the_cases_cover_every_type_and_action() -> None:
    acts = [act for case in CASES for act in case["acts"]]
    types = "alliance membership partnership agreement exercise deployment basing aid arms_transfer meeting office operation"
    assert {act[1] for act in acts if act[1]} == {*types.split(), "declaration"}
    actions = "begin hold join sign enter_into_force strengthen resume suspend end plan"
    assert {act[2] for act in acts if act[2]} == set(actions.split())


@pytest.mark.parametrize(
    ("text", "kind", "polarity"),
    [
        ("Chile refused to send troops to Peru.", "tie", "negative"),
        ("Chile is considering sending troops to Peru.", "forecast", "positive"),
        ("Chile has no plans to send troops to Peru.", "forecast", "negative"),
        ("The president has directed the Chilean army to send troops to Peru.", "forecast", "positive"),
        ("Chile vowed to strengthen its security cooperation with Peru.", "commitment", "positive"),
        ("Chile vowed to send 300 troops to Peru in 2026.", "forecast", "positive"),
        ("Chile's invasion of Peru could trigger a wider war.", "tie", "positive"),
        ("Building on its exercise with Peru, Chile will buy new radios.", "tie", "positive"),
    ],
)
def test_what_stands_over_an_act_settles_its_kind(text: str, kind: str, polarity: str) -> None:
    found = {(claim.kind, claim.modality.polarity) for claim in claims(text, *KINDS) if claim.figure is None and claim.tie}
    found |= {(claim.kind, claim.modality.polarity) for claim in claims(text, "commitment")}
    assert (kind, polarity) in found


@pytest.mark.parametrize(
    "text",
    [
        "Chile ruled out sending troops to Peru.",
        "The blockade deterred Chile from sending troops to Peru.",
        "Chile supports sending troops to Peru.",
    ],
)
def test_what_was_averted_or_wished_is_no_act(text: str) -> None:
    assert not [claim for claim in claims(text, "tie", "forecast") if claim.tie and claim.tie.type == "deployment"]


def test_who_acted_together_is_carried_on() -> None:
    text = (
        "Defence chiefs from Chile, Peru and Bolivia met on Monday. The leaders signed a defence pact. "
        "They announced new exercises. The three countries will hold drills."
    )
    found = claims(text, "tie", "forecast")
    assert [sorted(claim.subject) for claim in found] == [["BOL", "CHL", "PER"]] * 4
    assert [bool(claim.tie and claim.tie.inferred) for claim in found] == [False, True, True, True]


def test_what_a_noun_takes_up_is_of_those_who_did_it_together() -> None:
    found = claims("Chad and Mali agreed on Monday to hold joint drills. The manoeuvres will take place in May.", "tie", "forecast")
    assert [sorted(claim.subject) for claim in found] == [["MLI", "TCD"]] * 2
    assert [sorted(claim.tie.inferred) for claim in found if claim.tie] == [[], ["MLI", "TCD"]]


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("The frigate HMS Kent sailed to Oman.", ("GBR",), ("OMN",)),
        ("France accused Iran of supplying Sudan with drones.", ("IRN",), ("SDN",)),
        ("The rockets that Turkey launched at Syria missed.", ("TUR",), ("SYR",)),
        ("The rockets Turkey launched at Syria missed.", ("TUR",), ("SYR",)),
        ("Iran finances, supports and equips the Houthis.", ("IRN",), ("org:Houthis",)),
        ("Officials in Chile condemned Peru.", ("CHL",), ("PER",)),
        ("Turkey bombed PKK positions in northern Iraq.", ("TUR",), ("org:PKK",)),
        ("Britain attacked targets in Yemen.", ("GBR",), ("YEM",)),
        ("Spain has built a coalition to stand with Chad.", ("ESP",), ("TCD",)),
        ("Kenya bombed Eritrea. Sudan attacked Chad. Egypt condemned the attack on Eritrea. Mali also condemned the attack.",
         ("MLI",), ("KEN",)),
        ("Kenya held drills. El Sol newspaper said 40 tanks were deployed to the border with Guatemala.", ("KEN",), ("GTM",)),
        ("The Charles de Gaulle Carrier Strike Group sailed to Oman, France said.", ("FRA",), ("OMN",)),
        ("Putin lashed out at Turkey for having shot down a Russian bomber.", ("TUR",), ("RUS",)),
        ("Kenya drew condemnation from Egypt.", ("EGY",), ("KEN",)),
        ("Kenya blasted Somalia on Monday.", ("KEN",), ("SOM",)),
        ("Egypt supplied rifles to rebels fighting Chad.", ("EGY",), ()),
        ("The U.S.-led coalition has struck targets in Syria.", ("USA",), ("SYR",)),
        ("Peru is at war. Peru lost. Ana Roca, a former general of the Chilean army, visited Bolivia.", (), ("BOL",)),
        ("Norway's allies supplied Chad with missiles.", (), ("TCD",)),
        ("Spain's partner countries trained Kenyan soldiers.", (), ("KEN",)),
        ("NATO allies sent troops to Latvia.", ("org:NATO",), ("LVA",)),
        ("A Joint Logistics Centre was set up in Poland, NATO said.", ("org:NATO",), ("POL",)),
        ("Spain gave Morocco two radars and a patrol boat.", ("ESP",), ("MAR",)),
    ],
)
def test_who_does_what_to_whom(text: str, subject: tuple[str, ...], object_: tuple[str, ...]) -> None:
    assert (subject, object_) in [(claim.subject, claim.object) for claim in claims(text, "tie")]
