"""The whole that a share is of: the gross domestic product, what the government spends, what the world spends."""

from __future__ import annotations

import re

from dragoman.model import Quantity
from dragoman.reading.scene import Scene

GDP = re.compile(
    r"\b(?:GDP|gross domestic product|economic output|national output|national income|GNP|GNI|gross national "
    r"(?:product|income)|national wealth|(?:its|their|the country[’']s|size of the) economy)\b",
    re.IGNORECASE,
)
GOVERNMENT = re.compile(
    r"\b(?:(?:government(?:['’]s)?|public|state|federal|national|central government|overall|total government"
    r"|budget(?:ary)?)\s(?:spending|"
    r"expenditures?|outlays?|budget)|national budget|state budget|federal budget|total budget)\b",
    re.IGNORECASE,
)
WORLD = re.compile(
    r"\b(?:of|in)\s(?:the\s)?(?:world|global|worldwide|international)(?:['’]s)?\b|\bof (?:all|total) "
    r"(?:global|world)|\bworld total\b|\bglobal (?:total|share|arms)\b",
    re.IGNORECASE,
)
OF_OUTPUT = re.compile(
    rf"\s*of\s(?:{GDP.pattern}|[^,;.]{{0,45}}?{GDP.pattern}"
    r"|(?:the|its|their)\s(?:\w+\s){0,2}economy\b|(?:what|all|everything)\s(?:that\s)?(?:[\w’']+\s){1,4}produce[sd]?\b)",
    re.IGNORECASE,
)
"""What a share may be of, right after it, that is the gross domestic product by any of its names."""
OF_BUDGET = re.compile(
    r"\s*of\s(?:its|their|the\s(?:country|state|government|nation)[’']s)\s"
    r"(?:(?!military|defen[cs]e|arms|army|security)\w+\s)?(?:budget|money|funds|(?<=total\s)(?:spending|outlays?|expenditures?))\b"
    r"|\s*of\sthe\s(?!defen[cs]e|military|army|navy|arms|aid)(?:\w+\s)?budget\b"
    r"|\s*of\s(?:all|everything|what)\s(?:(?:that|of\swhat)\s)?(?:the\s)?(?:[\w’'-]+\s){0,2}(?:government|state)\s"
    r"(?:has\s|had\s)?(?:spen[dt]s?|pa(?:id|ys))\b",
    re.IGNORECASE,
)
_OF_ALL = r"\bof\s(?:all|everything|what)\b[^,;.]{0,12}?\b"
_ALL_ARMS = r"(?:the\s)?(?:militar(?:y|ies)|defen[cs]e|arms|armed\sforces)"
_OF_ALL_THE_WORLD = re.compile(
    rf"\s*of\s(?:all|everything|what)\s(?:(?:that|of\swhat)\s)?the\s(?:whole\s)?world\s(?:has\s|had\s)?(?:spen[dt]s?|pa(?:id|ys))\son\s"
    rf"(?:its\s)?{_ALL_ARMS}"
    rf"|\s*of\sall\s(?:the\s)?(?:money|sums|dollars)\s(?:(?:that|which)\s)?(?:went|goes|is\sspent|was\sspent|spent)\son\s{_ALL_ARMS}\s"
    r"(?:worldwide|globally|(?:in|across|around)\sthe\sworld)\b",
    re.IGNORECASE,
)
_OF_ALL_SPENT = (
    (
        re.compile(rf"{_OF_ALL}(?:the\s)?(?:[\w’'-]+\s){{0,2}}(?:government|state)\b[^,;.]{{0,12}}\bspen", re.IGNORECASE),
        "government_spending",
    ),
    (
        re.compile(
            r"(?:^|[,;:]\s)of\s(?:the\s)?(?:[\w’'-]+\s){0,3}(?:government|state)(?:['’]s)?\s(?:(?:total|overall|entire|whole)\s)?"
            r"(?:spending|expenditures?|outlays?|budget)\b",
            re.IGNORECASE,
        ),
        "government_spending",
    ),
    (
        re.compile(
            r"^of\s(?:the\s)?(?:world|global)(?:['’]s)?\s(?:military|defen[cs]e)\s(?:spending|expenditure|outlays)\b",
            re.IGNORECASE,
        ),
        "world",
    ),
    (re.compile(rf"{_OF_ALL}the\s(?:whole\s)?world\b[^,;.]{{0,12}}\bspen", re.IGNORECASE), "world"),
    (
        re.compile(
            rf"{_OF_ALL}(?:money|sums?|dollars?)?\s?(?:that\s(?:is|was)\s)?spent\son\s{_ALL_ARMS}\s"
            r"(?:(?:in|by|across|around|throughout)\sthe\s(?:whole\s)?world|worldwide|globally)\b",
            re.IGNORECASE,
        ),
        "world",
    ),
)
"""A whole put before its part: "of all that the government spent, 4 percent"."""
_PART = r"\b(?:share|percentage|proportion|fraction|burden|relative to|ratio|part|slice)\b[^.;]{0,40}"
_PART_OF_GDP = re.compile(
    rf"{_PART}\b(?:GDP|gross domestic product|economy|economic output)\b|\bmilitary burden\b", re.IGNORECASE
)
_PARTOF_BUDGET = re.compile(rf"{_PART}{GOVERNMENT.pattern}|\bout of\s(?:[\w-]+\s){{0,2}}?{GOVERNMENT.pattern}", re.IGNORECASE)
_SHARE_OF_WORLD = re.compile(
    r"\b(?:share|portion|part|slice|chunk|proportion|percentage)"
    r" (?:of (?:the\s)?(?:[\w-]+\s){1,3})??(?:of|in)"
    r" (?:the\s)?(?:world|global|international|worldwide)(?:['’]s)?\s(?:[^;.]|\.\d){0,50}$",
    re.IGNORECASE,
)
_GDP_BEFORE = re.compile(r"\bGDP\b[^.;]{0,30}$")
_AIM = re.compile(r"\b(?:target|goal|benchmark|guideline|pledge|spen(?:d|ds|t|ding))\b", re.IGNORECASE)
_AIMED_AT = re.compile(
    r"\s*(?:[^\w\s]|on\b|$|(?:(?:defen[cs]e|spending|investment)\s){0,2}(?:target|goal|pledge|benchmark|guideline|commitment)\b)"
)


