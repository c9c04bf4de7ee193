"""Headlines read as sentences: "Kenya, Uganda renew defence pact" is parsed as "They renew defence pact".

The parser knows sentences. Where a line without a full stop opens with names of actors and it finds no finite verb, the line
is parsed again with a pronoun in their place, and what it says of the pronoun is said of them. Capitals that a headline gives
to every word are taken from those that name nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.lexicon.tie_words import tie_words
from dragoman.model import Sentence, Token
from dragoman.reading.actors import scan
from dragoman.reading.gate import field_words
from dragoman.reading.parse import parse
from dragoman.reading.units import singular

LONGEST = 150
"""Characters of a headline; what is longer is no headline."""

_FINITE = ("VBZ", "VBP", "VBD", "MD")
_BEFORE = ("compound", "amod", "nmod")
_FORCES = re.compile(
    r"\s(?:navies|coast guards?|troops|forces|police|army|navy|military|soldiers|jets|warships|ships|drones|planes|fighters"
    r"|marines|(?:defen[cs]e\s)?ministers|leaders|officials|envoys|negotiators|diplomats|lawmakers|rebels|militants|presidents)\b(?=\s\w)"
)
"""Whose forces or people act, named after the state ("China navies patrol")."""
_NAMES = ("state", "organisation", "capital", "person", "force", "ministry")
_GAP = re.compile(r",\s|,?\sand\s|,?\s&\s", re.IGNORECASE)
_STOP = re.compile(r"[.!?:;…”\"’']\s*$")
_FUNCTION = frozenset("and as at by for from in into of off on out over the to up with after amid against under".split())


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that may be a headline: which sentence it is, where its names stand, and what is said of them."""

    number: int
    names: tuple[tuple[int, int], ...]
    said: str


def as_sentences(sentences: Sequence[Sentence], parsed: Sequence[tuple[Token, ...]]) -> list[tuple[Token, ...]]:
    """Return the tokens of each sentence, those of headlines that were read as no sentence read anew."""
    made = list(parsed)
    lines = [line for number, tokens in enumerate(parsed) if (line := _line(number, sentences[number], tokens)) is not None]
    again = parse([(0, line.said) for line in lines])
    for line, tokens in zip(lines, again, strict=True):
        joined = _joined(parsed[line.number], sentences[line.number].start, line, tokens)
        made[line.number] = joined or made[line.number]
    return made


def _line(number: int, sentence: Sentence, tokens: Sequence[Token]) -> _Line | None:
    """Return the line that a sentence is where it opens with names and may be a headline without a verb that was seen."""
    text = sentence.text
    if len(text) > LONGEST or _STOP.search(text) or not text[:1].isupper():
        return None
    names: list[tuple[int, int]] = []
    for hit in scan(text):
        if hit.kind not in _NAMES or not (_GAP.fullmatch(text, names[-1][1], hit.start) if names else hit.start == 0):
            break
        names.append((hit.start, hit.end))
    whose = _FORCES.match(text, names[-1][1]) if names else None
    seen = whose is None or (len(names) == 1 and _is_subject_at(tokens, sentence.start + whose.start() + 1))
    if not names or (seen and _is_sentence(tokens)):
        return None
    if whose:
        names[-1] = (names[-1][0], whose.end())
    rest = text[names[-1][1] :]
    if not re.match(r"\s\w+(?:-\w+)?\s", rest) or rest.split()[0] == "to":
        return None
    first = rest.split()[0].lower()
    pronoun = "It" if len(names) == 1 and first.endswith("s") and not first.endswith("ss") else "They"
    return _Line(number, tuple(names), pronoun + _lowered(rest) + ".")


def _is_sentence(tokens: Sequence[Token]) -> bool:
    """Return whether a finite verb was seen that is more than a word before a noun and has its object as one."""
    verbs = (token for token in tokens if token.tag in _FINITE and token.dep not in _BEFORE)
    finite = any(singular(token.text) not in _things() for token in verbs)  # "fires missiles"
    loose = any(token.dep == "npadvmod" and token.tag in ("NN", "NNS") and token.lemma in _things() for token in tokens)
    return finite and not loose


def _is_subject_at(tokens: Sequence[Token], start: int) -> bool:
    """Return whether the word at a place was taken for a verb's subject, and for no verb itself ("China navies patrol")."""
    here = next((token for token in tokens if token.start == start), None)
    return here is not None and here.dep == "nsubj" and tokens[here.head].tag in _FINITE


@cache
def _things() -> frozenset[str]:
    """Return nouns of arms and forces, which are no measure of anything ("fires ballistic missile")."""
    return tie_words().classes["arms"] | tie_words().classes["troops"]


def _lowered(rest: str) -> str:
    """Return the words of a headline with small letters where it gives capitals to all, names left as they are."""
    words = [word for word in rest.split() if len(word) > 3]
    if not words or sum(word[0].isupper() for word in words) <= len(words) / 2:
        return rest
    named = [(hit.start, hit.end) for hit in scan(rest)]
    known = _vocabulary()
    return re.sub(
        r"\b[A-Z][a-z]+\b",
        lambda word: word[0].lower()
        if word[0].lower() in known and not any(start <= word.start() < end for start, end in named)
        else word[0],
        rest,
    )


def _vocabulary() -> frozenset[str]:
    """Return common words of the field, as they are written within a sentence."""
    words = tie_words()
    strong, weak = field_words()
    stems = {*words.verbs, *words.phases, *words.nouns}
    return strong | weak | _FUNCTION | frozenset(stems | {stem + "s" for stem in stems} | {stem + "es" for stem in stems})


def _joined(first: Sequence[Token], offset: int, line: _Line, again: Sequence[Token]) -> tuple[Token, ...] | None:
    """Return the names with what was read of the pronoun in their place, or None where that was no sentence either."""
    end = offset + line.names[-1][1]
    kept = [token for token in first if token.start < end]
    rest = [token for token in first if token.start >= end]
    said = again[1:-1]
    verb = again[0].head if again else 0
    if len(said) != len(rest) or not kept or again[verb].tag not in _FINITE or again[0].dep != "nsubj":
        return None
    shift = len(kept) - 1
    heads = [_last(kept, offset + stop) for _, stop in line.names]
    made = [_of_name(token, kept, line.names, heads, offset, verb + shift) for token in kept]
    for old, new in zip(rest, said, strict=True):
        head = new.head + shift if new.head > 0 else heads[0]
        made.append(replace(old, lemma=new.lemma, tag=new.tag, dep=new.dep, head=min(head, shift + len(said))))
    return tuple(made)


def _last(tokens: Sequence[Token], stop: int) -> int:
    return max(token.index for token in tokens if token.end <= stop)


def _of_name(
    token: Token, kept: Sequence[Token], names: Sequence[tuple[int, int]], heads: Sequence[int], offset: int, verb: int
) -> Token:
    """Return a token of the names: the first is the subject, the others stand beside it."""
    for (start, stop), head in zip(names, heads, strict=True):
        if offset + start <= token.start < offset + stop:
            if token.index != head:
                return replace(token, tag="NNP", dep="compound", head=head)
            first = head == heads[0]
            tag = "NNP" if token.text[:1].isupper() else "NNS"
            return replace(token, tag=tag, dep="nsubj" if first else "conj", head=verb if first else heads[0])
    return replace(token, dep="cc" if token.text.isalpha() else "punct", head=heads[0])
