"""What the parser is known to misread, set right by the names of actors.

"Kenya in May retook the town" and "Kenya, Uganda hold drills" hang a name on the verb as if it were a time; "Kenyan minister to
visit Chad" makes the headline's verb one more word on its subject; "held drills codenamed X" lets the drills do the naming;
"troops deployed to Mali should be armed" makes what only says which troops their verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Mention, Token
from dragoman.reading.parse import lemma

_ACTORS = ("state", "organisation", "force", "person", "ministry", "office")
_LINKS = (",", "and", "&", "the")
_HAVE = ("has", "have", "had")
_FINITE = ("VBZ", "VBP", "VBD", "MD")
_CODENAMED = ("codenamed", "code-named")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def mended(tokens: Sequence[Token], mentions: Sequence[Mention]) -> tuple[Token, ...]:
    """Return the tokens with names of actors made subjects where they are, and what "has" governs a participle."""
    made = tuple(tokens)
    for token in made:
        if token.tag == "JJ" and any(one.head == token.index and one.dep == "aux" and one.text.lower() in _HAVE for one in made):
            made = _changed(made, replace(token, tag="VBN", lemma=lemma(token.text, "VBN")))  # "has “frozen” its part"
        if token.dep == "npadvmod" and token.head > token.index and _is_actor(token, mentions):
            made = _with_subject(made, token)
        elif token.dep == "npadvmod" and token.tag.startswith("NNP") and (noun := _named_again(made, token)) is not None:
            made = _changed(made, replace(token, dep="appos", head=noun))
        elif token.tag == "VBD" and token.dep == "ccomp" and token.text.lower() in _CODENAMED:
            made = _with_object(made, token)
    return _headed(_run(_listed(_reduced(made), mentions), mentions), mentions)


def _reduced(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the tokens with a participle right after a subject that was taken for its verb told as what it is, where the verb
    follows ("troops deployed to Mali should be armed", "missiles fired from Gaza hit Israel").
    """
    for verb in tokens[1:-1]:
        noun = tokens[verb.index - 1]
        if verb.tag not in ("VBD", "VBN") or noun.head != verb.index or noun.dep not in ("nsubj", "nsubjpass"):
            continue
        whole = any(one.head == verb.index and one.dep in ("dobj", "aux", "auxpass") for one in tokens)
        if whole or noun.tag not in ("NN", "NNS"):
            continue
        told = next((one for one in tokens[verb.index + 1 :] if _goes_on(tokens, verb, one)), None)
        if told is not None:
            passive = any(one.head == told.index and one.dep == "auxpass" for one in tokens)
            above = told.index if verb.dep == "ROOT" else verb.head
            top = replace(told, dep=verb.dep, head=above) if told.head == verb.index else told
            return _changed(
                tokens,
                replace(verb, tag="VBN", lemma=lemma(verb.text, "VBN"), dep="acl", head=noun.index),
                replace(noun, dep="nsubjpass" if passive else "nsubj", head=told.index),
                top,
            )
    return tokens


def _goes_on(tokens: Sequence[Token], verb: Token, other: Token) -> bool:
    """Return whether a finite verb without a subject follows another with nothing that joins or parts the two."""
    if not (other.head == verb.index or verb.head == other.index) or other.dep not in ("ROOT", "advcl", "ccomp", "parataxis"):
        return False
    kids = [one for one in tokens if one.head == other.index and one.index != verb.index]
    helpers = [one for one in kids if one.dep in ("aux", "auxpass", "neg") and one.index > verb.index]
    finite = other.tag in ("VBD", "VBZ", "VBP") or any(one.tag in _FINITE for one in helpers)
    if not finite or any(one.dep in (*_SUBJECTS, "mark", "cc") for one in kids):
        return False
    first = min([other.index, *(one.index for one in helpers)])
    between = tokens[verb.index + 1 : first]
    parted = (one.text in ",;:—–-" or one.dep in ("cc", "mark") or one.tag.startswith("VB") for one in between)
    return bool(between) and not any(parted)


def _is_actor(token: Token, mentions: Sequence[Mention]) -> bool:
    return any(one.start <= token.start < one.end and one.kind in _ACTORS and one.actors for one in mentions)


def _with_subject(tokens: tuple[Token, ...], token: Token) -> tuple[Token, ...]:
    """Return the tokens with a name that hangs on a later verb as a time made its subject, or put beside its subject."""
    verb = tokens[token.head]
    if not verb.tag.startswith("VB"):
        return tokens
    kids = [other for other in tokens if other.head == verb.index]
    subject = next((kid for kid in kids if kid.dep in _SUBJECTS), None)
    if subject is None:
        passive = any(kid.dep == "auxpass" for kid in kids)
        return _changed(tokens, replace(token, dep="nsubjpass" if passive else "nsubj"))
    if subject.tag.startswith("NNP") and _is_listed(tokens, token.index, subject.index):
        return _changed(tokens, replace(token, dep="conj", head=subject.index))
    return tokens


