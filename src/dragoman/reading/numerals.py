"""Numerals: digits, number words, fractions, multiples and places in an order, read from a scan without their units."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dragoman.lexicon.numbers import NumberWords, number_context, number_words
from dragoman.lexicon.scan import DECIMAL_COMMA, Scan
from dragoman.reading.units import measure_after

_VULGAR = {
    "½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333", "⅔": "0.6667", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625", "⅞": "0.875",
    "⅕": "0.2", "⅖": "0.4", "⅗": "0.6", "⅘": "0.8",
}  # fmt: skip
DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 64, 100})
_LONGEST = 30
ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
_ALWAYS_SCALE = frozenset({"bn", "bln", "mn", "mln", "mio", "tn", "trn"})
_MAYBE_SCALE = frozenset({"m", "b", "t", "mm"})
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number without its unit: tokens `first` to `last` (exclusive) of a scan.

    `low` and `high` are the value as printed (equal unless vague); `half` is half the last printed place, `coarse` half the
    last place that is not zero. `kind`: digits, words, vague, fraction, multiple, ordinal, superlative, none.
    `bare`: plain digits without separator, decimals or scale. `maybe`: a last letter that could be a scale or a unit
    ("m", "b", "t"), already part of `first:last` when it counted as scale.
    """

    first: int
    last: int
    low: Decimal
    high: Decimal | None
    half: Decimal
    coarse: Decimal
    kind: str
    scale: str | None = None
    factor: Decimal = _ONE
    bare: bool = False
    article: bool = False

    def times(self, factor: Decimal, *, last: int, scale: str | None) -> Numeral:
        """Return the numeral with a scale word applied."""
        return Numeral(
            self.first, last, self.low * factor, None if self.high is None else self.high * factor,
            self.half * factor, self.coarse * factor, self.kind, scale, self.factor * factor, False, self.article,
        )  # fmt: skip


def read_digits(scan: Scan, at: int, *, money: bool = False) -> Numeral | None:
    """Return the numeral that starts with the digits at token `at`, or None where they are an identifier or too long.

    Args:
        money: a currency sign stands before it, so that a last "m", "b" or "t" is a scale.
    """
    printed = scan.text[at]
    if len(printed) > _LONGEST:
        return None
    if DECIMAL_COMMA.fullmatch(printed):
        printed = printed.replace(",", ".")
    digits = "".join(letter for letter in printed if letter.isdecimal() or letter == ".")
    value = Decimal(digits)
    _, _, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    half = Decimal(5).scaleb(exponent - 1)
    coarse = half if exponent < 0 else _coarse(value)
    numeral = Numeral(at, at + 1, value, value, half, coarse, "digits", bare=digits == printed and exponent == 0)
    numeral = _exponent(scan, numeral)
    numeral = _mixed(scan, numeral)
    return scaled(scan, numeral, money=money)


def _coarse(value: Decimal) -> Decimal:
    """Return half the last place that is not zero (300: 50; 0: half)."""
    if not value:
        return Decimal("0.5")
    _, _, exponent = value.normalize().as_tuple()
    assert isinstance(exponent, int)
    return Decimal(5).scaleb(exponent - 1)


def _exponent(scan: Scan, numeral: Numeral) -> Numeral:
    """Read "x10-3", "×10⁶" written plainly, "× 10^6" after a numeral."""
    at = numeral.last
    if scan.at(at) not in ("x", "×", "·") or scan.at(at + 1) != "10":
        return numeral
    at += 2
    if scan.at(at) == "^":
        at += 1
    sign = -1 if scan.hyphen(at) else 1
    if scan.hyphen(at):
        at += 1
    if not (scan.is_number(at) and scan.glued(at) and len(scan.text[at]) <= 2 and scan.text[at].isdecimal()):
        return numeral
    return numeral.times(Decimal(1).scaleb(sign * int(scan.text[at])), last=at + 1, scale=None)


