"""Who says it."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Attribution, Context, Mention, Sentence, Token


def find_attributions(
    sentence: Sentence, tokens: Sequence[Token], mentions: Sequence[Mention], context: Context
) -> tuple[tuple[Attribution, ...], Context]:
    """Return the attributions of a sentence, outermost first, and the context (an open quotation, the last speaker)."""
    return (), context
