"""Who a source is: named, unnamed or a document, and the state or organisation that it speaks for.

A speaker is introduced once with the office held and named by surname, pronoun or office ("the minister") afterwards; the context
keeps whom each name was introduced as.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.lexicon.names import surname
from dragoman.lexicon.reporting import reporting
from dragoman.model import Attribution, Context, Mention, Sentence, Span, Token
from dragoman.reading.actors import person_actors, scan

KEPT = 40
"""Speakers that a context keeps."""
_HOUSE = re.compile(
    r",[^,]{0,60}?\b[a-z]+\s(?:at|of|with|from|for)\s(?:the\s)?"
    r"(?P<name>[A-Z][\w&.’'-]*(?:\s(?:(?:of|for|on|and|the)\s){0,2}[A-Z][\w&.’'-]*){0,6})"
)
_FORMER = re.compile(r"\b(?:former|ex-|retired)\b", re.IGNORECASE)
_US_PARTY = re.compile(
    r"\b[DRI]-[A-Z][a-z]{1,4}\b|\b(?:Sen|Rep)\.|\b(?:Republican|Democratic)\s(?:senator|congress|representative|Sen|Rep)"
)
"""American lawmakers, as the press marks them: "Sen. X, D-Ill."."""
_STATELY = ("state", "demonym", "office", "ministry", "force")


@dataclass(frozen=True, slots=True)
class Who:
    """A source: `named`, `unnamed` or `document`; its words; its state or organisation."""

    type: str
    words: str | None = None
    actor: str | None = None


class Sources:
    """The sources of one sentence. All offsets are the article's."""

    def __init__(self, sentence: Sentence, tokens: Sequence[Token], mentions: Sequence[Mention], context: Context) -> None:
        self.sentence, self.tokens, self.mentions, self.context = sentence, tokens, mentions, context

    def identify(self, source: Span | None) -> Who:
        """Return who a stretch of the sentence is; unnamed where there is none."""
        if source is None:
            return Who("unnamed")
        base = self.sentence.start
        words = self.sentence.text[source.start - base : source.end - base]
        kind, actor = self._kind(source, words)
        if actor is None and kind == "named":
            actor = self._known(source, words)
        return Who(kind, words, _state_of(actor))

    def can_speak(self, source: Span) -> bool:
        """Return whether a source is a person, a body or a document, not "the operation" or "the dissolution of"."""
        head = self.head(source)
        low = head.lower()
        sets = reporting()
        if any(m.start <= self._head_start(source) < m.end for m in self.mentions) or head[:1].isupper():
            return True
        return bool({low, low + "s", low.removesuffix("s")} & (sets.unnamed | sets.document | sets.persons))

    def head(self, source: Span) -> str:
        """Return the head word of a source."""
        at = self._head_start(source)
        return next((t.text for t in self.tokens if t.start == at), "")

    def _head_start(self, source: Span) -> int:
        inside = [t for t in self.tokens if source.start <= t.start < source.end]
        indices = {t.index for t in inside}
        own = next((t for t in inside if t.head not in indices or t.head == t.index), inside[-1] if inside else None)
        return own.start if own is not None else source.start

    def _kind(self, source: Span, words: str) -> tuple[str, str | None]:
        inside = [m for m in self.mentions if m.start < source.end and source.start < m.end]
        actor = next((a for m in inside for a in m.actors if not a.startswith("person:")), None)
        head = self.head(source)
        low = head.lower()
        sets = reporting()
        lemma = low[:-1] if low.endswith("s") and low[:-1] in sets.document | sets.unnamed else low
        if low in ("who", "which", "that"):
            before = [m for m in self.mentions if m.end <= source.start and source.start - m.end < 60]
            return ("named", _first_actor(before[-1:])) if before else ("unnamed", None)
        if low in ("he", "she"):
            return "named", actor or self._last_speakers(inside)
        if any(m.person for m in inside):
            return "named", actor or _house(words)
        proper = any(word[:1].isupper() and not self._opens(source, word) for word in words.split())
        if low in sets.outlets and proper:
            return "named", actor or _outlet(words)
        if lemma in sets.document:
            return "document", actor
        if lemma in sets.unnamed and not (head[:1].isupper() and inside):
            return self._role(low, words, actor)
        if inside or proper or low == "it":
            return "named", actor or _house(words)
        return "unnamed", actor

    def _role(self, low: str, words: str, actor: str | None) -> tuple[str, str | None]:
        """Return who an office without a name is: the last speaker ("the minister added"), a body's spokesman, or nobody."""
        speaker = self.context.speaker
        again = words.lower().startswith("the ") and not low.endswith("s") and speaker is not None and self._is_person(speaker)
        if again and speaker is not None and speaker.actor and actor in (None, speaker.actor):
            return "named", speaker.actor
        if low.startswith("spokes") and actor:
            return "named", actor
        return "unnamed", actor or self._same_side(low, words)

    def _is_person(self, speaker: Attribution) -> bool:
        source = speaker.source or ""
        return speaker.type == "named" and any(name in source for name, _ in self.context.speakers)

    def _last_speakers(self, inside: Sequence[Mention]) -> str | None:
        """Return the actor of the last speaker where "he" or "she" may mean that one."""
        speaker = self.context.speaker
        person = next((m.person for m in inside if m.person), None)
        if person is not None and (known := dict(self.context.speakers).get(surname(person))):
            return known
        same = speaker is not None and speaker.type == "named" and _is_same(speaker.source, person)
        return speaker.actor if speaker is not None and same else None

    def _known(self, source: Span, words: str) -> str | None:
        """Return whom a person was introduced as, an American lawmaker's country, or the person."""
        person = next((m.person for m in self.mentions if m.person and m.start < source.end and source.start < m.end), None)
        if person is None and words.isupper():
            person = next((e.name for hit in scan(words.title()) for e in hit.meanings if e.name), None)
        held = person_actors(person, self.context.published) if person else ()
        if held:
            return held[0]
        names = [*words.replace(",", " ").split(), *([surname(person)] if person else ())]
        known = next((actor for name, actor in reversed(self.context.speakers) if name in names), None)
        if known is not None:
            return known
        if _US_PARTY.search(words):
            return "USA"
        return f"person:{person}" if person and " " in person else None

    def _same_side(self, low: str, words: str) -> str | None:
        """Return the last speaker's state for "officials" of nobody in particular: reports rarely change sides unsaid."""
        speaker = self.context.speaker
        if low.startswith(("official", "officer", "commander", "spokes", "authorit")) and speaker and not _FORMER.search(words):
            return speaker.actor if speaker.actor and len(speaker.actor) == 3 else None
        return None

    def _opens(self, source: Span, word: str) -> bool:
        """Return whether a word is capitalised only because it opens the sentence."""
        first = source.start == self.sentence.start and self.sentence.text.startswith(word)
        return first and word.lower() in reporting().openers


