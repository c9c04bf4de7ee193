"""Who does what to whom: the arguments of verbs and event nouns in a parsed sentence.

Works on `Token`s (Penn tags, ClearNLP relations) and on the actor mentions of the sentence; knows nothing of any act.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

from dragoman.lexicon.names import name_words
from dragoman.lexicon.tie_words import tie_words
from dragoman.model import Mention, Reading, Span, Token
from dragoman.reading.units import singular

SUBJECTS = ("nsubj", "csubj")
PASSIVE = ("nsubjpass", "csubjpass")
MODIFIERS = ("poss", "amod", "compound", "nmod")
ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth latest newest last only sole".split())
_NUMBERED = re.compile(r"\d+(?:st|nd|rd|th)")
BELONGING = frozenset(("of", "from", "by", "between", "among"))
"""Prepositions by which a noun is somebody's."""
RESIDING = frozenset(("of", "from", "in"))
"""Those by which people are."""
FORMER = frozenset(("former", "retired", "ex", "onetime"))
"""Adjectives by which somebody speaks for a state no more."""
_HAVING = frozenset(("has", "have", "had", "'ve", "’ve"))
_AND = frozenset(("and", "&"))
_BESIDE = _AND | {",", "(", ")"}
_DEEP = 12
_NOT_VERBS = ("aux", "auxpass", "amod", "compound")

SHARED = 128
"""Sentences whose syntax is kept: those of an article, which are looked at once as they are read and again for each kind."""

P = ParamSpec("P")
T = TypeVar("T")


class Answering(Protocol):
    """What keeps the answers it has given, by the question and what was asked about."""

    answers: defaultdict[object, dict[Any, Any]]


S = TypeVar("S", bound=Answering)


