"""Who else a claim names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dragoman.lexicon.figure_words import organisation_sort
from dragoman.model import Mention, Reading, Span
from dragoman.reading.arguments import arguments


def others(reading: Reading, span: Span, subject: Sequence[str], *, places: bool = True) -> tuple[str, ...]:
    """Return the actors that a claim names besides its subject, in reading order: towards or about whom it is said.

    Whoever only says it is left out, and, without `places`, the state of a town where it took place.
    """
    source = reading.attribution_at(span).source_span
    within = [m for m in reading.mentions if span.start <= m.start < span.end and (places or not m.where)]
    within = [m for m in within if not _is_where_another_is(reading, m) and not _is_fought(reading, m)]
    named = (mention for mention in within if not (source and source.start <= mention.start < source.end))
    actors = dict.fromkeys(actor for mention in named for actor in mention.actors if actor not in subject)
    return tuple(actor for actor in actors if organisation_sort(actor) != "media")


def _is_where_another_is(reading: Reading, mention: Mention) -> bool:
    """Whether a state is only named as where somebody is ("Hezbollah in Lebanon")."""
    start = mention.start - len(" in ")
    said = reading.sentence.text[start - reading.sentence.start : mention.start - reading.sentence.start] == " in "
    return said and any(other.end == start and other.actors != mention.actors for other in reading.mentions)


def _is_fought(reading: Reading, mention: Mention) -> bool:
    """Whether somebody is only named as whom others fight ("arms for militias battling the Islamic State")."""
    args = arguments(reading)
    here = bisect_left(args.starts, mention.start)
    while here < len(args.tokens) and args.tokens[here].head != here:
        if args.fights(here):
            return True
        here = args.tokens[here].head
    return False


def around(reading: Reading, span: Span, anchor: Span, subject: Sequence[str], *, places: bool = True) -> tuple[str, ...]:
    """Return the actors that a claim names besides its subject: in its own clause, else in what hangs on its verb
    ("rallied the world to stand with Chad")."""
    found = others(reading, span, subject, places=places)
    if found:
        return found
    args = arguments(reading)
    verb = next((place for place, token in enumerate(args.tokens) if anchor.start <= token.start and args.is_verb(place)), None)
    if verb is None or args.tokens[verb].start >= anchor.end:
        return ()
    below = args.subtree(verb, without=("conj", "parataxis", "relcl"))
    reach = Span(args.tokens[below[0]].start, args.tokens[below[-1]].end)
    return others(reading, reach, subject, places=places)
