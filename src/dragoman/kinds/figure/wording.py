"""What the words around a figure say that its slots do not: comparisons, price basis, runs of years, whose figure it may be."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dragoman.kinds.figure import clauses, words
from dragoman.lexicon.figure_words import figure_words
from dragoman.lexicon.periods import MONTHS
from dragoman.model import Period

if TYPE_CHECKING:
    from dragoman.kinds.figure.record import Case

_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty"
)
_NEXT = re.compile(
    r"\bnext\s+(?P<n>\d{1,2}|"
    + "|".join(_NUMBERS.split()[2:])
    + r")\b.{0,60}?\b(?:combined|together|put together|added together)\b",
    re.I,
)
_ON = r"(?:armed forces|armed services|military|militaries|defen[cs]e)"
_NOT_INDUSTRY = (
    r"(?!\s(?:industr|compan|firm|technolog|start-?up|export|sector|co-?operation|ties|pact|aid|equipment|contract)\w*)"
)
_SPEND = (
    r"spen(?:t|ds?|ding)|devot\w+|dedicat\w+|went|goes|going|allocat\w+|allot\w*|set aside|pour\w+|earmark\w+|laid out|lays out|"
    r"puts?|pa(?:ys?|id)|(?:shell|fork|lash|splash)\w* out|splash\w*|lavish\w*|invest\w*|plough\w*|plow\w*|inject\w*|pump\w*|"
    r"channel\w+|direct(?:s|ed)|disburs\w+|g[ai]ve[sn]?|assign\w+|commit(?:s|ted)"
)
_COST = (
    rf"(?:costs?|prices?|price[- ]?tags?|bills?|upkeep|maintenance) (?:of|for) (?:[\w’'-]+\s){{1,4}}?(?:{_ON}"
    rf"|army, navy,? and air force)"
    rf"|cost(?:s|ing)?\b(?:[^.;]|\.\d){{0,50}} to (?:keep|run|maintain|sustain|fund|finance) (?:[\w’'-]+\s){{1,4}}?{_ON}"
)
_SPENDING = re.compile(
    rf"\b{_ON}(?:['’]s)?\s+(?:(?:ministry|department)(?:['’]s)?\s+)?(?:spending|expenditures?|outlays?|budgets?|burden|spenders?|effort"
    r"|costs?|consum\w+|swallow\w*|absorb\w*|took|account\w* for|made up|represent\w*|equal\w*|claim\w*|ate up)\b"
    rf"|\b{_ON}\s+(?:at|came to|stood at|(?:was|is)(?: at)?)\s+(?:[\w$€£¥]+\s){{0,2}}[$€£¥]?\d"
    rf"|\b(?:{_COST})\b"
    rf"|\b(?:share|slice|portion|part) of the (?:military|armed forces) in\b"
    rf"|\b{_ON}\b (?:[\w’'-]+\s){{0,3}}?(?:(?:was|were|is|are) (?:allotted|allocated|assigned|granted|awarded)|(?:ran|runs?"
    rf"|went|burned) through|got by on|made do with|used up|consumed|ha[sd]"
    rf"|have|came at a price)\b"
    rf"|\b{_ON} ministry (?:spent|spends|disbursed|paid out)\b"
    rf"|\bto (?:maintain|sustain|run|keep up|fund|finance) (?:its|their) {_ON}\b"
    rf"|\b(?:maintain|runn|sustain|financ|fund)(?:ing|ed) (?:its|their) {_ON}\b"
    rf"|\b(?:million|billion|trillion|bn|dollars) (?:on|into) (?:(?:its|the|their|national) )?(?:own )?{_ON}\b{_NOT_INDUSTRY}"
    rf"|\b(?:when it comes to|as for|in terms of) {_ON},[^,.;]{{0,40}}\b(?:{_SPEND})\b"
    rf"|\b(?:for|on) (?:its|the|their) {_ON},?\s(?:[\w’'-]+\s){{1,4}}?(?:{_SPEND})\b"
    rf"|\b(?:outlays?|spending|expenditures?|{_SPEND})\b(?:[^.;]|\.\d){{0,60}}\b{_ON}\b{_NOT_INDUSTRY}",
    re.I,
)
_ALLOCATED = re.compile(r"\b(?:(?:re)?allocat\w+|allot\w*|budgeted|earmark\w*|appropriat(?:es|ed|ions?)|set aside)\b", re.I)
_SPENT_WORD = re.compile(r"\b(?:spen[dt]\w*|expenditures?|outlays?)\b", re.I)
_OF_FORCES = re.compile(rf"\b{_COST}\b", re.I)
_SPENT = re.compile(rf"^\W*(?:that|which)\s(?:[\w’'-]+\s){{1,5}}?(?:{_SPEND})\b(?:[^.;]|\.\d){{0,20}}\b{_ON}\b", re.I)
_A_YEAR = re.compile(
    r"(?<![\w.,$€£¥/-])((?:since|from|until|till|before|after|than|between|to|through) )?((?:19|20)\d\d)(?![\w%/-]|[.,]\d)",
    re.I,
)
_FORCES = re.compile(
    r"(?:\b(?:armed forces|military|army|forces)\b.{0,40}\b(?:of|numbers?|strong|strength|total\w*|counts?|comprises?|has|have)"
    r"|(?:(?:has|have|had|fields?|maintains?|employs?|with|number\w*|total\w*|of|about)\b.{0,20}|^\W*)\d.{0,12}"
    r"\b(?:active|military|soldiers|troops|personnel|uniformed|servicem)"
    r"|military personnel|in uniform|under arms|armed forces)\b",
    re.I,
)
_SOMEWHERE = re.compile(
    r"\b(?:troops|soldiers|personnel|forces|people|them)\s(?:in|at|on|near|along|to|from|across|inside|around|within)\b"
    r"(?!\s(?:total|all|uniform|(?:19|20)\d\d))",
    re.I,
)
_TEXTS = (
    r"(?:summits?|commitments?|pledges?|declarations?|agreements?|accords?|memorand\w+|conferences?|process|format|treat\w+|protocols?|"
    r"communiqu\w+|guidelines?|meetings?|targets?|documents?|package|decisions?)\b"
)
_ARMY = re.compile(r"\barm(?:y|ies)\b", re.I)
_WHOLE = re.compile(r"\b(?:armed forces|armed services|military|militaries|defen[cs]e)\b", re.I)
_DATA_OF = re.compile(
    r"\b(?P<before>(?:19|20)\d\d)\s(?:data|figures|numbers|statistics|estimates|(?:league\s)?tables?|lists?|rankings?)\b"
    r"|\b(?:data|figures|numbers|statistics|estimates) for (?P<after>(?:19|20)\d\d)\b",
    re.I,
)
_REACHED = re.compile(r"\bby (?:the end of )?(?:19|20)\d\d\b", re.I)
_YEARS = re.compile(
    r"\b(?P<n>\d{1,2}|" + "|".join(_NUMBERS.split()[2:]) + r")(?:[- ]year\b|\s+(?:fiscal\s+)?years\b)(?! ago)", re.I
)
_LESS = re.compile(r"^\W*(?:\w+\s){0,2}(?:less|lower|smaller|fewer|below|short of|behind)\b", re.I)
_TRAILS = re.compile(
    r"\b(?:is|are|was|were|been|being) (?:outspent|outstripped|exceeded|surpassed|topped|outdone|beaten|eclipsed|dwarfed)\b"
    r"(?:[^;.]|\.\d){0,60}$"
    r"|\b(?:trail(?:s|ed)|(?:fell|falls|fall|fallen|was|is) (?:short of|below|behind)|lag(?:s|ged)?"
    r"|(?:lower|smaller|less) than)\b"
    r"[^,;.]{0,60}\bby\s(?:\w+\s){0,2}$",
    re.I,
)
_IN_DOLLARS = re.compile(r"\bin (?:(?:current|nominal|constant|US|U\.S\.|American) )*dollars?\b|\bdollar terms\b", re.I)
_GAP = re.compile(
    r"\b(?:gap|difference|gulf|disparity|distance)\s(?:in\s[^,;.]{0,40})?between\b"
    r"|\b(?:gap|difference|gulf|disparity|distance)\sof\s(?:[^,;.]|[.,]\d){0,30}\sbetween\b"
    r"|\bthe (?:difference|gap|gulf|shortfall) (?:was|is|being|came|stood)\b"
    r"|\bseparat(?:es?|ed)\b[^,;.]{0,60}\bfrom\b|\b(?:lies?|lay|stood) between\b"
    r"|\bbetween\b[^;.]{0,90}\s(?:lay|lies|stood|stands)\b",
    re.I,
)
_SET_APART = re.compile(
    r"\b(?:separat(?:es?|ed|ing)|divid(?:es?|ed)|(?:lies?|lay|stood|stands?) between|apart|gap|gulf|shortfall|margin"
    r"|lead over|advantage over|(?:spen[dt]s?|spending|costs?|paid|pays?|put|puts|devot\w+|laid out|lavish\w+)"
    r"\s(?:[\w-]+\s){0,2}?(?:more|less)\s(?!than\s[$€£¥\d])(?:[\w-]+\s){0,6}?than"
    r"|to (?:match|catch up|draw level|equal|overtake))\b",
    re.I,
)
_THAN = re.compile(r"\b(?:more|less|larger|bigger|greater|smaller|higher|lower)\b[^,;.]{0,60}\bthan\b", re.I)
_BEYOND = re.compile(r"\b(?:short of|ahead of|behind|above|below|lead over|advantage over)\b", re.I)
_REAL = re.compile(
    r"\b(?:real(?:[- ]terms)?(?! estate)|inflation[- ]adjusted|(?:after|net of|adjust\w+ for|allowing for|discounting) inflation"
    r"|constant (?:prices|dollars))\b",
    re.I,
)
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_RUN = re.compile(
    r"\b(?P<n>\d{1,2}(?:st|nd|rd|th)?|" + "|".join([*_ORDINALS[2:], *_NUMBERS.split()[2:]]) + r")\s+"
    r"(?:(?:consecutive|straight|successive)\s+(?:annual\s+)?(?:year|rise|increase)|years?\s+(?:in a row|running))",
    re.I,
)
_STREAK = re.compile(
    r"\b(?:consecutive|straight|successive)\s+(?:annual\s+)?(?:year|rise|increase|growth)|\byears?\s+(?:in a row|running)\b", re.I
)
_SINCE = re.compile(r"(?:\s[\w-]+){0,4}\s(?:since|after) (?:at least )?(?P<year>(?:19|20)\d\d)\b")
_PEAK = re.compile(
    r"\b(?:record|all-time|unprecedented)\b"
    r"|\b(?:highest|largest|biggest|most)\b.{0,60}\b(?:since|ever|on record|in (?:its|their|the country's)? ?history"
    r"|in (?:\w+ )?(?:years|decades|a decade|a generation))\b"
    r"|\b(?:never|not) (?:been )?(?:so|this|as) high\b",
    re.I,
)


_RELATIVE = re.compile(
    r"\b(?:relative to|as an? (?:share|percentage|proportion|part) of|in (?:relation|proportion) to|in terms of|"
    r"measured (?:against|by)|proportional to|(?:share|percentage|proportion) of)\s"
    r"(?:(?:its|the|their|national|overall|gross|domestic|total|size|of)\s)*"
    r"(?:GDP|GNP|product|economy|economies|(?:economic |national )?output|national income)\b"
    r"|\bburdens?\b|(?:%|per ?cent) of (?:its |the )?(?:GDP|GNP|gross domestic product)[^,;.]{0,60}, "
    r"(?:the|its|their)(?: \w+)? (?:highest|heaviest|lowest)\b",
    re.I,
)
_MONTH = (
    f"{MONTHS}|last month|this month|last week|this week"
)
_IN_MONTH = re.compile(
    rf"\b(?:spen[dt]\w*|outlays?|expenditures?|spending)\b[^,;]*\b(?:in|during|for|through) (?:{_MONTH})\b"
    rf"|^\W*(?:[Ii]n|[Dd]uring|[Ff]or|[Tt]hrough) (?:{_MONTH})\b(?: alone)?,?\s[^,;]*\b(?:spent|spends?|outlays?|expenditures?)\b"
)
_CHANGE = re.compile(
    r"^\W*(?:[\w’'-]+\s){0,3}(?:increases?|rises?|growth|jumps?|surges?|gains?|falls?|drops?|cuts?|declines?|decreases?|reductions?|"
    r"hikes?|growing|rising|falling|shrinking|build-?up|expansion|boost)\b",
    re.I,
)
_MILITARY_WORDS = re.compile(
    r"\b(?:military|militaries|defen[cs]e|armed forces|army|armies|arms|spen[dt]\w*|budgets?|outlays?|expenditures?)\b", re.I
)


def is_relative(text: str) -> bool:
    """Return whether words set amounts against the size of the economy.

    >>> is_relative("the highest spender relative to GDP"), is_relative("2 percent of GDP, the third largest spender")
    (True, False)
    """
    return _RELATIVE.search(text) is not None


def in_month(clause: str) -> bool:
    """Return whether words speak of what was spent in one month.

    >>> in_month("In May Chad spent a million on defence"), in_month("Chad said in May that it spends a million")
    (True, False)
    """
    return _IN_MONTH.search(clause) is not None


def ranks_change(after: str) -> bool:
    """Return whether the words after a superlative make it one of a change.

    >>> ranks_change(" increase in military spending"), ranks_change(" military spender")
    (True, False)
    """
    return _CHANGE.match(after) is not None


def speaks_of_spending(text: str) -> bool:
    """Return whether words name the military, a budget or spending at all."""
    return _MILITARY_WORDS.search(text) is not None


def names_year(text: str, period: Period, own: Period | None) -> bool:
    """Return whether a sentence names a year that a period starts or ends in, other than the figure's own."""
    years = _ends(period) - (_ends(own) if own is not None else set())
    return any(re.search(rf"(?<!\d){year}(?!\d)", text) for year in years)


