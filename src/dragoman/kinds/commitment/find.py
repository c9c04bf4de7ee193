"""Finding commitments: what an actor says it would do in a contingency, or is obliged to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.kinds.ahead import condition_of
from dragoman.kinds.route import claim, routed
from dragoman.lexicon.modal import modal_words
from dragoman.model import Article, Claim, CommitmentBody, Modality, Reading, Span, TieFrame
from dragoman.reading.arguments import Arguments

SIDE = re.compile(
    r"\b(?:on|at) .{0,60}?\bsides?\b|\balongside\b|\bside(?:s|d)? with\b|"
    r"\bdefen[dcs]\w*|\bcome to the (?:aid|help|defen[cs]e) of\b",
    re.I,
)


def find(reading: Reading, article: Article) -> Sequence[Claim]:
    """Return the commitments of one sentence."""
    acts = [(frame, modality) for frame, modality in routed(reading, article, "commitment") if isinstance(frame, TieFrame)]
    found = [_from_act(reading, frame, modality, article) for frame, modality in acts]
    taken = [one.anchor for one in found]
    taken += [frame.anchor for frame in reading.ties]
    return found + [one for one in _stated(reading, article) if not any(one.anchor.overlaps(other) for other in taken)]


def _from_act(reading: Reading, frame: TieFrame, modality: Modality, article: Article) -> Claim:
    made = claim("commitment", reading, frame, modality, article)
    args = Arguments(reading.tokens, reading.mentions)
    condition = condition_of(args)
    trigger = article.text[condition.start : condition.end].removeprefix("if ").removeprefix("If ") if condition else None
    action = article.text[frame.anchor.start : frame.span.end]
    body = CommitmentBody(trigger, frame.subject[0] if frame.subject else None, action, _side(reading, frame.span))
    return replace(made, tie=None, commitment=body)


def _side(reading: Reading, span: Span) -> tuple[str, ...]:
    """Return on whose side: the actors named near "on ... side", "defend", "alongside"."""
    text = " " * reading.sentence.start + reading.sentence.text
    match = SIDE.search(text, span.start, span.end)
    if not match:
        return ()
    near = Span(match.start(), min(span.end, match.end() + 40))
    found = [a for m in reading.mentions if near.start <= m.start < near.end for a in m.actors]
    return tuple(dict.fromkeys(found))


def _stated(reading: Reading, article: Article) -> list[Claim]:
    """Return the obligations stated as such: "an attack on one is an attack on all", "a commitment to defend"."""
    text, start = reading.sentence.text, reading.sentence.start
    found: list[Claim] = []
    for phrase in sorted(modal_words()["obligation"], key=len, reverse=True):
        at = text.lower().find(phrase)
        if at < 0 or any(c.anchor.start < start + at + len(phrase) and start + at < c.anchor.end for c in found):
            continue
        anchor = Span(start + at, start + at + len(phrase))
        if found and anchor.start - found[0].anchor.end < 30:
            continue
        before = [m for m in reading.mentions if m.end <= anchor.start and m.actors]
        actors = before[-1].actors if before else ()
        end = min(len(text), at + len(phrase) + 60)
        stop = re.search(r"[.;,]", text[at + len(phrase) : end])
        end = at + len(phrase) + stop.start() if stop else end
        side = _side(reading, Span(anchor.start, start + end))
        body = CommitmentBody(None, actors[0] if actors else None, text[at:end].strip(), side)
        found.append(
            Claim(
                id="",
                kind="commitment",
                start=anchor.start,
                end=start + end,
                quote=article.text[anchor.start : start + end],
                anchor=anchor,
                subject=actors,
                commitment=body,
                attribution=reading.attribution_at(anchor),
                modality=reading.modality_at(anchor),
                sentence=reading.sentence.index,
            )
        )
    return found
