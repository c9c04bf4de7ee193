"""Which kind of claim an act is: settled here once, so that the kinds do not overlap.

Asserted → `tie`; planned or predicted → `forecast`; in a contingency, threatened, promised or obliged → `commitment`.
Words: `lexicon/modal_words.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files

from dragoman.lexicon.tie_words import tie_words
from dragoman.model import Article, Claim, FigureFrame, Modality, Reading, Span, TieFrame
from dragoman.reading.arguments import Arguments

FUTURE = frozenset(("will", "shall", "'ll", "’ll", "wo"))
NEEDED = frozenset(("should", "must", "ought"))
POSSIBLE = frozenset(("may", "might", "could"))


@cache
def modal_words() -> dict[str, frozenset[str]]:
    """Return the word lists by section."""
    data = tomllib.loads(files("dragoman.lexicon").joinpath("modal_words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(next(iter(section.values()))) for name, section in data.items()}


def routed(reading: Reading, article: Article, kind: str) -> Iterator[tuple[TieFrame, Modality]]:
    """Yield the tie frames of a reading that belong to one kind, with their modality."""
    if not reading.ties:
        return
    args = Arguments(reading.tokens, reading.mentions)
    for frame in reading.ties:
        found, modality = route(reading, frame, article, args)
        if found == kind:
            yield frame, modality


def route(reading: Reading, frame: TieFrame, article: Article, args: Arguments) -> tuple[str, Modality]:
    """Return the kind of one frame ("" where it is no claim of its own: a condition), and its modality."""
    words = modal_words()
    verb = _verb(args, frame.anchor)
    modality = reading.modality_at(frame.anchor)
    text = reading.sentence.text.lower()
    if _asked(args, verb):
        return "", modality
    condition = condition_of(args)
    if condition and condition.start <= frame.anchor.start < condition.end:
        return "", modality
    cued = verb is not None and any(
        cue.type in ("future", "planned", "expectation") and cue.end <= frame.anchor.end and cue.start < args.tokens[verb].end
        and not (cue.start >= frame.anchor.start and cue.start > args.tokens[verb].start)
        for cue in reading.cues_at(frame.anchor)
    )  # fmt: skip
    past = verb is not None and args.tokens[verb].tag == "VBD"
    later = not past and _dated_ahead(frame, article)
    ahead = _ahead(args, verb, words) or cued or later
    mood = _mood(args, verb, modality, ahead)
    above = _above(args, verb)
    if above & words["threat"] or (verb is not None and args.lemma(verb) in words["threat"]):
        return "commitment", _as(mood, "conditional")
    supports = verb is not None and args.lemma(verb) in words["support"]
    conditional = condition is not None and (supports or reading.attribution_at(frame.anchor).type != "author")
    if conditional and verb is not None and (ahead or args.auxiliaries(verb) & {"would", "could"}):
        return "commitment", _as(mood, "conditional")
    if ahead and supports and not later and (frame.body.type in ("", "aid", "declaration", "alliance")):
        return "commitment", mood
    if ahead and frame.body.type != "declaration" and _inside(reading, frame.span, words["obligation"], text):
        return "commitment", mood
    if not ahead and (_unrealised(args, verb) or (verb is not None and args.auxiliaries(verb) & NEEDED)):
        return "", mood
    if ahead or (verb is not None and args.auxiliaries(verb) & POSSIBLE and not args.auxiliaries(verb) & {"have"}):
        return "forecast", mood
    return ("tie" if frame.body.type else ""), mood


def claim(kind: str, reading: Reading, frame: TieFrame, modality: Modality, article: Article) -> Claim:
    """Return the claim that a frame makes; its tie is left out where the act is of no type."""
    return replace(stated(kind, reading, frame, modality, article), tie=frame.body if frame.body.type else None)


def stated(kind: str, reading: Reading, frame: TieFrame | FigureFrame, modality: Modality, article: Article) -> Claim:
    """Return the claim of a frame without its body: its words, who acts, who says it and how surely."""
    return Claim(
        id="",
        kind=kind,
        start=frame.span.start,
        end=frame.span.end,
        quote=article.text[frame.span.start : frame.span.end],
        anchor=frame.anchor,
        subject=frame.subject,
        object=frame.object,
        attribution=reading.attribution_at(frame.anchor),
        modality=modality,
        framing=tuple(f for f in reading.framing if frame.span.start <= f.start < frame.span.end),
        sentence=reading.sentence.index,
    )


def condition_of(args: Arguments) -> Span | None:
    """Return the stretch of the sentence's first conditional clause ("if China invades the island")."""
    for place, token in enumerate(args.tokens):
        if token.dep in ("mark", "advmod") and token.text.lower() in ("if", "unless") and token.head != place:
            verb = token.head
            if args.tokens[verb].dep in ("advcl", "ROOT", "ccomp", "pcomp", "conj", "dep"):
                places = args.subtree(verb, without=("parataxis",)) if args.tokens[verb].dep == "advcl" else [place, verb]
                return Span(args.tokens[min(place, *places)].start, args.tokens[max(places)].end)
    return None


