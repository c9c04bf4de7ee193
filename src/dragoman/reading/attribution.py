"""Who says it: sources, cues and what is said, from the parse and the quotation marks.

A sentence's cues are found first (verbs of saying, finding, thinking and announcing, "according to", nouns with "that",
adverbs such as "reportedly", a name and a colon); each yields the stretches that it puts in its source's mouth. Quotations
that no cue of the sentence claims go to whoever spoke last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from dragoman.lexicon.reporting import reporting
from dragoman.model import Attribution, Context, Mention, Sentence, Span, Token
from dragoman.reading import turns
from dragoman.reading.arguments import Arguments
from dragoman.reading.quotes import Quote, find_quotes, opens_with_mark, words_in
from dragoman.reading.sources import Sources, remembered

_SIGNED = re.compile(r"[”\"’]\s*[―—–-]{1,2}\s*(?P<name>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,3})")
_EDGE = " ,;:—–-\n\t\u00a0"
_FINITE = ("VBD", "VBZ", "VBP")
_OPENS = ("DT", "NNP", "NN", "NNS", "JJ", "PRP", "PRP$", "NNPS", "CD")
_TAIL = ("prep", "advmod", "npadvmod", "dobj", "dative", "advcl", "neg", "aux", "auxpass", "prt", "pobj", "acomp", "oprd")


def find_attributions(
    sentence: Sentence, tokens: Sequence[Token], mentions: Sequence[Mention], context: Context, *, wide: bool = False
) -> tuple[tuple[Attribution, ...], Context]:
    """Return the attributions of a sentence, outermost first, and the context (an open quotation, the last speaker).

    Args:
        wide: also what somebody wants, supports or criticises (attitudes). A claim inside is still the author's, so
            articles are read without.
    """
    same = sentence.paragraph == context.paragraph
    open_before = context.open_quote and (same or opens_with_mark(sentence.text))
    quotes, still_open = find_quotes(sentence.text, open_before=open_before, anew=not same)
    finder = _Cues(sentence, tokens, mentions, quotes, context, wide)
    turn = context.transcript.answer(sentence) or finder.turn() or turns.goes_on(context.turn, sentence, context)
    found = finder.run(turn) if tokens and tokens[0].tag else finder.plain(turn)
    if context.transcript.quotes(sentence.start) and context.speaker is not None and not turn:
        return (finder.quoted_whole(),), context.but(paragraph=sentence.paragraph)
    found = finder.claim_quotes(found)
    speaker = finder.introduced() or finder.last_speaker(found, still_open)
    lasts = turn is not None and bool(turn.content) and turn.content[-1].end == sentence.end and not finder.is_quoted(turn)
    return _nested(found), remembered(context, found, mentions).but(
        open_quote=still_open,
        speaker=speaker or context.speaker,
        turn=context.turn if turns.is_stage(sentence) else turn if lasts else None,
        paragraph=sentence.paragraph,
    )


class _Cues:
    """The cues of one sentence. All offsets are the article's."""

    def __init__(
        self,
        sentence: Sentence,
        tokens: Sequence[Token],
        mentions: Sequence[Mention],
        quotes: Sequence[Quote],
        context: Context,
        wide: bool,
    ) -> None:
        self.sentence, self.tokens, self.mentions, self.context, self.wide = sentence, tokens, mentions, context, wide
        self.quotes = [Quote(q.start + sentence.start, q.end + sentence.start, q.opened, q.closed) for q in quotes]
        self.long = [
            q for q in self.quotes if words_in(sentence.text, Quote(q.start - sentence.start, q.end - sentence.start)) > 3
        ]
        self.args = Arguments(tokens, mentions)
        self.found: list[Attribution] = []
        self.sources = Sources(sentence, tokens, mentions, context)

    def run(self, turn: Attribution | None) -> list[Attribution]:
        words = reporting()
        if turn:
            self.found.append(turn)
        for token in self.tokens:
            if token.tag[:2] == "VB" and token.dep not in ("aux", "auxpass"):
                self._verb(token)
            elif token.lemma == "accord" or token.text.lower() == "according":
                self._according(token)
            elif token.tag[:2] == "NN" and token.lemma in words.nouns | words.counts:
                self._noun(token)
            elif token.text.lower() in words.impersonal:
                self._impersonal(token)
            elif token.dep == "prep" and token.text.lower() in ("in", "by"):
                self._viewed(token)
            elif token.dep == "acomp" and token.lemma in words.stances:
                self._stance(token)
            elif token.dep == "prep" and token.index == 0 and token.text == "For" and not self.wide:
                self._held(token)
            if token.tag[:2] == "VB" and token.text.lower() == "according":
                self._according(token)
        self._trailing()
        return self._up_to_the_last(self._parted(self.found))

    def _trailing(self) -> None:
        """A verb of saying set off by commas, however it is parsed (", the ministry reported on Monday."): all before it."""
        said = reporting().speech | {"announce"}
        for verb in self.tokens:
            if verb.lemma not in said or not self._told(verb) or any(self._cued_by(one, verb) for one in self.found):
                continue
            before = self._set_off(verb)
            if before is None or not self._only_adjuncts(verb):
                continue
            source = self._span(before + 1, verb.index - 1)
            if self.sources.can_speak(source):
                content = self._trimmed(Span(self.tokens[0].start, self.tokens[before].start))
                self.found.append(self._made(source, Span(verb.start, verb.end), [content]))

    def _up_to_the_last(self, found: list[Attribution]) -> list[Attribution]:
        """Return attributions, none reaching over who says at the end what holds it ("X said …, the agency reported")."""
        for last in found:
            held = last.content[-1] if last.content else None
            if held is None or last.cue_span is None or last.source_span is None or last.source_span.start < held.end:
                continue
            for at, one in enumerate(found):
                over = any(s.start < held.end < s.end for s in one.content)
                if over and one.cue_span is not None and held.contains(one.cue_span):
                    cut = (Span(s.start, min(s.end, held.end)) for s in one.content if s.start < held.end)
                    found[at] = replace(one, content=tuple(cut))
        return found

    def _told(self, verb: Token) -> bool:
        """Return whether a verb is finite, or a past form that the parser hung on the speaker right before it."""
        above = self.tokens[verb.head]
        hung = verb.tag == "VBN" and verb.dep == "acl" and above.dep == "appos" and above.index == verb.index - 1
        return verb.tag in _FINITE or hung

    def _set_off(self, verb: Token) -> int | None:
        """Return the comma that parts a sentence's statement from the speaker right before a verb; None where there is none.

        The speaker may come with an apposition: ", Ola Berg, the army chief, said".
        """
        commas = [t.index for t in self.tokens[: verb.index] if t.text == "," and not self._inside(t.start)]
        closed = bool(commas) and commas[-1] == verb.index - 1
        if len(commas) < (3 if closed else 1):
            return None
        comma = commas[-3] if closed else commas[-1]
        speaker = [t for t in self.tokens[comma + 1 : verb.index] if t.text != ","]
        named = bool(speaker) and speaker[0].tag in _OPENS and not any(t.tag[:2] in ("VB", "MD", "WP", "WD") for t in speaker)
        stated = any(t.tag in (*_FINITE, "MD") for t in self.tokens[:comma])
        return comma if named and stated else None

    def _only_adjuncts(self, verb: Token) -> bool:
        """Return whether only time, place, audience or a further source follow a verb of saying up to the next comma."""
        rest = list(takewhile(lambda t: t.text not in (",", ".", ";"), self.tokens[verb.index + 1 :]))
        plain = not any(t.tag in (*_FINITE, "MD") or t.text in (":", "”", '"') for t in rest)
        return plain and (not rest or rest[0].tag in ("IN", "VBG", "RB", "NNP") or rest[0].dep == "npadvmod")

    @staticmethod
    def _cued_by(one: Attribution, verb: Token) -> bool:
        return one.cue_span is not None and one.cue_span.start <= verb.start < one.cue_span.end

    def _parted(self, found: list[Attribution]) -> list[Attribution]:
        """Return attributions, none reaching over a semicolon into a part of the sentence where somebody else speaks."""
        stops = [t.start for t in self.tokens if t.text == ";" and not self._inside(t.start)]
        cues = [one.cue_span.start for one in found if one.cue_span and one.source and not self.in_quote(one)]
        if not stops or len(cues) < 2:
            return found
        parts = [Span(low, high) for low, high in pairwise((self.sentence.start, *stops, self.sentence.end))]
        return [self._within(one, parts, cues) for one in found]

    def _within(self, one: Attribution, parts: Sequence[Span], cues: Sequence[int]) -> Attribution:
        """Return an attribution without what lies in another part of the sentence that has a cue of its own."""
        cue = one.cue_span
        own = next((part for part in parts if cue and part.start <= cue.start < part.end), None)
        if own is None:
            return one
        others = [part for part in parts if part is not own and any(part.start <= at < part.end for at in cues)]
        kept = list(one.content)
        for part in others:
            kept = [piece for span in kept for piece in _outside(span, part)]
        content = tuple(self._trimmed(span) for span in kept)
        return replace(one, content=tuple(span for span in content if span.end > span.start))

    # parse helpers

    def _kids(self, token: Token) -> list[Token]:
        return [self.tokens[kid] for kid in self.args.kids[token.index]]

    def _whole(self, token: Token) -> list[Token]:
        return [self.tokens[place] for place in self.args.subtree(token.index)]

    def _extent(self, token: Token, skip: Iterable[int] = ()) -> tuple[int, int]:
        """Return (first, last) token index of a subtree, branches of `skip` left out."""
        low = high = token.index
        stack, barred = [token.index], set(skip)
        while stack:
            for child in self.args.kids[stack.pop()]:
                if child not in barred:
                    low, high = min(low, child), max(high, child)
                    stack.append(child)
        return low, high

    def _span(self, first: int, last: int) -> Span:
        return Span(self.tokens[first].start, self.tokens[last].end)

    def _child(self, token: Token, *deps: str) -> Token | None:
        below = self.args.below(token.index, *deps)
        return self.tokens[below[0]] if below else None

    def _subject(self, verb: Token) -> Token | None:
        """Return the subject of a verb: its own, or that of the clause it continues."""
        if (speaking := self._resumed(verb)) is not None:
            verb = speaking
        seen = 0
        while seen < 6:
            own = self._child(verb, "nsubj", "nsubjpass", "csubj") or self._controller(verb) or self._inverted(verb)
            if own is not None:
                return own
            if verb.dep in ("acl",) and self.tokens[verb.head].tag[:1] in ("N", "P"):
                return self.tokens[verb.head]
            if (
                verb.dep not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep", "aux", "pobj")
                or verb.head == verb.index
            ):
                return None
            verb, seen = self.tokens[verb.head], seen + 1
        return None

    def _resumed(self, verb: Token) -> Token | None:
        """Return the verb of saying that a participle after what was said takes up again ("said Oslo paid, adding that …")."""
        if verb.tag != "VBG" or verb.dep not in ("advcl", "acl") or not verb.index or self.tokens[verb.index - 1].text != ",":
            return None
        above = self.tokens[verb.head]
        while above.dep in ("ccomp", "conj", "advcl") and above.head != above.index:
            if above.lemma in reporting().naming and self._child(above, "nsubj") is not None:
                return None  # "said it was new, while Oslo described it as old, adding that …": Oslo's
            below, above = above, self.tokens[above.head]
            if below.dep == "ccomp" and above.lemma in reporting().speech and above.index < below.index:
                return above
        return None

    def _inverted(self, verb: Token) -> Token | None:
        """Return the speaker that the parser takes for an object after what is said ("“…,” read a note from the embassy")."""
        if verb.lemma not in reporting().speech or verb.tag not in ("VBD", "VBZ", "VBP"):
            return None
        said, after = self._child(verb, "ccomp"), self._child(verb, "dobj")
        return after if said is not None and after is not None and said.index < verb.index < after.index else None

    def _controller(self, verb: Token) -> Token | None:
        """Return the object that is made to do what an infinitive says ("prompting the army to warn")."""
        if verb.tag != "VB" or verb.dep not in ("xcomp", "ccomp", "advcl") or verb.head == verb.index:
            return None
        above = self.tokens[verb.head]
        moved = self._child(above, "dobj")
        to = any(c.dep == "aux" and c.text.lower() == "to" for c in self._kids(verb))
        return moved if to and moved is not None and above.index < moved.index < verb.index else None

    def _name_before(self, verb: Token) -> Span | None:
        """Return the person right before a verb, or the one it carries on, whom the parser takes for an adverb."""
        while verb.dep in ("advcl", "conj") and verb.head < verb.index:
            verb = self.tokens[verb.head]
        before = self.tokens[verb.index - 1] if verb.index else None
        named = (m for m in self.mentions if before is not None and m.person and m.start <= before.start < m.end)
        return next((Span(m.start, m.end) for m in named), None)

    def _source_span(self, subject: Token | None) -> Span | None:
        if subject is None:
            return None
        clauses = [c.index for c in self._kids(subject) if c.dep in ("relcl", "acl", "punct", "advcl", "cc")]
        if subject.tag[:2] == "VB":
            return None
        low, high = self._extent(subject, clauses)
        further = self.tokens[min(high + 1, len(self.tokens) - 1)]  # "news agency | Reuters said": the parser sees two subjects
        beside = further.dep == "nsubj" and further.head == subject.head and further.tag[:3] == "NNP" and further.index > high
        return self._span(low, self._extent(further)[1] if beside else high)

    # cues

    def turn(self) -> Attribution | None:
        """Return the attribution of a line that opens with a name and a colon, as transcripts do."""
        signed = _SIGNED.search(self.sentence.text) if self.wide or self.quotes else None
        if signed and len(self.sentence.text) - signed.start() < 60:
            base = self.sentence.start
            content = [Span(base, base + signed.start())] if signed.start() > 3 else []
            return self._made(Span(base + signed.start("name"), base + signed.end("name")), None, content, direct=True)
        start = self.sentence.start
        colon = start + max(self.sentence.text.find(":"), 0)
        before = [m for m in self.mentions if m.end <= colon]
        turn = turns.opened(
            self.sentence,
            self.context,
            known=any(m.person or (self.wide and m.actors) for m in before) or (self.wide and self.sentence.index < 3),
            place=any(m.kind in ("place", "town", "capital", "state") for m in before),
            quoted=any(0 <= q.start - colon <= 2 for q in self.quotes),
        )
        if turn is None:
            return None
        return self._made(
            Span(start + turn.start, start + turn.end),
            None,
            [Span(start + turn.speech, self.sentence.end)],
            direct=True,
        )

    def is_quoted(self, turn: Attribution) -> bool:
        """Return whether a turn is a quotation that ends with its sentence ('X: "No."'), after which the author goes on."""
        end = self.sentence.start + len(self.sentence.text.rstrip())
        ended = any(quote.closed and quote.end >= end for quote in self.quotes)
        return ended and turn.source not in self.context.transcript.names

    def _verb(self, verb: Token) -> None:
        words = reporting()
        lemma = verb.lemma
        if not self.wide and lemma in words.naming | words.charging and self._named_as(verb):
            return
        if not self.wide and verb.tag == "VBN" and lemma in words.naming | words.viewing and self._seen_as(verb):
            return
        if lemma not in words.clausal and not (self.wide and lemma in words.attitude) and not self._is_light(verb):
            self._quoting(verb)
            return
        if verb.tag == "VBN" and verb.dep == "acl" and lemma in ("report", "disclose", "reveal", "cite"):
            self._credited(verb)
            return
        if verb.tag == "VBN" and self._as_told(verb) and self._child(verb, "nsubj", "auxpass") is None:
            self._shown_in(verb)
            return
        subject = self._subject(verb)
        if verb.tag == "VBN" and self._child(verb, "auxpass"):
            self._passive(verb, subject)
            return
        content = self._complement(verb)
        hidden = subject is None or (subject.dep == "csubj" and subject.tag == "VBG")  # "Standing by X, president Y added"
        source = self._name_before(verb) if hidden and not self.wide else self._source_span(subject)
        if not content:
            content = self._shown(verb, source)
        if not content:
            self._quoting(verb)
            return
        if source is None and not (verb.tag == "VBG" or (verb.dep == "relcl" and verb.tag != "VB")):
            return
        if self._authors_own(subject, verb) or self._is_wanted(verb, subject) or self._comments(verb):
            return
        if not self.wide and source is not None and not self.sources.can_speak(source):
            return
        direct = any(q.start <= c.start < q.end for q in self.long for c in content)
        content = self._from_the_mark(verb, content) if direct and not self.wide else content
        self.found.append(self._made(source, self._cue(verb), content, direct=direct))

    def _from_the_mark(self, verb: Token, content: list[Span]) -> list[Span]:
        """Return what somebody says from the quotation's mark on, where the parser gave a cue after it only the end."""
        first = content[0]
        cut = next((q for q in self.long if q.start < first.start < q.end <= verb.start and first.end <= q.end + 1), None)
        opened = cut is not None and cut.opened and not any(s.end > cut.start for one in self.found for s in one.content)
        return [Span(cut.start, first.end), *content[1:]] if cut is not None and opened else content

    def _shown_in(self, verb: Token) -> None:
        """ "…, as highlighted in the review": the rest of the sentence, from whatever is named after "in" or "by"."""
        below = [c for c in self._kids(verb) if c.dep in ("prep", "agent") and c.text.lower() in ("in", "by")]
        whose = self._child(below[0], "pobj") if below else None
        low, high = self._extent(verb)
        inserted = low > 0 and any(t.tag[:2] in ("VB", "MD") for t in self.tokens[high + 1 :])
        if whose is not None and not (inserted and not self.wide):  # "an approach, as outlined in it, is sound"
            rest = self._rest(self.tokens[low].start, self.tokens[high].end)
            self.found.append(self._made(self._source_span(whose), self._cue(verb), rest))

    def _named_as(self, verb: Token) -> bool:
        """ "dismissed the plan as a gimmick", "slammed Chad for arming rebels": the words after "as" or "for" are the subject's.

        Return whether there are any.
        """
        subject = self._subject(verb)
        kids = self._kids(verb)
        things = [kid for kid in kids if kid.dep == "dobj"]
        things += [c for thing in things for c in self._kids(thing) if c.dep == "acl"]
        below = [*kids, *(c for thing in things for c in self._kids(thing))]
        opens = ("as",) if verb.lemma in reporting().naming else ()
        opens = (*opens, "for") if verb.lemma in reporting().charging else opens
        how = next((c for c in below if c.text.lower() in opens and c.index > verb.index), None)
        if subject is None or how is None or self._child(verb, "auxpass") is not None:
            return False
        if self._child(how, "pobj", "amod", "pcomp") is None:
            return False
        source = self._source_span(subject)
        if source is None or self._authors_own(subject, verb) or not self.sources.can_speak(source):
            return False
        low, high = self._extent(how)
        content = self._trimmed(Span(self.tokens[low].start, self._to_the_end(high)))
        self.found.append(self._made(source, self._cue(verb), [content]))
        return True

    def _seen_as(self, verb: Token) -> bool:
        """ "is seen by Oslo as a threat", "is widely seen as one": the words after "as" are those of whoever sees it so.

        Return whether anybody does.
        """
        kids = self._kids(verb)
        agent = self._child(verb, "agent") or next((c for c in kids if c.text.lower() == "by"), None)
        if agent is None:
            how = self._child(verb, "prep")
            inner = self._kids(how) if how is not None and how.text.lower() == "as" else ()
            agent = next((b for c in inner for b in self._whole(c) if b.text.lower() == "by"), None)
        by = self._child(agent, "pobj") if agent is not None else None
        further = self._kids(by) if by is not None else ()
        how = next((c for c in (*kids, *further) if c.text.lower() == "as" or c.dep in ("oprd", "acomp")), None)
        foretold = any(c.tag == "MD" for c in kids)  # "will be seen by Oslo as": the author's
        by_many = by is None and verb.lemma in reporting().viewing and any(c.text.lower() in reporting().generally for c in kids)
        if (by is None and not by_many) or how is None or foretold:
            return False
        low, high = self._extent(how, [agent.index] if agent is not None else [])
        source = self._span(*self._extent(by, [how.index])) if by is not None else None
        self.found.append(self._made(source, self._cue(verb), [self._trimmed(self._span(low, high))]))
        return True

    def _shown(self, verb: Token, source: Span | None) -> list[Span]:
        """Return the object of what a document or nameless experts show, find or claim ("video shows one drone")."""
        objects = [c for c in self._kids(verb) if c.dep in ("dobj", "oprd") and c.index > verb.index]
        if (
            source is None
            or not objects
            or verb.lemma not in reporting().finding | reporting().pointing | {"claim", "allege", "identify"}
            or verb.dep == "relcl"
        ):
            return []
        if self.sources.identify(source).type == "named" and verb.lemma not in (
            *reporting().pointing, "claim", "allege", "estimate", "put", "report",
        ):  # fmt: skip
            return []
        low, high = self._extent(verb)
        if verb.lemma == "put" and not any(token.tag == "CD" for token in self.tokens[low : high + 1]):
            return []  # "put the toll at 40", not "put the plan at risk"
        low, high = self._extent(objects[0])
        rest = [c for c in self._kids(verb) if c.index > high and c.dep in ("prep", "acl", "xcomp", "oprd")]
        return [self._trimmed(self._span(low, max([high, *(self._extent(c)[1] for c in rest)])))]

    def _quoting(self, verb: Token) -> None:
        """A verb of any sort whose complement is partly in quotation marks: "dismissed the plan as “…”"."""
        if not self.quotes:
            return
        subject = self._subject(verb)
        if subject is None or (self.wide and verb.dep == "xcomp") or subject.tag[:2] not in ("NN", "PR", "WP"):
            return
        stop = self.tokens[self._extent(verb)[1]].end
        enough = 1 if verb.lemma in reporting().naming | reporting().blaming else 3  # "criticised Oslo’s “drift”"
        inside = [
            q
            for q in self.quotes
            if verb.end <= q.start < stop
            and words_in(self.sentence.text, Quote(q.start - self.sentence.start, q.end - self.sentence.start)) >= enough
        ]
        people = any(m.start <= subject.start < m.end for m in self.mentions) or subject.tag in ("PRP", "WP")
        if (
            inside
            and people
            and verb.dep in ("ROOT", "conj", "relcl", "advcl", "ccomp", "xcomp")
            and verb.lemma not in ("be", "have")
        ):
            content = [
                Span(q.start, q.end)
                for q in inside
                if not any(q.start < s.end and s.start < q.end for o in self.found for s in o.content)
            ]
            if content:
                self.found.append(self._made(self._source_span(subject), self._cue(verb), content))

    def _is_light(self, verb: Token) -> bool:
        """Return whether a verb says something together with its adjective ("made clear that")."""
        words = reporting()
        kids = self._kids(verb)
        return verb.lemma in words.light and any(c.lemma in words.plainly and c.index > verb.index for c in kids)

    def _comments(self, verb: Token) -> bool:
        """Return whether an author comments by a participle on what was done (", showing that the pact is dead")."""
        apart = verb.index > 0 and self.tokens[verb.index - 1].text == ","
        return not self.wide and verb.tag == "VBG" and verb.dep == "advcl" and apart and verb.lemma in reporting().shows

    def _is_wanted(self, verb: Token, subject: Token | None) -> bool:
        """Return whether nobody says it: a verb only wished upon its subject, or what "it" is easy or hard to say.

        "Let everyone know that", "the government needs to say that", "it is fair to say that".
        """
        if verb.dep in ("ccomp", "xcomp") and self.tokens[verb.head].lemma == "let":
            return True
        if self.wide:
            return False
        words, above = reporting(), self.tokens[verb.head]
        auxiliaries = {c.lemma for c in self._kids(verb) if c.dep == "aux"}
        infinitive = verb.dep in ("xcomp", "ccomp", "advcl") and "to" in auxiliaries
        of_it = infinitive and subject is not None and subject.text.lower() == "it"
        if of_it and any(c.lemma in words.weighed for c in (above, *self._kids(above))):
            return True
        quoted = any(q.start <= verb.start < q.end for q in self.quotes)
        return not quoted and (bool(auxiliaries & words.duty) or (infinitive and above.lemma in words.duty))

    def _authors_own(self, subject: Token | None, verb: Token) -> bool:
        """Return whether the article's author speaks of itself outside quotations ("I think", "we believe")."""
        future = any(c.tag == "MD" and c.lemma not in ("can",) for c in self._kids(verb))
        future = future or (verb.dep == "xcomp" and self.tokens[verb.head].text.lower() == "going")
        if future and not self.wide and verb.lemma not in reporting().speech:
            return True
        if subject is None or subject.text.lower() not in ("i", "we", "you", "one", "it", "this", "that", "which", "there"):
            return False
        if subject.text.lower() in ("i", "we", "you", "one"):
            return not self.wide or subject.text.lower() == "you"
        if any(q.start <= verb.start < q.end for q in self.quotes):
            return False
        if subject.tag == "WDT" and any(0 <= subject.start - m.end <= 3 for m in self.mentions):
            return False
        adds = verb.lemma == "add" and self._child(verb, "ccomp") is None  # "it adds to the strain", not "it added that"
        thing = subject.text.lower() in ("this", "that", "which", "there")
        return thing or adds or verb.lemma in ("mean", "suggest", "show", "see")

    def _complement(self, verb: Token) -> list[Span]:
        """Return what a verb puts in its subject's mouth; empty where it has no fitting complement."""
        words = reporting()
        kids = self._kids(verb)
        if verb.lemma in words.light:
            kids = [c for kid in kids for c in (kid, *self._kids(kid)) if c.lemma not in words.plainly]
        clauses = [c for c in kids if (c.dep == "ccomp" or self._is_said_plainly(c, verb)) and not self._stopped(c, verb)]
        clause = next((c for c in clauses if c.index > verb.index), None) or self._displaced(verb) or next(iter(clauses), None)
        if clause is not None:
            return self._clause(verb, clause, [c for c in clauses if c.index > clause.index])
        low, high = self._extent(verb)
        edge = low == 0 or self.tokens[min(high + 1, len(self.tokens) - 1)].index >= len(self.tokens) - 1
        if self._as_told(verb) and edge:
            return self._rest(self.tokens[low].start, self.tokens[high].end)
        beside = words.speech | words.thinking | (words.finding if verb.dep == "parataxis" else frozenset())
        if self._has_object(verb):
            return []
        if verb.dep in ("parataxis", "ccomp", "advcl", "ROOT", "conj") and verb.lemma in beside:
            around = self._around(verb)
            if around:
                return around
        wanted = self._wanted(verb)
        parts = [c for c in kids if c.dep in wanted and c.index > verb.index and self._carries(c)]
        if verb.lemma == "threaten":  # "threatened sanctions" says something, "threatened Estonia", "threaten its ports" do not
            parts = [c for c in parts if c.dep != "dobj" or not self._is_of_actor(c)]
        if not parts:
            return self._quoted_after(verb)
        barred = [i for c in parts for i in self._further_cues(c)]
        if not self.wide:
            barred += [g.index for c in parts for g in self._kids(c) if g.dep == "advcl" and g.tag == "VBG"]
        low = min(self._extent(c, barred)[0] for c in parts)
        high = max(self._extent(c, barred)[1] for c in parts)
        return [self._trimmed(Span(self.tokens[low].start, self.tokens[high].end))]

    def _is_of_actor(self, token: Token) -> bool:
        """Return whether a noun is an actor or what an actor has ("Estonia's ports", "most of NATO's territory")."""
        kids = self._kids(token)
        owners = [c for c in kids if c.dep in ("poss", "compound", "amod", "nmod")]
        owners += [c for kid in kids if kid.dep == "prep" and kid.text.lower() == "of" for c in self._kids(kid)]
        named = any(mention.start <= token.start < mention.end for mention in self.mentions)
        return named or any(self._is_of_actor(c) for c in owners)

    def _has_object(self, verb: Token) -> bool:
        """Return whether a verb has a thing to say or see of its own, so that what stands before it is not said by it."""
        thing = self._child(verb, "dobj")
        if self.wide or thing is None or verb.lemma in reporting().of_object:
            return False
        return verb.lemma in reporting().thinking | {"put"} and thing.index > verb.index and thing.tag.startswith("NN")

    def _is_said_plainly(self, clause: Token, verb: Token) -> bool:
        """Return whether a clause with "that" hangs on the adjective of a light verb ("made it clear that")."""
        below = self._kids(clause)
        plain = self.tokens[clause.head].lemma in reporting().plainly and verb.lemma in reporting().light
        return plain and clause.dep == "advcl" and any(c.dep == "mark" and c.text.lower() == "that" for c in below)

    def _stopped(self, clause: Token, verb: Token) -> bool:
        """Return whether a semicolon stands between a clause and the verb after it: a sentence of its own, no trailing cue."""
        return any(t.text == ";" and not self._inside(t.start) for t in self.tokens[clause.index : verb.index])

    def _wanted(self, verb: Token) -> tuple[str, ...]:
        """Return the relations by which a verb's complement may hang on it where it is no clause."""
        words = reporting()
        if verb.lemma in words.only_quoting:
            return ()
        if self.wide and verb.lemma in words.attitude | words.speech:
            return ("xcomp", "dobj", "prep", "oprd", "acomp", "advcl")
        if verb.lemma in words.of_object:
            return (
                ("xcomp", "oprd", "dobj", "prep")
                if self.wide or verb.lemma in ("warn", "accuse", "blame", "demand")
                else ("xcomp", "oprd")
            )
        if verb.lemma in words.announcing and (self.wide or verb.lemma not in words.acting):
            return ("xcomp",) if verb.lemma in words.only_infinitive else ("xcomp", "dobj")
        return ("xcomp",) if verb.lemma in words.asking | words.of_oneself else ()

    def _carries(self, token: Token) -> bool:
        """Return whether a complement says something: no bare pronoun, no time, no place of speaking."""
        if token.dep == "prep":
            return token.lemma in ("for", "on", "about", "of", "against", "that", "as", "with", "to")
        return token.tag not in ("PRP", "WP", "WDT")

    def _displaced(self, verb: Token) -> Token | None:
        """Return the clause that the parser hangs on the occasion of speaking ("said in a statement that …")."""
        below = [c for c in self._kids(verb) if c.dep == "prep" and c.index > verb.index]
        while below:
            token = below.pop(0)
            below += [c for c in self._kids(token) if c.dep in ("pobj", "prep")]
            for clause in self._kids(token):
                opener = self.tokens[self._extent(clause)[0]]
                if clause.dep not in ("acl", "relcl", "ccomp") or opener.text.lower() != "that" or clause.tag == "VB":
                    continue
                filled = {c.dep for c in self._kids(clause) if c.index != opener.index}
                whole = opener.dep == "mark" or filled & {"dobj", "attr", "acomp", "xcomp"}
                if whole and filled & {"nsubj", "nsubjpass", "expl"}:
                    return clause
        return None

    def _as_told(self, verb: Token) -> bool:
        """Return whether a clause with "as" says whose the rest of the sentence is ("as the minister put it")."""
        words = reporting()
        opened = any(c.dep in ("mark", "advmod") and c.text.lower() == "as" for c in self._kids(verb))
        thing = self._child(verb, "dobj")
        whole = thing is None or thing.text.lower() == "it" or verb.lemma == "tell"
        return verb.dep == "advcl" and opened and whole and verb.lemma in words.speech | words.finding

    def _clause(self, verb: Token, clause: Token, more: Sequence[Token] = ()) -> list[Span]:
        """Return the stretch of a clause (and those after it) before or after its verb of saying."""
        if clause.index < verb.index:
            return self._around(verb) or [self._trimmed(self._span(*self._extent(clause)))]
        barred = [c.index for c in self._kids(clause) if c.index < verb.index]
        if not self.wide:
            barred += self._own_acts(verb, clause)
            more = [*more, *self._goes_on(verb, clause)]
        low, high = self._extent(clause, [*barred, *self._further_cues(clause)])
        low = max(low, verb.index + 1)
        high = max([high, *(self._extent(c, self._further_cues(c))[1] for c in more)])
        end = min(self._to_the_end(high), self._authors_comment(low, high))
        return [self._trimmed(Span(self.tokens[low].start, end))]

    def _own_acts(self, verb: Token, clause: Token) -> list[int]:
        """Return the verbs that the parser hangs on what is said though the speaker does them ("said it would go and left")."""
        kids = self._kids(clause)
        if verb.tag not in ("VBD", "VBN") or not any(c.tag == "MD" for c in kids):
            return []
        return [c.index for c in kids if c.dep == "conj" and c.tag == "VBD" and self._child(c, "nsubj", "nsubjpass") is None]

    def _goes_on(self, verb: Token, clause: Token) -> list[Token]:
        """Return the verbs that the parser hangs on the saying though they go on with what is said ("argued that it costs
        money, wastes time"): present after a saying in the past."""
        if verb.tag not in ("VBD", "VBN") or clause.tag not in ("VBZ", "VBP"):
            return []
        kids = (c for c in self._kids(verb) if c.dep == "conj" and c.index > clause.index)
        return [c for c in kids if c.tag == clause.tag and self._child(c, "nsubj", "nsubjpass") is None]

    def _authors_comment(self, low: int, high: int) -> int:
        """Return where the author's own comment sets in, after a quotation or what was done (", a move meant to …")."""
        if self.wide:
            return self.sentence.end
        for token in self.tokens[low + 1 : high + 1]:
            opener, comma = token.text.lower(), self.tokens[token.index - 1]
            if opener not in ("a", "an", "which") or comma.text != "," or self._inside(comma.start):
                continue
            apposed = self.tokens[token.head]
            comments = apposed.dep == "appos" and apposed.lemma in reporting().comments
            if comments or any(0 <= comma.start - q.end <= 1 for q in self.long):
                return comma.start
        return self.sentence.end

    def _further_cues(self, clause: Token) -> list[int]:
        """Return participles of saying at a clause's end: the speaker's own next cue (", adding that …")."""
        said = reporting().clausal | reporting().attitude
        return [
            c.index
            for c in self._kids(clause)
            if c.dep in ("advcl", "acl") and c.tag == "VBG" and c.lemma in said and self.tokens[c.index - 1].text == ","
        ]

    def _to_the_end(self, high: int) -> int:
        """Return where a clause that follows its verb ends: the parser often drops its tail."""
        stop = self.tokens[high].end
        for quote in self.quotes:
            if quote.start < stop < quote.end:
                stop = quote.end
        return stop

    def _around(self, verb: Token) -> list[Span]:
        """Return what stands before (and after) a cue that is set off by commas: "X, he said" and "X, he said, Y"."""
        subject = self._child(verb, "nsubj", "nsubjpass")
        if subject is None:
            return []
        first = min(self._extent(subject)[0], verb.index)
        lead = [
            c.index
            for c in self._kids(verb)
            if c.dep in ("aux", "neg", "advmod", "auxpass") and c.index < verb.index
        ]
        first = min([first, *[i for i in lead if i >= first - 2]])
        before = self.tokens[first - 1] if first else None
        if (
            before is None
            or before.text == ";"
            or not (
                before.text in (",", "”", '"', "’", "'", "—", "–", "--", "-", "?", "!", "''", "…")
                or before.tag in ("''", ",", ":")
            )
        ):
            return []
        start = self._clause_start(verb)
        parts = [self._trimmed(Span(start, before.end))]
        after = self._resumes(verb, max(self._extent(subject)[1], verb.index))
        if after is not None:
            parts.append(self._trimmed(Span(after, self.sentence.end)))
        return [part for part in parts if part.end > part.start]

    def _clause_start(self, verb: Token) -> int:
        """Return where the clause before a trailing cue starts: the sentence's start, or after a cue earlier in it."""
        if verb.dep == "relcl" or (
            verb.dep in ("ccomp", "advcl", "conj")
            and verb.head < verb.index
            and self.tokens[verb.head].lemma in reporting().speech
        ):
            return self.tokens[verb.head].start
        return self.tokens[0].start

    def _resumes(self, verb: Token, last: int) -> int | None:
        """Return where the speech goes on after an inserted cue, or None where it does not."""
        tail = last
        for child in self._kids(verb):
            if child.index > last and child.dep in _TAIL:
                low, high = self._extent(child)
                opening = next(
                    (q for q in self.quotes if q.opened and self.tokens[low].start <= q.start < self.tokens[high].end), None
                )
                if opening is None:
                    tail = max(tail, high)
        for quote in self.quotes:
            if quote.start >= self.tokens[min(tail, len(self.tokens) - 1)].start and quote.opened and quote in self.long:
                return quote.start
        for token in self.tokens[last + 1 : max(last + 7, tail + 1) + 1]:
            near = token.index <= last + 4 or (token.index == tail + 1 and verb.dep == "parataxis")
            if token.text == "," and token.index + 2 < len(self.tokens) and near:
                rest = self.tokens[token.index + 1]
                if rest.tag != "VBG" and not any(
                    c.index > token.index for c in self._kids(verb) if c.dep in _TAIL
                ):
                    return rest.start
        return None

    def _quoted_after(self, verb: Token) -> list[Span]:
        """Return the quotations right after a verb of saying ("said: “…”", "called it “…”")."""
        colon = next((t for t in self.tokens[verb.index + 1 : verb.index + 14] if t.text == ":"), None)
        if colon is not None and colon.index + 1 < len(self.tokens):
            return [self._trimmed(Span(self.tokens[colon.index + 1].start, self.sentence.end))]
        near = [q for q in self.quotes if verb.end <= q.start <= verb.end + 80]
        if near and reporting().speech & {verb.lemma, *()} and (near[0] in self.long or self.wide):
            return [Span(near[0].start, near[0].end)]
        return []

    def _passive(self, verb: Token, subject: Token | None) -> None:
        """ "It was reported that X", "X is believed to be", "X was described by Y as"."""
        words = reporting()
        agent = self._child(verb, "agent")
        by = self._child(agent, "pobj") if agent is not None else None
        impersonal = subject is not None and subject.text.lower() == "it" and self._child(verb, "ccomp") is not None
        if verb.lemma in words.no_passive and by is None and not self.wide and not impersonal:
            return
        if by is None and not self.wide and any(c.tag == "MD" or c.tag == "TO" for c in self._kids(verb)):
            return  # "it can be hoped that", "it is to be noted that": the author's
        clause = self._child(verb, "ccomp", "xcomp")
        if clause is None or verb.lemma not in words.clausal | words.attitude:
            return
        if clause.index < verb.index and clause.dep == "ccomp":
            around = self._around(verb) or [self._trimmed(self._span(*self._extent(clause)))]
            self.found.append(self._made(self._source_span(by), self._cue(verb), around))
            return
        told = verb.lemma in ("tell", "ask", "inform", "advise", "remind", "urge")
        low, high = self._extent(clause)
        content = [self._trimmed(self._span(max(low, verb.index + 1), high))]
        if clause.dep == "xcomp" and subject is not None and not told:
            content.insert(0, self._trimmed(self._span(*self._extent(subject))))
        self.found.append(self._made(self._source_span(by), self._cue(verb), content))

    def _credited(self, verb: Token) -> None:
        """ "The plan, first reported by X, would …": the sentence without the phrase."""
        agent = self._child(verb, "agent")
        by = self._child(agent, "pobj") if agent is not None else None
        if by is not None:
            low, high = self._extent(verb)
            content = self._rest(self.tokens[low].start, self.tokens[high].end)
            self.found.append(self._made(self._source_span(by), self._cue(verb), content))

    def _according(self, token: Token) -> None:
        """ "according to X" """
        to = next((t for t in self.tokens[token.index + 1 : token.index + 3] if t.text.lower() == "to"), None)
        if to is None or to.index + 1 == len(self.tokens):
            return
        if any(one.cue_span and one.cue_span.start == token.start for one in self.found):
            return
        source = self._child(to, "pobj", "pcomp")
        if source is not None and source.text.lower() in ("which", "whom"):
            return  # "the pact, according to which …": what it lays down
        low, high = self._extent(token)
        low, high = min(low, token.index), max(high, to.index)
        if source is not None:
            high = max(high, self._extent(source)[1])
        elif to.index + 1 < len(self.tokens):
            high = self._phrase_end(to.index + 1)
        clauses = [c.index for c in self._kids(source) if c.dep in ("relcl", "acl", "advcl")] if source else []
        span = self._span(*self._extent(source, clauses)) if source else self._span(to.index + 1, high)
        content = self._rest(self.tokens[low].start, self.tokens[high].end)
        self.found.append(self._made(span, Span(token.start, to.end), content))

    def _stance(self, adjective: Token) -> None:
        """ "is clear that …", "was confident that …": the clause, from the subject."""
        verb = self.tokens[adjective.head]
        subject = self._child(verb, "nsubj")
        kids = (*self._kids(adjective), *self._kids(verb))
        clause = next((c for c in kids if c.dep == "ccomp" and c.index > adjective.index), None)
        source = self._source_span(subject)
        own = subject is None or subject.text.lower() == "it" or self._authors_own(subject, verb)
        if clause is None or source is None or own:
            return
        if self.sources.can_speak(source):
            self.found.append(self._made(source, Span(verb.start, adjective.end), self._clause(adjective, clause)))

    def _held(self, token: Token) -> None:
        """ "For the president, the pact is …": what is so for a person is that person's view."""
        whom = self._child(token, "pobj")
        verb = self.tokens[token.head]
        if whom is None or not any(m.person and m.start <= whom.start < m.end for m in self.mentions) or verb.lemma != "be":
            return
        last = self._extent(token)[1]
        if self.tokens[min(last + 1, len(self.tokens) - 1)].text == ",":
            content = self._trimmed(Span(self.tokens[last].end, self.sentence.end))
            self.found.append(self._made(self._source_span(whom), Span(token.start, token.end), [content]))

    def _viewed(self, token: Token) -> None:
        """ "in the words of X", "in X's account", "by some estimates": the sentence without the phrase, where it stands apart."""
        noun = self._child(token, "pobj")
        if noun is not None and token.index == 0 and noun.lemma in reporting().issued and token.text.lower() == "in":
            low, high = self._extent(token)
            content = self._rest(self.tokens[low].start, self.tokens[high].end)
            self.found.append(self._made(self._source_span(noun), Span(token.start, token.end), content))
            return
        if noun is None or noun.lemma not in reporting().views or self.tokens[token.head].tag[:2] != "VB":
            return
        if token.text.lower() == "by" and not self.wide:  # "by some estimates": by nobody who is named
            low, high = self._extent(token)
            if self._child(noun, "poss") is None and (low == 0 or self.tokens[low - 1].text == ","):
                content = self._rest(self.tokens[low].start, self.tokens[high].end)
                self.found.append(self._made(None, self._span(low, high), content))
            return
        of = next((c for c in self._kids(noun) if c.dep == "prep" and c.text.lower() == "of"), None)
        whose = (self._child(of, "pobj") if of is not None else None) or self._child(noun, "poss")
        low, high = self._extent(token)
        apart = low == 0 or self.tokens[low - 1].text in (",", "(", "—", "–")
        if whose is None or not apart or whose.text.lower() in ("my", "our", "your", "its"):
            return
        content = self._rest(self.tokens[low].start, self.tokens[high].end)
        self.found.append(self._made(self._source_span(whose), Span(token.start, noun.end), content))

    def _phrase_end(self, at: int) -> int:
        while at + 1 < len(self.tokens) and self.tokens[at + 1].text not in (",", ".", ";", "—"):
            at += 1
        return at

    def _rest(self, start: int, end: int) -> list[Span]:
        """Return the sentence without a phrase, cut at a "but" or a semicolon that parts it from the phrase."""
        left, right = self.sentence.start, self.sentence.end
        for other in self.tokens:
            cut = other.text == ";" or (
                other.text.lower() in ("but", "while", "although")
                and other.index
                and self.tokens[other.index - 1].text in (",", "—")
            )
            if cut and other.end <= start and other.index > 2:
                left = other.end
            elif cut and other.start > end + 3:  # not "according to X, although …, it is"
                right = min(right, other.start)
        parts = [self._trimmed(Span(left, start)), self._trimmed(Span(end, right))]
        return [part for part in parts if part.end - part.start > 2]

    def _noun(self, noun: Token) -> None:
        """ "X's claim that …", "a statement by X that …", "a threat to …" """
        clause = self._stated(noun) or self._counted(noun)
        if clause is None or (noun.lemma in reporting().thoughts and not self.wide and self._child(noun, "poss") is not None):
            return
        low, high = self._extent(clause)
        owner = self._child(noun, "poss")
        by = next(
            (
                self._child(c, "pobj")
                for c in self._kids(noun)
                if c.dep == "prep" and c.lemma in ("by", "from", "of", "among")
            ),
            None,
        )
        if owner is None and by is None and noun.dep == "conj":
            owner = self._child(self.tokens[noun.head], "poss")
        source = owner or by
        verb = self.tokens[noun.head]
        if source is None and noun.dep == "dobj" and verb.tag[:2] == "VB":
            source = self._subject(verb)
        if source is None and not (self.wide or noun.lemma in reporting().thoughts or self._is_there(noun)):
            return
        self.found.append(
            self._made(self._source_span(source), Span(noun.start, noun.end), [self._trimmed(self._span(low, high))])
        )

    def _is_there(self, noun: Token) -> bool:
        """Return whether it is only told that there are reports or the like ("there are reports that")."""
        verb = self.tokens[noun.head]
        told = noun.lemma in reporting().afloat and verb.lemma == "be"
        return told and any(c.dep == "expl" for c in self._kids(verb))

    def _counted(self, noun: Token) -> Token | None:
        """Return the number that is somebody's estimate ("the Pentagon's estimate of $400 million")."""
        of = next((c for c in self._kids(noun) if c.dep == "prep" and c.text.lower() == "of"), None)
        what = self._child(of, "pobj") if of is not None else None
        if self.wide or what is None or noun.lemma not in reporting().counts or self._child(noun, "poss") is None:
            return None
        inside = self.tokens[self._extent(what)[0] : self._extent(what)[1] + 1]
        return what if any(t.tag == "CD" for t in inside) else None

    def _stated(self, noun: Token) -> Token | None:
        """Return the verb of what a noun of saying or doubt says: after "that", "to", or "on whether"."""
        for child in self._kids(noun):
            if child.index < noun.index:
                continue
            if child.dep == "prep" and child.text.lower() == "of" and not self.wide and self._is_there(noun):
                return self._child(child, "pobj", "pcomp")  # "there are reports of an attack"
            if child.dep == "prep" and child.text.lower() in ("on", "about", "over", "as"):
                asked = self._child(child, "pcomp")
                if asked is not None and self.tokens[self._extent(asked)[0]].text.lower() in ("whether", "how", "if", "what"):
                    return asked
            if child.dep in ("acl", "ccomp"):
                opener = self.tokens[self._extent(child)[0]].text.lower()
                promised = self.wide or noun.lemma in ("pledge", "promise", "vow", "threat", "announcement")
                return child if opener == "that" or (opener == "to" and promised) else None
        return self._displaced(self.tokens[noun.head]) if noun.dep == "dobj" else None

    def _impersonal(self, token: Token) -> None:
        """ "reportedly": the clause it stands in, from nobody."""
        verb = self.tokens[token.head]
        low, high = self._extent(verb, [token.index])
        parts = [Span(self.tokens[low].start, token.start), Span(token.end, self.tokens[max(high, token.index)].end)]
        content = [self._trimmed(part) for part in parts if part.end - part.start > 1]
        content = [part for part in content if part.end > part.start]
        if content and not any(one.cue_span and one.cue_span.end <= content[0].start for one in self.found if one.source):
            self.found.append(self._made(None, Span(token.start, token.end), content))

    def _cue(self, verb: Token) -> Span:
        """Return the verb with its auxiliaries and particle."""
        parts = [
            c
            for c in self._kids(verb)
            if c.dep in ("aux", "auxpass", "neg", "prt") and abs(c.index - verb.index) < 4
        ]
        return Span(min([verb.start, *[c.start for c in parts]]), max([verb.end, *[c.end for c in parts if c.dep == "prt"]]))

    def _trimmed(self, span: Span) -> Span:
        """Return a span without commas and blanks at its edges, and without the sentence's full stop."""
        text, base = self.sentence.text, self.sentence.start
        start, end = span.start - base, span.end - base
        while end > start and text[end - 1] in _EDGE:
            end -= 1
        if end > start and text[end - 1] == "." and end >= len(text) - 1 and not self._inside(base + end - 1):
            end -= 1
        while start < end and text[start] in _EDGE:
            start += 1
        return Span(base + start, base + end)

    def _inside(self, at: int) -> bool:
        return any(q.start <= at < q.end for q in self.quotes)

    # quotations

    def claim_quotes(self, found: list[Attribution]) -> list[Attribution]:
        """Give quotations that no cue claims to the sentence's first speaker, else to the last one."""
        free = [q for q in self.quotes if not self._claimed(q, found) and (q in self.long or not q.opened or not q.closed)]
        if not free:
            return found
        spans = tuple(Span(q.start, q.end) for q in free)
        own = next(
            (i for i, one in enumerate(found) if one.source and one.cue and one.type != "document" and not self.in_quote(one)),
            None,
        )
        if own is not None:
            kept = [s for s in found[own].content if not any(s.start >= new.start and s.end <= new.end for new in spans)]
            found[own] = replace(found[own], content=tuple(sorted((*kept, *spans))), direct=True)
            return found
        speaker = self.context.speaker
        starts = free[0].start <= self.sentence.start + 2
        if speaker is not None and (starts or not free[0].opened):
            return [
                *found,
                replace(speaker, content=spans, direct=True, source_span=speaker.source_span, cue_span=speaker.cue_span),
            ]
        if not free[0].closed or starts:
            return [*found, Attribution(type="unnamed", content=spans, direct=True)]
        return found

    def last_speaker(self, found: Sequence[Attribution], still_open: bool) -> Attribution | None:
        """Return who spoke last in the sentence: whose quotation is still open, else the last source outside quotations."""
        if still_open and self.quotes:
            middle = (self.quotes[-1].start + self.quotes[-1].end) // 2
            own = next((o for o in found if o.cue_span and any(s.start <= middle < s.end for s in o.content)), None)
            if own is not None and not self.in_quote(own):
                return own
        return next((one for one in reversed(found) if one.source is not None and one.cue and not self.in_quote(one)), None)

    def quoted_whole(self) -> Attribution:
        """Return the attribution of a sentence of a block quotation: to whoever the sentence before the block introduced."""
        speaker = self.context.speaker or Attribution()
        whole = (Span(self.sentence.start, self.sentence.end),)
        return replace(speaker, cue=None, cue_span=None, source_span=None, content=whole, direct=True)

    def introduced(self) -> Attribution | None:
        """Return whom a sentence that ends in a colon introduces: a document that it names, or a person."""
        if not self.sentence.text.rstrip().endswith(":"):
            return None
        who = self.sources.introduced()
        if who is None:
            return None
        return Attribution(type=who.type, source=who.words, actor=who.actor, cue=":", chain=(who.words or "",))

    def in_quote(self, one: Attribution) -> bool:
        """Return whether a cue stands inside a quotation: it is then the quoted speaker's, not the sentence's."""
        cue = one.cue_span
        return cue is not None and any(q.start < cue.start and cue.end <= q.end for q in self.quotes)

    def _claimed(self, quote: Quote, found: list[Attribution]) -> bool:
        """Return whether a cue outside a quotation covers it."""
        middle = (quote.start + quote.end) // 2
        return any(s.start <= middle < s.end for one in found for s in one.content if not self.in_quote(one))

    def plain(self, turn: Attribution | None) -> list[Attribution]:
        """Return what can be told without a parse: a name and a colon, or a name beside a verb of saying."""
        if turn:
            return [turn]
        match = _SAID.search(self.sentence.text)
        if not match:
            return []
        at = self.sentence.start + match.start()
        near = [
            m
            for m in self.mentions
            if (m.person or m.actors) and (0 <= at - m.end <= 40 or 0 <= m.start - at - len(match[0]) <= 20)
        ]
        if not near:
            return []
        who = min(near, key=lambda m: min(abs(at - m.end), abs(m.start - at)))
        apposed = _APPOSED.match(self.sentence.text, who.end - self.sentence.start)
        end = who.end if apposed is None else apposed.end() + self.sentence.start
        return [self._made(Span(who.start, end), Span(at, at + len(match[0])), [])]

    def _made(self, source: Span | None, cue: Span | None, content: Sequence[Span], *, direct: bool = False) -> Attribution:
        text, base = self.sentence.text, self.sentence.start
        who = self.sources.identify(source)
        return Attribution(
            type=who.type,
            source=who.words,
            actor=who.actor,
            cue=text[cue.start - base : cue.end - base] if cue else (":" if who.words else None),
            chain=(who.words,) if who.words else (),
            source_span=source,
            cue_span=cue,
            content=tuple(content),
            direct=direct,
        )


def _outside(span: Span, part: Span) -> list[Span]:
    """Return what of a span lies outside another."""
    if not span.overlaps(part):
        return [span]
    return [Span(low, high) for low, high in ((span.start, part.start), (part.end, span.end)) if low < high]


_SAID = re.compile(
    r"\b(?:said|says|told|added|wrote|tweeted|announced|argued|noted|explained|continued|asked|warned|stated|insisted)\b"
)


_APPOSED = re.compile(r",\s(?:an?|the)\s[^,.;]{3,80}(?=[,.;])")


def _nested(found: list[Attribution]) -> tuple[Attribution, ...]:
    """Return attributions outermost first, each with the chain of the sources around it."""
    size = {id(one): sum(s.end - s.start for s in one.content) for one in found}
    ordered = sorted(found, key=lambda one: (-size[id(one)], one.cue_span or Span(0, 0)))
    made = []
    for one in ordered:
        around = [
            other.source
            for other in ordered
            if other is not one
            and other.source
            and one.cue_span
            and size[id(other)] > size[id(one)]
            and any(s.start <= one.cue_span.start < s.end for s in other.content)
        ]
        made.append(replace(one, chain=tuple(dict.fromkeys((*around, *one.chain)))) if around else one)
    return tuple(made)
