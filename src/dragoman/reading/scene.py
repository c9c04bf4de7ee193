"""One sentence as figures need to see it: its words, clauses, phrases that name measures, and who is mentioned where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from dragoman.lexicon.figure_words import CIVIL, figure_words, speaks_of_security
from dragoman.model import Context, Mention, Quantity, Reading, Span
from dragoman.reading.arguments import arguments

_CLAUSE_DEPS = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "pcomp"})
_BREAK = re.compile(r";|—|--|,? (?:while|whereas|but|although|though)\b|, (?:and|which|who|with)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\W*(?:They|These|Those|Both|All|Each|Another|Others)\b")
"""How a sentence begins that goes on with what the one before told of: "They flew for 190 km"."""
_ENOUGH, _THROUGHOUT = 3, 0.3
"""How many sentences, and what part of those so far, make a text one on security affairs; other news has a part of .1."""
_REACH = 400
"""Characters beyond which words bear on a number no more, whatever stands between."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name a measure, by their place in the article."""

    start: int
    end: int
    measure: str
    strength: int


class Scene:
    """A reading with what is worked out from it once. All positions count the article's characters.

    `context` moves on as the figures of the sentence are read.
    """

    def __init__(self, reading: Reading, context: Context) -> None:
        self.reading = reading
        self.context = context
        self.text = reading.sentence.text
        self.offset = reading.sentence.start
        self.args = arguments(reading)

    @cached_property
    def parsed(self) -> bool:
        """Whether the sentence has syntax."""
        return any(token.dep for token in self.reading.tokens)

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """The phrases that name measures, in text order; a weaker one inside a stronger is left out.

        Of two that overlap the later one holds the head ("total military" in "total military aid"), but "non-military spending"
        is none on the military.
        """
        found = [
            Phrase(start + self.offset, end + self.offset, measure, strength)
            for start, end, measure, strength in figure_words().named(self.text)
        ]
        strong = [phrase for phrase in found if phrase.strength == 2]
        civil = [one for one in strong if one.measure in CIVIL]
        strong = civil + [two for two in strong if not any(one.start <= two.start < one.end for one in civil)]
        strong = [
            one
            for one in strong
            if one in civil
            or not any(one.start < two.start < one.end < two.end and one.measure != two.measure for two in strong)
        ]
        strong = [
            two
            for two in strong
            if two.measure != "defence_budget"
            or not any(one.measure == "military_expenditure" and one.start < two.start and two.end <= one.end for one in strong)
        ]
        kept = strong + [
            phrase
            for phrase in found
            if phrase.strength == 1
            and not any(s.start <= phrase.start < s.end for s in strong if s.measure != "public_spending")
        ]
        return tuple(sorted(kept, key=lambda phrase: (phrase.start, -phrase.strength)))

    @property
    def secure(self) -> bool:
        """Whether the sentence speaks of security affairs, or stands in a text that does nearly throughout."""
        if self.speaks:
            return True
        throughout = self.context.secure * 2 >= self.context.sentences and not figure_words().economy.search(self.text)
        goes_on = self.context.spoke and (throughout or _GOES_ON.match(self.text) is not None)
        if (goes_on or self.context.of_the_field) and not figure_words().affairs.found(self.text):
            return True
        return self.context.secure >= _ENOUGH and self.context.secure >= _THROUGHOUT * self.context.sentences

    @cached_property
    def speaks(self) -> bool:
        """Whether the sentence itself speaks of security affairs: by a word of them, a measure named, or weapons counted."""
        words = figure_words()
        return (
            speaks_of_security(self.text)
            or any(phrase.strength == 2 and phrase.measure not in CIVIL for phrase in self.phrases)
            or any(quantity.form == "count" and words.is_weapon(quantity.unit) for quantity in self.reading.quantities)
        )

    @property
    def topic(self) -> str | None:
        """The measure last spoken of, where that was no further back than the paragraph before."""
        near = self.reading.sentence.paragraph - self.context.figure_paragraph <= 1
        return self.context.topic_measure if near else None

    @cached_property
    def lists_on(self) -> bool:
        """Whether the sentence is an item of a list."""
        return self.text.lstrip()[:1] in ("-", "•", "*", "–")

    def between(self, start: int, end: int) -> str:
        """Return the article's words from `start` to `end`, both inside the sentence."""
        return self.text[max(0, start - self.offset) : max(0, end - self.offset)]

    def before(self, position: int, width: int = 60) -> str:
        """Return up to `width` characters before a position."""
        return self.text[max(0, position - self.offset - width) : max(0, position - self.offset)]

    def after(self, position: int, width: int = 60) -> str:
        """Return up to `width` characters from a position on."""
        start = max(0, position - self.offset)
        return self.text[start : start + width]

    def token_at(self, position: int) -> int | None:
        """Return the index of the token that holds a position, or the next one."""
        for place, token in enumerate(self.reading.tokens):
            if token.end > position:
                return place
        return None

    @cached_property
    def _clauses(self) -> tuple[int, ...]:
        """For each token the verb of the clause it stands in (its own index where nothing is known)."""
        tokens = self.reading.tokens
        heads: list[int] = []
        for place in range(len(tokens)):
            here = place
            for _ in range(40):
                if self._opens_clause(here) or tokens[here].head == here or not 0 <= tokens[here].head < len(tokens):
                    break
                here = tokens[here].head
            heads.append(here)
        return tuple(heads)

    def _opens_clause(self, place: int) -> bool:
        token = self.reading.tokens[place]
        if token.dep in _CLAUSE_DEPS and (token.tag.startswith("VB") or token.dep == "ROOT"):
            return True
        return bool(token.dep == "conj" and token.tag in ("VBD", "VBZ", "VBP", "VBN", "VBG", "VB", "MD"))

    def clause(self, position: int) -> int | None:
        """Return the verb (token index) of the clause at a position, None where the sentence has no syntax."""
        place = self.token_at(position)
        return None if place is None or not self.parsed else self._clauses[place]

    def heads_clause(self, phrase: int, number: int) -> bool:
        """Return whether words at `phrase` belong to the grammatical subject of the clause that holds the number."""
        verb, place = self.clause(number), self.token_at(phrase)
        if verb is None or place is None:
            return False
        subjects = self.args.below(verb, "nsubj", "nsubjpass")
        here = place
        for _ in range(12):
            if here in subjects:
                return True
            if self.reading.tokens[here].dep in ("relcl", "acl", "advcl") or self.reading.tokens[here].head == here:
                return False
            here = self.reading.tokens[here].head
        return False

    def clause_span(self, position: int) -> Span:
        """Return the stretch of the clause at a position: its tokens where parsed, else what punctuation parts off."""
        verb = self.clause(position)
        if verb is not None:
            places = [place for place, head in enumerate(self._clauses) if head == verb]
            return Span(self.reading.tokens[places[0]].start, self.reading.tokens[places[-1]].end)
        cuts = [0, *(match.start() for match in _BREAK.finditer(self.text)), len(self.text)]
        at = position - self.offset
        start = max(cut for cut in cuts if cut <= at)
        end = min((cut for cut in cuts if cut > at), default=len(self.text))
        return Span(start + self.offset, end + self.offset)

    def breaks(self, start: int, end: int) -> int:
        """Return how many clause breaks in punctuation lie between two positions."""
        low, high = sorted((start, end))
        return len(_BREAK.findall(self.between(low, high)))

    def distance(self, quantity: Quantity, start: int, end: int) -> float:
        """Return how far words lie from a number: characters between, more across clauses and breaks."""
        if start < quantity.end and quantity.start < end:
            return 0.0
        gap = start - quantity.end if start >= quantity.end else quantity.start - end
        if gap > _REACH:
            return float(gap)
        low, high = (quantity.end, start) if start >= quantity.end else (end, quantity.start)
        cost = float(gap) + 70 * self.breaks(low, high)
        if self.parsed and self.clause(quantity.number_start) != self.clause(start):
            cost += 40
        others = sum(
            1 for other in self.reading.quantities if other is not quantity and low <= other.start < high and other.form != "rank"
        )
        return cost + 25 * others

    def mention_before(self, position: int, *, reach: int = 40) -> Mention | None:
        """Return the mention that ends closest before a position, within `reach` characters."""
        near = [m for m in self.reading.mentions if m.end <= position and position - m.end <= reach]
        return max(near, key=lambda m: m.end, default=None)

    def is_source(self, mention: Mention) -> bool:
        """Return whether a mention is the source of an attribution, or in the words that name it."""
        return any(
            one.source_span is not None and one.source_span.start <= mention.start < one.source_span.end
            for one in self.reading.attributions
        )
