"""What the words right around a number make of it: where a change began or ended, another's rank, one rank of several, a gap.

The expressions stand in around.toml.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from dragoman.kinds.figure import words
from dragoman.lexicon.numbers import number_words


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(files("dragoman.kinds.figure").joinpath("around.toml").read_text(encoding="utf-8"))
    return {name: re.compile(_filled(text, table["parts"]), re.I | re.X) for name, text in table["patterns"].items()}


def _filled(text: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        text = text.replace(f"<{name}>", part)
    return text


def _found(name: str, text: str) -> re.Match[str] | None:
    return _patterns()[name].search(text)


def ends_a_change(before: str) -> bool:
    """Return whether the words before a sum make it what a change came to ("rose by 5 percent to ").

    >>> ends_a_change("Chad's spending rose 70 percent over the decade to reach "), ends_a_change("a loan to Chad of ")
    (True, False)
    """
    return _found("ended_before", before) is not None and _found("change", before) is not None


def began_undated(before: str, after: str) -> bool:
    """Return whether a number is where a change began, and the words do not say when that was.

    >>> began_undated("up to 4 percent from ", " in 2019"), began_undated("from ", " of GDP to 5 percent by 2030")
    (False, True)
    """
    if _found("began_before", before) is None:
        return False
    return _found("own_time_after", re.split(r"\sto\s", after, maxsplit=1)[0]) is None


def is_change_of_rate(before: str, after: str) -> bool:
    """Return whether a rate is how far another rate right before it lies from a third.

    >>> is_change_of_rate("grew by 7.2 percent, just ", " higher than last year"), is_change_of_rate("grew by ", "")
    (True, False)
    """
    return _found("other_rate_before", before) is not None and _found("further_after", after) is not None


def is_added_to(after: str) -> bool:
    """Return whether the words after a sum set it beside another that belongs to the whole ("52 billion plus a fund").

    >>> is_added_to(", which, combined with the special fund, comes to 2 percent"), is_added_to(" in 2024")
    (True, False)
    """
    return _found("added_after", after) is not None


def is_bare_place(place: str, after: str) -> bool:
    """Return whether words give a place and not of what ("came third", "in second place").

    >>> is_bare_place("third place", " with a military budget"), is_bare_place("third", " largest military")
    (True, False)
    """
    bare = place.lower() in number_words().ordinals or _found("place_named", place) is not None
    return bare and _found("ranked_after", after) is None


def is_outdone(before: str) -> bool:
    """Return whether a superlative is of those whom the one spoken of is set against ("outspends Asia's largest economies").

    >>> is_outdone("Chad outspent the region's "), is_outdone("Chad was the ")
    (True, False)
    """
    return _found("outdone_before", before) is not None


def is_gap(before: str) -> bool:
    """Return whether the words before a sum make it the distance of two ("a gap of about ").

    >>> is_gap("with the gap of about "), is_gap("a budget of about ")
    (True, False)
    """
    return _found("gap_before", before) is not None


def place_among(before: str) -> int:
    """Return N where the words before a superlative make it one of N places ("among the top ten with the "), else 0.

    >>> place_among("It is among the top 10 countries with the "), place_among("one of the five countries with the ")
    (10, 5)
    >>> place_among("It has the ")
    0
    """
    found = _found("among_before", before)
    number = found["n"].lower() if found else "0"
    return int(number) if number.isdigit() else int(number_words().cardinals.get(number, 0))


def is_own_best(before: str, after: str, states: tuple[str, ...]) -> bool:
    """Return whether a superlative sets a budget against the same state's others ("Chad's biggest defence budget").

    >>> is_own_best("approved Chad's ", " annual defence budget", ("TCD",)), is_own_best("Asia's ", " army budget", ("TCD",))
    (True, False)
    """
    if _found("own_budget_after", after) is None:
        return False
    if _found("owner_before", before):
        return True
    places = zip(words.places_of_states(before), words.spans_of_states(before), strict=True)
    return any(state in states and re.fullmatch(r"(?:['’]s?)?\s", before[end:]) for (_, state), (_, end) in places)


def is_best_share(before: str, after: str) -> bool:
    """Return whether a superlative is of the share of output that the words right before it give.

    >>> is_best_share("made up 4 percent of GDP, which is the ", " level since 2004"), is_best_share("Chad was the ", " spender")
    (True, False)
    >>> is_best_share("amounts to 4 percent of GDP, which is ", " in Africa after Algeria")
    True
    """
    told = _found("share_before", before)
    if told is None:
        return False
    said_of = re.search(r"(?:\b(?:which|that)\s(?:is|was)\s|,\s)(?:the\s)?$", before) is not None
    return _found("level_after", after) is not None or (said_of and _found("ranked_after", after) is None)


def is_best_part(before: str, after: str) -> bool:
    """Return whether a superlative is of the part of something that the words right before it give.

    >>> is_best_part("spends half of its budget on arms, which is the ", " figure in NATO"), is_best_part("It is the ", " buyer")
    (True, False)
    """
    return _found("part_before", before) is not None and _found("level_after", after) is not None


def is_added(before: str) -> bool:
    """Return whether the words before a sum make it what spending grows by ("will rise by ").

    >>> is_added("Spending would increase by about "), is_added("Spending will rise to ")
    (True, False)
    """
    return _found("added_before", before) is not None


def is_price(before: str) -> bool:
    """Return whether the words before a sum make it what something bought costs.

    >>> is_price("spending rose thanks to purchases such as jets from Chad for "), is_price("Chad set aside for defence ")
    (True, False)
    """
    return _found("price_before", before) is not None


def names_those_beside(sentence: str, states: tuple[str, ...]) -> bool:
    """Return whether a sentence names states only to say whose allies, neighbours or rivals it speaks of.

    >>> names_those_beside("Chad's main allies are the largest spenders.", ("TCD",))
    True
    >>> names_those_beside("Chad's main allies say that Chad is the largest spender.", ("TCD",))
    False
    """
    places = zip(words.places_of_states(sentence), words.spans_of_states(sentence), strict=True)
    own = [sentence[end:] for (_, state), (_, end) in places if state in states]
    return bool(own) and all(_found("beside_after", after) for after in own)


def is_size_of_a_whole(before: str) -> bool:
    """Return whether the words before a sum make it the size of what a share is taken of.

    >>> is_size_of_a_whole("defence got 16 percent of the federal budget's total outlay of "), is_size_of_a_whole("a budget of ")
    (True, False)
    """
    return _found("whole_size_before", before) is not None


def is_whole(before: str) -> bool:
    """Return whether the words before a total make it the whole that a share is of ("60 percent of ").

    >>> is_whole("accounted for 60 per cent of "), is_whole("a rise of ")
    (True, False)
    """
    return _found("whole_before", before) is not None


def opens_with_owner(sentence: str, at: int, states: tuple[str, ...]) -> bool:
    """Return whether a figure's owner is named only in what leads its sentence in, and the rest takes nobody up.

    >>> opens_with_owner("Despite a fall in Chad, there was a rise of 1 percent overall.", 43, ("TCD",))
    True
    >>> opens_with_owner("Despite a fall in output, Chad spent 1 percent more.", 37, ("TCD",))
    False
    """
    lead = _found("lead", sentence)
    if lead is None or at < lead.end():
        return False
    own = [place for place, state in words.places_of_states(sentence) if state in states]
    return bool(own) and max(own) < lead.end() and _found("taken_up", sentence[lead.end() : at]) is None


def takes_up(text: str) -> bool:
    """Return whether words speak of somebody named before ("it", "the government").

    >>> takes_up("The government spent a million."), takes_up("Chad spent a million.")
    (True, False)
    """
    return _found("taken_up", text) is not None


def is_of_a_region(sentence: str, states: tuple[str, ...]) -> bool:
    """Return whether a sentence says what a region did, and does not name the state that a figure was read with.

    >>> is_of_a_region("Western Europe has cut its spending by 1 percent.", ("RUS",))
    True
    """
    owned = any(":" in state for state in states) or set(states) & set(words.states_in(sentence))
    return _found("region_did", sentence) is not None and not owned


def is_each_year(clause: str) -> bool:
    """Return whether words say that something happened in every year of a stretch.

    >>> is_each_year("has grown every year since 2009"), is_each_year("grew in 2009")
    (True, False)
    """
    return _found("each_year", clause) is not None


def own_year(after: str) -> int | None:
    """Return the year that the words right after a number give it, None where they give none.

    >>> own_year(" increase in 2022."), own_year(" of GDP")
    (2022, None)
    """
    found = _found("own_year_after", after)
    return int(found["year"]) if found else None


def is_year_of_another(sentence: str, end: int, year: int) -> bool:
    """Return whether the year read for the number that ends at `end` dates another number of the sentence, or a beginning.

    >>> is_year_of_another("It rose by 2.4%, following a 43% increase in 2015.", 15, 2015)
    True
    >>> is_year_of_another("It rose by 2.4% in 2016, following a 43% increase in 2015.", 15, 2016)
    False
    """
    places = list(re.finditer(rf"(?<!\d){year}(?!\d)", sentence))
    return bool(places) and all(_is_anothers(sentence, end, found) for found in places)


def _is_anothers(sentence: str, end: int, year: re.Match[str]) -> bool:
    if _found("back_before", sentence[: year.start()]):
        return True
    between = sentence[end : year.start()] if year.start() > end else ""
    turn = _found("turn", between)
    return turn is not None and _found("number", between[turn.end() :]) is not None
