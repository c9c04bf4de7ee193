"""How surely: hedges, negation, conditionals, plans, expectations; and loaded wording.

A cue's scope is the stretch its verb, noun or adverb governs. Relative clauses and past participles inside that stretch
state facts of their own ("the programme, approved in 2022, will cost …") and are left out, so one cue word may come back
as several cues with the same surface, one for each piece of its scope.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from dragoman.lexicon import rows, sections, values
from dragoman.lexicon.modal import modal_words
from dragoman.model import Cue, Framing, Sentence, Span, Token
from dragoman.reading.quotes import find_quotes, words_in

_BY_YEAR = re.compile(
    r"\b(?:by|until|through|before|from|in|of|for|to)\s+(?:the\s+)?(?:(?:end|middle|start|beginning)\s+of\s+|mid-|late\s+|early\s+)?"
    r"(?:fiscal\s+(?:year\s+)?)?(20\d\d)s?\b"
)
_PLAIN_PIECE = re.compile(r"[;:—–]|,\s+(?:and|but|while|which|who)\b")


@dataclass(frozen=True, slots=True)
class _Words:
    """The rows of `modality.csv`: by form, each word with its types."""

    by_form: dict[str, dict[str, tuple[str, ...]]]

    def types(self, form: str, word: str) -> tuple[str, ...]:
        return self.by_form.get(form, {}).get(word, ())


@cache
def _words() -> _Words:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in rows("modality.csv"):
        form = found.setdefault(row["form"], {})
        for word in values(row["words"]):
            form[word] = (*form.get(word, ()), row["type"])
    return _Words(found)


@cache
def _phrases() -> Any:
    """Return the automaton of the cues of several words."""
    import ahocorasick

    machine = ahocorasick.Automaton()
    for word in (*_words().by_form["phrase"], *(w for w in _words().by_form["condition"] if " " in w)):
        machine.add_word(word, word)
    machine.make_automaton()
    return machine


def find_cues(sentence: Sentence, tokens: Sequence[Token], *, published: date | None = None) -> tuple[Cue, ...]:
    """Return the cues of a sentence with their scopes, in text order.

    Args:
        published: the article's date; "by 2030" is then future where 2030 is.
    """
    finder = _Scopes(sentence, tokens)
    found = list(finder.run() if tokens and tokens[0].tag else _plain(sentence))
    found += _scare_quotes(sentence)
    found += finder.phrases()
    if published is not None:
        found += finder.years(published)
    return tuple(sorted(set(found), key=lambda cue: (cue.start, cue.end, cue.scope, cue.type)))


class _Scopes:
    """The cues of one parsed sentence."""

    def __init__(self, sentence: Sentence, tokens: Sequence[Token]) -> None:
        self.sentence, self.tokens, self.words = sentence, tokens, _words()
        self.children: dict[int, list[Token]] = {}
        for token in tokens:
            if token.head != token.index:
                self.children.setdefault(token.head, []).append(token)

    def run(self) -> Iterator[Cue]:
        for token in self.tokens:
            low = token.text.lower()
            if token.tag == "MD" or (token.dep == "aux" and low in ("'ll", "’ll", "wo")):
                yield from self._modal(token)
            elif token.dep == "neg" or low in ("neither", "nor", "nobody") or (low in ("no", "none") and token.dep in _DENYING):
                yield from self._negation(token)
            elif token.tag[:2] in ("VB", "JJ"):
                yield from self._governor(token)
            elif token.tag[:2] == "NN":
                yield from self._noun(token)
            elif token.tag[:2] == "RB":
                yield from self._adverb(token)
            if token.dep in ("mark", "advmod", "prep", "aux") and self.words.types("condition", low):
                yield from self._condition(token)
            if token.dep == "amod":
                for kind in self.words.types("adjective", low):
                    yield from self._cues(token, kind, self._pieces(self.tokens[token.head]))
            if low in ("formally", "officially", "nominally", "ostensibly") and token.dep != "advmod":
                yield from self._adverb(token)

    # scopes

    def _pieces(self, root: Token, skip: Sequence[int] = ()) -> list[Span]:
        """Return the subtree of a token as stretches of text, without clauses that state facts of their own."""
        kept: set[int] = set()
        stack = [root.index]
        while stack:
            at = stack.pop()
            kept.add(at)
            for child in self.children.get(at, ()):
                if child.index not in kept and child.index not in skip and not self._own_fact(child, root):
                    stack.append(child.index)
        return self._runs(sorted(kept))

    def _own_fact(self, child: Token, root: Token) -> bool:
        """Return whether a clause below the scope's root stands outside it."""
        if child.dep == "relcl":
            return not self._has_modal(child)
        if child.dep == "acl":
            return child.tag == "VBN"
        if child.dep == "parataxis" or (child.dep in ("csubj", "csubjpass") and child.tag == "VBD"):
            return True
        if child.dep in ("nsubj", "nsubjpass"):
            return any(c.dep == "relcl" and c.tag == "VBD" for c in self.children.get(child.index, ()))
        if child.dep == "prep" and self._states_background(child):
            return True
        if child.dep == "advcl":
            marks = [c.text.lower() for c in self.children.get(child.index, ()) if c.dep in ("mark", "advmod")]
            opening = child.index < root.index and child.tag in ("VBG", "VBN", "VBD") and "if" not in marks
            now = child.tag in ("VBZ", "VBP") and bool(modal_words()["today"] & set(marks))
            return opening or now or (child.tag in ("VBD", "VBN") and "if" not in marks and bool(marks))
        if child.dep == "conj" and child.head == root.index:
            own = any(c.dep in ("nsubj", "nsubjpass", "aux") for c in self.children.get(child.index, ()))
            return child.tag in ("VBD", "VBZ", "VBP") or own
        return False

    def _states_background(self, token: Token) -> bool:
        """Return whether a prepositional phrase names what already is: "amid", "in response to", "despite", "after"."""
        if token.text.lower() in ("amid", "amidst", "despite", "following", "given", "since"):
            return True
        noun = next((c for c in self.children.get(token.index, ()) if c.dep == "pobj"), None)
        return (
            noun is not None
            and token.text.lower() == "in"
            and noun.lemma in ("response", "light", "view", "reaction", "spite", "retaliation", "addition")
        )

    def _has_modal(self, verb: Token) -> bool:
        return any(c.tag == "MD" for c in self.children.get(verb.index, ()))

    def _runs(self, indices: list[int]) -> list[Span]:
        """Return the text of runs of tokens; runs parted only by punctuation are one."""
        runs: list[list[int]] = []
        for index in indices:
            if runs and all(
                self.tokens[i].tag in (",", ":", "``", "''", ".") or not self.tokens[i].text[0].isalnum()
                for i in range(runs[-1][-1] + 1, index)
            ):
                runs[-1].append(index)
            else:
                runs.append([index])
        worded = [run for run in runs if any(self.tokens[i].text[0].isalnum() for i in run)]
        return [Span(self.tokens[run[0]].start, self.tokens[run[-1]].end) for run in worded]

    def _cues(self, token: Token, kind: str, scope: Sequence[Span], end: Token | None = None) -> Iterator[Cue]:
        last = end or token
        start, stop = min(token.start, last.start), max(token.end, last.end)
        text = self.sentence.text[start - self.sentence.start : stop - self.sentence.start]
        for span in scope:
            yield Cue(start, stop, text, kind, span)

    # forms

    def _modal(self, token: Token) -> Iterator[Cue]:
        low = token.text.lower()
        verb = self.tokens[token.head]
        kinds = self.words.types("modal", low)
        if low in ("would", "'d", "’d"):
            kinds = ("future",) if self._in_past_speech(verb) else ("conditional",)
        scope = self._pieces(verb)
        for kind in kinds:
            yield from self._cues(token, kind, scope)
        if low in ("would", "may", "might", "could") and "future" not in kinds and self._lies_ahead(verb):
            yield from self._cues(token, "future", scope)

    def _lies_ahead(self, verb: Token) -> bool:
        """Return whether an uncertain act is still to come: not "may have sold", "could not stop", "would be to buy"."""
        kids = self.children.get(verb.index, ())
        if any((c.dep in ("aux", "auxpass") and c.lemma == "have") or c.dep == "neg" for c in kids):
            return False
        return not (verb.lemma in ("be", "mean") and any(c.dep == "xcomp" for c in kids))

    def _in_past_speech(self, verb: Token) -> bool:
        """Return whether "would" is "will" told in the past: "said it would cost", "announced that it would"."""
        if any(t.text.lower() in ("if", "unless") for t in self.tokens):
            return False
        seen = 0
        while verb.head != verb.index and seen < 8:
            above = self.tokens[verb.head]
            told = above.tag in ("VBD", "VBN", "VBG", "NN", "NNS") or (
                above.tag == "VBZ" and above.lemma in ("say", "announce", "plan")
            )
            if verb.dep in ("ccomp", "acl", "relcl", "dep", "advcl", "pcomp") and told and above.lemma in _TOLD:
                return True
            verb, seen = above, seen + 1
        return any(c.dep in ("parataxis", "ccomp") and c.lemma in _TOLD for c in self.children.get(verb.index, ()))

    def _negation(self, token: Token) -> Iterator[Cue]:
        adverb = self.tokens[token.head]
        if token.text.lower() == "no" and adverb.text.lower() == "longer" and adverb.dep == "advmod":
            verb = self.tokens[adverb.head]
            yield from self._cues(token, "negation", self._pieces(verb, self._led_in(verb)))  # "is no longer a member"
            return
        if token.text.lower() in ("no", "none", "neither", "nor", "nobody"):
            noun = self.tokens[token.head] if token.dep in ("det", "preconj", "cc") else token
            verb = self.tokens[noun.head]
            if token.text.lower() == "nor" and any(c.text.lower() == "neither" for c in self.children.get(noun.index, ())):
                return  # "neither A nor B" denies once
            says = any(c.dep == "ccomp" for c in self.children.get(verb.index, ()))  # "no one doubts that" denies nothing
            if noun.dep in ("nsubj", "nsubjpass") and verb.tag[:2] == "VB" and verb.lemma != "be" and not says:
                yield from self._cues(token, "negation", self._pieces(verb, self._led_in(verb)))  # "neither side ratified it"
                return
            yield from self._cues(token, "negation", self._pieces(noun))
            return
        head = self.tokens[token.head]
        if head.tag[:2] == "VB" or head.tag[:2] == "JJ":
            after = self.tokens[token.index + 1].text.lower() if token.index + 1 < len(self.tokens) else ""
            if after not in ("only", "just", "least", "merely"):
                yield from self._cues(token, "negation", self._pieces(head, self._led_in(head)))

    def _led_in(self, verb: Token) -> list[int]:
        """Return the phrases before a verb's subject that say with what it comes ("With 2 percent of GDP it is …")."""
        kids = self.children.get(verb.index, ())
        subject = next((c.index for c in kids if c.dep in ("nsubj", "nsubjpass")), verb.index)
        return [c.index for c in kids if c.dep == "prep" and c.index < subject and c.text.lower() in ("with", "at", "having")]

    def _governor(self, token: Token) -> Iterator[Cue]:
        """Verbs, participles and adjectives with an infinitive, a gerund or a clause."""
        kids = [*self.children.get(token.index, ())]
        if token.dep == "acomp" and self.tokens[token.head].lemma in ("be", "remain", "seem"):
            kids += [c for c in self.children.get(token.head, ()) if c.dep == "ccomp"]
        infinitive = next(
            (c for c in kids if c.dep in ("xcomp", "ccomp", "advcl") and c.index > token.index and self._is_infinitive(c)), None
        )
        if infinitive is not None:
            for kind in self._to_types(token):
                done = kind == "expectation" and self._is_perfect(infinitive)  # "is expected to have spent 5 billion"
                yield from self._cues(token, "probable" if done else kind, self._with_subject(token, infinitive))
        for child in kids:
            if child.dep == "ccomp" and child is not infinitive and child.index > token.index:
                for kind in self.words.types("clause", token.lemma):
                    if kind != "negation" or not self._by_nobody(kids):
                        yield from self._cues(token, kind, self._pieces(child))
            if (
                child.index > token.index
                and child.dep in ("dobj", "pcomp", "xcomp")
                and (child.tag == "VBG" or child.dep == "dobj")
            ):
                for kind in self.words.types("gerund", token.lemma):
                    if token.tag != "VBN" or child.tag == "VBG":
                        yield from self._cues(token, kind, self._pieces(child))
        if token.lemma == "cease" and infinitive is not None and infinitive.lemma == "be":
            yield from self._cues(token, "negation", self._with_subject(token, infinitive))
        judged = any(c.dep == "acomp" for c in kids)  # "is fair to say", no "is to say"
        is_to = infinitive is not None and infinitive.dep == "xcomp" and not judged
        if token.lemma == "be" and token.text.lower() != "were" and infinitive is not None and is_to:
            yield from self._cues(token, "planned", self._with_subject(token, infinitive))

    def _by_nobody(self, kids: Sequence[Token]) -> bool:
        """Return whether a verb's subject is nobody: "no one doubts that", "few deny that" deny nothing."""
        subject = next((c for c in kids if c.dep in ("nsubj", "nsubjpass")), None)
        if subject is None:
            return False
        words = {subject.text.lower(), *(c.text.lower() for c in self.children.get(subject.index, ()) if c.dep == "det")}
        return bool(words & _NOBODY) or any(c.text.lower() == "few" for c in self.children.get(subject.index, ()))

    def _to_types(self, token: Token) -> tuple[str, ...]:
        found = self.words.types("to", token.lemma if token.tag[:2] == "VB" else token.text.lower())
        if token.lemma == "go" and token.tag != "VBG":
            return ()
        if token.lemma in ("agree", "decide", "offer", "mean", "design", "order") and token.tag == "VBD":
            return tuple(kind for kind in found if token.lemma in ("agree", "decide", "offer"))
        return found

    def _is_infinitive(self, verb: Token) -> bool:
        to = any(c.text.lower() == "to" and c.dep == "aux" for c in self.children.get(verb.index, ()))
        return to and verb.tag[:2] not in ("NN", "CD")  # "agreed to contracts"

    def _is_perfect(self, infinitive: Token) -> bool:
        return any(c.dep == "aux" and c.text.lower() == "have" for c in self.children.get(infinitive.index, ()))

    def _with_subject(self, token: Token, infinitive: Token) -> list[Span]:
        """Return the scope of an infinitive with the subject that it shares."""
        subject = next((c for c in self.children.get(token.index, ()) if c.dep in ("nsubj", "nsubjpass")), None)
        scope = self._pieces(infinitive)
        return [*self._pieces(subject), *scope] if subject is not None else scope

    def _noun(self, token: Token) -> Iterator[Cue]:
        types = self.words.types("noun", token.lemma)
        for child in self.children.get(token.index, ()) if types else ():
            if child.index < token.index:
                continue
            infinitive = child.dep == "acl" and (self._is_infinitive(child) or child.tag == "VB")
            of = (
                child.dep == "prep"
                and child.text.lower() in ("of", "for")
                and token.lemma not in ("commitment", "agreement", "effort", "offer")
            )
            if child.dep == "prep" and token.lemma in ("target", "goal", "threat", "plan", "request", "decision", "bid"):
                of = token.lemma in ("plan", "request") and child.text.lower() == "for"
            if infinitive or of or (child.dep == "acl" and child.tag[:2] == "VB" and child.tag not in ("VBN", "VBG")):
                for kind in types:
                    yield from self._cues(token, kind, self._pieces(child))

    def _adverb(self, token: Token) -> Iterator[Cue]:
        for kind in self.words.types("adverb", token.text.lower()):
            head = self.tokens[token.head]
            yield from self._cues(
                token, kind, self._pieces(head) if head is not token else [Span(self.sentence.start, self.sentence.end)]
            )

    def _condition(self, token: Token) -> Iterator[Cue]:
        """A condition and what depends on it: the clause of the cue and the clause that this one qualifies."""
        low = token.text.lower()
        clause = self.tokens[token.head]
        if token.dep == "aux" and not (token.index == self.tokens[0].index and low in ("should", "were")):
            return
        while clause.dep in ("aux", "auxpass") and clause.head != clause.index:
            clause = self.tokens[clause.head]
        depends = clause.dep in ("ccomp", "xcomp") and low == "if" and self.tokens[clause.head].lemma not in _ASKED
        if clause.dep not in ("advcl", "pcomp", "ROOT", "prep", "conj", "acl") and not depends:
            return
        if low in ("provided", "assuming") and token.dep != "mark":
            return
        if low == "if" and token.index and self.tokens[token.index - 1].text.lower() == "as":
            return
        scope = self._pieces(clause)
        main = self.tokens[clause.head]
        if main is not clause:
            outer = [c.index for c in self.children.get(main.index, ()) if c.dep == "ccomp"] if self._is_speech(main) else []
            scope = [*scope, *self._pieces(main, [clause.index, *outer])] if not outer else scope
        yield from self._cues(token, "conditional", scope)

    def _is_speech(self, verb: Token) -> bool:
        return verb.lemma in _TOLD

    def phrases(self) -> Iterator[Cue]:
        """Yield the cues of several words, each over the clause it stands in."""
        text = self.sentence.text
        flat = text.lower().replace("\n", " ")
        for last, low in _phrases().iter(flat) if len(flat) == len(text) else ():
            at = last - len(low) + 1
            if (at and flat[at - 1].isalnum()) or flat[last + 1 : last + 2].isalnum():
                continue
            start = self.sentence.start + at
            words = text[at : last + 1]
            for kind in (*self.words.types("phrase", low), *self.words.types("condition", low)):
                if kind == "planned" and self._past_at(start):
                    continue
                for span in self._clause_at(start):
                    yield Cue(start, start + len(low), words, kind, span)

    def _past_at(self, start: int) -> bool:
        """Return whether the clause around a place is in the past tense ("agreed last week that next year …" is not)."""
        verb = self._verb_at(start)
        return verb is not None and verb.tag == "VBD"

    def _verb_at(self, start: int) -> Token | None:
        token = next((t for t in self.tokens if t.end > start), None)
        seen = 0
        while token is not None and token.tag and seen < 15:
            if token.tag[:2] == "VB" and token.dep not in ("aux", "auxpass"):
                return token
            if token.head == token.index:
                return None
            token, seen = self.tokens[token.head], seen + 1
        return None

    def _clause_at(self, start: int) -> list[Span]:
        verb = self._verb_at(start)
        if verb is None:
            return [_piece(self.sentence, start)]
        return self._pieces(verb)

    def years(self, published: date) -> Iterator[Cue]:
        """Yield "by 2030" as a future cue over the phrase it stands in, where 2030 is after the article's year."""
        for match in _BY_YEAR.finditer(self.sentence.text) if "20" in self.sentence.text else ():
            start = self.sentence.start + match.start()
            verb = self._verb_at(start)
            if int(match[1]) <= published.year or (
                verb is not None and verb.tag == "VBD" and not match[0].lower().startswith("by")
            ):
                continue
            spans = [_piece(self.sentence, start)] if verb is None else self._pieces(verb)
            for span in spans:
                yield Cue(start, start + len(match[0]), match[0], "future", span)


