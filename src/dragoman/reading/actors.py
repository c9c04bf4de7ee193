"""Who is meant: states, organisations, forces, people, pronouns and descriptions.

One pass over a sentence: the gazetteer finds names, neighbouring names and offices are joined ("Japan's defence minister,
Yasukazu Hamada"), and what is left open ("the bloc", "its", "the two sides") is resolved in `reference`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

from dragoman.lexicon import rows, values
from dragoman.lexicon.figure_words import organisation_sort
from dragoman.lexicon.names import Entry, ambiguous, entries, homes, name_words, offices_of, surname, terms, thing_words
from dragoman.lexicon.periods import MONTHS
from dragoman.lexicon.reporting import reporting
from dragoman.lexicon.tie_words import tie_words
from dragoman.model import Context, Mention, Sentence, Token
from dragoman.reading.reference import SIZES, Resolver, is_state, salient_state, tagged_at
from dragoman.reading.time_words import said_year

RECENT = 24
"""How many mentions the context keeps."""
_COUNTS = frozenset(("both", *SIZES))

_FLAT = str.maketrans(dict.fromkeys("\n\r\t\xa0\u2009\u202f\u2007", " "))
_NAMES = ("state", "demonym", "capital", "town", "organisation", "ministry", "force", "office")
_NAME = r"(?:[A-Z][\w’'.-]*[\w.]|[A-Z]\.?)"
_PARTICLE = r"(?:(?:[ae]l|ul|ash?|an|ad|ar|az)-[A-Z][\w’']+|(?:al|bin|van|von|de|der|den|la|el|ul)\b)"
_PERSON = re.compile(rf"(?P<name>{_NAME}(?:\s(?:{_NAME}|{_PARTICLE})){{0,4}})")
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Sen|Rep|Gov|Sir|Lord|Lady|Dame|Sheikh|Ayatollah|Brig|General|"
    r"Admiral|Colonel|Senator|Congressman|Congresswoman|Professor|Baroness|Vice Adm|Rear Adm|Lt Gen|Maj Gen|Brig Gen|Captain|"
    r"Major|"
    r"Commander|Governor|Representative|Rear Admiral|Vice Admiral)\.?(?:\s(?:Gen|Col|Adm|Cmdr|General|Admiral)\.?)?\s+$"
)
_COURTESY = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Adm|Capt|Sen|Rep|Sir|Dame|Senator|Professor|Admiral|Colonel)\b\.?\s"
    rf"(?P<name>{_NAME}(?:\s{_NAME}){{0,2}})"
)
_LINK = re.compile(
    r"(?:['’]s?)?\s+(?:(?!(?:and|or|to|in|of|for|with|on|that|which|as|at|by|from|but|the|a|an|is|was|are|were|has|have|had"
    r"|said|says|will|would|against|over|into|\w+ed|\w+ing|\d[\w,.]*)\b)[\w-]+\s+){0,2}$"
)
_EMPLOYERS = ("institute", "media", "company", "body")
"""Sorts of organisations for which the scholars and reporters named with them speak."""
_FEW_WORDS = re.compile(r"(?:\s[A-Za-z-]+){0,3}\s")
_TIGHT = re.compile(r"(?:['’]s?)?[\s-]+$")
_OF = re.compile(r"\s+(?:of|for|to)\s+(?:the\s+)?(?:[a-z]+\s+)?$")
_THE = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Ii]ts|[Tt]heir|THE)\s+(?:(?!(?:of|and|in|for|to|on|or|the)\b)(?:\d[\d,.]*)?[\w-]+\s+){0,3}$"
)
_OF_A_LEAGUE = re.compile(
    r"\s(?:members?|leaders?|officials?|allies|ministers|chiefs|states|nations|countries|diplomats|forces|troops)\b"
)
_PRECEDED = re.compile(
    r"(?:[\w’'-]+[’']s|"
    r"\b(?!(?:and|but|that|as|by|of|with|said|when|while|if|from|to|other|some|all|several|many|most)\b)[a-z-]+)\s$"
)
"""What makes an alliance after it another than the one last named ("the rebel alliance leaders")."""
_IN = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]t|[Aa]round|[Tt]o|[Ff]rom|[Ii]nto|[Tt]oward|[Tt]owards|[Tt]hrough)\s+$")
_THE_COUNTRY = re.compile(r"\b[Tt]he (?:country|nation|kingdom|republic|island)['’]s\s(?:\w+\s)?$")
_NON = re.compile(r"\b[Nn]on[-–‑]$")
_ETHNICALLY = re.compile(r"\b[Ee]thnic(?:ally)?[ -]$")
_OWNER = ("'s", "’s", "'", "’")
_BRACKET = re.compile(r"\s?\((?:the\s)?([A-Z][A-Za-z&-]{1,11})\)")
_DAYS = (
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{MONTHS}|Spring|Summer|Autumn|Winter)\b"
)
_WEAPONS = ("Missile", "Defense", "Defence", "Weapons", "Weapon", "Aerial", "Rocket", "Aircraft")
"""What systems are of that are no firm ("Missile Systems")."""
_ORG = re.compile(
    r"\b(?:[A-Z][\w’'&-]+\s(?:(?:of|for|on|and|the|de|in)\s){0,2}){1,6}?"
    rf"(?:{'|'.join(sorted(name_words('heads'), reverse=True))}|University(?:\sCollege)?(?:\sLondon)?|College(?:\sLondon)?|"
    rf"{''.join(f'(?<!{word} )' for word in _WEAPONS)}Systems|(?<!Home )(?<!ern )Front|"
    rf"(?:{'|'.join(sorted(name_words('arms')))}|People['’]s|Lord['’]s) Army|"
    rf"(?:{'|'.join(sorted(name_words('arms')))}|Rapid Support) (?:Forces|Units))\b"
    rf"(?:\s(?:{'|'.join(sorted(name_words('firms'), reverse=True))})\b)?"
    rf"(?:\s(?:of|for|on|in)\s(?:the\s)?(?!{_DAYS})[A-Z][\w’'&-]+(?:\s(?:(?:and|of|on|for|the)\s){{0,2}}(?!{_DAYS})[A-Z][\w’'&-]+){{0,4}})?"
)
_PORTFOLIO = re.compile(
    r"\sfor\s(?:[\w-]+\s){0,5}?(?:Affairs|Security|Policy|Operations|Resources|Programs|Strategy|Intelligence|Acquisition|Readiness"
    r"|Threats|Capabilities|Sustainment|Nonproliferation)(?=\s[A-Z])"
)
"""What an office is for, between it and who holds it ("Assistant Secretary of State for African Affairs Ana Ruiz")."""
_STATELY = ("state", "capital", "ministry", "office", "force")
_LAWMAKER = re.compile(r"(?:Sen|Rep)\b")
_SEAT_OF = re.compile(r"(?:,\s|\s\()[DRI]-[A-Z]")
"""Lawmakers as the American press marks them ("Rep. X (D-N.Y.)")."""
_BESIDE = re.compile(r",?\s?(?:(?:and|of|the|[A-Z][\w’'-]*)\s){0,7}")
_SEVERAL = re.compile(
    r"\b(?:counterparts|ministers|secretaries|leaders|presidents|generals|chiefs|senators|ambassadors|officials|diplomats)\b"
)
"""An office held by several people, who are named after it."""
_NEXT = re.compile(r"\s?(?:,|and|, and)\s")
_AFTER_OFFICE = re.compile(
    rf"(?:\s(?:to|in|at|for|with)\s(?:the\s)?{_NAME}(?:\s(?:of\s)?{_NAME}){{0,2}})?,\s+(?P<name>{_NAME}(?:\s{_NAME}){{1,3}})"
    r"(?=,|\s+(?:said|says|told|has|was|is|will)\b)"
)
"""Who holds the office before ("Norway's envoy to Mali, Ola Berg, said")."""
_BEFORE_OFFICE = re.compile(
    rf"(?P<name>{_NAME}(?:\s(?:{_NAME}|{_PARTICLE})){{1,4}}),\s+(?:the\s|a\s|an\s|who\sis\s|then\s)?(?:[a-z-]+\s){{0,3}}$"
)
_FULL = re.compile(r"\b([A-Z][a-zà-ž]+)\s([A-Z][a-zà-ž]{2,}(?:[-’'][A-Z][a-zà-ž]+)?)\b(?!\s[A-Z])")
_MADE_BY = re.compile(
    r"-(?:based|born|backed|aligned|allied|supported|funded|educated|trained|linked|brokered|mediated|facilitated|sponsored)\b"
)
"""What makes a name only tell more of somebody else ("the Oslo-based analyst", "the Iran-backed group")."""
_MEMBER = re.compile(
    rf"(?P<name>{_NAME}(?:\s{_NAME}){{1,3}})(?P<role>(?:,\s(?:who\s(?:is|was)\s)?|\s(?:is|was)\s)(?:now\s)?(?:[a-z][\w’'-]*,?\s|{_NAME}\s){{0,8}}?"
    rf"(?:at|of|with|for|from|heads|leads|runs|directs|chairs|commands)\s(?:the\s)?)$"
)
"""Somebody and what ties them to the organisation that follows: "X, an analyst at", "X, who heads the"."""
_ROLE = re.compile(
    r"(?:['’]s?)?\s(?:[\w-]+\s){0,3}?(?:[Ss]pokes(?:man|woman|person)|[Dd]irector|[Cc]hief|[Cc]ommander|[Hh]ead|"
    r"[Pp]resident|[Cc]hair(?:man|woman)?|[Ff]ellow|[Rr]esearcher|[Aa]nalyst|[Ee]xpert|[Oo]fficial|[Ee]nvoy|"
    r"[Rr]epresentative|[Ss]ecretary|CEO)\b"
)
"""What somebody is in the body named right before it."""
_COMMANDS = re.compile(r"\b(?:heads|leads|commands|chief|commander|head|leader|director|spokes(?:man|woman|person)|official)\b")
"""What makes somebody speak for the arm of a state that follows ("X, commander of the Chilean navy")."""
_OWNED = re.compile(r"(?:\b(?:[Oo]ur|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Mm]y)|['’]s|\b(?:U\.S\.|US|[A-Z][a-z]+an))\s+(?:[a-z]+\s)?$")
"""What makes allies those of somebody ("our Allies", "U.S. Allies") and not the members of NATO."""
_COLONY = re.compile(r"\s(?:colon(?:y|ies)|protectorates?|mandates?|dominions?)\b")
"""What was held by those whose people stand before it, and is somebody else ("the former British colony")."""
_MONEY = re.compile(
    r"\s*(?:dollars?|pounds?|yen|yuan|euros?|rubles?|roubles?|francs?|rupees?|won|lira|crowns?|kronor|kroner|kronas?|shekels?|"
    r"riyals?|dirhams?|zlotys?|pesos?|hryvnias?|language|time|citizenship|cuisine)\b|\$"
)


@dataclass(slots=True)
class _Hit:
    """A gazetteer match with its meanings, offsets within the sentence."""

    start: int
    end: int
    meanings: tuple[Entry, ...]

    @property
    def kind(self) -> str:
        return self.meanings[0].kind


@cache
def _automaton() -> Any:
    import ahocorasick

    machine = ahocorasick.Automaton()
    for surface, meanings in entries().items():
        machine.add_word(surface, (len(surface), meanings))
    machine.make_automaton()
    return machine


def find_mentions(sentence: Sentence, tokens: Sequence[Token], context: Context) -> tuple[tuple[Mention, ...], Context]:
    """Return the actors named in a sentence, in text order, and the context with them in it.

    A capital that is only a place ("talks in Moscow") has kind `place`, any other place `town`. Mentions never overlap.
    """
    finder = _Finder(sentence, tokens, context)
    mentions = finder.run()
    return mentions, _remember(context, mentions, finder)


def senses_of(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what the ambiguous names of an article mean in it: the one clear sense, or every sense that is an actor."""
    found = []
    for name, senses in ambiguous().items():
        if name not in text:
            continue
        clear = [sense for sense in senses if any(_word_in(word, text) for word in sense.context if word != "*")]
        clear = clear or [sense for sense in senses if "*" in sense.context]
        if len(clear) == 1:
            ids: tuple[str, ...] = (clear[0].id,)
        else:
            ids = tuple(sense.id for sense in senses) if len(senses) > 1 else ()
        found.append((name, tuple(one for one in ids if one != "-")))
    return (*found, *_peoples(text))


