"""Text split into digits, words and signs, with offsets: all that the number and period grammars need to see."""

from __future__ import annotations

import re

_SPACES = "\u00a0\u202f\u2009\u2007 "

DIGITS = rf"""
    \d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?            # 1,200  12,345,678.9
  | \d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?!\d)(?:\.\d+)?    # 12,34,567
  | (?<!\d[{_SPACES}])(?<![\d.,])\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?![\d.,-]?\d|[{_SPACES}]\d)(?:\.\d+)?   # 940 000
  | \d{{1,3}}(?:,[ ]000)+(?!\d)                       # 80, 000 as some corpora split it
  | (?<![\d.,])\d{{1,3}},\d{{1,2}}                    # 2,4 billion, 1,5 to 2,05 per cent
    (?=(?:[ ](?:to|and|or)[ ]\d{{1,3}},\d{{1,2}})?[{_SPACES}]?
       (?:%|per[ ]?cent|pc\b|[mbt]n\b|[mb]ln\b|[mbtr]+illions?\b))
  | \d+(?:\.\d+)?
  | (?<![\w.])\.\d+
"""
DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}")
"""A number as Continental writers print it: the comma before one or two digits is the decimal sign."""
NUMBER = re.compile(DIGITS, re.VERBOSE)
TOKEN = re.compile(
    rf"""(?P<n>{DIGITS})
       | (?P<w>(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![^\W\d_]))? | [^\W\d_]+)
       | (?P<s>\S)""",
    re.VERBOSE,
)


class Scan:
    """A text as parallel lists: `text`, `low` (lower case), `start`, `end`, and `kind` (`n`, `w` or `s`) of each token."""

    __slots__ = ("end", "kind", "low", "size", "source", "start", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        matches = list(TOKEN.finditer(source))
        self.text: list[str] = [match[0] for match in matches]
        self.low: list[str] = [word.lower() for word in self.text]
        self.start: list[int] = [match.start() for match in matches]
        self.end: list[int] = [match.end() for match in matches]
        self.kind: list[str] = [match.lastgroup or "s" for match in matches]
        self.size = len(matches)

    def at(self, index: int) -> str:
        """Return the lower-case token at `index`, or "" beyond either end."""
        return self.low[index] if 0 <= index < self.size else ""

    def raw(self, index: int) -> str:
        """Return the token at `index` as written, or ""."""
        return self.text[index] if 0 <= index < self.size else ""

    def is_word(self, index: int) -> bool:
        """Return whether the token at `index` is a word."""
        return 0 <= index < self.size and self.kind[index] == "w"

    def is_number(self, index: int) -> bool:
        """Return whether the token at `index` is written in digits."""
        return 0 <= index < self.size and self.kind[index] == "n"

    def glued(self, index: int) -> bool:
        """Return whether the token at `index` follows the one before without a blank."""
        return 0 < index < self.size and self.start[index] == self.end[index - 1]

    def hyphen(self, index: int) -> bool:
        """Return whether the token at `index` is a hyphen or dash."""
        return self.at(index) in HYPHENS

    def quoted_before(self, index: int) -> bool:
        """Return whether an apostrophe or single quotation mark stands anywhere before the token at `index`."""
        first = self.source.find("'")
        return 0 <= first < self.start[index]

    def newline(self, index: int) -> bool:
        """Return whether a line ends just before the token at `index` (also at the start)."""
        return index <= 0 or (index < self.size and "\n" in self.source[self.end[index - 1] : self.start[index]])


HYPHENS = frozenset("-‐‑‒–—−")
