"""Source and target states of coded acts: sentences of PLOVER and PETRARCH whose actors a person coded.

A sentence counts where both sides can be told as states: from the gold's code (`ISR-MIL` → ISR), or, where a set gives only
the words, from the states that our own gazetteer sees in those words; words that name no state are left out and counted.
Invented states (Arnor, Gondor) are no states of any gazetteer: their names are taken as states of their own, written alike
in the gold, so that what is scored there is who does what to whom and not name resolution. Figures are given by set.
Right: an act of the sentence has the coded states on the coded sides.
"""

from __future__ import annotations

import csv
import re
from argparse import Namespace
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.intake.sentences import split
from dragoman.lexicon import rows
from dragoman.lexicon.tie_words import tie_words
from dragoman.model import Context, Mention, Reading
from dragoman.reading.actors import find_mentions
from dragoman.reading.arguments import Arguments
from dragoman.reading.parse import parse
from dragoman.reading.read import read_sentence
from dragoman.reading.ties import find_ties

DATA = "data/ties/event_gold_shared.csv"
DAY = date(2015, 1, 1)
"""The day that sentences without one are read at: office holders are told by it."""
ORGANISATIONS = {"IGOEUREEC": "org:EU", "IGOUNO": "org:UN", "IGONATO": "org:NATO", "IGOWSTNAT": "org:NATO", "IGONAT": "org:NATO"}
HOMES = {
    "org:Hamas": "PSE", "org:Fatah": "PSE", "org:Hezbollah": "LBN", "org:Houthis": "YEM",
    "org:Taliban": "AFG", "org:Boko Haram": "NGA", "org:al-Shabaab": "SOM", "org:PKK": "TUR", "org:Wagner Group": "RUS",
    "org:Islamic Jihad": "PSE", "org:PLO": "PSE",
    "org:FARC": "COL", "org:Tamil Tigers": "LKA", "org:RSF": "SDN", "org:M23": "COD",
}  # fmt: skip
"""The states that the coders give to the armed groups of our gazetteer."""
OLD_CODES = {"KUW": "KWT", "NZE": "NZL", "SUD": "SDN", "ROM": "ROU", "ZAR": "COD", "TMP": "TLS"}
Row = dict[str, str]
Pair = tuple[str, str]


def run(data: Path, *, store: Path | None, options: Namespace) -> dict[str, Any]:
    """Read every sentence once and compare the sides of its acts with the coded ones; return `states` and `sets`."""
    with data.open(encoding="utf-8", newline="") as lines:
        coded = list(csv.DictReader(lines))[: options.limit]
    sets: dict[str, Counter[str]] = defaultdict(Counter)
    by_sentence: dict[str, list[Row]] = defaultdict(list)
    for row in coded:
        by_sentence[row["sentence"]].append(row)
    for sentence, rows_ in by_sentence.items():
        invented = _invented(rows_)
        pairs: frozenset[Pair] | None = None
        for row in rows_:
            sides = _sides(row, invented)
            if sides is None:
                sets[row["gold_set"]]["unresolved"] += 1
                continue
            if pairs is None:
                pairs = acts(sentence, invented)
            right = any(source in sides[0] and target in sides[1] for source, target in pairs)
            sets[row["gold_set"]]["right" if right else "wrong"] += 1
            if options.audit and not right:
                print(f"{row['gold_set']}: {sentence}\n   coded {sorted(sides[0])} > {sorted(sides[1])}; read {sorted(pairs)}")
    return _figures(sets)


def _figures(sets: dict[str, Counter[str]]) -> dict[str, Any]:
    print(f"{'set':16s} {'right':>6s} {'of':>6s} {'accuracy':>9s} {'no two states':>14s}")
    figures: dict[str, Any] = {}
    total: Counter[str] = Counter()
    for name, counts in sorted(sets.items()):
        total.update(counts)
        figures[name] = _rate(counts)
    for name, counts in [*sorted(sets.items()), ("all", total)]:
        n = counts["right"] + counts["wrong"]
        print(f"{name:16s} {counts['right']:6d} {n:6d} {_rate(counts)['accuracy']:9.3f} {counts['unresolved']:14d}")
    return {"states": _rate(total), "sets": figures}


def _rate(counts: Counter[str]) -> dict[str, float]:
    n = counts["right"] + counts["wrong"]
    return {"accuracy": counts["right"] / n if n else 0.0, "n": n, "unresolved": counts["unresolved"]}


# ---- the gold's sides