_DENYING = ("det", "nsubj", "nsubjpass")
_NOBODY = frozenset(("no", "nobody", "none", "few", "neither"))
_ASKED = frozenset("ask wonder know see doubt determine decide question check matter tell say learn consider be assess".split())
"""Verbs after which "if" means "whether"."""
_TOLD = frozenset(
    "say tell announce add claim state note argue believe think expect hope warn estimate predict promise pledge vow insist "
    "suggest declare report write explain assert confirm plan know fear assure agree decide project calculate acknowledge "
    "forecast reveal disclose maintain stress reiterate plan announcement statement pledge promise news hint indicate vow swear "
    "threaten caution emphasise emphasize underline underscore testify tweet post contend assess speculate foresee".split()
)


def _piece(sentence: Sentence, start: int) -> Span:
    """Return the stretch of an unparsed sentence around a place, up to the next mark that parts clauses."""
    marks = list(_PLAIN_PIECE.finditer(sentence.text))
    left = max((m.end() for m in marks if m.end() <= start - sentence.start), default=0)
    right = min((m.start() for m in marks if m.start() > start - sentence.start), default=len(sentence.text))
    return Span(sentence.start + left, sentence.start + right)


@cache
def _plain_words() -> re.Pattern[str]:
    words = [w for form in ("modal", "adverb") for w in _words().by_form[form]]
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\b", re.IGNORECASE)