def _ends(period: Period) -> set[int]:
    return {day.year for day in (period.start, period.end) if day is not None}


def is_spending(text: str) -> bool:
    """Return whether words speak of what is spent on the military.

    >>> is_spending("outlays on the Colombian military"), is_spending("military aid to Ukraine")
    (True, False)
    """
    return _SPENDING.search(text) is not None


def is_allocation(text: str) -> bool:
    """Return whether words speak of what was voted or set aside for the military, and of nothing spent.

    >>> is_allocation("India allocated 3 trillion rupees for defence"), is_allocation("allocated 3 billion and spent 2")
    (True, False)
    """
    return _ALLOCATED.search(text) is not None and _SPENT_WORD.search(text) is None


def counts_all_forces(clause: str) -> bool:
    """Return whether words count all of a state's armed forces, and no part, place or task of them.

    >>> counts_all_forces("Poland has 216,000 soldiers"), counts_all_forces("it has 35,000 troops in Cyprus")
    (True, False)
    """
    part = clauses.narrowed(clause, "forces.txt") or _SOMEWHERE.search(clause)
    return _FORCES.search(clause) is not None and not part


def is_named_after(text: str, states: tuple[str, ...]) -> bool:
    """Return whether a state is taken from a capital that only names a summit or a text: the Vilnius commitments.

    >>> is_named_after("met the Vilnius commitments", ("LTU",)), is_named_after("Lithuania met the Vilnius pledge", ("LTU",))
    (True, False)
    """
    if len(states) != 1 or states[0] in words.states_in(text):
        return False
    capitals = words.capitals().get(states[0], ())
    return any(re.search(rf"\b{re.escape(name)}(?: \w+){{0,2}} {_TEXTS}", text) for name in capitals)


