"""The gazetteer: what each name may stand for, put together from the tables beside this module."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.lexicon import lines, rows, sections, values


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a surface.

    Args:
        kind: state, group (several at once), demonym, capital, town, organisation, ministry, force, office, person, institution,
            description, pronoun,
            prefix ("Sino-"), blocked (no actor).
        ids: actor ids, empty where they come from elsewhere in the text; of an institution, whose it may be where nobody is
            named with it.
        sort: of an institution: ministry, force, office, person; of an organisation its sort.
        alone: whether an institution can stand alone after "the".
        name: a person's usual full name.
    """

    kind: str
    ids: tuple[str, ...] = ()
    sort: str = ""
    alone: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office."""

    actor: str
    office: str
    name: str
    start: date
    end: date | None

    def covers(self, day: date | None) -> bool:
        """Return whether the term ran on `day`; where the day is unknown, whether it still runs."""
        if day is None:
            return self.end is None
        return self.start <= day and (self.end is None or day <= self.end)


_PREFIXES = ("Sino", "Russo", "Franco", "Anglo", "Indo", "Soviet")
_PRONOUNS = "it its itself they them their themselves he him his himself she her herself we us our ours ourselves".split()


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """Return every surface of the gazetteer with its meanings."""
    found: dict[str, list[Entry]] = {}
    for surface, entry in (
        *_groups(),
        *_territories(),
        *_places(),
        *_organisations(),
        *_metonyms(),
        *_people(),
        *_institutions(),
        *_descriptions(),
    ):
        known = found.setdefault(surface, [])
        if entry not in known:
            known.append(entry)
    for word in _PRONOUNS:
        for form in {word, word.capitalize()}:
            found[form] = [Entry("pronoun", sort=word)]
    for name in lines("not_actors.txt"):
        if not name.startswith("+"):
            found[name] = [Entry("blocked")]
    return {surface: tuple(meanings) for surface, meanings in found.items()}


@cache
def thing_words() -> frozenset[str]:
    """Return the words that make a treaty or a meeting of the capital before them ("Paris Agreement")."""
    return frozenset(line[1:] for line in lines("not_actors.txt") if line.startswith("+"))


def _territories() -> list[tuple[str, Entry]]:
    found = []
    for row in rows("territories.csv"):
        for name in values(row["names"]):
            entry = Entry("state" if not row["id"].startswith("person:") else "person", (row["id"],))
            found += [(form, entry) for form in _shouted(name)]
        for word in values(row["demonyms"]):
            found.append((word, Entry("prefix" if word in _PREFIXES else "demonym", (row["id"],))))
        found += [(form, Entry("capital", (row["id"],))) for name in values(row["capitals"]) for form in _shouted(name)]
    return found


def actor_named(text: str) -> str:
    """Return the id of the one state or organisation that is called so, in large or small letters ("germany", "deu": "DEU"); the
    text as it came where there is none or several ("Congo")."""
    words = " ".join(text.split())
    found = _called().get(words.casefold().removeprefix("the "), frozenset())
    found = frozenset(one for one in found if len(one) == 3) or found
    return next(iter(found)) if len(found) == 1 else words


@cache
def _called() -> dict[str, frozenset[str]]:
    """Return the names and codes of states and organisations in small letters."""
    found: dict[str, set[str]] = {}
    for table in ("territories.csv", "organisations.csv"):
        for row in rows(table):
            if ":" not in row["id"] or row["id"].startswith("org:"):
                for name in (*values(row["names"]), row["id"].removeprefix("org:")):
                    found.setdefault(name.casefold(), set()).add(row["id"])
    return {name: frozenset(ids) for name, ids in found.items()}


def _places() -> list[tuple[str, Entry]]:
    return [(name, Entry("town", (row["id"],))) for row in rows("places.csv") for name in values(row["names"])]


@cache
def territories() -> frozenset[str]:
    """Return the names and capitals of states."""
    return frozenset(name for name, entry in _territories() if entry.kind in ("state", "capital"))


def _shouted(name: str) -> tuple[str, ...]:
    """Return a name and, where it is long enough to be no abbreviation or pronoun, the same in capitals."""
    return (name, name.upper()) if len(name) > 4 and not name.isupper() else (name,)


def _groups() -> list[tuple[str, Entry]]:
    return [(name, Entry("group", values(row["ids"]))) for row in rows("groups.csv") for name in values(row["names"])]


def _organisations() -> list[tuple[str, Entry]]:
    found = []
    for row in rows("organisations.csv"):
        entry = Entry("organisation", (row["id"],), sort=row["sort"])
        found += [(name, entry) for name in values(row["names"])]
    return found


@cache
def homes() -> dict[str, frozenset[str]]:
    """Return the states where armed and political groups are at home, by their ids."""
    return {row["id"]: frozenset(values(row["home"])) for row in rows("organisations.csv") if row["home"]}


def _metonyms() -> list[tuple[str, Entry]]:
    found = []
    for row in rows("metonyms.csv"):
        found += [(name, Entry(row["kind"], (one,))) for name in values(row["names"]) for one in values(row["id"])]
    return found


def _people() -> list[tuple[str, Entry]]:
    """Return full names, and surnames that need no introduction."""
    found: list[tuple[str, Entry]] = []
    for row in rows("offices.csv"):
        usual, *other = values(row["name"])
        entry = Entry("person", name=usual)
        found += [(form, entry) for name in (usual, *other) for form in (name, name.upper())]
        if row["bare"]:
            found += [(surname(name), entry) for name in (usual, *other)]
    return found


def surname(name: str) -> str:
    """Return what later sentences call a person.

    >>> surname("Ferdinand Marcos Jr."), surname("Ursula von der Leyen"), surname("Xi Jinping")
    ('Marcos', 'von der Leyen', 'Xi')
    """
    parts = [part for part in name.split() if part.rstrip(".") not in ("Jr", "Sr", "II", "III", "IV")]
    if len(parts) > 1 and parts[0] in _FAMILY_FIRST:
        return parts[0]
    for at, part in enumerate(parts[1:], 1):
        if part.lower() in _PARTICLES:
            return " ".join(parts[at:])
    return parts[-1] if parts else name


_PARTICLES = frozenset("von van der de den bin al ben da dos del la le ter ten".split())
_FAMILY_FIRST = frozenset(
    "Xi Hu Jiang Wen Li Wang Qin Wei Chang Dong Yang Mao Zhao Hua Lin Tsai Lai Chen Ma Chiu Kim Roh Lee Park Moon Yoon Kang Cho "
    "Shin Ban Zhang Liu Zhou Wu Xu Tan Nguyen Pham Zheng Huang Geng Sun Song Qian He Luo Liang Tang Deng Feng Cao Peng "
    "Han".split()
)


@cache
def terms() -> tuple[Term, ...]:
    """Return every term of office that the tables know."""
    found = []
    for row in rows("offices.csv"):
        start, end = _day(row["from"], last=False), _day(row["to"], last=True) if row["to"] else None
        found.append(Term(row["actor"], row["office"], values(row["name"])[0], start, end))
    return tuple(found)


def _day(text: str, *, last: bool) -> date:
    parts = [int(part) for part in text.split("-")]
    year, month, day = (*parts, *((12, 28) if last else (1, 1))[len(parts) - 1 :])[:3]
    return date(year, month, day)


@cache
def offices_of(name: str) -> tuple[Term, ...]:
    """Return the terms of a person by usual name, in the order of the table."""
    return tuple(term for term in terms() if term.name == name)


def _institutions() -> list[tuple[str, Entry]]:
    found = []
    for row in rows("institutions.csv"):
        entry = Entry("institution", values(row["home"]), sort=row["kind"], alone=bool(row["alone"]))
        for word in values(row["words"]):
            for spelt in {word, word.replace("defence", "defense")}:
                found += [(form, entry) for form in {spelt, spelt[:1].upper() + spelt[1:], _titled(spelt)}]
    return found


def _titled(words: str) -> str:
    return " ".join(w if w in ("of", "the", "for", "and", "in") else "-".join(p[:1].upper() + p[1:] for p in w.split("-"))
                    for w in words.split())  # fmt: skip


def _descriptions() -> list[tuple[str, Entry]]:
    found: dict[str, list[str]] = {}
    for row in rows("organisations.csv"):
        for word in values(row["words"]):
            forms = {word, word.capitalize()} if row["sort"] in ("alliance", "union") and " " not in word else {word}
            for form in forms:  # "the Alliance"
                found.setdefault(form, []).append(row["id"])
    for row in rows("descriptions.csv"):
        for word in values(row["words"]):
            found.setdefault(word, []).extend(values(row["ids"]))
    return [(word, Entry("description", tuple(dict.fromkeys(ids)))) for word, ids in found.items()]


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of an ambiguous name and the words that make it clear."""

    id: str
    context: tuple[str, ...]


@cache
def ambiguous() -> dict[str, tuple[Sense, ...]]:
    """Return the names that need the article's words to be understood."""
    found: dict[str, list[Sense]] = {}
    for row in rows("ambiguous.csv"):
        for name in values(row["names"]):
            found.setdefault(name, []).append(Sense(row["id"], values(row["context"])))
    return {name: tuple(senses) for name, senses in found.items()}


@cache
def name_words(heading: str) -> frozenset[str]:
    """Return the words under a heading of `name_words.txt`."""
    return frozenset(" ".join(sections("name_words.txt")[heading]).split())


@cache
def regions() -> frozenset[str]:
    """Return the words for parts of the world that act in the news and are no actor of their own ("Europe", "the West")."""
    return name_words("regions")