_OF_ARMS_SPENDING = re.compile(
    r"\s*of\s(?:all\s|total\s)?(?:military|defen[cs]e)\s(?:spending|expenditures?|outlays?)\b", re.IGNORECASE
)
_WORLDWIDE = re.compile(r"\W*(?:globally|worldwide|world-wide|around the world|in the world)\b", re.IGNORECASE)
"""What leads a sentence whose shares are of the whole world's."""


def fronted_whole(told: str) -> str | None:
    """Return the whole that words before a share put first, None where they put none.

    >>> fronted_whole("Of the state's total spending in 2022, some ")
    'government_spending'
    """
    return next((of for pattern, of in _OF_ALL_SPENT if pattern.search(told)), None)


def whole_of(scene: Scene, quantity: Quantity, form: str) -> str | None:
    """Return the whole that a share is of: gdp, government_spending, world, or None where the words do not say.

    Words right after the number come first ("2 percent of GDP"), then what is said to be shared ("as a share of state spending").
    """
    if form != "share":
        return None
    after, before = scene.after(quantity.end, 75), scene.before(quantity.start, 75)
    if _OF_ALL_THE_WORLD.match(after):
        return "world"
    close = re.split(r"[;.]\s|,\s|\s(?:and|or|but)\s(?=[^a-z]*\d)", after)[0]
    if OF_OUTPUT.match(close):
        return "gdp"
    if OF_BUDGET.match(close):
        return "government_spending"
    named = ((GDP, "gdp"), (GOVERNMENT, "government_spending"), (WORLD, "world"))
    found = [(match.start(), of) for pattern, of in named if (match := pattern.search(close))]
    if found:
        return min(found)[1]
    if _OF_ARMS_SPENDING.match(close) and _WORLDWIDE.match(scene.text):
        return "world"
    if re.match(r"\s*of\s(?!it\b|that\b|this\b)", close) or quantity.form == "ratio":
        return None
    if _SHARE_OF_WORLD.search(before):
        return "world"
    if (fronted := fronted_whole(scene.before(quantity.start, 120))) is not None:
        return fronted
    if _PART_OF_GDP.search(scene.text) or _GDP_BEFORE.search(before):
        return "gdp"
    if _PARTOF_BUDGET.search(scene.text):
        return "government_spending"
    if GDP.search(scene.text):
        return "gdp"
    aims = quantity.form == "percent" and _AIM.search(scene.text) is not None and _AIMED_AT.match(after) is not None
    return "gdp" if aims else None