def remembered(context: Context, found: Iterable[Attribution], mentions: Sequence[Mention]) -> Context:
    """Return the context with whom each person that speaks was introduced as; who is known already stays so."""
    known = dict(context.speakers)
    for one in found:
        span = one.source_span
        if one.type != "named" or span is None or not one.actor or one.actor.startswith("person:"):
            continue
        people = [m.person for m in mentions if m.person and m.start < span.end and span.start < m.end]
        for person in people[:1]:
            known.setdefault(surname(person), one.actor)
    return replace(context, speakers=tuple(known.items())[-KEPT:]) if len(known) > len(context.speakers) else context


def speaks_for(position: int, attributions: Sequence[Attribution], author: str | None) -> str | None:
    """Return for whom "we" speaks at a position: the state or body of whoever is quoted there, else the article's author.

    "THE PRESIDENT:" of a transcript, which names nobody, is the author.
    """
    quoted = [one for one in attributions if any(s.start <= position < s.end for s in one.content)]
    if not quoted or (quoted[-1].actor is None and (quoted[-1].source or "").startswith("THE ")):
        return author
    return quoted[-1].actor


def _first_actor(mentions: Sequence[Mention]) -> str | None:
    return next((a for m in mentions for a in m.actors if not a.startswith("person:")), None)


def _is_same(source: str | None, person: str | None) -> bool:
    """Return whether the last speaker may be the person that "he" means: the same name, or a pronoun before it."""
    if person is None or source is None:
        return source is not None
    return source.lower() in ("he", "she") or surname(person) in source


def _state_of(actor: str | None) -> str | None:
    """Return the state whose body an organisation's name says it is ("org:Australian Maritime Task Group"), else the actor."""
    if actor is None or not actor.startswith("org:") or not set(actor[4:].lower().split()) & reporting().bodies:
        return actor
    hits = [entry for hit in scan(actor[4:]) if hit.start == 0 for entry in hit.meanings if entry.kind in _STATELY]
    states = {state for entry in hits for state in entry.ids if len(state) == 3}
    return states.pop() if len(states) == 1 else actor


def _house(words: str) -> str | None:
    """Return the organisation that a source's apposition names ("X, an editor at the Y"), as an actor id."""
    match = _HOUSE.search(words)
    return f"org:{match['name']}" if match and not _FORMER.search(words) else None


def _outlet(words: str) -> str | None:
    """Return the name of a newspaper or agency as an actor id."""
    name = " ".join(word for word in words.split() if word[:1].isupper() and word not in ("The", "A"))
    return f"org:{name}" if name else None