def _mixed(scan: Scan, numeral: Numeral) -> Numeral:
    """Read "3 1/2", "3½", "1/2" and "7 3/4"."""
    at = numeral.last
    if scan.at(at) in _VULGAR:
        return _fractional(numeral, numeral.low + Decimal(_VULGAR[scan.at(at)]), at + 1)
    simple = _simple_fraction(scan, numeral.first)
    if simple is not None:
        return _fractional(numeral, simple, numeral.first + 3, kind="fraction")
    if numeral.bare and not scan.glued(at) and (part := _simple_fraction(scan, at)) is not None and part < 1:
        return _fractional(numeral, numeral.low + part, at + 3)
    if numeral.bare and scan.hyphen(at) and (part := _simple_fraction(scan, at + 1)) is not None and part < 1:
        return _fractional(numeral, numeral.low + part, at + 4)
    return numeral


def _simple_fraction(scan: Scan, at: int) -> Decimal | None:
    if not (
        scan.is_number(at) and scan.at(at + 1) == "/" and scan.is_number(at + 2) and scan.glued(at + 1) and scan.glued(at + 2)
    ):
        return None
    over, under = scan.text[at], scan.text[at + 2]
    if not (over.isdecimal() and under.isdecimal() and len(over) <= 2 and len(under) <= 3 and scan.at(at + 3) != "/"):
        return None
    if int(under) not in DENOMINATORS or int(over) >= int(under) or int(over) == 0:
        return None
    return Decimal(over) / Decimal(under)


def _fractional(numeral: Numeral, value: Decimal, last: int, kind: str = "digits") -> Numeral:
    half = Decimal("0.05")
    return Numeral(numeral.first, last, value, value, half, half, kind, numeral.scale, numeral.factor)


def scaled(scan: Scan, numeral: Numeral, *, money: bool) -> Numeral:
    """Return the numeral with the scale words after it ("bn", "million", "lakh crore", "k")."""
    words = number_words()
    while True:
        at = numeral.last
        skip = 1 if scan.hyphen(at) and scan.glued(at) and scan.glued(at + 1) else 0
        word = scan.at(at + skip)
        factor = words.scales.get(word)
        if factor is None or not _is_scale(scan, at + skip, word, money=money, hyphened=bool(skip)):
            return numeral
        if word == "dozen" and numeral.scale == "dozen":
            return numeral
        numeral = numeral.times(factor, last=at + skip + 1, scale=word if numeral.scale is None else f"{numeral.scale} {word}")


def _is_scale(scan: Scan, at: int, word: str, *, money: bool, hyphened: bool) -> bool:
    glued = scan.glued(at)
    if word in _ALWAYS_SCALE:
        return not (word == "mm" and not money)
    if word == "k":
        return glued and not hyphened and not scan.glued(at + 1)
    if word in _MAYBE_SCALE:
        if hyphened or (scan.glued(at + 1) and scan.is_word(at + 1)) or scan.at(at + 1) in ("²", "³", "/"):
            return False
        if scan.is_number(at + 1) and scan.glued(at + 1):
            return False
        if money:
            return glued or word == "b" or scan.raw(at) in ("M", "B", "T", "MM")
        if word in ("t", "mm"):
            return False
        if word == "b" and scan.hyphen(at + 1) and scan.is_number(at + 2):
            return False  # the name of a bomber: "76 B-52s"
        if word == "b":
            return glued or scan.raw(at) == "B"
        if not glued:
            return scan.raw(at) == "M" and plain_noun(scan, at + 1)
        if scan.raw(at) == "M" or (plain_noun(scan, at + 1) and _counts(scan, at + 1)) or scan.at(at + 1) == "of":
            return True
        return word == "m" and measure_after(scan, at + 1) is not None
    if word.endswith("s"):
        return scan.at(at + 1) in ("of", "in") or not glued
    return True


def _counts(scan: Scan, at: int) -> bool:
    """Return whether one of the next few words is a plural, so that an "m" before them is millions and not metres."""
    return any(
        (scan.is_word(i) and scan.low[i].endswith("s")) or scan.low[i] in ("people", "men", "women", "children")
        for i in range(at, min(at + 3, scan.size))
    )


def plain_noun(scan: Scan, at: int) -> bool:
    """Return whether a word at `at` can open a noun phrase: a word that no stop list holds."""
    context = number_context()
    if not scan.is_word(at) or scan.glued(at):
        return False
    return scan.low[at] not in context.stops or scan.low[at] in context.open


def read_words(scan: Scan, at: int) -> Numeral | None:
    """Return the numeral in words that starts at token `at` ("twenty-eight thousand", "half a million", "a dozen"), or None."""
    words = number_words()
    return (
        _vague(scan, at, words) or _half_scale(scan, at, words) or _fraction_words(scan, at, words) or _cardinal(scan, at, words)
    )


