"""How surely: hedges, negation, conditionals, plans, expectations; and loaded wording."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Cue, Framing, Sentence, Token


def find_cues(sentence: Sentence, tokens: Sequence[Token]) -> tuple[Cue, ...]:
    """Return the cues of a sentence with their scopes, in text order."""
    return ()


def find_framing(sentence: Sentence, tokens: Sequence[Token]) -> tuple[Framing, ...]:
    """Return the loaded wording of a sentence, in text order."""
    return ()
