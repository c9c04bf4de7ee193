"""Sentences of a text, by rules, in time linear in its length.

A paragraph is a line, or several lines where a text is hard-wrapped. Headings and list items are sentences of their own;
a list item's marker is left out of its span. What a page puts around an article ("Subscribe now", "ALSO READ: …") is no
sentence of it. A stretch without any end is cut after `LONGEST` characters, at a blank where there is one, so that nothing
downstream ever meets a sentence of five megabytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from dragoman.intake.dates import agency_line
from dragoman.lexicon import sections
from dragoman.model import Sentence

LONGEST = 3000
_SHORT = 160
"""Characters up to which a line can be furniture of the page and nothing else."""

_LINE = re.compile(r"[^\n\r\u2028\u2029\u0085\f\v]+")
_END = re.compile(
    r"[.!?…。！？](?:(?<![.!?…。！？][.!?…。！？])[.!?…。！？]*+[\"'”’»)\]]*+(?=\s|$)|(?<=[。！？])(?=\S)"
    r"|(?:(?<=[a-z]{3}[.!?])|(?<=[a-z]\d\d[.!?])|(?<=[”\")][.!?])|”(?<=[a-z]{2}[.!?]”))"
    r"(?=[“‘]?[A-Z][a-z’']*[\s,:])(?![“‘]?(?:Com|Org|Net|Gov|Edu|Mil)\b))"
)
"""The end of a sentence; one glued to the next ("in the sea.The ministry") only before a word in capitals."""
_MARK = re.compile(r"\s*+(?:[-*•–—·▪●◦]\s++|\(?\d{1,2}[.)]\s++(?=\D)|\(?[a-hivx]{1,4}\)\s++|(?P<hash>#{1,6})\s++|>\s++)")
_TRIM = "".join(map(chr, [*range(0x21), 0x85, 0xA0, 0xAD, 0x1680, *range(0x2000, 0x2010), 0x2028, 0x2029, 0x202F, 0x205F, 0x2060,
                          0x3000, 0xFEFF]))  # fmt: skip
_LAST_WORD = re.compile(r"[^\s(\[“\"‘]*$")
_NEXT_WORD = re.compile(r"\s*+[\"“‘'(\[«]*+(\S*)")
_NEVER = frozenset(
    "mr mrs ms mx dr prof gen col lt maj capt cpt cmdr adm sgt cpl pvt brig sen rep gov amb hon rev fr sr sra st mt ft vs v cf "
    "e.g i.e viz approx est fig eq pp vol art lt.gen maj.gen lt.col lt.cmdr brig.gen rear vice messrs mme mlle pres supt det "
    "insp ret u.s.s dept".split()
)
"""Abbreviations that never end a sentence."""
_BEFORE_NUMBER = frozenset(
    "no nos art sec ch p pp vol jan feb mar apr jun jul aug sep sept oct nov dec ca c fig para rs rp".split()
)
"""Abbreviations that end no sentence where a number follows."""
_MAYBE = frozenset(
    "u.s u.k u.n e.u u.s.a d.c u.a.e a.m p.m inc corp co ltd llc plc jr sr etc bros assn ave blvd rd univ d.p.r.k p.r.c r.o.c "
    "u.s.s.r jan feb mar apr jun jul aug sep sept oct nov dec calif fla tex mass pa wash ariz mich minn ill ga va md "
    "a.k.a ph.d m.d b.a m.a".split()
)
"""Abbreviations that end a sentence only before a word that opens one."""
_OPENERS = frozenset(
    "the a an this that these those it he she they we i you but and or in on at as for from with without after before since "
    "while when where if because although though however meanwhile moreover still yet so then there here his her its their our "
    "my your what who why how which no not one two three some many most all both each every last next earlier later today "
    "yesterday tomorrow also according despite during under over by to asked mr ms mrs dr president under until once".split()
)
_SAYS = re.compile(
    r"\s*+(?:(?:[A-Z][\w.’'-]*|the|a|an|of|his|her)[ ]){1,6}(?:said|says|asked|asks|told|added|wrote|tweeted|shouted|replied|"
    r"declared|quipped|exclaimed|cried|wondered|demanded|insisted)\b"
)


def split(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text in reading order; `text[s.start:s.end] == s.text` for each, and no two overlap."""
    found: list[Sentence] = []
    listing = False
    for number, (start, end, heading) in enumerate(_paragraphs(text)):
        alone = text[start:end] if end - start <= _SHORT else ""
        if listing := _is("lists", alone) or (listing and heading and bool(found)):
            continue
        if _is("alone", alone):
            continue
        for left, right in _pieces(text, start, end):
            if not _furniture("opens").match(text, left, right):
                found.append(Sentence(len(found), left, right, text[left:right], number, heading))
    return tuple(found)