def _verb(args: Arguments, anchor: Span) -> int | None:
    """The verb that carries the anchor: its own, else the one its noun depends on as object or subject."""
    inside = [p for p, token in enumerate(args.tokens) if anchor.start <= token.start < anchor.end]
    for place in inside:
        if args.is_verb(place):
            return place
    for place in inside:
        here = place
        for _ in range(4):
            token = args.tokens[here]
            if token.head == here or token.dep in ("pobj", "poss", "relcl", "acl", "appos", "compound"):
                break
            here = token.head
            if args.is_verb(here):
                return here
    return None


def _above(args: Arguments, verb: int | None) -> set[str]:
    """The lemmas of the verbs and predicates that an infinitive hangs on."""
    found: set[str] = set()
    here = verb
    while here is not None:
        token = args.tokens[here]
        if token.dep not in ("xcomp", "conj", "acl", "oprd", "ccomp", "pcomp") or token.head == here:
            break
        if token.dep == "ccomp" and token.tag != "VB":
            break
        if token.dep != "conj":
            found.add(args.lemma(token.head))
        here = token.head
        if len(found) > 6:
            break
    return found


def _ahead(args: Arguments, verb: int | None, words: dict[str, frozenset[str]]) -> bool:
    """Whether the syntax places a verb in the future: "will", "is to", "plans to", "would" in reported speech."""
    here, steps = verb, 0
    while here is not None and steps < 4:
        stated = args.distinguished(here)
        here = here if stated is None else stated
        aux = args.auxiliaries(here)
        if aux & FUTURE or ("would" in aux and "have" not in aux):
            return True
        token = args.tokens[here]
        if token.dep in ("xcomp", "acl", "oprd", "advcl") and token.tag == "VB" and "to" in aux:
            head = args.lemma(token.head)
            if head in words["plan"] | words["pledge"] or head in ("plan", "decision", "intention", "pledge", "be"):
                return token.dep != "advcl"
        if token.dep not in ("xcomp", "conj") or token.head == here or not args.is_verb(token.head):
            return False
        if token.dep == "conj" and args.below(here, "nsubj", "nsubjpass", "aux"):
            return False
        here, steps = token.head, steps + 1
    return False


def _asked(args: Arguments, verb: int | None) -> bool:
    """Whether a clause only asks ("how the US would deliver it", "whether it will join")."""
    if verb is None:
        return False
    first = min(args.subtree(verb, without=("conj",)))
    words = {args.tokens[kid].text.lower() for kid in args.below(verb, "advmod", "mark", "dobj", "pobj")}
    asks = words & {"how", "whether", "what", "why"}
    return bool(asks) and args.tokens[verb].dep in ("ccomp", "pcomp", "advcl") and first != verb


def _unrealised(args: Arguments, verb: int | None) -> bool:
    """Whether an infinitive or gerund states no act: a purpose, a wish, an ability ("to support", "capable of striking")."""
    if verb is None:
        return False
    stated = args.distinguished(verb)
    if stated is not None:
        return bool(args.auxiliaries(stated) & (POSSIBLE | NEEDED)) or _unrealised(args, stated)
    token = args.tokens[verb]
    head = args.lemma(token.head)
    if token.dep == "pcomp":
        return args.tokens[args.tokens[token.head].head].tag.startswith(("JJ", "NN"))
    if token.tag == "VB" and "to" in args.auxiliaries(verb) and token.dep in ("advcl", "acl", "xcomp", "relcl", "ccomp", "conj"):
        return head not in tie_words().implicative
    if token.tag == "VB" and token.dep == "conj" and not args.auxiliaries(verb) and token.head != verb:
        return _unrealised(args, token.head)
    return False


def _dated_ahead(frame: TieFrame, article: Article) -> bool:
    period = frame.body.date
    return bool(article.published and period and period.start and period.start > article.published)


def _mood(args: Arguments, verb: int | None, modality: Modality, ahead: bool) -> Modality:
    if modality.certainty != "asserted" or verb is None:
        return modality if modality.certainty != "asserted" or not ahead else _as(modality, "planned")
    if args.auxiliaries(verb) & POSSIBLE:
        return _as(modality, "possible")
    return _as(modality, "planned") if ahead else modality


def _as(modality: Modality, certainty: str) -> Modality:
    return Modality(certainty, modality.polarity, modality.cues, modality.future)


def _inside(reading: Reading, span: Span, phrases: frozenset[str], text: str) -> bool:
    low = text[max(0, span.start - reading.sentence.start) : span.end - reading.sentence.start]
    return any(phrase in low for phrase in phrases)
