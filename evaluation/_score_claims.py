"""Scoring of checks against annotated articles.

Matching, per article, one to one, best overlap first: two claims match where their anchors share a character, or where
their spans overlap with intersection over union of 0.5 or more. Anchors are preferred over spans. A gold claim with
`optional` true may be reported or not: it is never missed, and a claim matched to it is neither right nor spurious.
An article with `exhaustive` false is left out of precision.
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path


def load(path):
    path = Path(path)
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        sys.exit(f"score_claims: no .json file in {path}")
    try:
        return {f.stem: json.loads(f.read_text(encoding="utf-8")) for f in files}
    except (OSError, ValueError) as error:
        print(f"score_claims: {error}", file=sys.stderr)
        sys.exit(2)


def span(claim):
    return claim["start"], claim["end"]


def anchor(claim):
    a = claim.get("anchor") or claim
    return a["start"], a["end"]


def shared(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def iou(a, b):
    inter = shared(a, b)
    return inter / ((a[1] - a[0]) + (b[1] - b[0]) - inter) if inter else 0.0


def pair(gold, pred):
    """Return [(gold index, pred index)], best overlap first, each used once."""
    edges = []
    for g, gc in enumerate(gold):
        for p, pc in enumerate(pred):
            a = iou(anchor(gc), anchor(pc))
            s = iou(span(gc), span(pc))
            if a > 0 or s >= 0.5:
                edges.append(((gc["kind"] == pc["kind"], a > 0, a, s), g, p))
    edges.sort(key=lambda e: e[0], reverse=True)
    used_g, used_p, out = set(), set(), []
    for _, g, p in edges:
        if g not in used_g and p not in used_p:
            used_g.add(g)
            used_p.add(p)
            out.append((g, p))
    return out


def near(a, b, room=0.01):
    return abs(a - b) <= room * max(abs(a), abs(b), 1e-12)


def same_value(gold, pred):
    """Return whether two intervals say the same: open on the same sides, and centres within 1 % or each inside the other.

    Annotators and readers may round differently ("$800 million" to the million or to the last non-zero place); bounds may not.
    """
    g = [None if x is None else float(x) for x in (gold.get("low"), gold.get("high"))]
    p = [None if x is None else float(x) for x in (pred.get("low"), pred.get("high"))]
    if [x is None for x in g] != [x is None for x in p] or g == [None, None]:
        return False
    if None in g:
        return near(*[next(x for x in side if x is not None) for side in (g, p)])
    gm, pm = sum(g) / 2, sum(p) / 2
    return near(gm, pm) or (g[0] <= pm <= g[1] and p[0] <= gm <= p[1])


PEOPLE = {"person", "people", "troop", "troops", "soldier", "soldiers", "personnel", "servicemember", "sailor", "marine",
          "paratrooper",
          "reservist", "conscript", "civilian", "fighter", "casualty", "force", "man", "official", "member"}


def unit(figure):
    """Return the unit's class: money by currency, percent, percentage point, person, or thing (ranks and ratios too)."""
    name = (figure.get("unit") or "").lower()
    if figure.get("currency") or name == "money":
        return "money", figure.get("currency")
    if name in ("percent", "percentage_point"):
        return name, None
    return ("person" if name in PEOPLE else "thing"), None


def year(text):
    return text[:4] if text else None


def slots(gold, pred):
    """Yield (slot, right) for each slot that the gold claim fills."""
    yield "subject", set(gold.get("subject") or []) == set(pred.get("subject") or [])
    if gold.get("object"):
        yield "object", set(gold["object"]) == set(pred.get("object") or [])
    gf, pf = gold.get("figure"), pred.get("figure") or {}
    if gf:
        gv, pv = gf.get("value") or {}, pf.get("value") or {}
        yield "value", same_value(gv, pv)
        yield "unit", unit(gf) == unit(pf) if pf else False
        for name in ("measure", "form", "relation"):
            if gf.get(name):
                yield name, gf[name] == pf.get(name)
        gp, pp = gf.get("period"), pf.get("period") or {}
        if gp and (gp.get("start") or gp.get("end")):
            yield "period", (year(gp.get("start")), year(gp.get("end"))) == (year(pp.get("start")), year(pp.get("end")))
    gt, pt = gold.get("tie"), pred.get("tie") or {}
    if gt:
        for name in ("type", "action"):
            if gt.get(name):
                yield f"tie_{name}", gt[name] == pt.get(name)
        gd = gt.get("date") or {}
        if gd.get("start"):
            yield "tie_date", year(gd["start"]) == year((pt.get("date") or {}).get("start"))
    ga, pa = gold.get("attribution") or {}, pred.get("attribution") or {}
    if ga.get("type"):
        yield "attribution", ga["type"] == pa.get("type")
        if ga["type"] == "named" and ga.get("actor"):
            yield "attributed_to", ga["actor"] == pa.get("actor")
    gm, pm = gold.get("modality") or {}, pred.get("modality") or {}
    if gm.get("certainty"):
        yield "certainty", gm["certainty"] == pm.get("certainty")