def once(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Let what is known of a sentence be worked out once for all who ask: it never changes."""
    ask = cast("Callable[..., T]", method)

    @wraps(method)
    def answer(self: S, place: Any = None, *more: Any, **named: Any) -> T:
        kept = self.answers[answer]
        key = (place, *more, *named.values()) if more or named else place
        found: T = kept.get(key, _NONE)
        if found is _NONE:
            found = kept[key] = ask(self) if place is None else ask(self, place, *more, **named)
        return found

    return cast("Callable[Concatenate[S, P], T]", answer)


_NONE: Any = object()
_ROMAN = ("I", "II", "III", "IV")
_NO_RELATIONS: frozenset[str] = frozenset()


def arguments(reading: Reading) -> Arguments:
    """Return the syntax of a reading with its mentions, the same for all who ask."""
    key = id(reading.tokens), id(reading.mentions)
    found = _shared.get(key)
    if found is None or found.tokens is not reading.tokens or found.mentions is not reading.mentions:
        if len(_shared) >= SHARED:
            _shared.clear()
        found = _shared[key] = Arguments(reading.tokens, reading.mentions)
    return found


_shared: dict[tuple[int, int], Arguments] = {}
"""By the identity of tokens and mentions, which they keep alive: comparing them would take longer than working anything out."""


class Arguments:
    """The syntax of one sentence with its mentions. `tokens` may be unparsed: then every question answers nothing.

    All lists go by the index of the token: `kids`, its dependants in text order, and `under`, the relations in which they stand;
    `relations`; `lemmas` and `lows`, its lemma and its text in lower case; `starts`, where it begins in the article.
    """

    def __init__(self, tokens: Sequence[Token], mentions: Sequence[Mention]) -> None:
        self.tokens = tuple(tokens)
        self.mentions = tuple(mentions)
        self.answers: defaultdict[object, dict[Any, Any]] = defaultdict(dict)
        self.relations = [token.dep for token in self.tokens]
        self.starts = [token.start for token in self.tokens]
        self.lows = [token.text.lower() for token in self.tokens]
        self.lemmas = [token.lemma or low for token, low in zip(self.tokens, self.lows, strict=True)]
        for place in self._treaties():
            self.lemmas[place] = "treaty"
        self._verbs = [token.tag[:2] == "VB" and token.dep not in _NOT_VERBS for token in self.tokens]
        self.kids: list[Sequence[int]] = [()] * len(self.tokens)
        self.under: list[Set[str]] = [_NO_RELATIONS] * len(self.tokens)
        kids: dict[int, list[int]] = {}
        for place, token in enumerate(self.tokens):
            if token.head != place:
                kids.setdefault(token.head, []).append(place)
        for head, places in kids.items():
            if 0 <= head < len(self.kids):
                self.kids[head] = places
                self.under[head] = {self.relations[place] for place in places}

    def _treaties(self) -> Iterator[int]:
        """Yield the words that name a treaty by themselves ("the JCPOA", "New START", "SALT II"): each is one by name."""
        known = tie_words().treaties
        for place, token in enumerate(self.tokens):
            if token.text in known and token.tag[:2] == "NN":
                after = self.tokens[place + 1] if place + 1 < len(self.tokens) else token
                yield after.index if after.text in _ROMAN and token.head == after.index else place

    @cached_property
    def _covering(self) -> dict[int, Mention]:
        """Each token's mention: the longest that covers it."""
        found: dict[int, Mention] = {}
        for mention in sorted(self.mentions, key=lambda m: m.end - m.start):
            for place in range(bisect_left(self.starts, mention.start), bisect_left(self.starts, mention.end)):
                token = self.tokens[place]
                if token.end <= mention.end or (token.start == mention.start and token.text.endswith("-led")):  # "U.S.-led"
                    found[place] = mention
        return found

    @cached_property
    def spelt(self) -> frozenset[str]:
        """Every word of the sentence and its lemma, in lower case."""
        return frozenset((*self.lows, *self.lemmas))

    def lemma(self, place: int) -> str:
        """Return the lemma in lower case."""
        return self.lemmas[place]

    def mention(self, place: int) -> Mention | None:
        """Return the mention that covers a token."""
        return self._covering.get(place)

    def below(self, place: int, *deps: str) -> tuple[int, ...]:
        """Return the dependants of a token that stand in one of the relations."""
        if self.under[place].isdisjoint(deps):
            return ()
        relations = self.relations
        return tuple([kid for kid in self.kids[place] if relations[kid] in deps])

    def is_verb(self, place: int) -> bool:
        """Return whether the token is a verb form."""
        return self._verbs[place]

    @once
    def is_passive(self, place: int) -> bool:
        """Return whether a verb is passive: with its auxiliary, or a reduced relative ("the office opened by")."""
        if self.below(place, "auxpass", *PASSIVE, "agent"):
            return True
        token = self.tokens[place]
        if token.tag in ("VBN", "VBD") and token.dep in ("pcomp", "advcl") and self._is_with(place):  # "with Chad accused of"
            return not self.auxiliaries(place) and not self.below(place, "dobj")
        reduced = token.tag in ("VBN", "VBD") and token.dep == "acl" and not _HAVING.intersection(self.auxiliaries(place))
        return reduced and not self._is_main(place)

    def _is_with(self, verb: int) -> bool:
        """Whether a participle says how things stand with its subject."""
        marks = {self.lows[kid] for kid in self.below(verb, "mark")}
        return self.tokens[verb].dep == "pcomp" or "with" in marks

    def _is_main(self, place: int) -> bool:
        """Whether a participle is the sentence's verb after all: none other is finite, and it has an object or needs none."""
        if self.tokens[self.tokens[place].head].dep != "ROOT" or self._finite - set(self.subtree(place)):
            return False
        idle = any("none" in verb.objects for verb in tie_words().verbs.get(self.lemma(place), ()))
        return bool(self.below(place, "dobj")) or idle

    @cached_property
    def _finite(self) -> frozenset[int]:
        """The finite verbs of the sentence."""
        return frozenset(place for place, token in enumerate(self.tokens) if token.tag in ("VBZ", "VBP", "VBD", "MD"))

    def is_headed(self, verb: int) -> bool:
        """Return whether an infinitive is a headline's verb and so to come ("Norway to send tanks to Chad")."""
        token = self.tokens[verb]
        alone = token.dep == "ROOT" and token.tag == "VB" and "to" in self.auxiliaries(verb) and not self.below(verb, "mark")
        return alone and not self._finite and bool(self.below(verb, *SUBJECTS, *PASSIVE))

    @once
    def auxiliaries(self, place: int) -> frozenset[str]:
        """Return the auxiliaries of a verb, lower case."""
        return frozenset(self.lows[kid] for kid in self.below(place, "aux", "auxpass"))

    @once
    def subtree(self, place: int, *, without: tuple[str, ...] = ()) -> tuple[int, ...]:
        """Return a token and all below it, in text order, leaving out dependants in the relations `without`."""
        kids, relations = self.kids, self.relations
        found = [place]
        for here in found:
            if kids[here]:
                found += [kid for kid in kids[here] if relations[kid] not in without] if without else kids[here]
        return tuple(sorted(found))

    def coordinated(self, place: int) -> tuple[int, ...]:
        """Return a token and everything coordinated with it, in text order."""
        kids = self.below(place, "conj")
        return (place, *(one for kid in kids for one in self.coordinated(kid))) if kids else (place,)

    @once
    def actors(self, place: int, depth: int = 0) -> tuple[str, ...]:
        """Return the actors that a noun phrase stands for: its own mention, else its modifiers', else "of", "from", and of
        people who belong where they are ("officials in Seoul"), "in"."""
        if depth > _DEEP:
            return ()
        found = [*self._abreast(place), *self._own_actors(place, depth)]
        for kid in (*self.below(place, "conj"), *self._listed(place)):
            if self.lows[kid - 1] != "but":  # "every state but Russia"
                found += self.actors(kid, depth + 1)
        return tuple(dict.fromkeys(found))

    def _listed(self, place: int) -> tuple[int, ...]:
        """Return who else a list names that the parser hung on its first name as an apposition ("Germany's chancellor, Olaf
        Scholz, French President Emmanuel Macron and their counterpart")."""
        mention = self.mention(place)
        if mention is None or mention.kind not in ("person", "state"):
            return ()
        found: list[int] = []
        beside = self.below(place, "appos", "npadvmod")
        listed = bool(self.below(place, "conj")) or any(self.below(one, "conj") for one in beside)
        for kid in beside:
            other = self.mention(kid)
            if other is mention:
                found += self.below(kid, "conj")
            elif other is not None and other.kind == "office":  # "Ann Holt, the premier, and Ali Musa"
                found += [one for one in self.below(kid, "conj") if (m := self.mention(one)) is not None and m.kind == "person"]
            elif other is not None and other.kind in ("person", "state") and set(other.actors).isdisjoint(mention.actors):
                found += [kid] if listed or mention.kind == other.kind == "state" else []
        return tuple(found)

    def _abreast(self, place: int) -> tuple[str, ...]:
        """Return who else is named right before somebody, joined by "and" or a comma, where the parser hung them on the last
        name ("President Holt and United States (US) Secretary Moss met")."""
        mention = self.mention(place)
        if mention is None or mention.kind != "person" or not self.below(place, "nmod", "compound"):
            return ()
        inside = {self.tokens[one].start for one in self.subtree(place)}
        found: list[str] = []
        start, joined = mention.start, False
        for other in sorted((one for one in self.mentions if one.end <= mention.start), key=lambda one: -one.start):
            between = [token.text for token in self.tokens if other.end <= token.start < start]
            if not _BESIDE.issuperset(between) or other.start not in inside:
                break
            joined = joined or not _AND.isdisjoint(between)
            found += other.actors if joined and other.kind == "person" else ()
            start = other.start
        return tuple(reversed(found))

    @once
    def _own_actors(self, place: int, depth: int) -> tuple[str, ...]:
        token = self.tokens[place]
        if token.tag in ("WDT", "WP", "WP$") or (token.tag == "IN" and token.dep in (*SUBJECTS, *PASSIVE, "dobj", "pobj")):
            antecedent = self.antecedent(place)
            return self.actors(antecedent, depth + 1) if antecedent is not None else ()
        mention = self.mention(place)
        if mention is not None:
            return (*mention.actors, *self._beside(place, mention, depth))
        surname = self._surname(place)
        if surname is not None:
            return surname.actors
        flag = self._flag(place)
        if flag:
            return (flag,)
        if self.lemma(place) in tie_words().groups:
            members = self._members(place, depth)
            if members:
                return members
        modifiers = self.owners(place, depth)
        if modifiers:
            return self._league(place, depth) if self.is_related(place) else modifiers
        ways = RESIDING if self.lemma(place) in tie_words().residents else BELONGING
        named = [
            actor
            for prep in self.below(place, "prep")
            if self.lows[prep] in ways
            for kid in self.below(prep, "pobj")
            for actor in self.actors(kid, depth + 1)
        ]
        if named:
            return tuple(named)
        if by := self.made_by(place, depth):
            return by
        now = (kid for kid in self.below(place, "appos") if not {self.lows[one] for one in self.below(kid, "amod")} & FORMER)
        beside = tuple(actor for kid in now for actor in self.actors(kid, depth + 1))
        if beside or token.dep != "appos":
            return beside
        mention = self.mention(token.head)
        return mention.actors if mention is not None else ()

    @once
    def made_by(self, place: int, depth: int = 0) -> tuple[str, ...]:
        """Return who a participle after a noun says made or did it ("the attack, carried out by …", "a group led by …")."""
        made = (kid for kid in self.below(place, "acl") if self.lemma(kid) in tie_words().done and self.tokens[kid].tag == "VBN")
        by = (actor for kid in made for head in self.prepositional(kid, "by") for actor in self.actors(head, depth + 1))
        return tuple(dict.fromkeys(by))

    def _league(self, place: int, depth: int) -> tuple[str, ...]:
        """Return the organisation whose members a noun means ("NATO allies")."""
        before = self.below(place, "compound", "amod", "nmod")
        return tuple(actor for kid in before for actor in self.actors(kid, depth + 1) if actor.startswith("org:"))

    def is_related(self, place: int) -> bool:
        """Whether a noun says what somebody is to another, who is not meant ("Norway's allies", "its partner countries")."""
        related = tie_words().related
        if self.lemma(place) in related:
            return True
        partners = any(self.lemma(kid) in related for kid in self.below(place, "compound"))
        return partners and self.lemma(place) in tie_words().groups

    def _surname(self, place: int) -> Mention | None:
        """Return the person whose first name a subject is, where the parser parted it from the known surname after it."""
        token, after = self.tokens[place], place + 1
        if token.tag != "NNP" or token.dep not in (*SUBJECTS, *PASSIVE) or after >= len(self.tokens):
            return None
        mention = self.mention(after)
        parted = mention is not None and mention.kind == "person" and self.tokens[after].head == token.head
        return mention if parted and self.tokens[after].start == token.end + 1 else None

    def _flag(self, place: int) -> str | None:
        """Return whose ship a name is, by what opens it ("HMS Kent")."""
        if not self.tokens[place].tag.startswith("NNP"):
            return None
        hulls = tie_words().hulls
        words = [self.tokens[kid].text for kid in (*self.below(place, "compound", "nmod"), place)]
        return next((hulls[word.lower()] for word in words if word.isupper() and word.lower() in hulls), None)

    def _beside(self, place: int, mention: Mention, depth: int) -> tuple[str, ...]:
        """The actors coordinated within a mention's phrase but left out of it: "Japanese and [Philippine troops]"."""
        heads = [k for k in self.below(place, "amod", "nmod") if self.below(k, "conj") and self.tokens[k].end <= mention.start]
        inner = [head for head in self.prepositional(place, "of") if self.below(head, "conj")]
        heads += [kid for head in inner for kid in self.below(head, "conj") if self.tokens[kid].start >= mention.end]
        return tuple(actor for head in heads for actor in self.actors(head, depth + 1))

    @once
    def owners(self, place: int, depth: int = 0) -> tuple[str, ...]:
        """Return the actors named before a noun within its phrase ("German-Dutch cooperation", "Tokyo's accession")."""
        found: list[str] = []
        for kid in self.below(place, *MODIFIERS, "npadvmod", "nsubj"):
            if self._is_venue(kid, place):
                continue
            if kid < place and not self.is_verb(kid) and self.lows[kid] not in tie_words().not_owners:
                own = self.actors(kid, depth + 1)
                found += [actor for actor in own if actor not in found]
                for below in self.subtree(kid, without=("relcl", "prep", "conj", "appos")):
                    mention = self.mention(below)
                    found += [a for a in (mention.actors if mention else ()) if a not in found]
        return tuple(dict.fromkeys(found))

    def _is_venue(self, kid: int, place: int) -> bool:
        """Whether a capital, a town or a part of a state is only where a meeting took place ("the Vilnius summit")."""
        mention = self.mention(kid)
        if mention is None or self.tokens[kid].dep == "poss":
            return False
        if mention.kind not in ("capital", "town") and mention.surface not in name_words("parts"):
            return False
        return self.lemma(place) in tie_words().venues

    def _members(self, place: int, depth: int) -> tuple[str, ...]:
        """The states that "members", "allies" or "countries" are said to be, by apposition or after "like", "including"."""
        heads = [*self.below(place, "appos"), *self.prepositional(place, "like", "including", "as")]
        return tuple(dict.fromkeys(actor for head in heads for actor in self.actors(head, depth + 1)))

    @once
    def nearest(self, place: int) -> tuple[str, ...]:
        """Return who acts nearest around a token: the subject of an enclosing clause, or the owner of an enclosing noun."""
        here = place
        for _ in range(_DEEP):
            if self.is_verb(here):
                suffers = here == place and self.is_passive(here)
                subjects = (h for h in self.surface_subjects(here) if h != place and not suffers and not self._is_town(h))
                found = self.doers(here) or tuple(a for head in subjects for a in self.actors(head))
            else:
                found = self.owners(here)
            if found:
                return tuple(dict.fromkeys(found))
            if self.tokens[here].head == here:
                return ()
            here = self.tokens[here].head
        return ()

    @once
    def reached(self, place: int, depth: int = 0) -> tuple[str, ...]:
        """Return every actor that a phrase or clause speaks of, nearest first: its own, then those below it."""
        found = list(self.actors(place)) if not self.is_verb(place) else []
        if depth < _DEEP:
            for kid in self.kids[place]:
                if self.relations[kid] not in ("relcl", "punct") and not self.fights(kid):
                    found += self.reached(kid, depth + 1)
        return tuple(dict.fromkeys(found))

    def fights(self, place: int) -> bool:
        """Whether a participle says whom those before it fight ("arms for militias battling the Islamic State")."""
        token = self.tokens[place]
        words = tie_words()
        people = self.lemma(token.head) in words.classes["people"] | words.classes["forces"]
        return token.dep == "acl" and token.tag == "VBG" and people and self.lemma(place) in words.fighting

    def determined(self, place: int) -> frozenset[str]:
        """Return the articles and other determiners of a noun, lower case."""
        return frozenset(self.tokens[kid].text.lower() for kid in self.below(place, "det"))

    def antecedent(self, place: int) -> int | None:
        """Return the noun that a relative pronoun stands for."""
        here = place
        for _ in range(_DEEP):
            token = self.tokens[here]
            if token.dep == "relcl":
                return token.head
            if token.head == here:
                return None
            here = token.head
        return None

    @once
    def distinguished(self, verb: int) -> int | None:
        """Return the "is" or "became" over an infinitive that says what somebody was the first, or the only one, to do.

        "She became the first minister to visit" states the visit, and when and how surely she became it.
        """
        token = self.tokens[verb]
        if token.tag != "VB" or "to" not in self.auxiliaries(verb) or token.dep not in ("acl", "relcl", "advcl", "xcomp"):
            return None
        head = self.tokens[verb].head
        nouns = self.below(head, "attr", "oprd", "acomp") if self.is_verb(head) else (head,)
        for noun in nouns:
            above = self.tokens[noun].head
            said = self.tokens[noun].dep in ("attr", "oprd", "acomp") and self.lemma(above) in ("be", "become")
            if noun < verb and said and (self.ranked(noun) or self.lows[noun] in ORDINALS):
                return above
        return None

    def leading_to(self, verb: int) -> int | None:
        """Return the word that an infinitive or gerund completes ("*applied* to join", "*interested* in buying")."""
        token = self.tokens[verb]
        if token.dep == "xcomp":
            return token.head
        return self.tokens[token.head].head if token.dep == "pcomp" else None

    def plural(self, place: int) -> str:
        """Return the singular of a noun in the plural, capitals left out ("the Ministers"), "" for any other word."""
        tag = self.tokens[place].tag
        return self.lemma(place) if tag == "NNS" else singular(self.lows[place]) if tag == "NNPS" else ""

    def ranked(self, noun: int) -> bool:
        """Return whether an ordinal stands before a noun ("the 31st country", "the last member")."""
        words = (self.lows[kid] for kid in self.below(noun, "amod", "compound", "nummod"))
        return any(word in ORDINALS or _NUMBERED.fullmatch(word) for word in words)

    def goes_on(self, verb: int) -> bool:
        """Return whether a relative clause goes on telling rather than tells which ("the raid, which has raised tensions")."""
        first = min(self.subtree(verb))
        return first > 0 and self.lows[first - 1] in (",", "–", "—") and self.lows[first] in ("which", "who")

    def speaks_itself(self, verb: int) -> bool:
        """Return whether the subject of a verb is who speaks ("we", "I")."""
        return any(self.lemma(head) in ("i", "we") for head in self.surface_subjects(verb))

    @once
    def surface_subjects(self, verb: int, depth: int = 0) -> tuple[int, ...]:
        """Return the heads of a verb's grammatical subject, inherited along coordination, control and participles."""
        own = self.below(verb, *SUBJECTS, *PASSIVE)
        if own or depth > _DEEP:
            return own
        token = self.tokens[verb]
        if token.head == verb:
            return ()
        stated = self.distinguished(verb)
        if stated is not None:
            return self.surface_subjects(stated, depth + 1)
        if token.dep == "conj" and not self.is_verb(token.head):
            return ()
        if token.dep in ("acl", "relcl") and token.tag in ("VBG", "VBN", "VBD"):
            return (token.head,)
        owner = self._whose(verb)
        if owner:
            return owner
        if token.dep in ("xcomp", "advcl") and token.tag == "VB" and self.lemma(token.head) in tie_words().object_control:
            controlled = self.below(token.head, "dobj", "nsubjpass") if token.dep == "xcomp" else ()
            controlled = controlled or self.prepositional(token.head, "on", "upon")
            if controlled:
                return controlled
        if self.is_held_against(verb):
            return (self.tokens[token.head].head,)
        if token.dep == "pcomp" and self.is_verb(self.tokens[token.head].head):
            above = self.tokens[token.head].head
            how, blamed = self.lows[token.head], self.below(above, "dobj", "nsubjpass")
            blamed = blamed or (self.prepositional(above, "at") if how == "for" else ())  # "lashed out at Chad for shooting"
            if blamed and how in ("of", "from", "for", "against") and self.lemma(above) in tie_words().blame:
                return blamed
        up = self._governing_verb(verb)
        return self.surface_subjects(up, depth + 1) if up is not None else ()

    def is_held_against(self, verb: int) -> bool:
        """Return whether a participle, hung by its "of" on a noun, is what that one is blamed for ("accused men of looting")."""
        noun = self.tokens[self.tokens[verb].head].head
        above = self.tokens[noun].head
        hung = self.tokens[verb].dep == "pcomp" and self.tokens[noun].dep == "dobj" and self.lows[self.tokens[verb].head] == "of"
        return hung and self.lemma(above) in tie_words().blame

    def _whose(self, verb: int) -> tuple[int, ...]:
        """Return whose noun an infinitive hangs on ("Sweden's bid to join", "its plan to deploy")."""
        token = self.tokens[verb]
        if token.dep != "acl" or token.tag != "VB" or "to" not in self.auxiliaries(verb):
            return ()
        if not self.tokens[token.head].tag.startswith("NN"):
            return ()
        return self.below(token.head, "poss") or tuple(head for head in self.prepositional(token.head, "by") if self.actors(head))

    def _governing_verb(self, verb: int) -> int | None:
        """The verb whose subject an infinitive, participle or coordinated verb shares, or None."""
        token = self.tokens[verb]
        if token.dep not in ("conj", "xcomp", "advcl", "pcomp", "acl", "ccomp", "dep", "pobj", "acomp", "oprd"):
            return None
        if token.dep == "ccomp" and token.tag not in ("VB", "VBG"):
            return None
        here = token.head
        for _ in range(_DEEP):
            if self.is_verb(here) or self.tokens[here].dep == "ROOT":
                return here if self.tokens[here].tag.startswith(("VB", "MD")) else None
            if self.tokens[here].head == here:
                return None
            here = self.tokens[here].head
        return None

    @once
    def doers(self, verb: int) -> tuple[str, ...]:
        """Return the actors that do what a verb says: its subject, or the agent of a passive."""
        heads: tuple[int, ...]
        if self.is_passive(verb) and not self._stative(verb):
            heads = tuple(kid for by in self.below(verb, "agent") for kid in self.below(by, "pobj"))
        else:
            heads = self.surface_subjects(verb)
        found = [actor for head in heads if not self._is_town(head) for actor in self.actors(head)]
        if not found and not heads and not self.is_passive(verb):
            found = list(self._nominal_doer(verb))
        found += [actor for head in self._companions(verb) for actor in self.actors(head)] if found else []
        return tuple(dict.fromkeys(found))

    def _is_town(self, place: int) -> bool:
        """Whether a noun is a town, which does nothing for its state."""
        mention = self.mention(place)
        return mention is not None and mention.kind == "town"

    def _companions(self, verb: int) -> tuple[int, ...]:
        """Return the heads of who acts "together with", "along with" or "joined by" a subject."""
        subjects = () if self.is_passive(verb) else self.surface_subjects(verb)
        before = ("together", "along", "jointly", "conjunction")
        found: list[int] = []
        for place in (verb, *subjects):
            for kid in self.below(place, "prep"):
                joined = self.below(kid, "prep") if self.lows[kid] == "along" else (kid,)
                withs = [at for at in joined if at and self.lows[at] == "with" and self.lows[at - 1] in before]
                found += [head for at in withs for head in self.below(at, "pobj")]
        for subject in subjects:
            joining = (kid for kid in self.below(subject, "acl") if self.lemma(kid) == "join")
            found += [head for kid in joining for head in self.prepositional(kid, "by")]
        return tuple(found)

    def _stative(self, verb: int) -> bool:
        """Whether a passive speaks of what its subject does ("are engaged in talks")."""
        return self.lemma(verb) in ("engage", "involve", "lock") and not self.below(verb, "agent")

    def _nominal_doer(self, verb: int) -> tuple[str, ...]:
        """The doer of an infinitive or gerund that hangs on a noun: whose noun it is ("Tokyo's plan to deploy")."""
        here = self.tokens[verb].head
        for _ in range(_DEEP):
            owners = self.owners(here) or tuple(a for head in self.prepositional(here, "by") for a in self.actors(head))
            if owners:
                return owners
            if self.tokens[here].head == here:
                return ()
            here = self.tokens[here].head
        return ()

    @once
    def undergoers(self, verb: int) -> tuple[int, ...]:
        """Return the heads of what a verb acts on: its objects, or the subject of a passive."""
        if self.is_passive(verb):
            return self.surface_subjects(verb)
        own = tuple(here for kid in self.below(verb, "dobj", "dative", "oprd") for here in self._object_heads(kid))
        if self.below(verb, "dobj", "oprd"):
            return own
        return (*(self._shared_objects(verb) or self._left_out(verb) or self._lent_out(verb)), *own)

    def _lent_out(self, verb: int) -> tuple[int, ...]:
        """The noun right after a verb that the parser made the subject of a clause ("deployed [forces] to assert its claims")."""
        for kid in self.below(verb, "ccomp"):
            heads = self.below(kid, "nsubj")
            places = self.subtree(heads[0]) if heads else ()
            purpose = self.tokens[kid].tag == "VB" and "to" in self.auxiliaries(kid)
            if purpose and places and verb < places[0] <= verb + 2 and not self.below(kid, "mark"):
                return heads
        return ()

    def _left_out(self, verb: int) -> tuple[int, ...]:
        """The noun that a relative clause without a pronoun is about ("the missiles the group launched")."""
        token = self.tokens[verb]
        if token.dep != "relcl" or token.tag == "VBG" or self.below(verb, "acomp", "attr", "ccomp", "xcomp"):
            return ()
        subjects = self.below(verb, *SUBJECTS)
        stated = any(self.tokens[place].tag in ("WDT", "WP", "WP$", "WRB") for place in self.subtree(verb, without=("relcl",)))
        return (token.head,) if subjects and not stated else ()

    def _shared_objects(self, verb: int) -> tuple[int, ...]:
        """The objects of a verb coordinated right after this one, which has none ("deployed or extended forces")."""
        for kid in self.below(verb, "conj"):
            if self.is_verb(kid) and kid - verb <= 3:
                own = tuple(here for one in self.below(kid, "dobj") for here in self._object_heads(one))
                return own or self._shared_objects(kid)
        return ()

    def _object_heads(self, place: int) -> tuple[int, ...]:
        if self.tokens[place].tag in ("IN", "TO"):
            return self.below(place, "pobj")
        return (place,)

    def prepositional(self, place: int, *prepositions: str) -> tuple[int, ...]:
        """Return the heads that given prepositions introduce below a token (all of them where none is given)."""
        if not self.kids[place]:
            return ()
        rows = self.introduced(place)
        return tuple([head for word, head in rows if not prepositions or word in prepositions]) if rows else ()

    @once
    def introduced(self, place: int) -> tuple[tuple[str, int], ...]:
        """Return the prepositions below a token, in lower case, each with every head that it introduces."""
        found: list[tuple[str, int]] = []
        for prep in self.below(place, "prep", "dative", "agent"):
            heads = [*self.below(prep, "pobj", "pcomp")]
            if len(heads) > 1:  # "by [Sudan]'s [army]": the parser made two of them
                heads = [head for head in heads if not any(self.tokens[kid].tag == "POS" for kid in self.below(head, "case"))]
            for nested in self.below(prep, "prep"):
                heads += self.below(nested, "pobj", "pcomp")
            found += [(self.lows[prep], head) for head in heads]
        return tuple(found)

    @once
    def clause(self, verb: int) -> Span:
        """Return the stretch of one clause: the verb with its arguments, less coordinated and subordinate clauses."""
        places = [verb]
        for kid in self.kids[verb]:
            if self.relations[kid] not in ("punct", "conj", "cc", "advcl", "parataxis", "mark", "ccomp", "intj"):
                places += self.subtree(kid, without=("relcl", "advcl", "parataxis"))
        for head in self.surface_subjects(verb):
            if head < verb and not self._crosses(head, verb):
                places += self.subtree(head, without=("relcl", "acl", "advcl", "parataxis", "appos"))
        places = [p for p in places if self.tokens[p].dep != "punct"] or [verb]
        return Span(self.tokens[min(places)].start, self.tokens[max(places)].end)

    def _crosses(self, head: int, verb: int) -> bool:
        """Whether another clause lies between a shared subject and this verb, so that the span would swallow it."""
        return any(self.is_verb(place) and self.tokens[place].dep in ("ROOT", "conj", "advcl") for place in range(head + 1, verb))

    @once
    def phrase(self, noun: int) -> Span:
        """Return the stretch of a noun phrase, less clauses, appositions and what is coordinated with it ("[the pact between
        Chad and Mali] and a treaty")."""
        left_out = ("relcl", "appos", "advcl", "punct", "acl", "parataxis")
        own = [kid for kid in self.kids[noun] if self.relations[kid] not in (*left_out, "conj", "cc")]
        places = [noun, *(one for kid in own for one in self.subtree(kid, without=left_out))]
        return Span(self.tokens[min(places)].start, self.tokens[max(places)].end)
