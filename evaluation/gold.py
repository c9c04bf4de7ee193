"""Annotated articles: detection, slots and verdicts of the whole walk, against what a person annotated.

`--data evaluation/annotations/validation` scores articles that no rule was written on: read its figures and not its cases.
`--audit` prints every claim with its verdict, working and sources, and what the annotator has, for reading through.
"""

from __future__ import annotations

import io
import json
from argparse import Namespace
from collections import Counter
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import dragoman
from dragoman.intake import to_date
from dragoman.model import Article
from evaluation import _score_claims as scoring
from evaluation._standoff import whole

DATA = "bench/gold"


def run(data: Path, *, store: Path | None, options: Namespace) -> dict[str, Any]:
    """Check every article of a folder (or one file) and score the checks; return the figures of the scoring script."""
    gold = whole(scoring.load(data))
    opened = dragoman.Store.open(store)
    predicted = {stem: _check(doc["article"], opened) for stem, doc in list(gold.items())[: options.limit]}
    gold = {stem: gold[stem] for stem in predicted}
    figures = scoring.score(gold, predicted)
    figures["silence"] = _silence(gold, predicted)
    figures["taken"] = _taken(gold, predicted)
    if options.audit:
        for stem in gold:
            print(_audit(stem, gold[stem], predicted[stem]))
    else:
        print(_table(figures))
    return figures


def _check(raw: dict[str, Any], store: Any) -> dict[str, Any]:
    day = to_date(raw["published"]) if raw.get("published") else None
    article = Article(id=raw["id"], text=raw["text"], title=raw.get("title"), published=day)
    return json.loads(json.dumps(dragoman.check(article, store=store).to_dict()))


def _table(figures: dict[str, Any]) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        scoring.report(figures)
        silence = figures["silence"]
        for name, taken in figures["taken"].items():
            print(f"{name}, annotated for read: " + (", ".join(f"{pair} {n}" for pair, n in taken.items()) or "none"))
        print(f"silent verdicts: {silence['unread']} for want of reading, {silence['no_evidence']} for want of evidence")
    return out.getvalue().rstrip()


def _silence(gold: dict[str, Any], predicted: dict[str, Any]) -> dict[str, int]:
    """Count the silent `then` verdicts: claims never found (want of reading) and found but undecided (want of evidence)."""
    counts: Counter[str] = Counter()
    for stem, doc in gold.items():
        pairs = dict(scoring.pair(doc["claims"], predicted[stem]["claims"]))
        for number, claim in enumerate(doc["claims"]):
            if claim.get("optional") or not (claim.get("gold") or {}).get("then"):
                continue
            if number not in pairs:
                counts["unread"] += 1
            elif scoring.verdict(claim, predicted[stem]["claims"][pairs[number]], "then") == "silent":
                counts["no_evidence"] += 1
    return {"unread": counts["unread"], "no_evidence": counts["no_evidence"]}


def _taken(gold: dict[str, Any], predicted: dict[str, Any]) -> dict[str, dict[str, int]]:
    """Count what is taken for what in matched claims: kinds, types of speaker, and what a named speaker speaks for."""
    counts: dict[str, Counter[str]] = {"kind": Counter(), "attribution": Counter(), "attributed_to": Counter()}
    for stem, doc in gold.items():
        for g, p in scoring.pair(doc["claims"], predicted[stem]["claims"]):
            want, got = doc["claims"][g], predicted[stem]["claims"][p]
            if want.get("optional"):
                continue
            said, heard = want.get("attribution") or {}, got["attribution"]
            pairs = {"kind": (want["kind"], got["kind"]), "attribution": (said.get("type"), heard["type"])}
            if said.get("type") == heard["type"] == "named" and said.get("actor") not in (None, heard["actor"]):
                pairs["attributed_to"] = (_side(said["actor"]), _side(heard["actor"]))
            for name, (right, wrong) in pairs.items():
                if right and (right != wrong or name == "attributed_to"):
                    counts[name][f"{right} for {wrong}"] += 1
    return {name: dict(counter.most_common()) for name, counter in counts.items()}


def _side(actor: str | None) -> str:
    """Return what sort of actor an id names: a state, a body, a person or nobody."""
    return {"org": "body", "person": "person", None: "nobody"}.get(actor.split(":")[0] if actor else None, "state")


def _audit(stem: str, gold: dict[str, Any], predicted: dict[str, Any]) -> str:
    pairs = {p: g for g, p in scoring.pair(gold["claims"], predicted["claims"])}
    lines = [f"\n===== {stem}: {gold['article'].get('title')} ({gold['article'].get('published')})"]
    for number, claim in enumerate(predicted["claims"]):
        matched = gold["claims"][pairs[number]] if number in pairs else None
        lines += _audit_claim(claim, matched, predicted["evidence"], gold["article"]["text"])
    for number, claim in enumerate(gold["claims"]):
        if number not in pairs.values():
            mark = " (optional)" if claim.get("optional") else ""
            lines.append(f"-- MISSED{mark} {claim['kind']}: {claim['quote']!r} verdict {_verdicts(claim.get('gold'))}")
    return "\n".join(lines)


def _audit_claim(claim: dict[str, Any], matched: dict[str, Any] | None, evidence: dict[str, Any], text: str) -> list[str]:
    anchor = text[claim["anchor"]["start"] : claim["anchor"]["end"]]
    finding = claim["finding"]
    lines = [
        f"-- {claim['id']} {claim['kind']} [{anchor}] {claim['quote']!r}",
        f"   subject {claim['subject']} object {claim['object']} said by {claim['attribution']['type']} "
        f"{claim['attribution']['source'] or ''} {claim['attribution']['actor'] or ''}; {claim['modality']['certainty']}",
        f"   body {json.dumps(claim['figure'] or claim['tie'] or claim['commitment'], ensure_ascii=False)}",
        f"   VERDICT then {finding['then']['verdict']} now {finding['now']['verdict']}: {finding['reason']}",
    ]
    lines += [f"     | {step}" for step in finding["working"]]
    for key in finding["evidence"]:
        e = evidence.get(key, {})
        lines.append(f"     @ {e.get('publisher')}, {e.get('title')}, {e.get('published')}, {e.get('url')}")
    if finding["probability"]:
        lines.append(f"     odds {finding['probability']}")
    if matched is None:
        lines.append("   GOLD none: spurious")
    else:
        mark = " (optional)" if matched.get("optional") else ""
        outcome = {when: scoring.verdict(matched, claim, when) for when in ("then", "now")}
        wrong = [name for name, right in scoring.slots(matched, claim) if not right]
        lines.append(f"   GOLD{mark} {matched['kind']}: {_verdicts(matched.get('gold'))} -> {outcome}; wrong slots {wrong}")
    return lines


def _verdicts(gold: dict[str, Any] | None) -> str:
    return f"{gold['then']}/{gold['now']}" if gold else "not looked up"