def is_cost_of_forces(text: str) -> bool:
    """Return whether words give the cost of a state's armed forces, which is what it spends on them.

    >>> is_cost_of_forces("the price of Chad's armed forces"), is_cost_of_forces("the price of the new frigates")
    (True, False)
    """
    return _OF_FORCES.search(text) is not None


def names_an_army(text: str) -> bool:
    """Return whether words name an army and no armed forces, military or defence at large: land forces may be meant.

    >>> names_an_army("Chad spent a million on its army"), names_an_army("the armies of Chad's military")
    (True, False)
    """
    return _ARMY.search(text) is not None and _WHOLE.search(text) is None


def only_year(text: str) -> int | None:
    """Return the one year that words name, None where they name none or several, or name it as the start or end of a stretch.

    >>> only_year("the 2017 rise was small"), only_year("rose from 2016 to 2017"), only_year("the most since 2017")
    (2017, None, None)
    """
    found = _A_YEAR.findall(text)
    return int(found[0][1]) if len(found) == 1 and not found[0][0] else None


def year_of_data(text: str) -> int:
    """Return the year that words give to the data they rest on, 0 where they give none.

    >>> year_of_data("has risen by half since 2015, the 2024 figures show"), year_of_data("has risen since 2015")
    (2024, 0)
    """
    found = _DATA_OF.search(text)
    return int(found["before"] or found["after"]) if found else 0