OPPOSITE = {("supported", "refuted"), ("refuted", "supported")}


def verdict(gold, pred, when):
    """Return right, wrong, reversed, silent (not_enough_evidence where there was enough), or None."""
    want = (gold.get("gold") or {}).get(when)
    if not want:
        return None
    got = ((pred.get("finding") or {}).get(when) or {}).get("verdict")
    if got == want or got in ((gold["gold"].get(f"accept_{when}")) or []):
        return "right"
    if (want, got) in OPPOSITE:
        return "reversed"
    return "silent" if got in ("not_enough_evidence", None) else "wrong"


def score(gold_files, pred_files):
    missing = sorted(set(gold_files) - set(pred_files))
    if missing:
        print(f"score_claims: no prediction for {', '.join(missing)}", file=sys.stderr)
        sys.exit(2)
    detect = defaultdict(Counter)
    slot = defaultdict(Counter)
    verdicts = defaultdict(Counter)
    by_kind = defaultdict(Counter)
    kinds = Counter()
    for stem, gold_doc in gold_files.items():
        gold, pred = gold_doc["claims"], pred_files[stem]["claims"]
        exhaustive = gold_doc.get("exhaustive", True)
        pairs = pair(gold, pred)
        hit_g, hit_p = {g for g, _ in pairs}, {p for _, p in pairs}
        pairs = [(g, p) for g, p in pairs if not gold[g].get("optional")]
        for g, claim in enumerate(gold):
            if claim.get("optional"):
                continue
            for key in ("all", claim["kind"]):
                detect[key]["found" if g in hit_g else "missed"] += 1
        for p, claim in enumerate(pred):
            if exhaustive and p not in hit_p:
                for key in ("all", claim["kind"]):
                    detect[key]["spurious"] += 1
        for g, p in pairs:
            kinds["right" if gold[g]["kind"] == pred[p]["kind"] else "wrong"] += 1
            for name, right in slots(gold[g], pred[p]):
                slot[name]["right" if right else "wrong"] += 1
        for when in ("then", "now"):
            by_gold = dict(pairs)
            for g, claim in enumerate(gold):
                if claim.get("optional"):
                    continue
                outcome = verdict(claim, pred[by_gold[g]], when) if g in by_gold else (
                    "silent" if (claim.get("gold") or {}).get(when) else None)
                if outcome:
                    verdicts[when][outcome] += 1
                    by_kind[claim["kind"]][outcome] += 1
    def prf(c):
        tp, fn, fp = c["found"], c["missed"], c["spurious"]
        p = tp / (tp + fp) if tp + fp else 0.0
        r = tp / (tp + fn) if tp + fn else 0.0
        return {"precision": p, "recall": r, "f1": 2 * p * r / (p + r) if p + r else 0.0, "gold": tp + fn}
    def acc(c):
        n = sum(c.values())
        return {"accuracy": c["right"] / n if n else 0.0, "n": n}
    def outcomes(c):
        n = sum(c.values())
        return {**{k: c[k] for k in ("right", "wrong", "reversed", "silent")}, **acc(c),
                "wrong_rate": (c["wrong"] + c["reversed"]) / n if n else 0.0}
    return {
        "detection": {k: prf(c) for k, c in sorted(detect.items())},
        "kind": acc(kinds),
        "slots": {k: acc(c) for k, c in sorted(slot.items())},
        "verdicts": {w: outcomes(c) for w, c in verdicts.items()},
        "verdicts_by_kind": {k: outcomes(c) for k, c in sorted(by_kind.items())},
    }


def report(result):
    """Print the figures as a table."""
    print("detection        precision  recall   F1     gold")
    for k, v in result["detection"].items():
        print(f"  {k:15s} {v['precision']:8.3f} {v['recall']:8.3f} {v['f1']:6.3f} {v['gold']:6d}")
    print(f"kind of a matched claim: {result['kind']['accuracy']:.3f} of {result['kind']['n']}")
    print("slots of matched claims")
    for k, v in result["slots"].items():
        print(f"  {k:15s} {v['accuracy']:8.3f} of {v['n']}")
    for when, v in result["verdicts"].items():
        print(f"verdict {when}: right {v['right']} wrong {v['wrong']} reversed {v['reversed']} silent {v['silent']} "
              f"accuracy {v['accuracy']:.3f}")
    for kind, v in result["verdicts_by_kind"].items():
        print(f"  {kind:15s} right {v['right']} wrong {v['wrong']} reversed {v['reversed']} silent {v['silent']}")
