"""Exchange rates that an article itself states: "at 140 yen to the dollar", "$1 = 140 yen"."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache

from dragoman.kinds.figure import words
from dragoman.kinds.figure.conversions import Rate
from dragoman.lexicon.numbers import currencies


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = sorted((" ".join(shape) for shape in currencies().words), key=len, reverse=True)
    signs = sorted(("".join(shape) for shape in currencies().signs), key=len, reverse=True)
    name = "|".join(map(re.escape, names))
    sign = "|".join(map(re.escape, signs))
    number = r"\d[\d,]*(?:\.\d+)?"
    many = rf"(?:(?P<sign>{sign})\s?(?P<n>{number})|(?P<n2>{number})\s(?P<name>{name}))"
    same = r"\s?(?:=|:|equals|(?:is|was) worth|to)\s?"
    one = rf"(?:(?:the|one|a|1)\s)?(?P<unit>{name})|(?P<unit_sign>{sign})\s?1(?![\d,.]*\d)"
    return (
        re.compile(rf"{many}\s(?:to|per|for|against)\s(?:{one})\b", re.I),
        re.compile(rf"(?:(?:1|one)\s(?P<unit>{name})|(?P<unit_sign>{sign})\s?1){same}{many}", re.I),
    )


_ONE_OF = re.compile(
    r"\b(?:(?:to|per|for|against)(?:\s(?:the|one|a|1))?|1|one)\s(?P<words>[^\W\d_]+(?:\s[^\W\d_]+){0,2})"
    r"|[^\w\s.,;:()'’“”\"–—-]\s?1(?![\d,.]*\d)",
    re.IGNORECASE,
)


def _may_state(text: str) -> bool:
    """Whether a text speaks of one unit of money at all: looked for first, since the patterns of all currencies are large."""
    table = currencies().words
    for found in _ONE_OF.finditer(text):
        said = (found["words"] or "").lower().split()
        if not said or any(tuple(said[:size]) in table for size in range(1, len(said) + 1)):
            return True
    return False


@lru_cache(maxsize=64)
def stated_rates(text: str) -> tuple[tuple[str, str, Decimal, str], ...]:
    """Return the rates that a text states: so many of one currency for one of another, with the words.

    >>> stated_rates("the budget of 7.7 trillion yen (at 140 yen to the dollar)")
    (('JPY', 'USD', Decimal('140'), '140 yen to the dollar'),)
    >>> stated_rates("It spent 3 billion dollars.")
    ()
    """
    if not _may_state(text):
        return ()
    return tuple(rate for pattern in _patterns() for found in pattern.finditer(text) if (rate := _rate(found)) is not None)


def _rate(found: re.Match[str]) -> tuple[str, str, Decimal, str] | None:
    many = _code(found["name"], found["sign"])
    one = _code(found["unit"], found["unit_sign"])
    try:
        number = Decimal((found["n"] or found["n2"]).replace(",", ""))
    except InvalidOperation:
        return None
    return (many, one, number, found.group(0)) if many and one and many != one and number else None


def _code(name: str | None, sign: str | None) -> str | None:
    table = currencies()
    if name:
        return next(iter(table.words.get(tuple(name.lower().split(" ")), ())), None)
    return next((codes[0] for shape, codes in table.signs.items() if "".join(shape) == sign), None)


def is_rate(text: str, number: str) -> bool:
    """Return whether a number with its unit is one half of a rate that a text states.

    >>> is_rate("7.7 trillion yen (at 140 yen to the dollar)", "140 yen")
    True
    """
    return any(said.startswith(number) or said.endswith(number) for *_, said in stated_rates(text))


def stated(text: str, source: str, target: str) -> tuple[Rate, ...]:
    """Return the rates stated in a text that turn money of `source` into `target`."""
    found = []
    for many, one, number, said in stated_rates(text):
        if (many, one) in ((source, target), (target, source)):
            factor = number if many == target else 1 / number
            found.append(Rate(factor, f"{words.plain(number, 4)} {many} per {one} (the article: “{said}”)"))
    return tuple(dict.fromkeys(found))