def _is(section: str, line: str) -> bool:
    """Return whether a whole line is furniture of the page."""
    return bool(line and _furniture(section).fullmatch(line))


@cache
def _furniture(section: str) -> re.Pattern[str]:
    """Return what tells the furniture of a page: its lines as one expression."""
    return re.compile("(?i:[\\W_]{0,3}(?:" + "|".join(f"(?:{line})" for line in sections("furniture.txt")[section]) + "))")


def _paragraphs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, heading) of each paragraph, list marker and blank edges left out."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    wrapped = _is_wrapped(text, lines)
    held: tuple[int, int] | None = None
    for start, end in lines:
        left, right = _trimmed(text, start, end)
        if left == right:
            if held:
                yield _marked(text, *held)
            held = None
            continue
        if held and _goes_on(text, held, left, start, wrapped):
            held = (held[0], right)
            continue
        if held:
            yield _marked(text, *held)
        held = (left, right)
    if held:
        yield _marked(text, *held)


def _goes_on(text: str, held: tuple[int, int], left: int, line: int, wrapped: bool) -> bool:
    """Return whether a line continues the paragraph before it."""
    if text.count("\n", held[1], line) > 1 or _MARK.match(text, left):
        return False
    if wrapped:
        return True
    return text[left].islower() and text[held[1] - 1] not in '.!?…:;"”' and not text.startswith("#", held[0])


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Return whether the text is broken at a fixed width: nearly all lines that another follows are 50 to 100 long."""
    followed = [b - a for (a, b), (c, _) in pairwise(lines) if text.count("\n", b, c) == 1]
    if len(followed) < 6 or max(b - a for a, b in lines) > 110:
        return False
    return sum(50 <= width <= 100 for width in followed) >= 0.8 * len(followed)


def _marked(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Return a paragraph without its list marker or heading sign, and whether it reads as a heading."""
    marker = _MARK.match(text, start, end)
    heading = bool(marker and marker["hash"])
    if marker and marker.end() < end:
        start = marker.end()
    start = agency_line(text, start, end)
    if not heading and end - start <= 120 and text[end - 1] not in '.!?…:;,"”’)':
        heading = not (marker or text[start].islower())
    return start, end, heading


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    left = len(words) - len(words.lstrip(_TRIM))
    kept = words.strip(_TRIM)
    return start + left, start + left + len(kept)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of a paragraph's sentences, blank edges left out."""
    cuts = [m.end() for m in _END.finditer(text, start, end) if m.end() < end and _ends(text, m.start(), m.end(), end)]
    for cut in [*cuts, end]:
        while cut - start > LONGEST:
            space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            piece = space if space > 0 else start + LONGEST
            yield from _one(text, start, piece)
            start = piece
        yield from _one(text, start, cut)
        start = cut


def _one(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    left, right = _trimmed(text, start, end)
    if left < right:
        yield left, right


def _ends(text: str, stop: int, after: int, end: int) -> bool:
    """Return whether the mark at `stop` ends a sentence; `after` is where its closing quotes and brackets end."""
    follows = _NEXT_WORD.match(text, after, min(end, after + 80))
    word = follows[1] if follows else ""
    opener = text[after : follows.start(1)].strip(_TRIM) if follows else ""
    if word and word[0].islower() and not opener:
        return False
    if text[stop] in "?!" and after > stop + 1 and _SAYS.match(text, after, min(end, after + 120)):
        return False
    if text[stop] != "." or after != stop + 1:
        return True
    return _full_stop(text, stop, word)


def _full_stop(text: str, stop: int, word: str) -> bool:
    """Return whether a single full stop before `word` ends a sentence rather than an abbreviation."""
    if text[stop - 1 : stop] in tuple("\"”’)]%"):
        return True
    before = _LAST_WORD.search(text, max(0, stop - 30), stop)
    last = before[0].lower() if before else ""
    if not last or last in _NEVER:
        return False
    if last in _BEFORE_NUMBER and word[:1].isdigit():
        return False
    if last in ("jr", "sr") and word[:1].isupper() and word.endswith(("'s", "’s")):
        return True  # "… met Ferdinand Marcos Jr. China's ministry said"
    if last in _MAYBE:
        return word[:1].isupper() and word.lower().rstrip(",.;:’'s") in _OPENERS
    if len(last) == 1 and last.isalpha() and before is not None and before[0].isupper():
        return last == "i" and word.lower() in _OPENERS
    return True
