"""Who a source is: named, unnamed or a document, and the state or organisation that it speaks for.

A speaker is introduced once with the office held and named by surname, pronoun or office ("the minister") afterwards; the context
keeps whom each name was introduced as.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.lexicon.names import entries, name_words, surname
from dragoman.lexicon.reporting import reporting
from dragoman.model import Attribution, Context, Mention, Sentence, Span, Token
from dragoman.reading import turns
from dragoman.reading.actors import person_actors, scan

_WORDS = re.compile(r"[^\W\d_][\w’'-]*")
KEPT = 40
"""Speakers that a context keeps."""
_HOUSE = re.compile(
    r",[^,]{0,60}?\b[a-z]+\s(?P<link>at|of|with|from|for)\s(?:the\s)?"
    r"(?P<name>[A-Z][\w&.’'-]*(?:\s(?:(?:of|for|on|and|the)\s){0,2}[A-Z][\w&.’'-]*){0,6})"
)
_APPOSED = re.compile(r"\b(?P<what>[a-z][a-z-]+)\s(?P<name>[A-Z][\w&.’'-]*(?:\s[A-Z][\w&.’'-]*){0,4})$")
_BODY = re.compile(r"(?:The|the)\s(?P<name>[A-Z][\w&.’'-]*(?:\s(?:of|for|and)?\s?[A-Z][\w&.’'-]*){0,5})$")
_FORMER = re.compile(r"\b(?:former|ex-|retired)\b|\((?:ret|retd)\b", re.IGNORECASE)
_US_PARTY = re.compile(
    r"\b[DRI]-[A-Z][a-z]{1,4}\b|\b(?:Sen|Rep)\.|\b(?:Republican|Democratic)\s(?:senator|congress|representative|Sen|Rep)"
)
"""American lawmakers, as the press marks them: "Sen. X, D-Ill."."""
_ONE = re.compile(r"(?:an?|one|another|the)\s.*[^s]$", re.IGNORECASE)
_THOSE = re.compile(r"(?:the|both|these)\s", re.IGNORECASE)
"""What makes those who hold an office the few that were told of ("the ministers")."""
_MARKS = ("”", '"', "“", "’’", "''")
_INDEFINITE = re.compile(r"(?:an?|one|two|three|another)\s", re.IGNORECASE)
_SEVERAL = re.compile(r"(?:some|several|many|most|various|other|unconfirmed|conflicting|different)\s", re.IGNORECASE)
"""What makes a document none in particular ("some estimates")."""
_PARTS = frozenset(("array", "number", "group", "range", "handful", "string", "host", "panel", "chorus", "majority", "couple"))
"""Words for some of those who are named after "of" ("an array of experts")."""
_SEATS = ("capital", "place", "town", "state")
_SEATED = re.compile(r",\s[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?\s?(?:\(|,|$)")
"""Where a body has its seat, named right after it."""
_OUT_OF_OFFICE = frozenset(("shadow", "opposition"))
_SIDED = ("official", "officer", "commander", "spokes", "authorit")
_HEADS_IT = re.compile(
    r",\s(?:the\s)?(?:deputy\s)?(?:head|chief|director|leader|commander|boss|spokes\w+)\s(?:of|for)\s(?:the|this)\s[a-z]+(?:,|$)"
)
_STATELY = ("state", "demonym", "office", "ministry", "force")


@dataclass(frozen=True, slots=True)
class Who:
    """A source: `named`, `unnamed` or `document`; its words; its state or organisation."""

    type: str
    words: str | None = None
    actor: str | None = None


@cache
def _outsider() -> re.Pattern[str]:
    """Return the pattern of those who do not speak for the state that stands beside the word ("an Oslo-based analyst")."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(name_words('outsiders'))))})|-based\b", re.IGNORECASE)


@cache
def _leading() -> re.Pattern[str]:
    """Return the pattern of a clause that says what somebody leads (", who now heads …")."""
    return re.compile(rf",?\swho\s(?:now\s|currently\s)?(?:{'|'.join(sorted(name_words('leads')))})\s(?:for\s|at\s)?")