_ETHNIC = re.compile(r"\b[Ee]thnic(?:ally)?[ -]([A-Z][a-z]+)")


def _peoples(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the names of a people that an article calls ethnic and whose state it nowhere names: they stand for no state."""
    for word in sorted(set(_ETHNIC.findall(text))):
        for row in rows("territories.csv"):
            called = values(row["demonyms"])
            if word in called and not any(_word_in(name, text) for name in (*values(row["names"]), *values(row["capitals"]))):
                yield from ((name, (_people(word),)) for name in called)


def _people(word: str) -> str:
    """Return the id of a people as such, apart from any state: "ethnic Albanian rebels"."""
    return f"org:ethnic {word}" if word.endswith(("s", "ese", "ish", "ch")) else f"org:ethnic {word}s"


def _word_in(word: str, text: str) -> bool:
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if (at == 0 or not text[at - 1].isalnum()) and (end >= len(text) or not text[end].isalnum()):
            return True
        at = text.find(word, end)
    return False


def scan(text: str) -> list[_Hit]:
    """Return the gazetteer's matches in a text, longest first where they overlap, whole words only, in text order."""
    size = len(text)
    found = []
    for last, (length, meanings) in _automaton().iter(text):
        start, end = last - length + 1, last + 1
        if (start and text[start - 1].isalnum()) or (end < size and text[end].isalnum()):
            continue
        found.append((start, -length, meanings))
    found.sort(key=lambda row: row[:2])
    kept: list[_Hit] = []
    free = 0
    for start, negative, meanings in found:
        if start >= free:
            kept.append(_Hit(start, start - negative, meanings))
            free = start - negative
    return kept


_HYPHENED = ("-based", "-led", "-dominated", "-backed")


_TITLE_OF = re.compile(
    r"\b(?:Democrat|Republican|Chairman|Chair|Chairwoman|Member|CEO|CFO|COO|CTO|Chief Executive|Director|President|Head|Founder|"
    r"Commander|Manager|Fellow|Professor|Editor|Spokes\w+|Leader|Officer)\s(?:on|of|at)\s(?:the\s)?"
)
_AND_THE = re.compile(r"\sand\s(?:the\s)?")
_FIRM = re.compile(r"\s(?:AG|SA|S\.A\.|SE|NV|N\.V\.|AB|ASA|Oyj?|GmbH|Ltd|Limited|LLC|LLP|Inc|Corp|Co|plc|PLC|SpA|Pty|KK)\b\.?")
"""What ends a firm's full name ("Embraer SA")."""


def _org_start(words: str) -> int:
    """Return where the name starts in what looks like an organisation: after "Read the", "According to the", "The".

    A person's name before "of the" is none of it ("Ana Holm of the Nordic Security Forum").
    """
    shift = 0
    for link in re.finditer(r"(\S+)\s(?:the\s)", words):
        if link[1] not in ("of", "for", "on", "and", "in"):
            shift = link.end()
    for link in _TITLE_OF.finditer(words):
        shift = max(shift, link.end())
    for owner in re.finditer(r"\b([A-Z][\w.-]*)['’]s\s", words):  # "Sudan's Rapid Support Forces"
        if any(entry.kind in (*_STATELY, "organisation") for entry in entries().get(owner[1], ())):
            shift = max(shift, owner.end())
    for link in re.finditer(r"\b(?:of|from|at)\s(?:the\s)?", words):
        before = words[shift : link.start()].split()
        if 2 <= len(before) <= 3 and not set(before) & name_words("bodies") and all(word.isalpha() for word in before):
            shift = link.end()
    while (first := words[shift:].split(" ", 1)[0]).endswith(_HYPHENED) or first in name_words("not_names"):
        shift += len(first) + 1
    return shift


def _is_no_body(name: str) -> bool:
    """Whether what looks like an organisation is a paper of a government ("the Strategic Defence Review") or a unit of somebody's
    forces ("Carrier Strike Group")."""
    before, last = name.split()[-2:]
    return (last == "Review" and before in name_words("papers")) or (last == "Group" and before in name_words("units"))


def _body(name: str) -> Entry:
    """Return what a capitalised name stands for: an arm of the state whose people it is named after, else itself.

    >>> _body("Danish Emergency Management Agency").ids, _body("Danish Refugee Council").ids, _body("Turkish News Agency").ids
    (('DNK',), ('org:Danish Refugee Council',), ('org:Turkish News Agency',))
    """
    first, *rest = name.split()
    league = next((one for one in entries().get(name.rsplit(" ", 1)[0], ()) if one.kind == "organisation"), None)
    if league and rest[-1] == "Alliance":
        return league
    nation = next((one for one in entries().get(first, ()) if one.kind == "demonym"), None)
    head = next((before for before, after in pairwise(rest) if after in ("for", "of", "on", "in")), rest[-1])
    arm = head in name_words("services") or (head in name_words("councils") and not name_words("martial").isdisjoint(rest))
    if nation and arm and name_words("press").isdisjoint(rest):
        return Entry("ministry", nation.ids)
    return Entry("organisation", ("org:" + name,), sort="unknown")


class _Finder:
    """The mentions of one sentence. `text` is the sentence with every blank a space, so offsets stay."""

    def __init__(self, sentence: Sentence, tokens: Sequence[Token], context: Context) -> None:
        self.sentence = sentence
        self.text = sentence.text.translate(_FLAT)
        self.tokens = tokens
        self.context = context
        self.senses = dict(context.senses)
        self.found: list[Mention] = []
        self.names: dict[str, tuple[tuple[str, ...], str | None]] = {}

    @cached_property
    def tag_at(self) -> dict[int, Token]:
        return tagged_at(self.sentence, self.tokens)

    def run(self) -> tuple[Mention, ...]:
        hits = self._with_names(scan(self.text))
        self._ships()
        at = 0
        while at < len(hits):
            at += self._take(hits, at)
        self._appositives()
        self._officers()
        self._members()
        self._courtesies()
        self._speakers()
        self._bracketed()
        self._pairs()
        self.found.sort(key=lambda mention: mention.start)
        self._states_of_towns()
        self._initials()
        return Resolver(self.sentence, self.text, self.tokens, self.context).resolved(self.found)

    def _with_names(self, hits: list[_Hit]) -> list[_Hit]:
        """Return the hits with the names that earlier sentences introduced and organisations by their head noun."""
        extra = []
        for name, actors, person in self.context.names:
            at = self.text.find(name)
            while at >= 0:
                end = at + len(name)
                if not (at and self.text[at - 1].isalnum()) and not (end < len(self.text) and self.text[end].isalnum()):
                    kind = "person" if person else "organisation"
                    extra.append(_Hit(at, end, (Entry(kind, actors, name=person or "", sort="introduced"),)))
                at = self.text.find(name, end)
        for match in _ORG.finditer(self.text):
            start = match.start() + (self._after_people(match) or _org_start(match[0]))
            first = next((hit for hit in hits if hit.start == start and hit.kind in ("organisation", "state", "capital")), None)
            if first is not None and (further := _AND_THE.match(self.text, first.end)):
                start = further.end()  # "Naval Group and Andes Shipyards", "France and the European Union"
            name = self.text[start : match.end()]
            if " " not in name or "Minister" in name or "President" in name or _is_no_body(name):
                continue
            if not any(
                (hit.start <= start and match.end() <= hit.end)
                or (hit.kind == "blocked" and hit.start < match.end() and start < hit.end)
                for hit in hits
            ):
                extra.append(_Hit(start, match.end(), (self._arm_of(start, name) or _body(name),)))
        if not extra:
            return hits
        merged = sorted([*hits, *extra], key=lambda hit: (hit.start, hit.start - hit.end, hit.meanings[0].sort != "introduced"))
        kept: list[_Hit] = []
        for hit in merged:
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
            elif hit.end - hit.start > kept[-1].end - kept[-1].start and hit.meanings[0].sort != "unknown":
                kept[-1] = hit
        return kept

    def _arm_of(self, start: int, name: str) -> Entry | None:
        """Return a body whose owner stands right before it as an arm of that state ("the Pentagon's Joint Threat Agency")."""
        owner = re.search(r"\b([A-Z][\w.]+(?:\s[A-Z]\w+)?)['’]s\s$", self.text[:start])
        whose = next((one for one in entries().get(owner[1], ()) if one.kind in _STATELY), None) if owner else None
        served = not name_words("services").isdisjoint(name.split()) and name_words("press").isdisjoint(name.split())
        return Entry("ministry", whose.ids) if whose is not None and served else None

    def _after_people(self, match: re.Match[str]) -> int:
        """Return where a body's name begins after whoever are of it, at the head of a sentence ("Men of the Freedom Front")."""
        first = self.tag_at.get(match.start())
        people = re.match(r"\w+\s(?:of|from|with|in)\s(?:the\s)?(?=[A-Z])", match[0]) if first and first.tag == "NNS" else None
        return people.end() if people else 0

    def _take(self, hits: list[_Hit], at: int) -> int:
        """Make a mention of the hit at `at` and those that belong to it; return how many were used."""
        hit = hits[at]
        kind = hit.kind
        if kind == "blocked":
            return 1
        if kind == "prefix":
            return self._prefix(hits, at)
        if kind in _NAMES:
            return self._named(hits, at)
        if kind == "institution":
            return self._institution(hits, at)
        if kind == "person":
            self._known_person(hit)
        elif kind == "description":
            self._description(hit)
        elif kind == "pronoun":
            self._add(hit.start, hit.end, (), "pronoun")
        elif kind == "group":
            self._add(hit.start, hit.end, hit.meanings[0].ids, "named_group")
        return 1

    def _prefix(self, hits: list[_Hit], at: int) -> int:
        hit = hits[at]
        if self.text[hit.end : hit.end + 1] in "-–" and at + 1 < len(hits) and hits[at + 1].start == hit.end + 1:
            self._add(hit.start, hit.end, hit.meanings[0].ids, "demonym")
        elif hit.meanings[0].ids == ("SUN",):
            return self._named(hits, at)
        return 1

    # names

    def _ids(self, hit: _Hit) -> tuple[str, ...]:
        """Return the actors that a name may mean here: one where it is clear."""
        surface = self.text[hit.start : hit.end]
        if hit.kind == "demonym" and _ETHNICALLY.search(self.text[: hit.start]):
            return (_people(surface),)
        if surface in self.senses:
            return self.senses[surface]
        if surface in ambiguous():
            return tuple(sense.id for sense in ambiguous()[surface] if sense.id != "-") if len(ambiguous()[surface]) > 1 else ()
        return tuple(dict.fromkeys(one for entry in hit.meanings for one in entry.ids))

    def _named(self, hits: list[_Hit], at: int) -> int:
        hit = hits[at]
        ids = self._ids(hit)
        if not ids or self._is_no_actor(hit):
            return 1
        used = self._group_of(hits, at, ids)
        if used:
            return used
        end, used, kind = self._joined(hits, at)
        if kind == "person":
            return self._person_of(hit.start, end, ids) + used - 1
        kind = kind or hit.kind
        if kind == "capital" and used == 1 and _IN.search(self.text[: hit.start]):
            kind = "place"
        if kind == "organisation" and (firm := _FIRM.match(self.text, end)):
            end = firm.end()
        if _MADE_BY.match(self.text, end):
            return used
        self._add(hit.start, end, ids, kind)
        return used

    def _group_of(self, hits: list[_Hit], at: int, ids: tuple[str, ...]) -> int:
        """Make a mention of a group named before by where it is at home ("the Yemeni rebels"); return how many hits it used."""
        named = {*dict(self.context.counts), *(actor for mention in self.found for actor in mention.actors)}
        for more, other in enumerate(hits[at + 1 : at + 4], 2):
            if other.kind != "description" or not self._is_one_phrase(hits[at].end, other.start):
                continue
            groups = [one for one in other.meanings[0].ids if one in named and not homes().get(one, frozenset()).isdisjoint(ids)]
            if len(groups) == 1:
                self._add(hits[at].start, other.end, (groups[0],), "organisation")
                return more
        return 0

    def _is_one_phrase(self, start: int, end: int) -> bool:
        """Whether a few words, none a verb and none another's name, stand between a name and a description."""
        between = [token for at, token in self.tag_at.items() if start <= at < end]
        apart = any(token.tag[:2] == "VB" and token.dep not in ("amod", "compound") for token in between)
        named = any(token.text.isupper() and len(token.text) > 1 for token in between)
        return bool(_FEW_WORDS.fullmatch(self.text[start:end])) and not apart and not named

    def _joined(self, hits: list[_Hit], at: int) -> tuple[int, int, str | None]:
        """Return (end, hits used, kind) of a name together with the institution of its that follows it."""
        hit, following = hits[at], at + 1
        if following >= len(hits) or hits[following].kind not in ("institution", "force", "ministry", "office"):
            return hit.end, 1, None
        other = hits[following]
        gap = self.text[hit.end : other.start]
        if other.kind != "institution":
            same = set(self._ids(other)) & set(self._ids(hit))
            return (other.end, 2, other.kind) if same and _TIGHT.fullmatch(gap) else (hit.end, 1, None)
        if self._is_modifier(other) or other.meanings[0].sort == "force":
            joined = self._joined_office(hits, at)  # "Houthi army spokesperson", "French armed forces chief of staff"
            if joined[2] == "person" or self._is_modifier(other):
                return joined
        if len(gap) > 40 or not (_TIGHT if other.meanings[0].sort == "force" else _LINK).fullmatch(gap):
            return hit.end, 1, None
        return other.end, 2, other.meanings[0].sort

    def _joined_office(self, hits: list[_Hit], at: int) -> tuple[int, int, str | None]:
        """Return (end, hits used, kind) of a name and the office that its arm stands before ("Houthi army spokesperson")."""
        chain = hits[at : at + 3]
        gaps = (self.text[one.end : other.start] for one, other in pairwise(chain))
        tight = len(chain) == 3 and all(_TIGHT.fullmatch(gap) for gap in gaps)
        if tight and chain[2].kind == "institution" and chain[2].meanings[0].sort == "person":
            return chain[2].end, 3, "person"
        return chain[0].end, 1, None

    def _is_modifier(self, hit: _Hit) -> bool:
        """Return whether an institution's word only qualifies what follows: "military spending", "police reform"."""
        word = self.text[hit.start : hit.end]
        if word.split()[-1].lower() not in name_words("modifiers"):
            return False
        token = self.tag_at.get(hit.end - len(word.split()[-1]))
        if token is not None and token.tag:
            return token.tag == "JJ" or token.dep in ("amod", "compound", "nmod")
        after = re.match(r"\s([a-z]+)", self.text[hit.end : hit.end + 20])
        return after is not None and after[1] not in name_words("function")

    def _is_no_actor(self, hit: _Hit) -> bool:
        """Return whether a name is part of a treaty, a currency or somebody's own name, or says who is meant not ("non-NATO")."""
        if _NON.search(self.text[: hit.start]):
            return True
        after = self.text[hit.end : hit.end + 30]
        if _MONEY.match(after) and (hit.kind == "demonym" or re.match(r"\$|\s(?:dollars?|English)\b", after)):
            return True
        word = re.match(r"\s([A-Z]\w+|agreements?|accords|format)\b", after)
        if hit.kind == "demonym" and word and word[1] in name_words("buildings"):
            return True
        if hit.kind == "demonym" and _COLONY.match(after):
            return True
        if hit.kind in ("capital", "town", "state") and word and word[1] in thing_words():
            return True
        if self.text[hit.start : hit.end] == "Allies" and _OWNED.search(self.text[: hit.start]):
            return True
        first = self.text[hit.start : hit.end] in name_words("first_names")
        return first and bool(word) and self._is_surname(hit.end + 1)

    def _is_surname(self, start: int) -> bool:
        token = self.tag_at.get(start)
        return (
            token is not None
            and token.tag == "NNP"
            and token.dep not in ("compound", "appos")
            and not any(
                hit_word in token.text for hit_word in ("Army", "Force", "Navy", "Ministry", "Defense", "Defence", "Government")
            )
            and len(token.text) > 3
            and token.text not in name_words("not_names")
            and not self._gazetteer(token.text)
        )

    @staticmethod
    def _gazetteer(word: str) -> bool:
        return word in entries()

    # people

    def _known_person(self, hit: _Hit) -> None:
        entry = hit.meanings[0]
        start = self._with_title(hit.start)
        surface = self.text[hit.start : hit.end]
        before = re.search(rf"({_NAME})\s$", self.text[: hit.start])
        if (
            before
            and surface != entry.name
            and before[1] not in name_words("not_names")
            and not _TITLE.search(self.text[: hit.start])
            and (
                before[1] not in entries()
                and before[1].lower().rstrip(".") not in name_words("titles")
                and not before[1].isupper()
                and before.start() > 0
            )
        ):
            name = f"{before[1]} {surface}"
            self._person(hit.start - len(before[0]), hit.end, name, ("person:" + name,))
            return
        actors = entry.ids if entry.sort == "introduced" else self._spoke_for(entry.name)
        if entry.sort != "introduced" and self._is_namesake(entry.name, actors, self.text[: hit.start]):
            actors = self._affiliation(start) or self._salient()
        if not actors or actors[0].startswith("person:"):
            actors = self._affiliation(start) or actors
        self._person(start, hit.end, entry.name, actors or ("person:" + entry.name,))

    def _spoke_for(self, name: str) -> tuple[str, ...]:
        """Return whom a known person spoke for on the article's day, else in the year in which the sentence says that it was."""
        held = person_actors(name, self.context.published)
        year = said_year(self.text, self.context.published) if not held else None
        when = rf"\b(?:[Ii]n|[Oo]n|[Ss]ince|[Uu]ntil|[Dd]uring)\s(?:[\w.,]+\s){{0,3}}{year}\b"
        if year is None or not re.search(when, self.text):
            return held
        return person_actors(name, date(year, 7, 1))

    def _is_namesake(self, name: str, actors: tuple[str, ...], before: str) -> bool:
        """Whether a title that a known person never bore stands before the name, in a text that is about another state."""
        title = _OFFICE_BEFORE.search(before)
        office = OFFICES.get(re.sub(r"\W+", " ", title[1].lower()).replace("defense", "defence")) if title else None
        if office is None or not actors or any(term.office in office for term in offices_of(name)):
            return False
        salient = self._salient()
        return bool(salient) and salient != actors and actors[0] not in dict(self.context.counts)

    def _affiliation(self, start: int) -> tuple[str, ...]:
        """Return whom the office right before a name speaks for ("Chilean naval attaché and college rector X")."""
        before = next((m for m in reversed(self.found) if m.end <= start + self.sentence.start), None)
        if before is None or len(before.actors) != 1:
            return ()
        gap = self.text[before.end - self.sentence.start : start]
        if before.kind == "person" and _NEXT.fullmatch(gap):
            return before.actors if self._is_one_of_several(before) else ()
        if before.kind not in ("office", "ministry", "force"):
            return ()
        if not _BESIDE.fullmatch(gap) or self._is_former(before.start - self.sentence.start):
            return ()
        return before.actors

    def _is_one_of_several(self, named: Mention) -> bool:
        """Whether somebody is named after an office that several hold ("the Kenyan ministers Ann Otieno and Ali Musa")."""
        before = next((m for m in reversed(self.found) if m.end <= named.start), None)
        if before is None or before.actors != named.actors or not _SEVERAL.search(before.surface):
            return False
        return not self.text[before.end - self.sentence.start : named.start - self.sentence.start].strip()

    def _with_title(self, start: int) -> int:
        title = _TITLE.search(self.text[:start])
        return title.start() if title else start

    def _person(self, start: int, end: int, name: str, actors: tuple[str, ...]) -> None:
        bare = _bare(name)
        if bare != name:
            actors = tuple(actor.replace(name, bare) if actor.startswith("person:") else actor for actor in actors)
            name = bare
        self._add(start, end, actors, "person", person=name)
        self.names[surname(name)] = (actors, name)

    def _person_of(self, start: int, end: int, ids: tuple[str, ...]) -> int:
        """Make a mention of "the Japanese prime minister" or "Japanese Prime Minister Fumio Kishida"; return 1."""
        name, stop = self._name_at(end)
        outsider = any(word in self.text[start:end].lower() for word in name_words("outsiders"))
        if outsider and len(ids) == 1 and organisation_sort(ids[0]) in _EMPLOYERS and not self._is_former(start):
            outsider = False  # "SIPRI researcher Ana Ruiz"
        outsider = outsider or self._is_former(start)
        if name:
            actors = ids if len(ids) == 1 and not outsider else ()
            known = self._full_name(name, actors)
            if not outsider:
                self._add(start, stop, ids, "person", person=known)
                self.names[surname(known)] = (ids, known)
            else:
                self._person(start, stop, known, ("person:" + known,))
            return 1
        self._add(start, end, ids, "office")
        return 1

    def _name_at(self, end: int) -> tuple[str | None, int]:
        """Return the capitalised name right after an office, or after a comma where it ends in one, and where it ends."""
        portfolio = _PORTFOLIO.match(self.text, end)
        end = portfolio.end() if portfolio else end
        rest = self.text[end:]
        match = re.match(rf"\s{_PERSON.pattern}", rest) or _AFTER_OFFICE.match(rest)
        if not match:
            return None, end
        name = match["name"].rstrip(".,'’")
        if name.endswith(("'s", "’s")):
            name = name[:-2]
        parts = name.split()
        if parts[0] in name_words("not_names") or (
            parts[0] in entries() and entries()[parts[0]][0].kind not in ("person", "demonym", "institution")
        ):
            return None, end
        while len(parts) > 1 and parts[-1] in name_words("not_names"):
            parts.pop()
        name = " ".join(parts)
        return name, end + match.start("name") + len(name)

    def _full_name(self, name: str, actors: tuple[str, ...]) -> str:
        """Return the full name of somebody called by surname: of that state, in office at the article's date."""
        if name in entries():
            people = [entry.name for entry in entries()[name] if entry.kind == "person" and entry.name]
            if people:
                return people[0]
        if " " in name:
            return name
        introduced = [person for known, _, person in self.context.names if known == name and person]
        if introduced:
            return introduced[0]
        terms_of = [term for term in terms() if surname(term.name) == name and term.covers(self.context.published)]
        fitting = [term.name for term in terms_of if not actors or term.actor in actors]
        return fitting[0] if len(set(fitting)) == 1 else name

    # institutions and descriptions

    def _institution(self, hits: list[_Hit], at: int) -> int:
        """Make a mention of an office or force without a state before it: "president of Ukraine", "the army"."""
        hit = hits[at]
        entry = hit.meanings[0]
        following = hits[at + 1] if at + 1 < len(hits) else None
        if (
            following
            and following.kind in ("state", "organisation", "capital")
            and _OF.fullmatch(self.text[hit.end : following.start])
        ):
            ids, how = self._ids(following), self.text[hit.end : following.start].split()[0]
            sent = how == "to" and not name_words("sent").isdisjoint(self.text[hit.start : hit.end].lower().split())
            if ids and not sent and (how == "of" or entry.sort in ("person", "office")):
                return self._office_of(hit, following, ids, entry)
        word = self.text[hit.start : hit.end].lower().split()[-1]
        if entry.sort == "person":
            name, stop = self._name_at(hit.end)
            if name and (entry.alone or (" " in name and self.text[hit.start].islower()) or word in name_words("ranks")):
                if (
                    following
                    and following.kind in ("state", "organisation")
                    and self.text[stop : following.start] in (" of ", " of the ")
                ):
                    ids = self._ids(following)
                    self._person(hit.start, following.end, name, ids if len(ids) == 1 else ("person:" + name,))
                    return 2
                return self._titled_person(hit, name, stop)
        if entry.alone and not self._is_modifier(hit) and _THE.search(self.text[: hit.start]):
            self._add(self._the(hit.start), hit.end, entry.ids, "description")
        return 1

    def _office_of(self, hit: _Hit, following: _Hit, ids: tuple[str, ...], entry: Entry) -> int:
        if entry.sort == "person":
            self._person_of(hit.start, following.end, ids)
        else:
            self._add(hit.start, following.end, ids, entry.sort)
        return 2

    def _titled_person(self, hit: _Hit, name: str, stop: int) -> int:
        """Make a mention of "Prime Minister Fumio Kishida"; return the hits it swallows."""
        introduced = {known: (actors, person) for known, actors, person in self.context.names}
        full = self._full_name(name, ())
        actors = person_actors(full, self.context.published) if full in _known_names() else ()
        if self._is_namesake(full, actors, self.text[hit.start : hit.end]):
            actors = ()
        if not actors and surname(full) in introduced:
            actors, person = introduced[surname(full)]
            full = person or full
        office = self.text[hit.start : hit.end].lower()
        if (
            not actors
            and not any(word in office for word in name_words("outsiders"))
            and not (self._is_former(hit.start) or re.match(r",\s(?:an?\s|the\s)?(?:former|retired|ex-)", self.text[stop:]))
        ):
            own = _THE_COUNTRY.search(self.text[: hit.start])
            actors = (own and self._state_before()) or self._salient(hit.meanings[0].ids)
        if self.text[hit.start].islower() and not actors and " " not in name:
            return 1
        self._person(hit.start, stop, full, actors or ("person:" + full,))
        return 1

    def _state_before(self) -> tuple[str, ...]:
        """Return the state that the sentence named last and acts in: "the country" of "the country's minister"."""
        named = (m for m in reversed(self.found) if not m.where and len(m.actors) == 1 and is_state(m.actors[0]))
        return next((m.actors for m in named), ())

    def _is_former(self, start: int) -> bool:
        return bool(
            re.search(r"\b(?:former|ex-|retired|onetime|one-time)\s*$", self.text[max(0, start - 20) : start], re.IGNORECASE)
        )

    def _description(self, hit: _Hit) -> None:
        ids = hit.meanings[0].ids
        if ids[0] in SIZES:
            self._add(self._the(hit.start), hit.end, ids, "sides")
        elif (_THE.search(self.text[: hit.start]) and self.text[hit.end : hit.end + 1] != "-") or self._is_league(hit):
            self._add(self._the(hit.start), hit.end, ids, "description?")

    def _is_league(self, hit: _Hit) -> bool:
        """Whether a bare word for an alliance or a union only says whose members are meant ("alliance leaders agreed")."""
        leagues = any(organisation_sort(one) in ("alliance", "union") for one in hit.meanings[0].ids)
        before = self.text[max(0, hit.start - 40) : hit.start]
        return leagues and bool(_OF_A_LEAGUE.match(self.text, hit.end)) and not _PRECEDED.search(before)

    def _the(self, start: int) -> int:
        match = _THE.search(self.text[:start])
        return match.start() if match and match.group().split()[0].lower() in ("the", "this", "that") else start

    def _salient(self, homes: tuple[str, ...] = ()) -> tuple[str, ...]:
        return salient_state(self.found, self.sentence, self.context, homes)

    # what stands around the names

    def _appositives(self) -> None:
        """Add "Name, the Ukrainian president" and similar as people."""
        for mention in tuple(self.found):
            if mention.kind not in ("office", "organisation", "ministry", "person") or mention.person:
                continue
            start = mention.start - self.sentence.start
            match = _BEFORE_OFFICE.search(self.text[max(0, start - 120) : start])
            if not match or mention.kind == "organisation":
                continue
            name = match["name"]
            left = max(0, start - 120) + match.start("name")
            words = name.split()
            while words and words[0] in name_words("not_names"):
                left += len(words[0]) + 1
                words.pop(0)
            name = " ".join(words)
            if len(words) < 2 or self._taken(left, left + len(name)) or not mention.actors:
                continue
            words_between = (match[0][len(match["name"]) :] + mention.surface).lower()
            outsider = any(word in words_between for word in name_words("outsiders"))
            self._person(left, left + len(name), name, ("person:" + name,) if outsider else mention.actors)

    def _officers(self) -> None:
        """Add people named before what they are in a body: "X, the Chilean navy spokesperson", "X, IISS Senior Fellow and …"."""
        for mention in tuple(self.found):
            start, end = mention.start - self.sentence.start, mention.end - self.sentence.start
            if mention.kind not in ("organisation", "force", "ministry", "office") or len(mention.actors) != 1:
                continue
            if mention.kind == "office" and not mention.actors[0].startswith("org:"):
                continue  # "a Russia expert"
            role = _ROLE.match(self.text, end) if mention.kind != "office" else _ROLE.search(self.text, start, end)
            match = _BEFORE_OFFICE.search(self.text[max(0, start - 120) : start])
            if role is None or match is None or match[0][len(match["name"]) :].strip(" ,") not in ("", "the", "a", "an"):
                continue
            left = max(0, start - 120) + match.start("name")
            words = match["name"].split()
            while words and (words[0] in name_words("not_names") or words[0].lower() in name_words("titles")):
                left += len(words[0]) + 1
                words.pop(0)
            name = " ".join(words)
            if len(words) >= 2 and not set(words) & name_words("bodies"):
                self.found = [one for one in self.found if one.person != name or one.actors != ("person:" + name,)]
                if not self._taken(left, left + len(name)):
                    self._person(left, left + len(name), name, mention.actors)

    def _members(self) -> None:
        """Add people introduced by the organisation that they work for: "X, an analyst at the Nordic Forum"."""
        for mention in tuple(self.found):
            if mention.kind not in ("organisation", "force", "ministry") or len(mention.actors) != 1:
                continue
            start = mention.start - self.sentence.start
            match = _MEMBER.search(self.text[max(0, start - 140) : start])
            if match is None or self._is_left(match["role"]):
                continue
            if mention.kind != "organisation" and not _COMMANDS.search(match["role"]):
                continue
            left = max(0, start - 140) + match.start("name")
            words = match["name"].split()
            while words and (words[0] in name_words("not_names") or words[0].lower() in name_words("ranks")):
                left += len(words[0]) + 1
                words.pop(0)
            name = " ".join(words)
            if len(words) >= 2 and not self._taken(left, left + len(name)) and not set(words) & name_words("bodies"):
                self._person(left, left + len(name), name, mention.actors)

    @staticmethod
    def _is_left(role: str) -> bool:
        """Return whether somebody no longer holds what ties them to a body ("a former adviser to")."""
        low = role.lower()
        return any(word in low for word in ("former", "retired", "ex-")) and " now " not in low

    def _courtesies(self) -> None:
        """Add people called by a courtesy title or rank alone: "Ms Oshima", "Gen. Holt"."""
        for match in _COURTESY.finditer(self.text):
            name = match["name"].rstrip(".,'’").removesuffix("'s").removesuffix("’s")
            end = match.start("name") + len(name)
            if self._taken(match.start(), end) or name.split()[0] in name_words("not_names"):
                continue
            introduced = next(((actors, person) for known, actors, person in self.context.names if known == surname(name)), None)
            actors, person = introduced or ((), None)
            if not actors and (_LAWMAKER.match(match[0]) or _SEAT_OF.match(self.text, end)):
                actors = self._salient(("USA", "PHL"))
            self._person(match.start(), end, person or name, actors or ("person:" + name,))
        self.found.sort(key=lambda mention: mention.start)

    def _speakers(self) -> None:
        """Add people that nobody introduced: two or more names in a row as the subject of a verb of saying."""
        verbs = reporting().speech
        for token in self.tokens:
            head = self.tokens[token.head]
            if token.dep != "nsubj" or token.tag != "NNP" or head.lemma not in verbs:
                continue
            first = token.index
            while first and self.tokens[first - 1].tag == "NNP" and self.tokens[first - 1].text not in name_words("not_names"):
                first -= 1
            start, end = self.tokens[first].start - self.sentence.start, token.end - self.sentence.start
            name = self.text[start:end]
            if (
                1 <= token.index - first <= 3
                and not self._taken(start, end)
                and all(letter.isalpha() or letter in " -.’'" for letter in name)
                and not name.isupper()
                and all(word[:1].isupper() for word in name.split() if len(word) > 3)
                and not (first and self.tokens[first - 1].text.lower() in ("the", "a", "an"))
                and not set(name.split()) & (name_words("bodies") | tie_words().treaties)
                and name not in entries()
            ):
                self._person(start, end, name, self._affiliation(start) or ("person:" + name,))
                self.found.sort(key=lambda mention: mention.start)

    def _ships(self) -> None:
        """Add warships by what opens their names ("HMS Kent")."""
        if not any(map(self.text.__contains__, _hulls())):
            return
        for match in _ship_names().finditer(self.text):
            self._add(match.start(), match.end(), (tie_words().hulls[match[1].lower()],), "force")

    def _pairs(self) -> None:
        """Add "both" and "the two" where they stand alone for who was named before ("both signed")."""
        low = self.text.lower()
        if not any(word in low for word in _COUNTS):
            return
        counted = [token for token in self.tokens if token.text.lower() in _COUNTS]
        described = {one.head for one in self.tokens if one.dep not in ("det", "punct")} if counted else set()
        for token in counted:
            word = token.text.lower()
            the = token.index and self.tokens[token.index - 1].text.lower() == "the"
            alone = token.dep in ("nsubj", "nsubjpass", "pobj", "dobj") and token.index not in described
            if alone and (word == "both" or the):
                start = token.start - self.sentence.start
                self._add(start, token.end - self.sentence.start, ("two" if word == "both" else word,), "sides")

    def _initials(self) -> None:
        """Learn the initials of a body named in full, which a text may use without a word ("Andes Naval Systems", "ANS")."""
        for mention in self.found:
            words = mention.surface.split()
            if mention.kind != "organisation" or len(mention.actors) != 1 or not all(word[:1].isupper() for word in words):
                continue
            for first in range(len(words) - 2):
                short = "".join(word[0] for word in words[first:])
                for name in (short, " ".join([*words[:first], short])):
                    if name not in entries() and name not in ambiguous() and name not in words:
                        self.names.setdefault(name, (mention.actors, None))

    def _states_of_towns(self) -> None:
        """Let a state named after its town only say where the town is ("in Geneva, Switzerland")."""
        for at, (town, state) in enumerate(pairwise(self.found), start=1):
            between = self.text[town.end - self.sentence.start : state.start - self.sentence.start]
            if state.kind == "state" and town.where and between == ", " and town.actors == state.actors:
                self.found[at] = replace(state, kind=town.kind)

    def _bracketed(self) -> None:
        """Learn abbreviations: "Special Individual Partnership Forces (SIPF)", "the African Union (AU)"."""
        for match in _BRACKET.finditer(self.text):
            end = match.start() + self.sentence.start
            for mention in self.found:
                known = entries().get(match[1], ())
                beside = mention.end == end or self.text[mention.end - self.sentence.start : match.start()] in _OWNER
                if beside and mention.actors and all(entry.kind == "person" for entry in known):
                    self.names[match[1]] = (mention.actors, None)
                    stop = match.end() + self.sentence.start
                    self.found = [other for other in self.found if not (end <= other.start and other.end <= stop)]
                    break

    def _taken(self, start: int, end: int) -> bool:
        start, end = start + self.sentence.start, end + self.sentence.start
        return any(mention.start < end and start < mention.end for mention in self.found)

    def _add(self, start: int, end: int, ids: tuple[str, ...], kind: str, person: str | None = None) -> None:
        if self._taken(start, end):
            return
        clear = len(ids) <= 1 or kind in ("description?", "named_group")
        self.found.append(
            Mention(
                start + self.sentence.start,
                end + self.sentence.start,
                self.sentence.text[start:end],
                ids if clear else (),
                kind,
                candidates=() if clear else ids,
                person=person,
            )
        )


@cache
def _hulls() -> tuple[str, ...]:
    return tuple(word.upper() for word in sorted(tie_words().hulls))


@cache
def _ship_names() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(_hulls())})\s[A-Z][\w’'-]*\w(?:\s[A-Z][\w’'-]*\w)?")


