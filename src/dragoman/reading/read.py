"""The reading of an article: a left fold, `(Context, Sentence) → (Reading, Context)`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.model import Article, Attribution, Context, Reading, Sentence, Token
from dragoman.reading.actors import find_mentions, senses_of
from dragoman.reading.attribution import find_attributions
from dragoman.reading.figures import find_figures
from dragoman.reading.gate import gate
from dragoman.reading.modality import find_cues, find_framing
from dragoman.reading.numbers import find_quantities
from dragoman.reading.parse import parse
from dragoman.reading.periods import find_periods
from dragoman.reading.ties import find_ties


def read(article: Article) -> tuple[Reading, ...]:
    """Return a reading of every sentence that the gate lets through, in reading order."""
    return tuple(_fold(article))


def _fold(article: Article) -> Iterator[Reading]:
    kept = [s for s, keep in zip(article.sentences, gate(article), strict=True) if keep]
    parsed = parse([(s.start, s.text) for s in kept])
    context = Context(published=article.published, senses=senses_of(article.text))
    for sentence, tokens in zip(kept, parsed, strict=True):
        reading, context = read_sentence(sentence, tokens, context)
        yield reading


def attributions_of(article: Article) -> tuple[Attribution, ...]:
    """Return every attribution of an article, attitudes included, without the gate: each sentence is parsed.

    Speech that goes on over sentences is one attribution with several stretches of content.
    """
    sentences = article.sentences
    context = Context(published=article.published, senses=senses_of(article.text))
    found: list[Attribution] = []
    for sentence, tokens in zip(sentences, parse([(s.start, s.text) for s in sentences]), strict=True):
        mentions, context = find_mentions(sentence, tokens, context)
        before = context.speaker
        attributions, context = find_attributions(sentence, tokens, mentions, context, wide=True)
        for one in attributions:
            same = before is not None and one.source_span == before.source_span and one.cue_span == before.cue_span
            if same and found:
                at = max(i for i, other in enumerate(found) if other.source_span == one.source_span)
                found[at] = replace(found[at], content=(*found[at].content, *one.content))
            else:
                found.append(one)
    return tuple(found)


def read_sentence(sentence: Sentence, tokens: Sequence[Token], context: Context) -> tuple[Reading, Context]:
    """Return the reading of one sentence and the context for the next."""
    mentions, context = find_mentions(sentence, tokens, context)
    attributions, context = find_attributions(sentence, tokens, mentions, context)
    fiscal = context.topic_actor[0] if context.topic_actor else None
    reading = Reading(
        sentence=sentence,
        tokens=tuple(tokens),
        quantities=find_quantities(sentence.text, offset=sentence.start, currency=context.topic_currency),
        periods=find_periods(sentence.text, offset=sentence.start, published=context.published, fiscal=fiscal),
        mentions=mentions,
        attributions=attributions,
        cues=find_cues(sentence, tokens, published=context.published),
        framing=find_framing(sentence, tokens),
        topic=context.topic_actor,
    )
    figures, context = find_figures(reading, context)
    ties, context = find_ties(replace(reading, figures=figures), context)
    return replace(reading, figures=figures, ties=ties), context