class Sources:
    """The sources of one sentence. All offsets are the article's."""

    def __init__(self, sentence: Sentence, tokens: Sequence[Token], mentions: Sequence[Mention], context: Context) -> None:
        self.sentence, self.tokens, self.mentions, self.context = sentence, tokens, mentions, context

    def identify(self, source: Span | None) -> Who:
        """Return who a stretch of the sentence is; unnamed where there is none."""
        if source is None:
            return Who("unnamed")
        base = self.sentence.start
        words = self.sentence.text[source.start - base : source.end - base]
        if turns.nameless(words) or turns.asks(words):
            return Who("unnamed", words, None if turns.asks(words) else self.context.transcript.house)
        kind, actor = self._kind(source, words)
        if actor is None and kind == "named":
            actor = self._known(source, words)
        return Who(kind, words, _state_of(actor))

    def introduced(self) -> Who | None:
        """Return what a sentence before a quotation says it is from: the document named last, or the person; None if neither."""
        sets, base = reporting(), self.sentence.start
        words = [(m.start(), m[0]) for m in _WORDS.finditer(self.sentence.text)]
        low = [(at, word, word.lower().removesuffix("s")) for at, word in words]
        people = [m for m in self.mentions if m.person and m.actors]
        own = next(((at, word) for at, word, lemma in reversed(low) if lemma in sets.own_words), None)
        paper = next(((at, word) for at, word, lemma in reversed(low) if {lemma, word.lower()} & sets.document), None)
        if paper is not None and not (people and own is not None):
            actor = next((a for m in self.mentions if 0 <= paper[0] + base - m.end <= 20 for a in m.actors), None)
            return Who("document", paper[1], actor)
        if people:
            return Who("named", people[0].surface, _state_of(people[0].actors[0]))
        return None

    def can_speak(self, source: Span) -> bool:
        """Return whether a source is a person, a body or a document, not "the operation" or "the dissolution of"."""
        head = self.head(source)
        low = head.lower()
        sets = reporting()
        if any(m.start <= self._head_start(source) < m.end for m in self.mentions) or self._is_name(source):
            return True
        return bool({low, low + "s", low.removesuffix("s")} & (sets.unnamed | sets.document | sets.persons | sets.outlets))

    def _is_name(self, source: Span) -> bool:
        """Return whether the head word of a source is a name: with a capital, and not only because it opens the sentence."""
        at = self._head_start(source)
        head = next((t for t in self.tokens if t.start == at), None)
        if head is None or not head.text[:1].isupper():
            return False
        known = head.text in dict(self.context.people) or any(head.text == name for name, *_ in self.context.names)
        return at != self.sentence.start or known or head.tag in ("NNP", "NNPS", "")

    def head(self, source: Span) -> str:
        """Return the head word of a source."""
        at = self._head_start(source)
        return next((t.text for t in self.tokens if t.start == at), "")

    def _head_start(self, source: Span) -> int:
        inside = [t for t in self.tokens if source.start <= t.start < source.end]
        indices = {t.index for t in inside}
        own = next((t for t in inside if t.head not in indices or t.head == t.index), inside[-1] if inside else None)
        if own is not None and own.lemma in _PARTS:  # "an array of experts": they speak
            of = next((t.index for t in inside if t.head == own.index and t.text == "of"), None)
            own = next((t for t in inside if t.head == of and t.dep == "pobj"), own)
        return own.start if own is not None else source.start

    def _kind(self, source: Span, words: str) -> tuple[str, str | None]:
        inside = [m for m in self.mentions if m.start < source.end and source.start < m.end]
        head = self.head(source)
        at = self._head_start(source)
        own = sorted(inside, key=lambda m: not m.start <= at < m.end)  # the head's own name before whose it is
        if len(own) > 1 and own[0].kind in _SEATS and inside[0].kind == "organisation" and _SEATED.match(
            self.sentence.text, inside[0].end - self.sentence.start
        ):
            own = list(inside)  # "the Institute of Peace, Oslo (IPO)"
        actor = next((a for m in own for a in m.actors if not a.startswith("person:")), None)
        low = head.lower()
        sets = reporting()
        lemma = low[:-1] if low.endswith("s") and low[:-1] in sets.document | sets.unnamed else low
        if low in ("who", "which", "that"):
            before = [m for m in self.mentions if m.end <= source.start and source.start - m.end < 60]
            return ("named", _first_actor(before[-1:])) if before else ("unnamed", None)
        speaker = self.context.speaker
        if low == "it" and speaker is not None and speaker.type == "document":
            return "document", speaker.actor
        beside = self.sentence.text[: source.start - self.sentence.start].rstrip()[-1:] in _MARKS
        if low == "it" and speaker is not None and speaker.type == "named" and speaker.actor and beside:
            return "named", speaker.actor  # "“…,” it said": whoever spoke last
        if low in ("he", "she") and speaker is not None and speaker.type == "unnamed" and _ONE.match(speaker.source or ""):
            return "unnamed", speaker.actor  # "a colonel said … he added"
        if low in ("he", "she"):
            return "named", actor or self._last_speakers(inside)
        if any(m.person and m.end <= source.end for m in inside):
            return "named", self._of_person(source, words, inside, actor)
        proper = any(word[:1].isupper() and not self._opens(source, word) for word in words.split())
        apposed = self._apposed(words)
        if apposed is not None:
            return "named", apposed
        if low in sets.outlets and proper:
            return "named", actor or _outlet(words)
        if lemma in sets.document and not (lemma in sets.bodies and actor):  # "Dutch intelligence": a service
            return ("unnamed", None) if actor is None and _SEVERAL.match(words) else ("document", actor)
        many = lemma != low and all(m.kind == "office" for m in inside if m.start <= at < m.end)  # "two NATO Generals"
        called = head[:1].isupper() and not many and any(m.start <= at < m.end or at != self.sentence.start for m in inside)
        if lemma in sets.unnamed and not called:
            return self._role(low, words, actor)
        nobody = head[:1].islower() and low != "it" and not any(m.start <= at < m.end for m in inside)
        if nobody and _INDEFINITE.match(words) and low not in sets.outlets and low.capitalize() not in name_words("bodies"):
            return "unnamed", actor  # "an aid worker in Mali"
        if inside or proper or low == "it":
            return "named", actor or _house(words) or _body(words) or self._official(source, words) or self._unknown(words)
        return self._role(low, words, actor) if low in sets.persons else ("unnamed", actor)

    def _of_person(self, source: Span, words: str, inside: Sequence[Mention], actor: str | None) -> str | None:
        """Return whom a named person speaks for: by the mention itself, by what a relative clause says, else by apposition.

        A scholar or a former officer does not speak for the state in the apposition ("an Iran expert at …").
        """
        person = next(m for m in inside if m.person)
        own = next((a for a in person.actors if not a.startswith("person:")), None)
        if own is None:
            own = self._heads(source)
        if own is not None:
            return own
        if _outsider().search(words):
            body = next((m.actors[0] for m in inside if m.kind == "organisation" and m.start > person.end), None)
            return _house(words) or (None if _FORMER.search(words) else body)
        if _HEADS_IT.search(words):
            return actor or _house(words) or self._whoever_spoke()
        return actor or _house(words) or self._official(source, words) or self._named_at_last(words, person)

    def _named_at_last(self, words: str, person: Mention) -> str | None:
        """Return the state for which the last speaker spoke by office alone, where nothing tells who this one is: a wire report
        names in its second sentence the minister of its first ("Oman's defence minister said … “…,” said Ali Musa")."""
        speaker = self.context.speaker
        bare = words.strip() == person.surface and all(actor.startswith("person:") for actor in person.actors)
        if not bare or speaker is None or speaker.type != "named" or speaker.cue is None or not speaker.actor:
            return None
        office = set(re.findall(r"[a-z]+", (speaker.source or "").lower())) & (name_words("officials") | name_words("holders"))
        titled = any(word[:1].isupper() for word in (speaker.source or "").split()[-1:])
        known = any(name == surname(person.person or "") for name, _ in self.context.speakers)
        return speaker.actor if office and not titled and not known and len(speaker.actor) == 3 else None

    def _official(self, source: Span, words: str) -> str | None:
        """Return the state of an official who is named without one: the text's, else the first that is named beside."""
        said = set(re.findall(r"[a-z]+", words.lower()))
        if not said & name_words("officials") or said & _OUT_OF_OFFICE or _FORMER.search(words):
            return None
        topic = next((actor for actor in self.context.topic_actor if len(actor) == 3), None)
        beside = (a for m in self.mentions if m.start >= source.end for a in m.actors if len(a) == 3)
        return topic or next(beside, None)

    def _whoever_spoke(self) -> str | None:
        """Return whom the last speaker spoke for, else the state that the text is about: "head of the service" is of that."""
        speaker = self.context.speaker
        if speaker is not None and speaker.actor and not speaker.actor.startswith("person:"):
            return speaker.actor
        return next(iter(self.context.topic_actor), None)

    def _unknown(self, words: str) -> str | None:
        """Return a single name that nobody bears in the article as a body's ("Mediazona"): people are introduced in full.

        Several words are a body's name where one of them is in nobody's own ("Quantum Systems").
        """
        bare = words.strip().removesuffix(",")
        if set(bare.split()[1:]) & name_words("bodies") and all(word[:1].isupper() for word in bare.split()):
            return f"org:{bare}"
        names = self.context.names
        person = bare in dict(self.context.people) or any(bare in (known, *(who or "").split()[:1]) for known, _, who in names)
        one = bare.isalpha() and bare[:1].isupper() and len(bare) > 2 and bare.lower() not in reporting().openers
        called = any(t.text == bare and t.tag in ("NNP", "") for t in self.tokens) or not self.tokens
        talk = self.context.transcript
        turns_taken = bare in talk.names or bare.lower() in dict(talk.parts)
        return f"org:{bare}" if one and called and not person and not turns_taken else None

    def _apposed(self, words: str) -> str | None:
        """Return the body named after what it is ("the German tabloid Bild", "drone maker Baykar"), as listed where it is."""
        match = _APPOSED.search(words)
        if match is None or match["what"].lower() not in reporting().outlets:
            return None
        name = match["name"].strip()
        known = next((e.ids[0] for e in entries().get(name, ()) if e.kind == "organisation" and e.ids), None)
        return known or f"org:{name}"

    def _heads(self, source: Span) -> str | None:
        """Return the body that the person right before heads ("X, who commands NATO forces")."""
        low = source.end - self.sentence.start
        match = _leading().match(self.sentence.text, low)
        if match is None:
            return None
        at = match.end() + self.sentence.start
        return next((a for m in self.mentions if at <= m.start <= at + 30 for a in m.actors if not a.startswith("person:")), None)

    def _role(self, low: str, words: str, actor: str | None) -> tuple[str, str | None]:
        """Return who an office without a name is: whoever was introduced by it, a body's spokesman, or nobody."""
        if low in reporting().definite and _THOSE.match(words):
            return "named", actor
        known = {role: (kind, whose) for role, kind, whose in self.context.roles}.get(low.removesuffix("s"))
        if known is not None and words.lower().startswith(("the ", "that ", "this ")) and actor in (None, known[1]):
            return known
        if low.startswith("spokes") and actor:
            return "named", actor
        told = self._taken_up(low, words, actor)
        if told is not None:
            return told
        return "unnamed", actor or self._same_side(low, words)

    def _taken_up(self, low: str, words: str, actor: str | None) -> tuple[str, str | None] | None:
        """Return the named speaker whom "the" and one office take up ("the defence chief" after "Minister X"), or None."""
        speaker = self.context.speaker
        if speaker is None or speaker.type != "named" or low not in name_words("holders"):
            return None
        if not words.lower().startswith(("the ", "this ")) or actor not in (None, speaker.actor):
            return None
        return "named", speaker.actor

    def _last_speakers(self, inside: Sequence[Mention]) -> str | None:
        """Return the actor of the last speaker where "he" or "she" may mean that one."""
        speaker = self.context.speaker
        person = next((m.person for m in inside if m.person), None)
        if person is not None and (known := dict(self.context.speakers).get(surname(person))):
            return known
        same = speaker is not None and speaker.type == "named" and _is_same(speaker.source, person)
        return speaker.actor if speaker is not None and same else None

    def _known(self, source: Span, words: str) -> str | None:
        """Return whom a person was introduced as, an American lawmaker's country, or the person."""
        person = next((m.person for m in self.mentions if m.person and m.start < source.end and source.start < m.end), None)
        if person is None and words.isupper():
            person = next((e.name for hit in scan(words.title()) for e in hit.meanings if e.name), None)
        held = person_actors(person, self.context.published) if person else ()
        if held:
            return held[0]
        names = [surname(person)] if person else words.replace(",", " ").split()
        spelt = {name[:1].lower() + name[1:] for name in names}  # "Ahmed al-Said", then "Al-Said" at the head of a sentence
        known = next((actor for name, actor in reversed(self.context.speakers) if name[:1].lower() + name[1:] in spelt), None)
        known = known or self._by_first_name(words.strip())
        if known is not None:
            return known
        if _US_PARTY.search(words):
            return "USA"
        if words.isupper() or words in self.context.transcript.names:
            called = turns.spoken_for(words, self.context)
            if called is not None:
                return called
        full = dict(self.context.people).get(person or words)
        if full is not None:
            return f"person:{full}"
        return f"person:{person}" if person and " " in person else None

    def _by_first_name(self, words: str) -> str | None:
        """Return whom somebody speaks for who was introduced in full and is called by the first name ("Getachew added")."""
        full = (actors for _, actors, person in self.context.names if person and " " in person and person.split()[0] == words)
        return next((actors[0] for actors in full if len(actors) == 1), None)

    def _same_side(self, low: str, words: str) -> str | None:
        """Return the last speaker's state for "officials" of nobody in particular: reports rarely change sides unsaid."""
        speaker = self.context.speaker
        one = words.lower().startswith("one ")
        if low.startswith(_SIDED) and speaker and not one and not _FORMER.search(words):
            return speaker.actor if speaker.actor and len(speaker.actor) == 3 else None
        return None

    def _opens(self, source: Span, word: str) -> bool:
        """Return whether a word is capitalised only because it opens the sentence."""
        first = source.start == self.sentence.start and self.sentence.text.startswith(word)
        return first and word.lower() in reporting().openers