def _bare(name: str) -> str:
    """Return a name without the titles and offices before it.

    >>> _bare("Vice Adm. Ana Ruiz"), _bare("Green MP Li Wei")
    ('Ana Ruiz', 'Li Wei')
    """
    words = name.split()
    titled = [at for at, word in enumerate(words[:-1]) if word.lower() in name_words("titles")]
    words = words[max(titled) + 1 :] if titled and len(words) - max(titled) > 2 else words
    while len(words) > 2 and (_TITLE.search(words[0] + " ") or words[0].rstrip(".").lower() in name_words("titles")):
        words.pop(0)
    return " ".join(words)


def abbreviations_of(
    sentences: Sequence[Sentence], text: str, context: Context
) -> tuple[tuple[str, tuple[str, ...], str | None], ...]:
    """Return the abbreviations that an article uses before it gives their meaning (a headline's, a summary's)."""
    found = {}
    for sentence in sentences:
        for match in _BRACKET.finditer(sentence.text):
            if match[1] not in found and _word_in(match[1], text[: sentence.start]):
                finder = _Finder(sentence, (), context)
                finder.run()
                if match[1] in finder.names:
                    found[match[1]] = finder.names[match[1]]
    return tuple((name, *meant) for name, meant in found.items())


def people_of(text: str) -> tuple[tuple[str, str], ...]:
    """Return the surnames that an article uses alone, with the one full name of theirs that it gives."""
    found: dict[str, set[str]] = {}
    for match in _FULL.finditer(text):
        if match[1] not in name_words("not_names") and match[1] not in entries() and match[0] not in entries():
            found.setdefault(match[2], set()).add(match[0])
    return tuple((last, names.pop()) for last, names in found.items() if len(names) == 1 and last not in entries())