def _vague(scan: Scan, at: int, words: NumberWords) -> Numeral | None:
    """Read "hundreds of thousands", "dozens", "several hundred", "a few thousand"."""
    first, word = at, scan.at(at)
    if word in ("several", "few", "couple"):
        at = at + 2 if word == "couple" and scan.at(at + 1) == "of" else at + 1
        scale = scan.at(at)
        if scale not in ("hundred", "thousand", "million", "billion", "trillion", "dozen", "lakh", "crore"):
            return None
        low, high = (Decimal(2), Decimal(3)) if word == "couple" else (Decimal(2), Decimal(9))
        return _open(first, at + 1, low, high, "vague").times(words.scales[scale], last=at + 1, scale=scale)
    if word not in words.vague:
        return None
    ends = words.vague[word]
    last, numeral = at + 1, _open(first, at + 1, ends[0], ends[1], "vague", scale=word)
    if scan.at(last) == "of" and scan.at(last + 1) in words.vague:
        tail = scan.at(last + 1)
        factor = words.scales[tail] if tail in words.scales else words.vague[tail][0]
        top = {"tens": Decimal("99"), "dozens": Decimal("99"), "hundreds": Decimal("999")}.get(word)
        return _open(first, last + 2, ends[0] * factor, None if top is None else top * factor, "vague", scale=f"{word} of {tail}")
    if word == "tens" or (word in ("scores", "quarters") and scan.at(last) != "of"):
        return None
    return numeral


def _open(first: int, last: int, low: Decimal, high: Decimal | None, kind: str, *, scale: str | None = None) -> Numeral:
    half = Decimal("0.5")
    return Numeral(first, last, low, high, half, half, kind, scale)


def _half_scale(scan: Scan, at: int, words: NumberWords) -> Numeral | None:
    """Read "half a million", "half-a-million", "quarter of a million", "a quarter million", "half million"."""
    word, i = scan.at(at), at
    if word in ("a", "one") and scan.at(at + 1) in ("half", "quarter"):
        i = at + 1
        word = scan.at(i)
    if word not in ("half", "quarter"):
        return None
    j = i + 1
    while scan.hyphen(j) or scan.at(j) in ("of", "a"):
        j += 1
    scale = scan.at(j)
    if scale not in ("million", "billion", "trillion", "dozen", "thousand", "hundred", "crore", "lakh"):
        return None
    value = Decimal("0.5") if word == "half" else Decimal("0.25")
    numeral = Numeral(at, j, value, value, Decimal("0.05"), Decimal("0.05"), "words", None)
    return scaled(scan, numeral.times(words.scales[scale], last=j + 1, scale=scale), money=False)


def _fraction_words(scan: Scan, at: int, words: NumberWords) -> Numeral | None:
    """Read "two-thirds", "a third of", "one quarter", "half", "three-quarters"."""
    word = scan.at(at)
    if word in _VULGAR:
        value = Decimal(_VULGAR[word])
        return scaled(scan, Numeral(at, at + 1, value, value, Decimal("0.05"), Decimal("0.05"), "fraction"), money=False)
    if word == "half":
        return _half(scan, at)
    i = at + 1
    hyphened = scan.hyphen(i) and (scan.glued(i) or (scan.at(i + 1) in words.fractions and scan.at(i + 1) != "half"))
    i += hyphened
    under = words.fractions.get(scan.at(i))
    if under is None or (scan.at(i) in ("half", "halves") and not (hyphened and word == "one")):
        return None
    over = _ONE if word in ("a", "an") else words.cardinals.get(word)
    if scan.is_number(at) or over is None or over >= under:
        return None
    follows = scan.at(i + 1)
    clock = scan.at(i) in ("quarter", "quarters", "second", "seconds")
    plural = scan.at(i).endswith("s")
    if not plural and over != 1:
        return None
    compares = follows in ("of", "the", "as", "more", "less", "larger", "higher", "lower", "below", "above")
    led = scan.at(at - 1) in ("by", "to", "about", "over", "nearly", "almost", "than", "up", "down")
    by = led and not plain_noun(scan, i + 1)
    itself = over == 1 and follows in ("are", "were", "is", "was", "have", "has", "had", "could", "can", "will", "would", "may")
    if not (hyphened or compares or by or itself or (plural and not clock)):
        return None
    value = over / under
    return Numeral(at, i + 1, value, value, Decimal(0), Decimal("0.01"), "fraction")


