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
    """Return the actors that a claim names besides its subject, those nearest to its words first: after them in its own clause,
    else before them, else in what hangs on its verb ("rallied the world to stand with Chad"), else the only other one that its
    sentence speaks of ("Chad and Mali fell out, and ties [with Mali] soured")."""
    clause = Span(anchor.start, max(span.end, anchor.end))
    return (
        others(reading, clause, subject, places=places)
        or others(reading, span, subject, places=places)
        or others(reading, _reach(reading, anchor), subject, places=places)
        or _only_other(reading, anchor, subject)
    )


def _reach(reading: Reading, anchor: Span) -> Span:
    """Return the stretch of everything that hangs on the verb of an anchor; the anchor where it has none."""
    args = arguments(reading)
    verb = next((place for place, token in enumerate(args.tokens) if anchor.start <= token.start and args.is_verb(place)), None)
    if verb is None or args.tokens[verb].start >= anchor.end:
        return anchor
    below = args.subtree(verb, without=("conj", "parataxis", "relcl"))
    return Span(args.tokens[below[0]].start, args.tokens[below[-1]].end)


def _only_other(reading: Reading, anchor: Span, subject: Sequence[str]) -> tuple[str, ...]:
    """Return the one state or body that a sentence names besides a claim's subject and whoever says something in it."""
    sources = [one.source_span for one in reading.attributions if one.source_span]
    saying = {actor for m in reading.mentions if any(s.start <= m.start < s.end for s in sources) for actor in m.actors}
    saying.add(reading.attribution_at(anchor).actor or "")
    sentence = Span(reading.sentence.start, reading.sentence.end)
    named = [a for a in others(reading, sentence, subject, places=False) if a not in saying and not a.startswith("person:")]
    return tuple(named) if len(named) == 1 else ()
