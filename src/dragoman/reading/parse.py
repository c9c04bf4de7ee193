"""The parser, behind a door: only plain `Token`s come out.

spaCy is imported and its model loaded on the first sentence that needs a parse, once in a process. A sentence that needs
none gets the tokens of a small tokenizer, with `tag` and `dep` empty and `head` its own index.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any

from dragoman.lexicon.names import entries
from dragoman.model import Token
from dragoman.reading.network import MODEL, pipeline

LONGEST = 1200
"""Characters of a sentence that the parser sees: more is no sentence but a table or a page without full stops."""
BATCH = 8_000
"""Characters parsed at once: with more, the arrays outgrow the processor's cache; with less, the calls weigh more."""

_BLANK = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SIGNS = re.compile(r"[*_`]|\]\(")
_MARKDOWN = re.compile(
    r"\*{1,3}(?=[\w“\"'‘(])|(?<=[\w.,!?’'”\")%])\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|`+"
    r"|!?\[(?=[^\[\]\n]{1,200}\]\([^()\s]{1,500}\))|\]\([^()\s]{1,500}\)"
)
_WORD_IN_CAPITALS = re.compile(r"[A-Z]+")
_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S.
    r"|\d[\d,.]*\d|\d+"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Adm|Sen|Rep|Gov|Prof|St|No)\.(?=\s)"
    r"|[^\W\d_]+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b"
    r"|[^\W_]+|[^\w\s]|_"
)


def parse(sentences: Sequence[tuple[int, str]], wanted: Sequence[bool] | None = None) -> list[tuple[Token, ...]]:
    """Return the tokens of each (offset, text), with offsets into the article.

    Args:
        wanted: which sentences need syntax; all of them where None. The others get plain tokens.
    """
    found = [() if wanted is None or wanted[i] else plain_tokens(text, offset) for i, (offset, text) in enumerate(sentences)]
    syntax = [i for i in range(len(sentences)) if wanted is None or wanted[i]]
    syntax.sort(key=lambda i: len(sentences[i][1]))
    for i, (doc, shown) in zip(syntax, _docs(sentences[i][1] for i in syntax), strict=True):
        offset, text = sentences[i]
        found[i] = _tokens(doc, shown, offset, text)
    return found


def plain_tokens(text: str, offset: int = 0, first: int = 0) -> tuple[Token, ...]:
    """Return tokens without syntax; `first` is the index of the first one."""
    return tuple(
        Token(i, m.start() + offset, m.end() + offset, m[0], m[0].lower(), head=i)
        for i, m in enumerate(_WORD.finditer(text), first)
    )


def _docs(texts: Iterable[str]) -> Iterator[tuple[Any, str]]:
    """Yield the parsed texts, each with what the parser was shown of it; some at once, since a parse takes memory by the word."""
    for batch in _batches(texts):
        docs = [pipeline().make_doc(text) for text in batch]
        for component in _components():
            component(docs)
        yield from zip(docs, batch, strict=True)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        shown = _shown(text[: _cut(text)])
        if size + len(shown) > BATCH and batch:
            yield batch
            batch, size = [], 0
        batch.append(shown)
        size += len(shown)
    if batch:
        yield batch


def _shown(text: str) -> str:
    """Return a sentence as the parser is shown it, letter for letter as long: odd blanks and the signs of Markdown as blanks,
    words all in capitals in small letters."""
    shown = _BLANK.sub(" ", text)
    if _SIGNS.search(shown):
        shown = _MARKDOWN.sub(lambda match: " " * len(match[0]), shown)
    return _WORD_IN_CAPITALS.sub(_lowered, shown) if shown.isupper() and shown.isascii() else shown


def _lowered(match: re.Match[str]) -> str:
    titled = match[0].title()
    return titled if entries().get(titled) else match[0] if len(match[0]) < 3 or entries().get(match[0]) else match[0].lower()


