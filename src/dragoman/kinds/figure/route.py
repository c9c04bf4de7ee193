"""Which kind of claim a figure frame is: asserted ones are figures, planned and predicted ones forecasts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dragoman.kinds.route import stated
from dragoman.model import Article, Claim, FigureFrame, Modality, Reading
from dragoman.reading.arguments import Arguments

_FUTURE_AUX = frozenset(("will", "'ll", "’ll", "shall", "wo"))
_POSSIBLE_AUX = frozenset(("may", "might", "could"))
_PLAN = frozenset(
    "plan aim intend pledge vow promise commit want seek hope propose expect project forecast predict "
    "anticipate envisage schedule set agree decide order "
    "earmark target slate request consider".split()
)
_PREDICTED = frozenset("expect project forecast predict anticipate envisage assume".split())
_PLAN_NOUN = re.compile(
    r"\b(?:plans?|pledges?|intent|intention|proposal|goal|target|commitment|announcement|promise|decision|"
    r"request|expected|projected|planned|proposed|forecast)\s(?:last \w+ |this \w+ )?(?:to|of|for|by)\b",
    re.IGNORECASE,
)


_GUESSES = ("estimat", "thought", "believed", "assum", "reckon", "put at", "considered")
_PLANS = frozenset("plan pledge goal target proposal intention intent request commitment decision promise".split())


def routed(reading: Reading, article: Article, kind: str) -> Iterator[tuple[FigureFrame, Modality]]:
    """Yield the figure frames of a reading that belong to one kind, with their modality."""
    if not reading.figures:
        return
    args = Arguments(reading.tokens, reading.mentions)
    for frame in reading.figures:
        found, modality = route(reading, frame, article, args)
        if found == kind:
            yield frame, modality


def route(reading: Reading, frame: FigureFrame, article: Article, args: Arguments) -> tuple[str, Modality]:
    """Return `figure` or `forecast`, and the modality of one frame."""
    modality = reading.modality_at(frame.anchor)
    certainty = _syntactic(reading, frame, args)
    dated = _dated_ahead(frame, article)
    if _formerly(reading, frame, article):
        return "figure", modality
    ahead = certainty in ("planned", "probable", "possible", "conditional") or dated or _cued_ahead(reading, frame)
    if not ahead:
        return "figure", modality
    chosen = modality.certainty if modality.certainty != "asserted" else certainty or "planned"
    return "forecast", Modality(chosen, modality.polarity, modality.cues, True)


_FROM = re.compile(
    r"\b(?:up|down|increase|decrease|rise|drop|compared with|compared to|against|from)\s(?:from\s)?(?:about |some |around )?$",
    re.IGNORECASE,
)


def _formerly(reading: Reading, frame: FigureFrame, article: Article) -> bool:
    """Return whether a number is the past level that a coming one is set against ("will spend 6 percent, up from 3.9")."""
    period = frame.body.period
    if article.published is None or period is None or period.end is None or period.end >= article.published:
        return False
    low = frame.anchor.start - reading.sentence.start
    return bool(_FROM.search(reading.sentence.text[max(0, low - 40) : low]))


def _cued_ahead(reading: Reading, frame: FigureFrame) -> bool:
    """Return whether a cue over the number places it ahead; an estimate of what is there now does not."""
    return any(
        cue.type in ("future", "planned") or (cue.type == "expectation" and not cue.surface.lower().startswith(_GUESSES))
        for cue in reading.cues_at(frame.anchor)
    )


def _dated_ahead(frame: FigureFrame, article: Article) -> bool:
    period = frame.body.period
    if article.published is None or period is None:
        return False
    if period.start is not None:
        return period.start > article.published
    return period.end is not None and period.end > article.published


def _syntactic(reading: Reading, frame: FigureFrame, args: Arguments) -> str:
    """Return planned, probable, possible or conditional where the verbs over the number place it ahead, else ""."""
    place = next((i for i, token in enumerate(reading.tokens) if token.end > frame.anchor.start), None)
    if place is None:
        return ""
    here, steps = place, 0
    while steps < 12:
        token = reading.tokens[here]
        if token.tag.startswith(("VB", "MD")) and token.dep not in ("amod",):
            found = _verb(reading, here, args)
            if found is not None:
                return found
            if token.dep not in ("xcomp", "conj", "acl", "pcomp", "advcl", "oprd", "aux") or token.head == here:
                return ""
        if token.head == here or not 0 <= token.head < len(reading.tokens):
            return ""
        if token.tag.startswith("NN") and token.lemma in _PLANS and args.below(here, "acl"):
            return "planned"
        here, steps = token.head, steps + 1
    return ""


def _verb(reading: Reading, place: int, args: Arguments) -> str | None:
    """Return how far a verb's own auxiliaries and the verb it hangs on place it ahead; None where they do not decide."""
    aux = args.auxiliaries(place)
    if aux & _FUTURE_AUX:
        return "planned"
    if aux & {"would"} and "have" not in aux:
        return (
            "conditional"
            if "then" in reading.sentence.text.lower().split() or " if " in reading.sentence.text.lower()
            else "planned"
        )
    if aux & _POSSIBLE_AUX and "have" not in aux:
        return "possible"
    token = reading.tokens[place]
    if "to" in aux or token.tag == "VB" or token.dep in ("xcomp", "oprd"):
        head = args.lemma(token.head) if token.head != place else ""
        if head in _PREDICTED:
            return "probable"
        if head in _PLAN or (head == "be" and "to" in aux):
            return "planned"
        if token.dep == "acl" and head in (
            "plan",
            "pledge",
            "intent",
            "intention",
            "goal",
            "target",
            "proposal",
            "announcement",
            "decision",
            "promise",
            "commitment",
            "request",
            "obligation",
            "deal",
            "agreement",
        ):
            return "planned"
    if token.tag in ("VBD", "VBZ", "VBP") and token.dep in ("ROOT", "ccomp", "relcl", "advcl", "conj", "parataxis"):
        return (
            ""
            if args.lemma(place) not in _PLAN | {"have", "be"}
            else None
            if args.lemma(place) in ("be", "have") and token.dep != "ROOT"
            else ""
        )
    return None


def claim(kind: str, reading: Reading, frame: FigureFrame, modality: Modality, article: Article) -> Claim:
    """Return the claim that a frame makes."""
    return replace(stated(kind, reading, frame, modality, article), figure=frame.body)