@cache
def _known_names() -> frozenset[str]:
    return frozenset(term.name for term in terms())


OFFICES = {
    "prime minister": ("prime_minister", "chancellor"),
    "premier": ("prime_minister", "chancellor"),
    "defence minister": ("defence_minister",),
    "defence secretary": ("defence_minister",),
    "foreign minister": ("foreign_minister",),
    "foreign secretary": ("foreign_minister",),
    "president": ("president", "leader", "commission_president", "council_president"),
}
"""Titles that are never another's, with the offices of the table that they may mean."""
_OFFICE_BEFORE = re.compile(
    r"(?:^|(?<!\bvice)(?<!\bdeputy)\W)((?:prime|defen[cs]e|foreign) (?:minister|secretary)|premier|president)\W*$", re.I
)


def person_actors(name: str, day: date | None) -> tuple[str, ...]:
    """Return the state or organisation that a known person spoke for on a day; empty where out of office."""
    held = [term for term in offices_of(name) if term.covers(day)]
    return (held[-1].actor,) if held else ()


def _remember(context: Context, mentions: tuple[Mention, ...], finder: _Finder) -> Context:
    """Return the context with a sentence's mentions, names and counts in it."""
    named = [m for m in mentions if m.actors]
    if not named and not finder.names:
        return context.but(led_by=None) if context.led_by is not None else context
    subjects = {t.start for t in finder.tokens if t.dep in ("nsubj", "nsubjpass") and finder.tokens[t.head].dep == "ROOT"}
    first = [m for m in named if any(m.start <= at < m.end for at in subjects)]
    if not first:
        owners = {t.start for t in finder.tokens if t.dep == "poss" and finder.tokens[t.head].start in subjects}
        first = [m for m in named if any(m.start <= at < m.end for at in owners)]
    rest = [m for m in reversed(named) if m not in first]
    lead = next((actor for m in first if not m.where for actor in m.actors[:1] if is_state(actor)), None)
    counts = dict(context.counts)
    for mention in named:
        if mention.kind != "pronoun" and not mention.where:
            for actor in mention.actors:
                counts[actor] = counts.get(actor, 0) + 1
    names = {key: (actors, person) for key, actors, person in context.names}
    names.update({key: value for key, value in finder.names.items() if len(key) > 2})
    top = sorted((a for a in counts if not a.startswith("person:")), key=lambda actor: -counts[actor])
    return context.but(
        recent=(*first, *rest, *context.recent)[:RECENT],
        led_by=lead,
        names=tuple((key, *value) for key, value in names.items())[-80:],
        counts=tuple(counts.items()),
        topic_actor=tuple(top[:5]),
    )