def names_a_year(text: str) -> bool:
    """Return whether words name a year.

    >>> names_a_year("By 5 percent: that is what it grew by in 2019"), names_a_year("It grew by 5 percent.")
    (True, False)
    """
    return _A_YEAR.search(text) is not None


def is_reached(text: str) -> bool:
    """Return whether words say what had been reached by a year.

    >>> is_reached("By 2017 spending had reached 3 billion")
    True
    """
    return _REACHED.search(text) is not None


def is_clause_of_spending(after: str) -> bool:
    """Return whether the words after a sum say who spent it on the military.

    >>> is_clause_of_spending(" that Chad spent on its military in 2022")
    True
    """
    return _SPENT.match(after) is not None


def spent_beside(text: str) -> str:
    """Return what words say that a sum goes to beside the military, "" where they say nothing of it.

    >>> spent_beside("80 billion on defence and education"), spent_beside("on schools and the army"), spent_beside("on arms")
    ('education', 'schools', '')
    """
    found = _beside().search(text)
    return (found["after"] or found["before"]) if found else ""


@cache
def _beside() -> re.Pattern[str]:
    civil, forces = figure_words().civil.pattern, r"(?:military|defen[cs]e|armed forces|army|arms|weapons|forces)"
    joint = r",?\s(?:and|or|plus|&|as well as)\s(?:on\s)?(?:(?:its|the|their|internal|public|national)\s){0,2}"
    more = rf"(?:,\s(?:the\s|its\s)?\w+){{0,3}}{joint}"
    return re.compile(rf"\b{forces}{more}(?P<after>{civil})|(?P<before>{civil}){more}{forces}\b", re.IGNORECASE)