def _plain(sentence: Sentence) -> Iterator[Cue]:
    """Yield the cues that can be told without a parse: auxiliaries and adverbs, each over its piece of the sentence."""
    for match in _plain_words().finditer(sentence.text):
        low = match[0].lower()
        start = sentence.start + match.start()
        for kind in (*_words().types("modal", low), *_words().types("adverb", low)):
            yield Cue(start, start + len(low), match[0], kind, _piece(sentence, start))


def _scare_quotes(sentence: Sentence) -> Iterator[Cue]:
    """Yield quotation marks around one to three words that are neither a name nor a speech."""
    quotes, _ = find_quotes(sentence.text)
    for quote in quotes:
        inner = sentence.text[quote.start + 1 : quote.end - 1]
        if (
            quote.closed
            and quote.opened
            and 1 <= words_in(sentence.text, quote) <= 3
            and inner[:1].islower()
            and inner[-1:].isalnum()
        ):
            span = Span(sentence.start + quote.start, sentence.start + quote.end)
            yield Cue(span.start, span.end, sentence.text[quote.start : quote.end], "scare_quote", span)


# loaded wording


@cache
def _framing() -> Any:
    """Return the automaton of loaded wording: (length, type, whether longer words count too)."""
    import ahocorasick

    machine = ahocorasick.Automaton()
    for kind, words in sections("framing.txt").items():
        for word in words:
            stem = word.rstrip("*")
            machine.add_word(stem, (len(stem), kind, word.endswith("*")))
    machine.make_automaton()
    return machine


def find_framing(sentence: Sentence) -> tuple[Framing, ...]:
    """Return the loaded wording of a sentence, in text order."""
    low = sentence.text.lower()
    if len(low) != len(sentence.text):
        return ()
    found: list[Framing] = []
    for last, (length, kind, open_end) in _framing().iter(low):
        start, end = last - length + 1, last + 1
        while open_end and end < len(low) and low[end].isalnum():
            end += 1
        if (start and low[start - 1].isalnum()) or (end < len(low) and low[end].isalnum()):
            continue
        if found and start + sentence.start < found[-1].end:
            continue
        found.append(Framing(sentence.start + start, sentence.start + end, kind))
    return tuple(found)