def _half(scan: Scan, at: int) -> Numeral | None:
    before, after = scan.at(at - 1), scan.at(at + 1)
    if (
        before in number_words().ordinals
        or before in ("other", "latter", "better", "first", "second", "its", "each", "this", "-")
        or scan.hyphen(at - 1)
    ):
        return None
    if scan.hyphen(at + 1) or after in ("time", "way", "past", "term", "year", "hour", "mile", "brother", "sister", "century"):
        return None
    last = at + 1
    if after in ("a", "an"):
        return None
    return Numeral(at, last, Decimal("0.5"), Decimal("0.5"), Decimal(0), Decimal("0.05"), "fraction")


def _cardinal(scan: Scan, at: int, words: NumberWords) -> Numeral | None:
    """Read "twenty-eight thousand six hundred and two", "a hundred", "two and a half million"."""
    first, article = at, scan.at(at) in ("a", "an", "another")
    if article and scan.at(at + 1) not in (
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "dozen",
        "lakh",
        "crore",
        "quadrillion",
    ):
        return None
    total, current, last, scale = Decimal(0), _ONE if article else Decimal(-1), at, None
    at += article
    step = _ONE
    previous = "article" if article else ""
    while at < scan.size:
        word = scan.low[at]
        if word in words.cardinals and _continues(previous, words.cardinals[word]):
            value = words.cardinals[word]
            current = value if current < 0 else current + value
            previous = "ten" if value >= 20 and value % 10 == 0 else "unit"
            step = _ONE
        elif (
            previous
            and word in words.scales
            and word not in _MAYBE_SCALE
            and word not in _ALWAYS_SCALE
            and word != "k"
            and not word.endswith("s")
        ):
            factor = words.scales[word]
            step, scale, previous = factor, word, "scale"
            if factor <= 100:
                current *= factor
                if word == "dozen":
                    last = at + 1
                    break
            else:
                total, current = (total + current * factor, Decimal(0)) if total == 0 or current < 1000 else (total, current)
        else:
            break
        last = at + 1
        at = _link(scan, last, words, previous)
        if at < 0:
            break
    if last == first or (article and previous == "article"):
        return None
    value = total + max(current, Decimal(0))
    half_step = _and_a_half(scan, last)
    if half_step is not None:
        tail, value_add = half_step
        numeral = Numeral(first, tail, value + value_add, value + value_add, Decimal("0.25"), Decimal("0.25"), "words")
        return scaled(scan, numeral, money=False)
    coarse = _coarse(value)
    half = min(coarse, step / 2) if scale else coarse
    return Numeral(first, last, value, value, half, coarse, "words", scale, step if scale else _ONE, article=article)


def _continues(previous: str, value: Decimal) -> bool:
    return previous in ("", "scale") or (previous == "ten" and 0 < value < 10)


def _link(scan: Scan, at: int, words: NumberWords, previous: str) -> int:
    """Return where a numeral in words goes on after `at`: over a hyphen, or "and" after a scale; -1 where it ends."""
    if scan.hyphen(at) and scan.glued(at) and scan.glued(at + 1):
        follows = scan.at(at + 1)
        return at + 1 if follows in words.cardinals or follows in words.scales else -1
    if scan.at(at) == "and" and previous == "scale":
        return at + 1 if scan.at(at + 1) in words.cardinals and scan.at(at + 1) != "one" else -1
    return at if scan.is_word(at) else -1


def _and_a_half(scan: Scan, at: int) -> tuple[int, Decimal] | None:
    """Return the end and amount of "and a half", "and a quarter", "and three quarters" at `at`."""
    i = at + 1 if scan.hyphen(at) else at
    if scan.at(i) != "and":
        return None
    i += 2 if scan.hyphen(i + 1) else 1
    over = {"a": 1, "one": 1, "three": 3}.get(scan.at(i))
    i += 2 if scan.hyphen(i + 1) else 1
    under = {"half": 2, "quarter": 4, "quarters": 4, "third": 3}.get(scan.at(i))
    if over is None or under is None:
        return None
    return i + 1, Decimal(over) / Decimal(under)


