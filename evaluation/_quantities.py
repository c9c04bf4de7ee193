"""Scoring of quantities in the manner of NewsQuant and R-Text: lists of (value, unit) per sentence, matched one to one.

Values are equal where |p - g| <= 1e-8 + 1e-5 |g|, both ends for a range; units where the lower-cased names are equal.
The names that those sets give to units are mapped here, by one fixed table; nothing of it is known to the package.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from dragoman.lexicon.numbers import currencies
from dragoman.model import Quantity
from dragoman.reading.units import singular

Pair = tuple[tuple[float, ...], str]

# our name → theirs, where the two differ
MONEY = {
    "JPY": "japanese yen",
    "CNY": "chinese yuan",
    "USD": "dollar",
    "EUR": "euro",
    "CHF": "swiss franc",
    "ZAR": "south african rand",
    "INR": "indian rupee",
    "NLG": "netherlands guilde",
    "RUB": "russian ruble",
    "KRW": "south korean won",
    "THB": "thai baht",
    "IDR": "indonesian rupiah",
    "VND": "vietnamese dong",
    "PLN": "polish zloty",
    "NGN": "nigerian naira",
    "HUF": "hungarian forint",
}
OPEN_MONEY = {
    ("USD", "AUD"): "dollar",
    ("INR", "PKR"): "rupee",
    ("GBP", "EGP"): "pound sterling",
    ("CHF", "XOF"): "swiss franc",
    ("JPY", "CNY"): "japanese yen",
    ("KRW", "KPW"): "south korean won",
    ("SEK", "ISK"): "swedish krona",
    ("NOK", "DKK"): "norwegian krone",
    ("SEK", "NOK"): "swedish krona",
    ("PHP", "MXN"): "mexican peso",
}
UNITS = {"p": "point", "percent": "percentage", "percentage_point": "percentage point", "time": "count"}
# vague amounts are ranges there: "thousands" is 1000-10000, "dozens" is 12
VAGUE = {
    "dozens": (12,),
    "tens": (10, 100),
    "hundreds": (100, 1000),
    "thousands": (1e3, 1e4),
    "millions": (1e6, 1e7),
    "billions": (1e9, 1e10),
    "trillions": (1e12, 1e13),
    "tens of thousands": (1e4, 1e5),
    "hundreds of thousands": (1e5, 1e6),
    "tens of millions": (1e7, 1e8),
    "hundreds of millions": (1e8, 1e9),
    "tens of billions": (1e10, 1e11),
    "hundreds of billions": (1e11, 1e12),
}


def pairs(quantities: Sequence[Quantity], text: str) -> list[Pair]:
    """Return the (value, unit) list that one sentence's quantities stand for in those sets."""
    earlier = {q.change_from for q in quantities if q.change_from is not None}
    kept = [q for q in quantities if not (q.printed in earlier and q.change_from is None)]
    return [pair for q in kept if (pair := _pair(q, text)) is not None]


def _pair(quantity: Quantity, text: str) -> Pair | None:
    words = quantity.surface.lower()
    unit = _unit(quantity, text)
    if quantity.form == "rank":
        return ((1.0,), unit) if words.startswith("one of") else None
    if words.startswith(("no ", "not ", "several ", "a few ", "few ")):
        return None
    if quantity.form == "ratio":
        if quantity.printed.low is not None and quantity.printed.low < 1:
            return (float(quantity.printed.low),), f"% {unit}" if unit != "-" else "% -"
        return (
            ((float(quantity.printed.low or 0),), "count")
            if words.endswith(("fold", "times")) and words not in ("twofold",)
            else None
        )
    if quantity.unit == "time" and words.startswith(
        ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    ):
        return None
    if quantity.scale in VAGUE and quantity.form in ("count", "money", "bare", "measure"):
        return tuple(float(end) for end in VAGUE[quantity.scale]), unit
    return _value(quantity, text), unit


def _value(quantity: Quantity, text: str) -> tuple[float, ...]:
    cents = _part(quantity, text)
    ends = [Decimal(100) * end if cents else end for end in (quantity.printed.low, quantity.printed.high) if end is not None]
    if quantity.change_from is not None and quantity.change_from.low is not None:
        ends = [quantity.change_from.low, ends[0]]
    return tuple(float(end) for end in dict.fromkeys(ends))


def _part(quantity: Quantity, text: str) -> str | None:
    if quantity.form != "money" or quantity.unit_start is None:
        return None
    word = text[quantity.unit_start : quantity.unit_end].lower()
    return {
        "cents": "cent",
        "cent": "cent",
        "¢": "cent",
        "pence": "penny",
        "penny": "penny",
        "p": "point",
        "sen": "sen",
        "paise": "paise",
        "pennies": "penny",
    }.get(word)


