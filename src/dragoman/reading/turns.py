"""Transcripts: whose turn it is to speak, and for whom somebody speaks who is only called "MR. HOLT" there."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from dragoman.lexicon.names import surname, terms
from dragoman.lexicon.reporting import reporting
from dragoman.model import Attribution, Context, Sentence, Span, Transcript
from dragoman.reading.actors import person_actors, scan

_WORD = r"(?:[A-Z][\w.’'-]*|de|del|von|van|der|al|bin)"
_NAME = rf"[A-Z][\w.’'-]*(?:[ ](?:(?:of|for|OF|FOR)[ ])?{_WORD}){{0,6}}(?:[ ]?\([^)\n]{{1,40}}\))?"
_CLOCK = r"(?:\[?\d{1,2}:\d\d(?::\d\d)?\]?[ \t]+)?"
_ROLE = r"(?P<role>,[ ][A-Z][A-Z0-9 .,'’&()/-]{2,80})?"
_TURN = re.compile(rf"{_CLOCK}(?:\*\*|__)?[\"“]?(?P<name>{_NAME}){_ROLE}(?:\*\*|__)?:(?:\*\*|__)?\s+(?=\S)")
_LINE = re.compile(
    rf"^[ \t]*{_CLOCK}(?:\*\*|__)?[\"“]?(?P<name>{_NAME}){_ROLE}(?:\*\*|__)?:(?:\*\*|__)?(?=\s)", re.MULTILINE
)
_ASKED = re.compile(r"(?:\*\*)?(?P<name>Q)(?:\*\*)?[.:]?(?:\*\*)?\s+(?=[\"“A-Z(])")
_BLOCK = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_STAGE = re.compile(r"[(\[]")
_OVER = re.compile(r"\d{1,2}:\d\d\s*[ap]\.?m|END\b|#|-{3}|\*{3}", re.IGNORECASE)
_HEAD = 600
"""Characters at the head of a text that may say whose house its transcript is of."""
MANY = 4
"""Different names that open lines in a transcript, where somebody who speaks once is known by a title."""
_SEATS = ("office", "ministry")


@dataclass(frozen=True, slots=True)
class _Words:
    titles: frozenset[str]
    askers: frozenset[str]
    apart: frozenset[str]
    parts: frozenset[str]
    bare: dict[str, str]
    houses: dict[str, str]


@cache
def _words() -> _Words:
    data = tomllib.loads(files("dragoman.lexicon").joinpath("transcripts.toml").read_text(encoding="utf-8"))
    houses = {name: actor for actor, names in data["houses"].items() for name in names}
    titles, askers, apart, parts = (frozenset(data[name]) for name in ("titles", "askers", "apart", "parts"))
    return _Words(titles, askers, apart, parts, data["bare"], houses)


def transcript_of(text: str) -> Transcript:
    """Return who takes turns in a text, by the names that open its lines again and again, and whose house it comes from."""
    opened = Counter(match["name"] for match in _LINE.finditer(text))
    asked = any(name.lower() in _words().askers for name in opened)
    many = asked or len(opened) >= MANY
    names = frozenset(name for name, times in opened.items() if times > 1 or ((many or name.isupper()) and _is_titled(name)))
    speakers = frozenset(name for name in names if not name.lower().endswith(tuple("0123456789")))
    first = next((match.start() for match in _LINE.finditer(text) if match["name"].isupper() or match["name"] in speakers), 0)
    blocks = tuple(Span(match.start(), match.end()) for match in _BLOCK.finditer(text))
    roles = {match["name"]: match["role"] for match in _LINE.finditer(text) if _plays(match["name"], match["role"])}
    parts = tuple((surname(name.title()).lower(), _part(role)) for name, role in roles.items())
    house = _house(text[: min(first, _HEAD)]) if first or speakers else None
    return Transcript(speakers | frozenset(roles), house, blocks, parts=parts)


def _plays(name: str, role: str | None) -> bool:
    """Return whether a name in capitals is followed by what its bearer is, and not a headline's list by a further item."""
    words = set(re.findall(r"[a-z-]+", (role or "").lower()))
    return name.isupper() and " " in name and bool(words & (_words().apart | _words().parts))


def _part(role: str) -> str | None:
    """Return for whom somebody speaks whom a transcript introduces so (", CHILEAN DEFENCE MINISTER"); None for a reporter's part
    and for who held it once."""
    told = role.title()
    if _words().apart & set(re.findall(r"[a-z-]+", role.lower())):
        return None
    named = {entry.ids[0] for hit in scan(told) for entry in hit.meanings if len(entry.ids) == 1 and entry.kind != "person"}
    return named.pop() if len(named) == 1 else None