def _sides(row: Row, invented: dict[str, str]) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the states that may stand on each side, or None where one side is none."""
    source = _states(row["source_code"], row["source_text"], invented)
    target = _states(row["target_code"], row["target_text"], invented)
    return (source, target) if source and target else None


def _states(code: str, text: str, invented: dict[str, str]) -> frozenset[str]:
    if code:
        return frozenset(state for part in code.split(";") if (state := _coded(part, invented)))
    return frozenset(actor for mention in _mentions(text) for actor in mention.actors if _is_state(actor))


def _coded(code: str, invented: dict[str, str]) -> str | None:
    """Return the state of a CAMEO or PLOVER actor code: its first three letters, where they are one."""
    if code in ORGANISATIONS:
        return ORGANISATIONS[code]
    head = OLD_CODES.get(code[:3], code[:3])
    if head in invented.values() or head in _codes():
        return head
    return None


def _codes() -> frozenset[str]:
    return frozenset(row["id"] for row in rows("territories.csv"))


def _is_state(actor: str) -> bool:
    return ":" not in actor or actor in ORGANISATIONS.values()


def _mentions(text: str) -> tuple[Mention, ...]:
    sentences = split(text)
    found: list[Mention] = []
    for sentence, tokens in zip(sentences, parse([(s.start, s.text) for s in sentences]), strict=True):
        found += find_mentions(sentence, tokens, Context(published=DAY))[0]
    return tuple(found)


def _invented(rows_: Iterable[Row]) -> dict[str, str]:
    """Return the invented states of a sentence by name: capitalised words whose letters spell a coded actor that is no state.

    An invented state's code may be a real one's too (ERI of Eriador and of Eritrea): what counts is that no words name that.
    """
    names: dict[str, str] = {}
    for row in rows_:
        if not row["gold_set"].startswith(("petr",)):
            continue
        known = {actor for mention in _mentions(row["sentence"]) for actor in mention.actors}
        codes = {code[:3] for code in (row["source_code"], row["target_code"]) if code}
        for code in codes - known:
            for word in re.findall(r"[A-Z][a-z]{2,}(?:_[A-Z][a-z]+)?", row["sentence"]):
                if word.upper().startswith(code[:2]) and _spells(word.upper(), code):
                    names[word] = code
    return names


def _spells(word: str, code: str) -> bool:
    """Whether a code's letters stand in a word in order (ARN in Arnor, GON in Gondor)."""
    letters = iter(word)
    return all(letter in letters for letter in code)


# ---- the sides that we read


def acts(sentence: str, invented: dict[str, str]) -> frozenset[Pair]:
    """Return (source, target) of every act of a sentence: of its ties, and of every verb with two sides."""
    sentences = split(sentence)
    context = Context(published=DAY)
    pairs: set[Pair] = set()
    for one, tokens in zip(sentences, parse([(s.start, s.text) for s in sentences]), strict=True):
        reading, context = read_sentence(one, tokens, context)
        named = _named(reading, invented)
        if named:
            reading = replace(reading, mentions=(*reading.mentions, *named))
            reading = replace(reading, ties=find_ties(reading, context)[0])
        pairs |= {(s, t) for frame in reading.ties for s in frame.subject for t in (*frame.object, *frame.subject) if s != t}
        pairs |= _every_act(Arguments(reading.tokens, reading.mentions))
    return frozenset((HOMES.get(source, source), HOMES.get(target, target)) for source, target in pairs)


def _named(reading: Reading, invented: dict[str, str]) -> tuple[Mention, ...]:
    return tuple(
        Mention(token.start, token.end, token.text, (invented[token.text],), "state")
        for token in reading.tokens
        if token.text in invented
    )


def _every_act(args: Arguments) -> set[Pair]:
    """Return the sides of every verb: who does it, and every actor below what it acts on or is directed at."""
    pairs: set[Pair] = set()
    for place in range(len(args.tokens)):
        if args.is_verb(place):
            sources = args.doers(place) or _origin(args, place)
            reached = {actor for head in _targets(args, place) for actor in args.reached(head)}
            pairs |= {(s, t) for s in sources for t in reached or (sources if _at_home(args, place) else ())}
    return pairs


def _at_home(args: Arguments, place: int) -> bool:
    """Whether an act is done to people of no named state: then they are the doer's own ("the police arrested protesters")."""
    people = tie_words().residents | tie_words().classes["people"]
    return any(args.lemma(head) in people for head in args.undergoers(place))


def _origin(args: Arguments, place: int) -> tuple[str, ...]:
    """Return where a passive without an agent comes from ("was fired from …"), else where it was done ("was arrested in …")."""
    if not args.is_passive(place):
        return ()
    heads = args.prepositional(place, "from", "by") or args.prepositional(place, "in")
    return tuple(actor for head in heads for actor in args.reached(head))


def _targets(args: Arguments, place: int) -> tuple[int, ...]:
    return (*args.undergoers(place), *args.prepositional(place), *args.below(place, "ccomp", "xcomp", "advcl"))