def _unit(quantity: Quantity, text: str) -> str:
    adverb = (
        text[quantity.unit_end or quantity.end :]
        .lstrip()
        .lower()
        .startswith(("annually", "yearly", "daily", "weekly", "monthly"))
    )
    rate = f" per {quantity.rate}" if quantity.rate and not adverb else ""
    if quantity.form == "money":
        return (_part(quantity, text) or _money(quantity)) + rate
    if quantity.unit is None and quantity.unit_start is None:
        return "-"
    name = UNITS.get(quantity.unit or "", quantity.unit or "-")
    if quantity.form in ("count", "rank", "ratio") and quantity.unit != "time" and quantity.unit_start is not None:
        words = [_plain(word) for word in text[quantity.unit_start : quantity.unit_end].lower().split() if word != "and"]
        name = " ".join((*words[:-1], _last(words[-1], quantity.unit))) if words else "-"
    return UNITS.get(name, name) + rate


def _plain(word: str) -> str:
    """Return a word without possessive, a superlative or comparative in its plain form."""
    word = word.removesuffix("’s").removesuffix("'s")
    known = {
        "best": "good",
        "hottest": "hot",
        "biggest": "big",
        "largest": "large",
        "smaller": "small",
        "larger": "large",
        "bigger": "big",
        "worst": "bad",
    }
    if word in known:
        return known[word]
    return (
        word[:-3]
        if word.endswith("est")
        and len(word) > 6
        and word not in ("interest", "protest", "harvest", "forest", "contest", "request")
        else word
    )


def _last(word: str, unit: str | None) -> str:
    head = word.rpartition("-")[2]
    return word if word == "people" else word[: len(word) - len(head)] + (unit or singular(head))


def _money(quantity: Quantity) -> str:
    if quantity.currency is not None:
        return MONEY.get(quantity.currency, currencies().names[quantity.currency])
    return OPEN_MONEY.get(quantity.currencies[:2], currencies().names[quantity.currencies[0]])


def gold_pairs(row: dict[str, Any]) -> list[Pair]:
    """Return the annotated (value, unit) list of a row."""
    return [(_gold_value(q["value"]), q["normalized_unit"].lower()) for q in row["quantities"]]


def _gold_value(printed: str) -> tuple[float, ...]:
    body = printed[1:] if printed.startswith("-") else printed
    if "-" in body and "E" not in printed.upper():
        low, _, high = body.partition("-")
        return (-float(low) if printed.startswith("-") else float(low)), float(high)
    return (float(printed),)


def same_value(predicted: tuple[float, ...], gold: tuple[float, ...]) -> bool:
    """Return whether two values, or both ends of two ranges, are equal within the rule's room."""
    return len(predicted) == len(gold) and all(abs(p - g) <= 1e-8 + 1e-5 * abs(g) for p, g in zip(predicted, gold, strict=True))


def matched(predicted: Sequence[Pair], gold: Sequence[Pair], same: Callable[[Pair, Pair], bool]) -> int:
    """Return the size of a maximum one-to-one matching (augmenting paths; sentences are short)."""
    owner: dict[int, int] = {}

    def place(p: int, seen: set[int]) -> bool:
        for g in range(len(gold)):
            if g not in seen and same(predicted[p], gold[g]):
                seen.add(g)
                if g not in owner or place(owner[g], seen):
                    owner[g] = p
                    return True
        return False

    return sum(place(p, set()) for p in range(len(predicted)))


def prf(hit: int, predicted: int, gold: int) -> dict[str, float]:
    """Return precision, recall and F1."""
    p, r = hit / predicted if predicted else 0.0, hit / gold if gold else 0.0
    return {"precision": p, "recall": r, "f1": 2 * p * r / (p + r) if p + r else 0.0}


def score(rows: Sequence[dict[str, Any]], *, audit: bool = False) -> dict[str, Any]:
    """Return the figures of one set: value and value_unit, false alarms, and sentences a second (reading alone)."""
    from dragoman.reading.numbers import find_quantities

    find_quantities("warm up 1 km")
    started = time.perf_counter()
    read = [find_quantities(row["text"]) for row in rows]
    seconds = time.perf_counter() - started
    value = value_unit = predicted = gold = alarms = without = 0
    for row, quantities in zip(rows, read, strict=True):
        mine, theirs = pairs(quantities, row["text"]), gold_pairs(row)
        hit = matched(mine, theirs, lambda p, g: same_value(p[0], g[0]))
        both = matched(mine, theirs, lambda p, g: same_value(p[0], g[0]) and p[1] == g[1])
        value, value_unit, predicted, gold = value + hit, value_unit + both, predicted + len(mine), gold + len(theirs)
        without += not theirs
        alarms += not theirs and bool(mine)
        if audit and not both == len(mine) == len(theirs):
            print(f"{row['text']}\n   read {mine}\n   gold {theirs}")
    return {
        "value": prf(value, predicted, gold),
        "value_unit": prf(value_unit, predicted, gold),
        "false_alarm_sentences": alarms,
        "sentences_without": without,
        "sentences": len(rows),
        "sentences_per_s": len(rows) / seconds if seconds else 0.0,
    }


def table(name: str, figures: dict[str, Any]) -> None:
    """Print the figures of one set."""
    for key in ("value", "value_unit"):
        row = figures[key]
        print(f"{name:12s} {key:10s} precision {row['precision']:.3f}  recall {row['recall']:.3f}  F1 {row['f1']:.3f}")
    print(
        f"{name:12s} {figures['false_alarm_sentences']} of {figures['sentences_without']} sentences without a quantity flagged; "
        f"{figures['sentences_per_s']:.0f} sentences a second"
    )
