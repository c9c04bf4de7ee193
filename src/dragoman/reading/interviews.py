"""Interviews: whose the answers are that stand under questions, labelled "A:" or not at all."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from dragoman.model import Attribution, Context, Mention, Sentence, Span
from dragoman.reading.actors import find_mentions

_BOLD = r"(?:\*\*|__)?"
_QUESTION = re.compile(rf"^[ \t]*{_BOLD}(?:Q|Question|Interviewer)\d?{_BOLD}[.:]{_BOLD}\s.*$", re.MULTILINE)
_ANSWER = re.compile(rf"^[ \t]*{_BOLD}(?:A|Answer)\d?{_BOLD}[.:]{_BOLD}\s", re.MULTILINE)
_ASKED = re.compile(r"^[ \t]*(?:\*\*|__|#+ )?[^\n:“\"]{8,300}\?(?:\*\*|__)?[ \t]*$", re.MULTILINE)
_HEAD = 1500
_SPEAK = ("office", "ministry", "force")


@cache
def _markers() -> re.Pattern[str]:
    data = tomllib.loads(files("dragoman.lexicon").joinpath("transcripts.toml").read_text(encoding="utf-8"))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, data['interviews']))})\b", re.IGNORECASE)


def answers_of(title: str, text: str, published: date | None) -> tuple[tuple[Span, ...], Attribution | None]:
    """Return the answers of an interview and whose they are; nothing where the text is none or does not say with whom.

    Answers are labelled "A:", or stand under questions that are lines of their own in a text which calls itself an interview.
    """
    labels = [match.start() for match in _ANSWER.finditer(text)]
    asked = [Span(m.start(), m.end()) for m in (_QUESTION if labels else _ASKED).finditer(text)]
    if len(asked) < 2:
        return (), None
    head = f"{title}\n{text[: min(asked[0].start, _HEAD)]}"
    if not labels and not _markers().search(head):
        return (), None
    who = _answering(head, published)
    if who is None:
        return (), None
    found = []
    for one, end in zip(asked, (*(later.start for later in asked[1:]), len(text)), strict=True):
        start = next((at for at in labels if one.end <= at < end), end) if labels else one.end
        if start < end:
            found.append(Span(start, end))
    return tuple(found), who


def _answering(head: str, published: date | None) -> Attribution | None:
    """Return who is interviewed: the first person, else the first office, named in title and lines before the first question."""
    mentions, _ = find_mentions(Sentence(0, 0, len(head), head), (), Context(published=published))
    people = [m for m in mentions if m.person and m.actors]
    offices = [m for m in mentions if m.kind in _SPEAK and m.actors]
    chosen = next(iter((*people, *offices)), None)
    if chosen is None:
        return None
    who, whose = chosen.surface, _spoken_for(chosen, offices)
    return Attribution(type="named", source=who, actor=whose, cue=":", chain=(who,), direct=True)


def _spoken_for(chosen: Mention, offices: list[Mention]) -> str:
    """Return a person's state or body: as the mention says, else by the office named beside it."""
    beside = (m for m in offices if abs(m.start - chosen.end) < 60 or abs(chosen.start - m.end) < 60)
    own = chosen.actors[0]
    return next((m.actors[0] for m in beside), own) if own.startswith("person:") else own
