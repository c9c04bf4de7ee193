"""Whose a figure is by the words around its measure: named beside it, owning it, after it with "of" or "by"."""

from __future__ import annotations

import re

from dragoman.lexicon.figure_words import organisation_sort
from dragoman.model import Mention, Quantity
from dragoman.reading.measured import Measured
from dragoman.reading.scene import Scene

Ids = tuple[str, ...]
_POSSESSIVE = re.compile(
    r"^(?:['’]s?)?\s?(?:own\s|total\s|overall\s|annual\s|current\s|planned\s|proposed\s|new\s|national\s|"
    r"yearly\s|official\s|already\s|"
    r"government['’]?s?\s|ministry['’]?s?\s|fiscal\s|(?:19|20)\d\d(?:[-–/]\d\d)?\s|record\s|actual\s|"
    r"core\s|combined\s|entire\s|real\s|declared\s|initial\s|estimated\s|reported\s|nominal\s|state\s|"
    r"[a-z]+-?[a-z]*ing\s|massive\s|huge\s|large\s|small\s|low\s|high\s|rising\s|military\s|defen[cs]e\s|"
    r"ministry\sof\s|[a-z]+\s){0,2}$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"^\s*(?:of|in|by|for|from|across)\s(?:the\s)?(?:(?!to\b|for\b|against\b|at\b|with\b|from\b|by\b)[a-z]+\s){0,2}$",
    re.IGNORECASE,
)
SPEAKERS = frozenset({"institute", "media", "party"})