def remembered(context: Context, found: Iterable[Attribution], mentions: Sequence[Mention]) -> Context:
    """Return the context with whom each person that speaks was introduced as; who is known already stays so."""
    if not found:
        return context
    known = dict(context.speakers)
    for one in found:
        span = one.source_span
        if one.type != "named" or span is None or not one.actor or one.actor.startswith("person:"):
            continue
        people = [m.person for m in mentions if m.person and m.start < span.end and span.start < m.end]
        for person in people[:1]:
            known.setdefault(surname(person), one.actor)
    return context.but(speakers=tuple(known.items())[-KEPT:], roles=_roles(context, found))


def _roles(context: Context, found: Iterable[Attribution]) -> tuple[tuple[str, str, str | None], ...]:
    """Return the nouns by which speakers were introduced, those of these attributions last."""
    sets = reporting()
    roles = {role: (kind, actor) for role, kind, actor in context.roles}
    for one in found:
        low = (one.source or "").lower()
        if one.type == "document" or low.startswith(("the ", "that ", "this ")) or (one.cue is None and not one.cue_span):
            continue
        for word in _WORDS.findall(low):
            if word in sets.unnamed | sets.persons and word not in sets.anyone | sets.outlets:
                roles.pop(word.removesuffix("s"), None)
                roles[word.removesuffix("s")] = (one.type, one.actor)
    return tuple((role, *value) for role, value in roles.items())[-KEPT:]


