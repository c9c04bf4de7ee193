"""The reading of an article: a left fold, `(Context, Sentence) → (Reading, Context)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.model import Article, Attribution, Context, FigureFrame, Mention, Reading, Sentence, Token
from dragoman.reading.actors import abbreviations_of, find_mentions, people_of, scan, senses_of
from dragoman.reading.attribution import find_attributions
from dragoman.reading.figures import find_figures
from dragoman.reading.gate import weighed
from dragoman.reading.headlines import as_sentences
from dragoman.reading.interviews import answers_of
from dragoman.reading.mended import mended
from dragoman.reading.modality import find_cues, find_framing
from dragoman.reading.numbers import find_quantities
from dragoman.reading.parse import parse
from dragoman.reading.periods import find_periods
from dragoman.reading.sources import speaks_for
from dragoman.reading.ties import find_ties
from dragoman.reading.time_words import said_year
from dragoman.reading.turns import transcript_of

MANY = 100
"""Numbers read in one sentence: what holds more is a page of figures without words, and would cost their cube."""

LOCAL = ("casualties", "other")
"""Measures of what happened in a town, which count for its state; no others do."""


def read(article: Article) -> tuple[Reading, ...]:
    """Return a reading of every sentence that the gate lets through, in reading order."""
    readings = tuple(_fold(article))
    rows = settled([reading.attributions for reading in readings])
    return tuple(
        reading if row is reading.attributions else replace(reading, attributions=row)
        for reading, row in zip(readings, rows, strict=True)
    )


def _fold(article: Article) -> Iterator[Reading]:
    wanted, dense = weighed(article)
    if not any(wanted):
        return
    last = max(number for number, keep in enumerate(wanted) if keep)
    sentences = article.sentences[: last + 1]
    kept = [sentence for sentence, keep in zip(sentences, wanted, strict=False) if keep]
    parsed = iter(as_sentences(kept, parse([(sentence.start, sentence.text) for sentence in kept])))
    context = _start(article).but(of_the_field=dense)
    for sentence, keep in zip(sentences, wanted, strict=False):
        if keep:
            reading, context = read_sentence(sentence, next(parsed), context)
            yield reading
        else:
            context = pass_over(sentence, context)


def _start(article: Article) -> Context:
    """Return the context before the first sentence: what can be told from the whole text."""
    text = article.text
    answers, answering = answers_of(article.title or "", text, article.published)
    context = Context(
        published=article.published,
        author=speaker_of(article),
        senses=senses_of(text),
        transcript=replace(transcript_of(text), answers=answers, answering=answering),
        people=people_of(text),
    )
    return context.but(names=abbreviations_of(article.sentences, text, context))


_SPEECH = re.compile(
    r"\b(?:remarks|statement|speech|address|briefing|press call|press conference|testimony|message|interview|letter)\b"
    r"[^.]*?\b(?:by|from|of|with)\s",
    re.IGNORECASE,
)


_HOST = re.compile(
    r"^THE (?:VICE )?(?:PRESIDENT|PRIME MINISTER|CHANCELLOR|PREMIER):|^[^“\"\n]*\b[Mm]y (?:Administration|Government)\b",
    re.MULTILINE,
)
_HEAD = 3000


def speaker_of(article: Article) -> str | None:
    """Return for whom "we" speaks in a speech or statement of a government; None for any other text.

    The title says it ("Remarks by President Biden …"), or a text that speaks as a government does ("THE PRESIDENT: …", "my
    Administration") and names its seat first ("the White House").
    """
    title = article.title or ""
    match = _SPEECH.search(title)
    if match is None:
        return _host(article) if _HOST.search(article.text, 0, _HEAD) else None
    mentions, _ = find_mentions(Sentence(0, 0, len(title), title), (), Context(published=article.published))
    named = (m for m in mentions if m.start >= match.end() - 1 and m.kind in ("person", "office", "ministry", "force", "state"))
    return next((m.actors[0] for m in named if m.actors), None)


def _host(article: Article) -> str | None:
    """Return the state whose seat of government a text names before any other ("the White House", "Downing Street")."""
    named = (entry for hit in scan(article.text[:_HEAD]) for entry in hit.meanings)
    return next((entry.ids[0] for entry in named if entry.kind == "office" and not entry.name and len(entry.ids) == 1), None)


def pass_over(sentence: Sentence, context: Context) -> Context:
    """Return the context after a sentence that is not read: who was named in it, who spoke, whether a quotation is open."""
    mentions, context = find_mentions(sentence, (), context)
    return _after(sentence, find_attributions(sentence, (), mentions, context)[1])


def settled(found: Sequence[tuple[Attribution, ...]]) -> list[tuple[Attribution, ...]]:
    """Return the attributions of consecutive sentences with quotations that are ended by their cue given to its source.

    "“We lost. We will be back,” said X.": the first sentence opens a quotation whose speaker only the second names.
    """
    made = list(found)
    for at in range(len(made) - 2, -1, -1):
        nameless = [one for one in made[at] if one.source is None and one.direct and one.cue is None]
        if not nameless:
            continue
        speaker = next((one for one in made[at + 1] if one.source and one.direct and one.cue_span), None)
        if speaker is not None:
            made[at] = tuple(replace(speaker, content=one.content) if one in nameless else one for one in made[at])
    return made


def attributions_of(article: Article) -> tuple[Attribution, ...]:
    """Return every attribution of an article, attitudes included, without the gate: each sentence is parsed.

    Speech that goes on over sentences is one attribution with several stretches of content.
    """
    sentences = article.sentences
    context = _start(article)
    rows: list[tuple[Attribution, ...]] = []
    for sentence, tokens in zip(sentences, parse([(s.start, s.text) for s in sentences]), strict=True):
        mentions, context = find_mentions(sentence, tokens, context)
        attributions, context = find_attributions(sentence, tokens, mentions, context, wide=True)
        rows.append(attributions)
    merged: dict[object, Attribution] = {}
    for one in (one for row in settled(rows) for one in row):
        key: object = (one.source_span, one.cue_span) if one.source_span or one.cue_span else len(merged)
        known = merged.get(key)
        merged[key] = replace(known, content=tuple(sorted((*known.content, *one.content)))) if known else one
    return tuple(merged.values())


def read_sentence(sentence: Sentence, tokens: Sequence[Token], context: Context) -> tuple[Reading, Context]:
    """Return the reading of one sentence and the context for the next."""
    mentions, context = find_mentions(sentence, tokens, context)
    tokens = mended(tokens, mentions)
    attributions, context = find_attributions(sentence, tokens, mentions, context)
    mentions = _first_person(mentions, attributions, context.author)
    fiscal = context.topic_actor[0] if context.topic_actor else None
    reading = Reading(
        sentence=sentence,
        tokens=tuple(tokens),
        quantities=find_quantities(sentence.text, offset=sentence.start, currency=context.topic_currency)[:MANY],
        periods=find_periods(
            sentence.text,
            offset=sentence.start,
            published=context.published,
            fiscal=fiscal,
            actors=context.topic_actor,
            spoken=context.said_year,
        ),
        mentions=mentions,
        attributions=attributions,
        cues=find_cues(sentence, tokens, published=context.published),
        framing=find_framing(sentence),
        topic=context.topic_actor,
        author=context.author,
        told=context.acts,
    )
    figures, context = _figures(reading, context)
    reading = replace(reading, figures=figures) if figures else reading
    ties, context = find_ties(reading, context)
    return replace(reading, ties=ties) if ties else reading, _after(sentence, context)


def _after(sentence: Sentence, context: Context) -> Context:
    """Return the context with the year that a sentence names last."""
    year = said_year(sentence.text, context.published)
    return context if year is None else context.but(said_year=year)


def _figures(reading: Reading, context: Context) -> tuple[tuple[FigureFrame, ...], Context]:
    """Return the figures of a sentence. What a town spends or has is not its state's; who died there is counted for the state."""
    owners = tuple(mention for mention in reading.mentions if mention.kind != "town")
    owned = reading if len(owners) == len(reading.mentions) else replace(reading, mentions=owners)
    figures, after = find_figures(owned, context)
    if len(owners) == len(reading.mentions) or not any(_is_open(figure) for figure in figures):
        return figures, after
    spots = tuple(replace(mention, kind="place") if mention.kind == "town" else mention for mention in reading.mentions)
    there = {figure.anchor: figure for figure in find_figures(replace(reading, mentions=spots), context)[0]}
    placed = tuple(_placed(figure, there.get(figure.anchor)) if _is_open(figure) else figure for figure in figures)
    last = placed[-1].subject
    return placed, after if last == figures[-1].subject else after.but(figure_subject=last)


def _is_open(figure: FigureFrame) -> bool:
    """Whether a figure of what happened in a town may be that of the town's state: nobody is named in its sentence."""
    return figure.body.measure in LOCAL and (not figure.subject or _is_told(figure))


def _is_told(figure: FigureFrame) -> bool:
    """Whether whose a figure is was only told before."""
    return "subject" in figure.body.inferred


def _placed(figure: FigureFrame, there: FigureFrame | None) -> FigureFrame:
    """Return a figure with the owner that it has where towns count as places, if that one is named there."""
    if there is None or not there.subject or (figure.subject and _is_told(there)):
        return figure
    return replace(figure, subject=there.subject, body=replace(figure.body, inferred=there.body.inferred))


def _first_person(mentions: Sequence[Mention], attributions: Sequence[Attribution], author: str | None) -> tuple[Mention, ...]:
    """Return the mentions with "we" and "our" given to whoever speaks; those of an unknown author are left out."""
    made = []
    for mention in mentions:
        if mention.actors or mention.candidates or mention.kind != "pronoun":
            made.append(mention)
            continue
        actor = speaks_for(mention.start, attributions, author)
        if actor:
            made.append(replace(mention, actors=(actor,)))
    return tuple(made)