def years_named(text: str) -> int:
    """Return how many years a sentence speaks of, 0 where it names no such stretch.

    >>> years_named("over the next five years"), years_named("a 10-year plan"), years_named("five tanks")
    (5, 10, 0)
    """
    found = _YEARS.search(text)
    if found is None:
        return 0
    number = found["n"].lower()
    return int(number) if number.isdigit() else _NUMBERS.split().index(number)


def falls_short(before: str, after: str) -> bool:
    """Return whether the words around a difference put the one spoken of below the other.

    >>> falls_short("Chad spent ", " less than Mali"), falls_short("Chad trailed Mali by ", ""), falls_short("", " more")
    (True, True, False)
    """
    return _LESS.match(after) is not None or _TRAILS.search(before) is not None


def is_in_dollars(text: str) -> bool:
    """Return whether words say that a change is one of dollars.

    >>> is_in_dollars("rose 5 percent in current dollars"), is_in_dollars("spent 5 billion dollars")
    (True, False)
    """
    return _IN_DOLLARS.search(text) is not None


def starts_from(text: str, year: int) -> bool:
    """Return whether words count a change from a year's own level on, and over no stretch that the year only opens.

    >>> starts_from("It rose from 2019 to 2021", 2019), starts_from("It rose over the years 2019-2021", 2019)
    (True, False)
    """
    return re.search(rf"\b(?:from|between|since|compared (?:with|to)|than in)\s{year}\b", text, re.I) is not None


def compares_states(text: str, own: tuple[str, ...]) -> bool:
    """Return whether words set an amount against another state's than the one spoken of.

    >>> compares_states("It was higher than in Mali", ("TCD",)), compares_states("more than a year before", ("TCD",))
    (True, False)
    """
    compared = clauses.compared_at(text) is not None or any(one.search(text) for one in (_GAP, _THAN, _BEYOND))
    return compared and any(state not in own for _, state in words.places_of_states(text))