def _named_again(tokens: tuple[Token, ...], token: Token) -> int | None:
    """Return the object that a name with "the" stands in apposition to ("signed a pact, the Nordic Agreement, in 2014")."""
    first = min((one.index for one in tokens if one.head == token.index and one.index < token.index), default=token.index)
    if first < 2 or tokens[first].text.lower() != "the" or tokens[first - 1].text != ",":
        return None
    noun = tokens[first - 2]
    return noun.index if noun.dep == "dobj" and noun.head == token.head and noun.tag == "NN" else None


def _with_object(tokens: tuple[Token, ...], verb: Token) -> tuple[Token, ...]:
    """Return the tokens with what is codenamed made the object of the verb before it."""
    noun, above = tokens[verb.index - 1], tokens[verb.head]
    if noun.head != verb.index or noun.dep != "nsubj" or any(one.head == above.index and one.dep == "dobj" for one in tokens):
        return tokens
    participle = replace(verb, tag="VBN", dep="acl", head=noun.index)
    return _changed(tokens, participle, replace(noun, dep="dobj", head=above.index))


def _listed(tokens: tuple[Token, ...], mentions: Sequence[Mention]) -> tuple[Token, ...]:
    """Return the tokens with a state in apposition to another made one more of a list: none is the other's second name."""
    if not any(token.dep == "appos" and token.tag.startswith("NNP") for token in tokens):
        return tokens
    state = {place: one.actors for one in mentions if one.kind == "state" and (place := _head(tokens, one)) is not None}
    apart = [
        token
        for token in tokens
        if token.dep == "appos" and token.index in state and state.get(token.head, state[token.index]) != state[token.index]
    ]
    return _changed(tokens, *(replace(token, dep="conj") for token in apart)) if apart else tokens


def _run(tokens: tuple[Token, ...], mentions: Sequence[Mention]) -> tuple[Token, ...]:
    """Return the tokens with states listed right before a subject put beside it ("after war, Chad, Mali, and Niger formed")."""
    heads = {place: one for one in mentions if one.kind == "state" and (place := _head(tokens, one)) is not None}
    for subject in [token for token in tokens if token.index in heads and token.dep in ("nsubj", "nsubjpass")]:
        listed: list[tuple[int, bool]] = []
        first = heads[subject.index].start
        for place, mention in sorted(heads.items(), reverse=True):
            between = [token for token in tokens if mention.end <= token.start < first]
            if mention.end > first or not between or not all(token.text in _LINKS for token in between):
                continue
            listed.append((place, "and" in [token.text for token in between] or bool(listed)))
            first = mention.start
        before = max((token.index for token in tokens if token.end <= first), default=-1)
        if not listed or not listed[0][1] or (before >= 0 and tokens[before].tag in ("IN", "TO", "CC")):
            continue
        beside = [tokens[place] for place, _ in listed if tokens[place].dep not in ("nsubj", "nsubjpass")]
        inside = {subject.index, *(place for place, _ in listed)}
        apart = [token for token in beside if not (token.dep == "conj" and token.head in inside)]
        tokens = _changed(tokens, *(replace(token, dep="conj", head=subject.index) for token in apart))
    return tokens


def _head(tokens: Sequence[Token], mention: Mention) -> int | None:
    """Return the last word of a mention."""
    return max((token.index for token in tokens if mention.start <= token.start < mention.end), default=None)


def _headed(tokens: tuple[Token, ...], mentions: Sequence[Mention]) -> tuple[Token, ...]:
    """Return the tokens of a headline with the infinitive that tells what its subject is to do as its verb."""
    root = next((token for token in tokens if token.dep == "ROOT"), None)
    if root is None or not root.tag.startswith("NN") or not _is_actor(root, mentions):
        return tokens
    if any(token.tag in _FINITE for token in tokens):
        return tokens
    verb = next((one for one in tokens if one.head == root.index and one.tag == "VB" and one.dep in ("acl", "relcl")), None)
    if verb is None or verb.index < 1 or tokens[verb.index - 1].text.lower() != "to":
        return tokens
    return _changed(tokens, replace(verb, dep="ROOT", head=verb.index), replace(root, dep="nsubj", head=verb.index))


def _changed(tokens: tuple[Token, ...], *changes: Token) -> tuple[Token, ...]:
    new = {token.index: token for token in changes}
    return tuple(new.get(token.index, token) for token in tokens)


def _is_listed(tokens: Sequence[Token], first: int, second: int) -> bool:
    """Whether commas and names alone stand between a name and the subject after it ("Kenya, Ghana, Togo hold")."""
    between = tokens[first + 1 : second]
    return tokens[first + 1].text == "," and all(token.text == "," or token.tag.startswith("NNP") for token in between)