def part_of(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read a part's owner in "a third of Peru's", "9 % of public spending in Peru", "the share of Peru in the world's"."""
    if quantity.form not in ("ratio", "percent"):
        return ()
    for mention in scene.reading.mentions:
        if mention.start > quantity.end and re.fullmatch(r"\s*of\s(?:the\s)?", scene.between(quantity.end, mention.start)):
            return usable(scene, mention) if scene.after(mention.end, 1) in ("'", "’") else ()
        spent = mention.start > quantity.end and _SPENT_IN.fullmatch(scene.between(quantity.end, mention.start))
        shared = mention.end < quantity.start and _SHARE_OF.search(scene.before(mention.start, 16)) is not None
        if spent or (shared and re.match(r"\sin\s", scene.after(mention.end, 4))):
            return usable(scene, mention)
    return ()


_SPENT_IN = re.compile(
    r"\s*of\s(?:the\s|all\s|total\s){0,2}(?:public|government|state|budgetary|central government)\s"
    r"(?:spending|expenditures?|outlays?)\sin\s(?:the\s)?",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(r"\bshare\sof\s(?:the\s)?$", re.IGNORECASE)


def usable(scene: Scene, mention: Mention) -> Ids:
    """Return a mention's actors where it can own a figure: states and alliances, not research institutes.

    An ambiguous name is its one sovereign state where the sentence names a measure: only states have armed forces to pay for.
    """
    if not mention.actors and mention.candidates:
        states = tuple(one for one in mention.candidates if len(one) == 3 and one.isupper())
        return states if len(states) == 1 and scene.phrases else ()
    return tuple(one for one in mention.actors if not one.startswith("person:") and organisation_sort(one) not in SPEAKERS)


COMPARED_FIRST = re.compile(r"(?:^|[,;]\s)(?:Compared|compared)\s(?:with|to)\s(?:the\s)?$|\b[Uu]nlike\s(?:the\s)?$")
"""Before who is only compared with: "Compared with Peru, Chile spent twice as much"."""


def coordinated(scene: Scene, mention: Mention) -> Ids:
    """Return a mention's actors with those joined to it before ("Japan and Germany", "France, Italy and Spain")."""
    ids = list(usable(scene, mention))
    position = mention.start
    for other in sorted(scene.reading.mentions, key=lambda m: -m.end):
        if COMPARED_FIRST.search(scene.before(other.start, 24)):
            break
        if other.end <= position and re.fullmatch(
            r"(?:['’]s)?(?:,\s?(?:and\s)?|\s(?:and|&)\s)(?:the\s)?", scene.between(other.end, position)
        ):
            ids = [*usable(scene, other), *ids]
            position = other.start
    return tuple(dict.fromkeys(ids))


def beside(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read "Japan's defence spending", "Japanese military expenditure", "the Japanese government's annual budget"."""
    phrase = measured.phrase
    if phrase is None:
        return ()
    inside = [m for m in scene.reading.mentions if phrase.start <= m.start and m.end <= phrase.end and usable(scene, m)]
    for mention in inside:
        if measured.measure == "arms_imports" and re.search(r"\b(?:of|from)\s(?:the\s)?$", scene.before(mention.start, 10)):
            continue
        if re.search(r"(?:of|in|by)\s(?:the\s)?$", scene.before(mention.start, 8)) or re.match(
            r"['’]s?\b", scene.after(mention.end, 3)
        ):
            return coordinated(scene, mention)
        if mention.kind in ("force", "demonym") and _starts_with_noun(scene, phrase.start):
            return coordinated(scene, mention)
    before = scene.mention_before(phrase.start, reach=45)
    if quantity.form == "rank" and before is not None and any(one.startswith("org:") for one in before.actors):
        return ()
    if before is None or not usable(scene, before) or not _POSSESSIVE.match(scene.between(before.end, phrase.start)):
        return ()
    place = scene.token_at(phrase.start)
    verb = scene.parsed and place is not None and scene.reading.tokens[place].tag.startswith("VB")
    if verb and PREPOSED.search(scene.before(before.start, 12)):
        return ()
    return coordinated(scene, before) if _directly(scene, before, phrase.start) else ()


def _starts_with_noun(scene: Scene, position: int) -> bool:
    """Return whether a noun stands at a position: "the bill for the Danish forces" is theirs, "spent on" them is not."""
    place = scene.token_at(position)
    return place is not None and scene.reading.tokens[place].tag.startswith("NN")


def _directly(scene: Scene, mention: Mention, position: int) -> bool:
    """Return whether a mention owns what stands at a position: a possessive or an adjective, not a verb's subject."""
    gap = scene.between(mention.end, position).strip().lower()
    if gap.startswith(("'", "’")) or not gap:
        return True
    if mention.kind in ("demonym", "pronoun", "office", "ministry", "force", "capital") or mention.surface.lower() in (
        "u.s.",
        "us",
        "uk",
        "eu",
        "nato",
        "british",
    ):
        return not re.search(r"\b(?:has|have|had|will|would|was|is|were|spent|raised|increased|cut|said)\b", gap)
    return False


def of_phrase(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read "military spending in Japan", "the defence budget of the country", "outlays by Poland"."""
    phrase = measured.phrase
    if phrase is None:
        return ()
    after = [m for m in scene.reading.mentions if 0 <= m.start - phrase.end <= 32 and usable(scene, m)]
    if quantity.form == "rank":
        after = [m for m in after if not any(one.startswith("org:") for one in m.actors)]
    for mention in sorted(after, key=lambda m: m.start):
        if _OF.match(scene.between(phrase.end, mention.start)):
            return group(scene, mention)
    return ()


def group(scene: Scene, mention: Mention) -> Ids:
    """Return a mention's actors with those joined after it ("in Japan and South Korea")."""
    ids = list(usable(scene, mention))
    position = mention.end
    for other in sorted(scene.reading.mentions, key=lambda m: m.start):
        if other.start >= position and re.fullmatch(
            r"(?:,\s?(?:and\s)?|\s(?:and|&)\s)(?:the\s)?", scene.between(position, other.start)
        ):
            ids += usable(scene, other)
            position = other.end
    return tuple(dict.fromkeys(ids))


def by_phrase(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read "2 percent of Japan's GDP", "$56 billion by Japan": who stands right after the number."""
    after = [m for m in scene.reading.mentions if 0 <= m.start - quantity.end <= 22 and usable(scene, m)]
    for mention in sorted(after, key=lambda m: m.start):
        gap = scene.between(quantity.end, mention.start)
        if re.fullmatch(r"\s*(?:of|by|to|from)\s(?:the\s)?", gap) and quantity.form in ("percent", "money"):
            if re.match(
                r"(?:['’]s?)?\s(?:[a-z-]+\s){0,2}(?:GDP|gross|economic|economy|national|output|military|defen[cs]e|total|budget)",
                scene.after(mention.end, 40),
                re.IGNORECASE,
            ):
                return usable(scene, mention)
            if re.match(r"\s*by\s", gap):
                return usable(scene, mention)
    return ()


def named_after(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read coordinated lists: "Poland 4.1 and Estonia 3.4 percent", "Poland (4.1 percent)", "4.1 percent for Poland"."""
    several = sum(1 for other in scene.reading.quantities if other.form in (quantity.form, "bare")) > 1
    if several and (listed := _listed_after(scene, quantity)):
        return listed
    before = scene.mention_before(quantity.start, reach=18)
    if before is not None and len(coordinated(scene, before)) == 1:
        gap = scene.between(before.end, quantity.start).lower()
        if (
            re.fullmatch(
                r"['’]?s?\s?[\(:,–—-]?\s?(?:at|with|about|some|around|nearly|just over|almost|to|by|was|were|is|had|"
                r"spent|spends|stood at)?"
                r"\s?(?:about\s|some\s|nearly\s)?",
                gap,
            )
            and (several or "(" in gap or ":" in gap)
            and not re.match(r",\s[a-z]*(?:was|were|is|had|spen[dt]s?|stood)\b", gap)  # "Peru, a friend of Chile, spends about …"
            and not re.search(r"\b(?:to|for|gave|given|sent|from)\s(?:the\s)?$", scene.before(before.start, 12))
        ):
            return usable(scene, before)
    if several:
        after = [m for m in scene.reading.mentions if 0 <= m.start - quantity.end <= 14 and usable(scene, m)]
        for mention in sorted(after, key=lambda m: m.start):
            if re.fullmatch(r"\s*(?:for|in|by)\s(?:the\s)?", scene.between(quantity.end, mention.start)):
                return usable(scene, mention)
    return ()


def _listed_after(scene: Scene, quantity: Quantity) -> Ids:
    """Return the owner after a number in a list where each has its own ("24 percent in Russia, 51 percent in Ukraine")."""
    after = _follower(scene, quantity)
    peers = [other for other in scene.reading.quantities if other.form == quantity.form and other is not quantity]
    return usable(scene, after) if after is not None and any(_follower(scene, other) for other in peers) else ()


def _follower(scene: Scene, quantity: Quantity) -> Mention | None:
    """Return the actor that "in", "for" or "by" leads to right after a number."""
    near = (m for m in scene.reading.mentions if 0 <= m.start - quantity.end <= 14 and usable(scene, m))
    led = (m for m in near if re.fullmatch(r"\s*(?:for|in|by)\s(?:the\s)?", scene.between(quantity.end, m.start)))
    return next(led, None)


def rank_holder(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read who holds a place: "Japan, the world's third largest spender", "ranked Japan as", "the third largest, Japan"."""
    if quantity.form != "rank":
        return ()
    end = measured.phrase.end if measured.phrase else quantity.end
    tail = scene.after(end, 60)
    after = [m for m in scene.reading.mentions if 0 <= m.start - end <= 40 and usable(scene, m)]
    for mention in sorted(after, key=lambda m: m.start):
        gap = scene.between(end, mention.start)
        if re.fullmatch(
            r"[^.;]{0,30}?,\s(?:the\s)?|[^.;,]{0,20}\s(?:was|is|were|are|remained|remains|being)\s(?:still\s|now\s)?(?:the\s)?",
            gap,
        ) and not re.match(r"\s*,?\s*(?:after|behind|ahead)", tail):
            return group(scene, mention)
    before = scene.before(quantity.start, 70)
    as_ = re.search(r"\b(?:as|at|in)\s(?:the\s)?[^,;.]{0,30}$", before)
    if as_ and re.search(
        r"\b(?:rank|ranks|ranked|ranking|placed|place|puts|put|listed|lists|named|names|rates|rated|described|identified)\b",
        scene.text,
    ):
        named = [m for m in scene.reading.mentions if m.end <= quantity.start and usable(scene, m)]
        passive = [
            m for m in named if re.match(r"\s(?:was|is|were|has been|had been)\s(?:ranked|placed|listed)", scene.after(m.end, 30))
        ]
        chosen = passive or [m for m in named if m.start > _verb_end(scene)] or named
        return usable(scene, chosen[-1] if chosen and not passive else chosen[0]) if chosen else ()
    return ()


def _verb_end(scene: Scene) -> int:
    found = re.search(
        r"\b(?:rank|ranks|ranked|ranking|placed|places|puts|put|listed|lists|named|names|rates|rated|described|identified)\b",
        scene.text,
    )
    return found.end() + scene.offset if found else 0


def modifier(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read who stands inside the noun phrase counted, or right before the number: "300 Russian tanks", "China's 370 ships"."""
    low, high = quantity.number_end, max(quantity.end, quantity.unit_end or 0)
    inside = [m for m in scene.reading.mentions if low <= m.start and m.end <= high and usable(scene, m)]
    if inside and measured.measure in ("equipment", "personnel", "deployment", "other", "nuclear_warheads"):
        return usable(scene, inside[0])
    if quantity.unit_start is None and quantity.form in ("count", "rank"):
        inside = []
    before = scene.mention_before(quantity.start, reach=30)
    if before is not None and usable(scene, before):
        gap = scene.between(before.end, quantity.start).lower()
        if re.fullmatch(r"(?:['’]s|['’]|(?<=s))\s(?:[a-z-]+\s){0,3}", gap) and (gap.startswith(("'", "’"))):
            return usable(scene, before)
        if (
            before.kind == "pronoun"
            and before.surface.lower() in ("its", "their", "his", "her", "our")
            and re.fullmatch(r"\s(?:[a-z-]+\s){0,2}", gap)
        ):
            return usable(scene, before)
    return ()


def of_whom(scene: Scene, quantity: Quantity, measured: Measured) -> Ids:
    """Read "some 2,000 troops from Poland", "12 of Ukraine's tanks", "fewer than 300 for Peru"."""
    led = r"\s*(?:from|of|for)\s(?:the\s)?" if quantity.form == "bare" else r"\s*(?:from|of)\s(?:the\s)?"
    after = [m for m in scene.reading.mentions if 0 <= m.start - quantity.end <= 14 and m.kind != "pronoun" and usable(scene, m)]
    for mention in sorted(after, key=lambda m: m.start):
        if re.fullmatch(led, scene.between(quantity.end, mention.start)):
            return group(scene, mention)
    return ()


PREPOSED = re.compile(r"\b(?:to|for|in|against|with|of|from|at|on|by|after|behind|than|like)\s(?:the\s)?$", re.IGNORECASE)