def sets_apart(text: str, own: tuple[str, ...]) -> bool:
    """Return whether words say how far two states lie from each other, so that a sum may be of neither.

    >>> sets_apart("5 billion separated Chad from Mali", ("TCD",)), sets_apart("Chad spent 5 billion", ("TCD",))
    (True, False)
    """
    return _SET_APART.search(text) is not None and any(state not in own for _, state in words.places_of_states(text))


def is_gap(text: str) -> bool:
    """Return whether words give how far two amounts lie apart, and not which of them is the greater.

    >>> is_gap("The gap between Chad's and Mali's spending was a million.")
    True
    """
    return _GAP.search(text) is not None


def is_per_head(text: str) -> bool:
    """Return whether words give an amount per head.

    >>> is_per_head("It spends $900 per capita."), is_per_head("It spends $900 per tank.")
    (True, False)
    """
    return figure_words().per_head.search(text) is not None


def is_real(text: str) -> bool:
    """Return whether words put growth in constant prices.

    >>> is_real("Real military expenditure rose"), is_real("spending on real estate rose")
    (True, False)
    """
    return _REAL.search(text) is not None


def next_together(text: str) -> int:
    """Return N of "the next N countries combined", 0 where the words say nothing of the kind.

    >>> next_together("more than the next nine countries combined")
    9
    """
    found = _NEXT.search(text)
    if found is None:
        return 0
    number = found["n"].lower()
    return int(number) if number.isdigit() else _NUMBERS.split().index(number)


def is_streak(text: str) -> bool:
    """Return whether words count years of rise in a row.

    >>> is_streak("rose for the eighth consecutive year")
    True
    """
    return _STREAK.search(text) is not None


def streak_length(text: str) -> int:
    """Return of how many years running words speak, 0 where they speak of none or give no number.

    >>> streak_length("for the 29th consecutive year"), streak_length("for eight years in a row"), streak_length("in 2023")
    (29, 8, 0)
    """
    found = _RUN.search(text)
    if found is None:
        return 0
    number = found["n"].lower()
    if number[0].isdigit():
        return int(re.sub(r"\D", "", number))
    return _ORDINALS.index(number) if number in _ORDINALS else _NUMBERS.split().index(number)


def since(after: str) -> int:
    """Return the year since which the words after a superlative say that it holds, 0 where they do not say.

    >>> since(" level since 1990."), since(" since the war. In 2020"), since(", up since 2020")
    (1990, 0, 0)
    """
    found = _SINCE.match(after)
    return int(found["year"]) if found else 0


def is_peak(text: str) -> bool:
    """Return whether words set a year against the same state's other years.

    >>> is_peak("the highest level since 1990"), is_peak("the third largest in the world")
    (True, False)
    """
    return _PEAK.search(text) is not None


def may_mean(case: Case, state: str) -> bool:
    """Return whether the words may give a figure to another state than the one it was read with.

    They may where that state is named before the number, or nearer to it than the subject, or not named at all (and taken
    by the reader from elsewhere).
    """
    at = case.text.find(case.claim.anchor.of(case.article.text))
    places = words.places_of_states(case.text)
    theirs = [place for place, found in places if found == state]
    own = min((abs(place - at) for place, found in places if found in case.claim.subject), default=10**6)
    return not theirs or min(theirs) < at or min(abs(place - at) for place in theirs) < own


_AGAINST = re.compile(
    r"^\s*(?:above|below|over|under|short of|(?:higher|lower|larger|smaller|greater|more|less) than)\s(?P<what>[^,;.]{1,80})",
    re.I,
)
_WANTED = re.compile(
    r"\b(?:ask|request|propos|plan|expect|recommend|pledg|promis|sought|cap|limit|target|ceiling|goal|guideline)\w*", re.I
)
_RECORDED = re.compile(r"\b(?:(?:19|20)\d\d|year|decade|last|previous|prior|before|earlier)\b", re.I)


def is_from_no_record(after: str) -> bool:
    """Return whether the words after a difference set it against what no statistics hold.

    >>> [is_from_no_record(after) for after in (" above the spending caps", " more than in 2022", " above Peru's")]
    [True, False, False]
    """
    found = _AGAINST.match(after)
    if found is None:
        return False
    what = found["what"]
    return _WANTED.search(what) is not None or not (_RECORDED.search(what) or words.places_of_states(what))