def _house(head: str) -> str | None:
    """Return whose rooms, clock or seat the head of a transcript names; None where that is nobody or several."""
    found = {actor for name, actor in _words().houses.items() if name.lower() in head.lower()}
    found = found or {entry.ids[0] for hit in scan(head) for entry in hit.meanings if entry.kind in _SEATS and entry.ids}
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Turn:
    """A line that opens with who speaks: the name's offsets in the sentence, and where speech starts."""

    start: int
    end: int
    speech: int
    name: str


def opened(sentence: Sentence, context: Context, *, known: bool, place: bool, quoted: bool) -> Turn | None:
    """Return the turn that a sentence opens with, or None where what stands before its colon is nobody.

    Args:
        known: a person or, in texts read whole, an actor stands before the colon.
        place: a place does.
        quoted: a quotation follows.
    """
    asked = _ASKED.match(sentence.text) if context.transcript.names else None
    match = asked or _TURN.match(sentence.text)
    if match is None:
        return None
    name = match["name"]
    shouted = name.isupper() and len(name) > 3 and not place
    titled = shouted and (_is_titled(name) or nameless(name) or _plays(name, match.groupdict().get("role")))
    introduced = name.isupper() and surname(name.title()).lower() in dict(context.transcript.parts)
    if not (asked or asks(name) or titled or introduced or name in context.transcript.names or known or quoted):
        return None
    return Turn(match.start("name"), match.end("name"), match.end(), name)


def goes_on(turn: Attribution | None, sentence: Sentence, context: Context) -> Attribution | None:
    """Return a turn of speech as the attribution of a further sentence: in its paragraph, in a transcript to the next turn.

    What stands in brackets or tells the time there is nobody's.
    """
    if turn is None or turn.source is None or is_stage(sentence) or _OVER.match(sentence.text):
        return None
    lasting = turn.source.isupper() or turn.source in context.transcript.names
    same = sentence.paragraph == context.paragraph
    return replace(turn, content=(Span(sentence.start, sentence.end),)) if same or lasting else None


def is_stage(sentence: Sentence) -> bool:
    """Return whether a sentence is a stage direction ("(Laughter.)"), after which the same person goes on."""
    return bool(_STAGE.match(sentence.text))


def _is_titled(name: str) -> bool:
    return _parted(name)[0] != "" or name.lower() in _words().bare


def _parted(name: str) -> tuple[str, str]:
    """Return the titles that a name opens with, in lower case, and the rest.

    >>> _parted("SECRETARY OF DEFENSE LLOYD J. AUSTIN III")
    ('secretary of defense', 'LLOYD J. AUSTIN III')
    """
    words, titles = name.split(), ""
    for size in range(min(4, len(words)), 0, -1):
        start = " ".join(words[:size]).lower().replace(".", "")
        if start in _words().titles:
            titles = start
            words = words[size:]
            break
    return titles, " ".join(words)


def asks(name: str) -> bool:
    """Return whether a turn is that of somebody who only asks or moderates."""
    return name.lower() in _words().askers


def nameless(name: str) -> bool:
    """Return whether a turn in capitals names nobody ("SENIOR ADMINISTRATION OFFICIAL")."""
    return name.isupper() and name.split()[-1].lower() in reporting().unnamed


def spoken_for(name: str, context: Context) -> str | None:
    """Return for whom a speaker of a transcript speaks: as introduced, by office at the article's date, else for the house."""
    bare = _words().bare.get(name.lower())
    if bare is not None:
        return context.transcript.house or bare
    titles, rest = _parted(name)
    introduced = dict(context.transcript.parts)
    if name.isupper() and surname(rest.title()).lower() in introduced:
        return introduced[surname(rest.title()).lower()]
    if titles and not rest:
        fuller = (one for one in context.transcript.names if _parted(one)[0] == titles and _parted(one)[1])
        called = next(fuller, None)
        if called is not None:
            return spoken_for(called, context)
    parts = [part for part in rest.title().split() if len(part.rstrip(".")) > 1]
    full = " ".join(part for part in parts if part.rstrip(".") not in ("Jr", "Sr", "Ii", "Iii"))
    last = surname(full) if full else ""
    named = {known: actors[0] for known, actors, _ in context.names if actors}
    named.update(dict(context.speakers))
    spoken = next((actor for known, actor in named.items() if known.lower() == last.lower()), None)
    if spoken is not None and not spoken.startswith("person:"):
        return spoken
    held = person_actors(full, context.published)
    if held:
        return held[0]
    here = {term.actor for term in terms() if surname(term.name).lower() == last.lower() and term.covers(context.published)}
    if len(here) == 1:
        return here.pop()
    return context.transcript.house if titles or name.isupper() else None
