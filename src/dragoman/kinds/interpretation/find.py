"""Finding interpretations: motive, purpose, cause, need, framing and judgement, which no record settles.

Every clause gives one at most: the strongest sign in it. The words are in `lexicon/interpretation.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.kinds.ahead import condition_of
from dragoman.kinds.route import route
from dragoman.lexicon.interpretation_words import InterpretationWords, interpretation_words
from dragoman.model import Article, Claim, Reading, Span
from dragoman.reading.arguments import ORDINALS, Arguments

NEAR = 7
"""Tokens that an anchor may take in after the word that makes the interpretation."""


@dataclass(frozen=True, slots=True)
class _Sign:
    """A word that makes an interpretation: its weight (higher wins in a clause), its anchor and the clause's verb."""

    weight: int
    first: int
    last: int
    clause: int
    type: str


def find(reading: Reading, article: Article) -> Sequence[Claim]:
    """Return the interpretations of one sentence."""
    if not any(token.dep for token in reading.tokens):
        return ()
    finder = _Finder(reading, article)
    return [finder.claim(sign, article) for sign in finder.chosen()]


class _Finder:
    """The search through one sentence."""

    def __init__(self, reading: Reading, article: Article) -> None:
        self.reading = reading
        self.words: InterpretationWords = interpretation_words()
        self.args = Arguments(reading.tokens, reading.mentions)
        self.condition = condition_of(self.args)
        self.acts = [frame.anchor for frame in reading.ties if route(reading, frame, article, self.args)[0]]

    def chosen(self) -> list[_Sign]:
        """Return the strongest sign of each clause, none on the words of a tie or of who says it."""
        best: dict[int, _Sign] = {}
        for sign in self._signs():
            if self._allowed(sign) and (sign.clause not in best or sign.weight > best[sign.clause].weight):
                best[sign.clause] = sign
        return sorted(best.values(), key=lambda sign: sign.first)

    def _allowed(self, sign: _Sign) -> bool:
        span = self._anchor(sign)
        if any(span.overlaps(act) for act in self.acts):
            return False
        if self.condition and self.condition.contains(span):
            return False
        if sign.type == "attitude":
            return True
        cues = (a.cue_span for a in self.reading.attributions if a.cue_span)
        return not any(span.overlaps(cue) for cue in cues)

    def _signs(self) -> Iterator[_Sign]:
        yield from self._phrases()
        for place, token in enumerate(self.args.tokens):
            if self.args.is_verb(place) and token.dep != "prep":
                yield from self._verb(place)
            elif token.tag.startswith("NN"):
                yield from self._noun(place)
            elif token.tag.startswith("JJ") or token.tag in ("VBG", "VBN", "RB"):
                yield from self._adjective(place)

    def _phrases(self) -> Iterator[_Sign]:
        text, offset = self.reading.sentence.text, self.reading.sentence.start
        for pattern, weight in ((self.words.phrases, 9), (self.words.leads, 7)):
            for match in pattern.finditer(text):
                places = [p for p, t in enumerate(self.args.tokens) if match.start() + offset <= t.start < match.end() + offset]
                if places:
                    yield _Sign(weight, places[0], places[-1], self._clause(places[-1]), "phrase")

    def _verb(self, place: int) -> Iterator[_Sign]:
        args, words, lemma = self.args, self.words, self.args.lemma(place)
        aux = args.auxiliaries(place)
        clause = self._clause(place)
        if aux & words.need or (lemma == "have" and args.below(place, "xcomp") and not args.below(place, "dobj")):
            yield _Sign(6, place, self._reach(place), clause, "need")
        first = args.tokens[place].head if args.tokens[place].dep == "conj" else place
        if "to" in aux and lemma in words.purposes and args.tokens[first].dep in ("advcl", "acl", "xcomp", "relcl"):
            above = args.lemma(args.tokens[first].head)
            if args.tokens[first].dep == "advcl" or above in ("effort", "bid", "move", "attempt", "aim", "design", "use", "mean"):
                yield _Sign(5, place, self._reach(place), place, "purpose")
        word = words.verbs.get(lemma)
        if word and self._has(place, word.needs) and (not word.passive or args.is_passive(place)):
            yield _Sign(6 if word.type in ("need", "assessment") else 5, place, self._reach(place), clause, word.type)
        if aux & words.able and not aux & {"have"} and args.doers(place):
            yield _Sign(3, place, self._reach(place), clause, "ability")

    def _has(self, place: int, needs: str) -> bool:
        if needs == "object":
            return bool(self.args.undergoers(place) or self.args.below(place, "ccomp"))
        if needs == "clause":
            return bool(self.args.below(place, "xcomp", "ccomp"))
        return True

    def _noun(self, place: int) -> Iterator[_Sign]:
        args = self.args
        lemma = args.lemma(place)
        for word in self.words.nouns.get(lemma, ()):
            ranked = any(args.tokens[kid].text.lower() in ORDINALS for kid in args.below(place, "amod", "compound"))
            predicate = args.tokens[place].dep in ("attr", "oprd") and not ranked
            if word.needs == "predicate" and predicate:
                yield _Sign(6, args.tokens[place].head, place, self._clause(place), word.type)
            elif word.needs == "any" and args.tokens[place].dep != "compound" and self._somebodys(place):
                first = min((k for k in args.below(place, "poss", "amod", "compound")), default=place)
                yield _Sign(4, first, place, self._clause(place), word.type)

    def _somebodys(self, place: int) -> bool:
        """Whether a noun of threat or doubt is said of somebody, judged by an adjective, or is what the clause speaks of."""
        args, token = self.args, self.args.tokens[place]
        if token.dep in ("nsubj", "nsubjpass", "attr", "ROOT") or args.owners(place):
            return True
        judged = any(args.tokens[kid].text.lower() in self.words.adjectives for kid in args.below(place, "amod"))
        from_whom = args.prepositional(place, "from", "of", "to", "by", "with", "about", "on", "over")
        return judged or any(args.actors(head) for head in from_whom)

    def _adjective(self, place: int) -> Iterator[_Sign]:
        args, token = self.args, self.args.tokens[place]
        word = self.words.adjectives.get(token.text.lower())
        if word is None:
            return
        if token.dep in ("acomp", "oprd", "attr", "ROOT"):
            yield _Sign(6, token.head, max(place, self._reach(place)), self._clause(place), word.type)
        elif word.needs == "any" and token.dep == "amod" and args.lemma(token.head) not in self.words.skip:
            head = args.tokens[token.head]
            act = any(act.start < head.end and head.start < act.end for act in self.acts)
            yield _Sign(4, place, place if act else token.head, self._clause(place), word.type)

    def _reach(self, place: int) -> int:
        """Return the last token of the anchor: the head of the verb's complement where it stands near."""
        after = [k for k in self.args.below(place, "dobj", "attr", "acomp", "xcomp", "prep", "oprd") if place < k <= place + NEAR]
        return max(after, default=place)

    def _clause(self, place: int) -> int:
        """Return the verb of the clause that a token stands in."""
        here = place
        for _ in range(20):
            token = self.args.tokens[here]
            if self.args.is_verb(here) and token.dep in ("ROOT", "ccomp", "advcl", "relcl", "conj", "acl", "pcomp", "parataxis"):
                return here
            if token.head == here:
                return here
            here = token.head
        return here

    def _anchor(self, sign: _Sign) -> Span:
        low, high = min(sign.first, sign.last), max(sign.first, sign.last)
        return Span(self.args.tokens[low].start, self.args.tokens[high].end)

    def claim(self, sign: _Sign, article: Article) -> Claim:
        """Return the claim that a sign makes, over the whole clause it stands in."""
        anchor = self._anchor(sign)
        span = self.args.clause(sign.clause) if self.args.is_verb(sign.clause) else self.args.phrase(sign.clause)
        span = Span(min(span.start, anchor.start), max(span.end, anchor.end))
        subject, object_ = self._parties(sign)
        return Claim(
            id="",
            kind="interpretation",
            start=span.start,
            end=span.end,
            quote=article.text[span.start : span.end],
            anchor=anchor,
            subject=subject,
            object=object_,
            attribution=self.reading.attribution_at(anchor),
            modality=self.reading.modality_at(anchor),
            framing=tuple(f for f in self.reading.framing if span.start <= f.start < span.end),
            sentence=self.reading.sentence.index,
        )

    def _implied(self, sign: _Sign) -> tuple[str, ...]:
        """Return who is judged where the clause does not say: an enclosing subject, who is named in it, who speaks, the topic."""
        args, reading = self.args, self.reading
        span = self._anchor(sign)
        attribution = reading.attribution_at(span)
        first_person = any(args.lemma(p) in ("we", "our", "us", "ours", "i") for p in args.subtree(sign.clause))
        if first_person and attribution.actor:
            return (attribution.actor,)
        source = attribution.source_span
        named = [m for m in reading.mentions if m.actors and not (source and source.start <= m.start < source.end)]
        within = [m for m in named if self._reach_of(sign).contains(Span(m.start, m.end))]
        if not within and any(args.tokens[head].tag.startswith("NN") for head in args.surface_subjects(sign.clause)):
            return ()
        chosen = [m for m in within if m.start >= span.start] or within or named
        if chosen:
            return chosen[0].actors[:1]
        return (attribution.actor,) if attribution.actor else reading.topic[:1]

    def _reach_of(self, sign: _Sign) -> Span:
        """Return the stretch of everything below the clause of a sign."""
        places = self.args.subtree(sign.clause)
        return Span(self.args.tokens[places[0]].start, self.args.tokens[places[-1]].end)

    def _parties(self, sign: _Sign) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return who is judged and towards whom."""
        args = self.args
        verb = sign.clause
        subject: list[str] = []
        if not args.is_verb(sign.first):
            nouns = [p for p in range(sign.first, sign.last + 1) if args.tokens[p].tag.startswith("NN")]
            subject = [a for noun in nouns for a in args.owners(noun)]
        if not subject and args.is_verb(verb):
            subject = list(args.doers(verb)) or [a for head in args.surface_subjects(verb) for a in args.actors(head)]
        if not subject:
            subject = list(self._implied(sign))
        heads = list(args.undergoers(sign.first)) if args.is_verb(sign.first) else []
        heads += args.prepositional(sign.last, "to", "for", "against", "of", "with", "on") if not heads else ()
        object_ = [a for head in heads for a in args.actors(head)]
        return tuple(dict.fromkeys(subject)), tuple(dict.fromkeys(a for a in object_ if a not in subject))