def speaks_for(position: int, attributions: Sequence[Attribution], author: str | None) -> str | None:
    """Return for whom "we" speaks at a position: the state or body of whoever is quoted there, else the article's author.

    "THE PRESIDENT:" of a transcript, which names nobody, is the author.
    """
    quoted = [one for one in attributions if any(s.start <= position < s.end for s in one.content)]
    if not quoted or (quoted[-1].actor is None and (quoted[-1].source or "").startswith("THE ")):
        return author
    return quoted[-1].actor


def _first_actor(mentions: Sequence[Mention]) -> str | None:
    return next((a for m in mentions for a in m.actors if not a.startswith("person:")), None)


def _is_same(source: str | None, person: str | None) -> bool:
    """Return whether the last speaker may be the person that "he" means: the same name, or a pronoun before it."""
    if person is None or source is None:
        return source is not None
    return source.lower() in ("he", "she") or surname(person) in source


def _state_of(actor: str | None) -> str | None:
    """Return the state whose body an organisation's name says it is ("org:Australian Maritime Task Group"), else the actor."""
    if actor is None or not actor.startswith("org:") or not set(actor[4:].lower().split()) & reporting().bodies:
        return actor
    hits = [entry for hit in scan(actor[4:]) if hit.start == 0 for entry in hit.meanings if entry.kind in _STATELY]
    states = {state for entry in hits for state in entry.ids if len(state) == 3}
    return states.pop() if len(states) == 1 else actor


def _house(words: str) -> str | None:
    """Return the organisation that a source's apposition names ("X, an editor at the Y"), as an actor id."""
    match = _HOUSE.search(words)
    if match is None or (_FORMER.search(words) and not re.search(r"\bnow\b|\bat\b|\bwith\b", match[0])):
        return None
    name = re.split(r"['’]s?\b|['’]\s", match["name"])[0].rstrip(".,'’")
    leads = match[0].split(f" {match['link']} ")[0].rsplit(" ", 1)[-1] in name_words("leaders")
    if match["link"] in ("of", "from") and not (leads or set(name.split()) & name_words("bodies")):
        return None
    return None if any(entry.kind in ("state", "demonym", "capital") for entry in entries().get(name, ())) else f"org:{name}"


def _body(words: str) -> str | None:
    """Return what is called by "the" and a name ("the Economist") as an actor id."""
    match = _BODY.fullmatch(words)
    return f"org:{match['name']}" if match and not match["name"].endswith("s") and match["name"] not in entries() else None


def _outlet(words: str) -> str | None:
    """Return the name of a newspaper or agency as an actor id."""
    name = " ".join(word for word in words.split() if word[:1].isupper() and word not in ("The", "A"))
    return f"org:{name}" if name else None