def _cut(text: str) -> int:
    if len(text) <= LONGEST:
        return len(text)
    space = text.rfind(" ", LONGEST // 2, LONGEST)
    return space if space > 0 else LONGEST


def _tokens(doc: Any, shown: str, offset: int, text: str) -> tuple[Token, ...]:
    """Return a parsed sentence's tokens without blanks, and plain ones for what the parser was not shown.

    A token's text is the sentence's own; its lemma is of the word as the parser was shown it."""
    rows = doc.to_array(["IDX", "LENGTH", "TAG", "DEP", "HEAD"]).astype("int64").tolist()
    seen = [shown[start : start + length] for start, length, *_ in rows]
    places = _places(seen, [at + row[4] for at, row in enumerate(rows)])
    parsed = [
        Token(number, start + offset, end + offset, text[start:end], lemma(word, tag), tag, _name(dep_key), head)
        for (number, head), (start, length, tag_key, dep_key, _), word in zip(places, rows, seen, strict=True)
        if number >= 0 and (tag := _name(tag_key)) and (end := start + length)
    ]
    cut = _cut(text)
    return tuple(parsed) + plain_tokens(text[cut:], offset + cut, len(parsed)) if cut < len(text) else tuple(parsed)


def _places(words: Sequence[str], heads: list[int]) -> Iterable[tuple[int, int]]:
    """Return each token's index and its head's among those that are no blanks; a blank's index is -1."""
    if not any(map(str.isspace, words)):
        return enumerate(heads)
    kept = [at for at, word in enumerate(words) if not word.isspace()]
    place = {at: number for number, at in enumerate(kept)}
    made = []
    for at, head in enumerate(heads):
        while head not in place and heads[head] != head:
            head = heads[head]
        number = place.get(at, -1)
        made.append((number, place.get(head, number)))
    return made


@cache
def _name(key: int) -> str:
    """Return a tag or relation by the hash that spaCy keeps of it."""
    return str(pipeline().vocab.strings[key & 0xFFFFFFFFFFFFFFFF])


@cache
def _components() -> tuple[Callable[[Sequence[Any]], None], ...]:
    """Return what works on tokenised sentences, in order: the vectors of words, the tagger, the parser."""
    vectors, tagger, parser = (pipeline().get_pipe(name) for name in ("tok2vec", "tagger", "parser"))
    return partial(_annotate, vectors), partial(_annotate, tagger), partial(_attach, parser)


def _annotate(component: Any, docs: Sequence[Any]) -> None:
    component.set_annotations(docs, component.predict(docs))


def _attach(parser: Any, docs: Sequence[Any]) -> None:
    """Let the parser set heads and relations, one step in all sentences at a time.

    Its own loop gives up the interpreter's lock, and its functions take it back at every step of every sentence, which costs
    more than the steps do. The states, the model's products and the moves are spaCy's own.
    """
    states = parser.moves.init_batch(docs)
    step = parser.model.predict(docs)
    weights, bias = step.vec2scores.get_param("W").T, step.vec2scores.get_param("b")
    going = [state for state in states if not state.is_final()]
    while going:
        scores = step.state2vec.predict(step.get_token_ids(going)) @ weights
        scores += bias
        going = parser.transition_states(going, scores)
    parser.set_annotations(docs, states)


_KIND = {"VBZ": 1, "VBD": 1, "VBN": 1, "VBG": 1, "NNS": 2}
_CONTRACTED = {"n't": "not", "n’t": "not", "'ll": "will", "’ll": "will", "'ve": "have", "’ve": "have", "'re": "be", "’re": "be",
               "'m": "be", "’m": "be", "ca": "can", "wo": "will", "am": "be", "are": "be", "is": "be", "was": "be", "were": "be",
               "been": "be", "being": "be", "has": "have", "had": "have", "did": "do", "does": "do", "done": "do",
               "'s": "be", "’s": "be"}  # fmt: skip


@lru_cache(maxsize=50_000)
def lemma(word: str, tag: str) -> str:
    """Return the dictionary form of a word by its Penn tag, in lower case."""
    low = word.lower()
    if tag[:2] in ("VB", "MD", "RB") and low in _CONTRACTED:
        return _CONTRACTED[low]
    kind = _KIND.get(tag)
    if kind is None or not low.replace("-", "").isalpha():
        return low
    return _inflected(low, kind)


def _inflected(low: str, kind: int) -> str:
    exceptions, known, rules = _tables()[kind]
    if low in exceptions:
        return exceptions[low]
    forms = [low[: len(low) - len(old)] + new for old, new in rules if low.endswith(old)]
    return next((form for form in forms if form in known), forms[0] if forms else low)


@cache
def _tables() -> dict[int, tuple[dict[str, str], frozenset[str], list[tuple[str, str]]]]:
    """Return the model package's own word lists for verbs (1) and nouns (2): exceptions, known words, endings."""
    srsly, hash_string = import_module("srsly"), import_module("spacy.strings").hash_string
    found = next(Path(str(import_module(MODEL).__file__)).parent.glob("*/lemmatizer/lookups/lookups.bin"))
    tables = srsly.read_msgpack(found)
    made = {}
    for kind, key in ((1, hash_string("verb")), (2, hash_string("noun"))):
        exceptions = {form: bases[0] for form, bases in tables["lemma_exc"][key].items() if bases}
        known = frozenset(tables["lemma_index"][key])
        made[kind] = (exceptions, known, [(old, new) for old, new in tables["lemma_rules"][key]])
    return made
