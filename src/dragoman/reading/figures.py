"""Figure frames: for each number what it measures, whose, of what, compared with what, over which period."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from dragoman.lexicon.figure_words import figure_words, speaks_of_security
from dragoman.lexicon.numbers import currencies, number_context
from dragoman.model import Context, FigureBody, FigureFrame, Interval, Period, Quantity, Reading, Relation, Span
from dragoman.reading.comparisons import Comparison, find_comparisons
from dragoman.reading.measured import Measured
from dragoman.reading.measures import measured, stated
from dragoman.reading.nearby import COMPARED_FIRST
from dragoman.reading.owners import subject_of
from dragoman.reading.quantifiers import find_quantifiers
from dragoman.reading.ranked import ARMS_TRADE
from dragoman.reading.receivers import object_of
from dragoman.reading.scene import Scene
from dragoman.reading.spans import compared_period, opens_change, period_of
from dragoman.reading.trends import find_trends
from dragoman.reading.victims import are_victims, victims_of
from dragoman.reading.wholes import GDP, GOVERNMENT, OF_BUDGET, OF_OUTPUT, WORLD, whole_of

_HUNDRED = Decimal(100)
_LONGEST = 1500
_TOTAL = re.compile(r"\b(?:total(?:l?ing|s|l?ed)?|cumulative|combined|altogether|in all|overall|sum|aggregate)\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:additional|extra|further|another|new|more)\s*(?:of\s)?$", re.IGNORECASE)
_ADD = re.compile(
    r"\b(?:add|adds|added|adding|increase[sd]?|increasing|raise[sd]?|raising|boost(?:s|ed|ing)?|cut(?:s|"
    r"ting)?|reduce[sd]?|reducing|reduction|expand(?:s|ed|ing)?|grow(?:s|ing|n)?|grew|shr[aiu]nk(?:s|ing)?)\s(?:\w+\s){0,4}$",
    re.IGNORECASE,
)


def find_figures(reading: Reading, context: Context) -> tuple[tuple[FigureFrame, ...], Context]:
    """Return the figure frames of a reading whose numbers, periods, mentions and cues are filled, and the context."""
    frames: list[FigureFrame] = []
    secure = speaks_of_security(reading.sentence.text[:_LONGEST])
    context = context.but(sentences=context.sentences + 1, secure=context.secure + secure)
    if figure_words().arms_trade.found(reading.sentence.text[:_LONGEST]):
        context = context.but(trade_paragraph=reading.sentence.paragraph)
    for part in _parts(reading):
        scene = Scene(part, context)
        for quantity in part.quantities:
            made = _frame(scene, quantity)
            if made is not None:
                frame, what = made
                frames.append(frame)
                scene.context = context = _remembered(scene, frame, what)
        for share in find_quantifiers(scene):
            named = measured(scene, share) if scene.secure else None
            kept = named is not None and named.measure not in ("other", "programme_cost")
            frames += [_made(scene, share, named)] if named is not None and kept else []
        for trend in find_trends(scene):
            what = Measured(trend.phrase.measure, trend.phrase)
            frames.append(_made(scene, trend.quantity, what))
            scene.context = context = _remembered(scene, frames[-1], what)
        found = (_of_comparison(scene, comparison) for comparison in find_comparisons(scene))
        frames += [one for one in found if one is not None]
        context = context if part.quantities else _asked(scene)
    return tuple(frames), replace(context, spoke=secure)


def _parts(reading: Reading) -> Iterator[Reading]:
    """Yield a reading whole, or one longer than any sentence (a table, a page without full stops) in stretches without syntax.

    Rules look at a whole stretch for each number, so that stretches keep the time linear in the text.
    """
    text = reading.sentence.text
    if len(text) <= _LONGEST:
        yield reading
        return
    at = 0
    while at < len(text):
        cut = text.rfind(" ", at + _LONGEST // 2, at + _LONGEST) if at + _LONGEST < len(text) else len(text)
        cut = cut if cut > at else min(len(text), at + _LONGEST)
        yield _stretch(reading, at, cut)
        at = cut


def _stretch(reading: Reading, start: int, end: int) -> Reading:
    """Return what of a reading lies between two places of its sentence, without tokens."""
    sentence = reading.sentence
    low, high = sentence.start + start, sentence.start + end

    def inside(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        first = bisect_left(rows, low, key=lambda row: row.start)
        last = bisect_left(rows, high, key=lambda row: row.start)
        return tuple(row for row in rows[first:last] if row.end <= high)

    return replace(
        reading,
        sentence=replace(sentence, start=low, end=high, text=sentence.text[start:end]),
        tokens=(),
        quantities=inside(reading.quantities),
        periods=inside(reading.periods),
        mentions=inside(reading.mentions),
        attributions=(),
    )


def _remembered(scene: Scene, frame: FigureFrame, what: Measured) -> Context:
    """Return the context after a figure; a deadline dates no other figure."""
    body, context = frame.body, scene.context
    due = {mention.period.end for mention in scene.reading.periods if mention.kind == "by"}
    traded = context.topic_measure in ARMS_TRADE and what.measure == "other" and body.unit == "percent"
    beside = what.measure == "gdp" or traded  # said in passing: the text goes on about what it spoke of
    left = body.quantity is not None and opens_change(scene, body.quantity) is not None  # a level that is no more
    dated = body.period is not None and body.period.start is not None and body.period.end not in due and not left
    spoken = body.period if dated else None
    return context.but(
        topic_measure=context.topic_measure if beside else what.measure,
        topic_period=spoken or context.topic_period,
        topic_unit=body.unit if body.form == "count" else None,
        figure_at=frame.anchor.start,
        figure_paragraph=scene.reading.sentence.paragraph,
        figure_subject=frame.subject or context.figure_subject,
        figure_object=frame.object if frame.object or frame.subject != context.figure_subject else context.figure_object,
    )


_ASKS = re.compile(r"\b(?:how (?:much|large|high|big)|what)\b.*\?[”\"’']?\s*$", re.IGNORECASE)
_SPENT = ("military_expenditure", "defence_budget")


def _asked(scene: Scene) -> Context:
    """Return the context after a question for a sum ("What did Peru spend on its army in 2019?"), which the next words answer."""
    context = scene.context
    phrase = next((p for p in scene.phrases if p.strength == 2 and p.measure in _SPENT), None)
    if phrase is None or not _ASKS.search(scene.text):
        return context
    subject, _ = subject_of(scene, _nothing(phrase.start), Measured(phrase.measure, phrase))
    return context.but(
        topic_measure=phrase.measure,
        topic_period=next((mention.period for mention in scene.reading.periods), None),
        figure_paragraph=scene.reading.sentence.paragraph,
        figure_subject=subject or context.figure_subject,
    )


def _nothing(place: int) -> Quantity:
    """Return the sum asked for, which stands at no number."""
    free = Interval(None, None)
    return Quantity(place, place, place, place, "", "money", free, free, Decimal(0), unit="money")


def _frame(scene: Scene, quantity: Quantity) -> tuple[FigureFrame, Measured] | None:
    what = measured(scene, quantity)
    return None if what is None else (_made(scene, quantity, what), what)


def _of_comparison(scene: Scene, comparison: Comparison) -> FigureFrame | None:
    """Return the frame of a comparison without a number, None where it is not clear who is compared with whom."""
    made = _made(scene, comparison.quantity, Measured(comparison.phrase.measure, comparison.phrase))
    subject = comparison.subject or made.subject
    if not subject or set(subject) & set(comparison.others):
        return None
    inferred = tuple(slot for slot in made.body.inferred if slot != "subject" or not comparison.subject)
    body = replace(made.body, compared_with=comparison.others or None, of="gdp" if comparison.shares else None, inferred=inferred)
    return replace(made, subject=subject, body=body)


def _made(scene: Scene, quantity: Quantity, what: Measured) -> FigureFrame:
    """Return the frame of a number whose measure is known."""
    subject, named = victims_of(scene, quantity) if are_victims(scene, quantity, what) else subject_of(scene, quantity, what)
    object_ = object_of(scene, quantity, what, subject)
    period = period_of(scene, quantity, what, subject)
    form = form_of(scene, quantity, what, period)
    apart: tuple[str, ...] = ()
    if form == "difference" or (form == "ratio" and _OUTDONE_BY.search(scene.before(quantity.start, 140))):
        subject, apart = _set_apart(scene, quantity, subject)
    measure = _planned_total(scene, what.measure, form, period)
    period = _reached_in(period, form, measure)
    quantity = _changed(scene, quantity, form)
    value, unit, relation = valued(quantity, form, measure)
    if what.unit is not None:
        unit = _unit(replace(quantity, form="count", unit=what.unit), measure)
    body = FigureBody(
        measure=measure,
        form=form,
        value=value,
        unit=unit,
        currency=_currency(quantity, scene, subject),
        relation=relation,
        of=whole_of(scene, quantity, form),
        period=period,
        compared_with=apart or _compared(scene, quantity, form, subject, period),
        basis=basis_of(scene) if form in _IN_PRICES or not _of_a_change(scene, quantity) else None,
        per=_per(scene, quantity),
        quantity=quantity,
        inferred=tuple(slot for slot, sure in (("measure", stated(scene, quantity, what)), ("subject", named)) if not sure),
    )
    anchor = Span(quantity.start, quantity.end)
    clause = scene.clause_span(quantity.number_start)
    span = Span(min(clause.start, anchor.start), max(clause.end, anchor.end))
    return FigureFrame(anchor, span, subject, object_, body)


_BY = re.compile(r"\bby\s(?:\w+\s){0,3}$", re.IGNORECASE)
_PER_SOLDIER = re.compile(r"\bper soldier\b", re.IGNORECASE)


def _per(scene: Scene, quantity: Quantity) -> str | None:
    """Return what a figure is per, a year apart: by the number's own words or the clause's ("spending per capita was $2,535")."""
    if quantity.form == "money":
        clause = scene.clause_span(quantity.number_start)
        words = scene.between(clause.start, clause.end)
        if figure_words().per_head.search(words):
            return "capita"
        if _PER_SOLDIER.search(words):
            return "soldier"
    return quantity.rate if quantity.rate not in ("year", "annum") else None


def form_of(scene: Scene, quantity: Quantity, what: Measured, period: Period | None) -> str:
    """Return the form of a figure: level, growth, share, total, rank, ratio, count or difference."""
    if quantity.form == "rank":
        return "rank"
    if quantity.form == "ratio" and quantity.change is not None and _BY.search(scene.before(quantity.start, 30)):
        return "growth"
    if quantity.form == "ratio":
        return "share" if _is_part(scene, quantity) else "ratio"
    if quantity.form == "percentage_point":
        return "difference"
    if quantity.form == "percent":
        return _percent_form(scene, quantity, what)
    if quantity.form == "bare" and what.measure == "personnel" and _BY.search(scene.before(quantity.start, 20)):
        return "difference"
    if quantity.form == "bare" and what.unit is not None:
        return "count"
    if quantity.form == "bare" and what.measure in ("casualties", "personnel", "deployment", "equipment", "nuclear_warheads"):
        return "count"
    if quantity.form == "money" or quantity.form == "bare":
        total = _is_total(scene, quantity, what, period)
        if what.measure in ("military_expenditure", "defence_budget") and _lies_between(scene, quantity):
            return "difference"
        if quantity.change is not None and what.measure in ("military_expenditure", "defence_budget") and not total:
            return "difference"
        return "total" if total else "level"
    if quantity.form == "measure":
        return "level"
    if (
        what.measure in ("personnel",)
        and (quantity.change is not None or _ADD.search(scene.before(quantity.start, 36)))
        and not re.search(r"\b(?:to|from)\s(?:about\s|some\s|around\s|over\s|at least\s)?$", scene.before(quantity.start, 16))
    ):
        return "difference"
    return "count"


_BETWEEN = re.compile(r"\b(?:gap|difference|gulf|disparity)\s(?:in\s[^,;.]{0,40})?between\b[^,;.]{0,90}$", re.IGNORECASE)
_EXCEEDED = re.compile(
    r"\b(?:exceed(?:s|ed)?|surpass(?:es|ed)?|outstrip(?:s|ped)?|outspen(?:ds?|t)|top(?:s|ped)|trail(?:s|ed)?|lag(?:s|ged)?|f[ae]ll(?:s|en)?\sshort\sof"
    r"|beat(?:s|en)?|leads?|led|(?:higher|lower|larger|smaller|greater|more|less) than)\b[^,;.]{0,80}\bby\s"
    r"(?:\w+\s){0,2}$",
    re.IGNORECASE,
)


_SEPARATED = re.compile(r"\s(?:separat(?:es?|ed)|divid(?:es?|ed)|(?:lies?|lay|stood|stands?)\sbetween)\b", re.IGNORECASE)
"""After a sum that says how far two lie apart: "5 billion separated Peru from Chile"."""
_OUTDONE_BY = re.compile(
    r"\b(?:exceed(?:s|ed)?|surpass(?:es|ed)?|outstrip(?:s|ped)?|outspen(?:ds?|t)|top(?:s"
    r"|ped))\b[^,;.]{0,80}\bby\s(?:\w+\s){0,2}$", re.IGNORECASE
)
"""Before a multiple: "outspent Peru by three times"."""
_GAP_OF = re.compile(r"\b(?:gap|difference|gulf|disparity|distance)\sof\s(?:\w+\s){0,3}$", re.IGNORECASE)
_THEN_BETWEEN = re.compile(r"\s(?:in\s[^,;.]{0,40})?between\b", re.IGNORECASE)
"""Around a sum that two named after it lie apart by: "a gap of 3 billion between Peru and Chile"."""
_DIFFERENCE_IS = re.compile(
    r"\bthe\s(?:difference|gap|gulf|shortfall)\s(?:was|is|being|came to|stood at|amounted to)\s(?:\w+\s){0,2}$"
    r"|\b(?:lead|advantage|margin)\sover\b[^,;.]{0,60}\s(?:was|is|came to|stood at|amounted to)\s(?:\w+\s){0,2}$"
    r"|\bbetween\b[^;.]{0,90}\s(?:lay|lies|stood|stands)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"\s(?:above|below|ahead of|behind|short of|(?:higher|lower|larger|smaller|greater|more|less)\sthan)\s"
    r"(?:(?:that|those)\sof\s)?(?:the\s)?",
    re.IGNORECASE,
)


def _lies_between(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a sum says how far two amounts lie apart.

    "The gap between A and B was 3 billion", "exceeded that of B by 3 billion", "3 billion above that of B".
    """
    before = scene.before(quantity.start, 140)
    if _SEPARATED.match(scene.after(quantity.end, 30)) or _gapes(scene, quantity):
        return True
    return bool(_beyond(scene, quantity)) or any(one.search(before) for one in (_BETWEEN, _EXCEEDED, _DIFFERENCE_IS))


def _beyond(scene: Scene, quantity: Quantity) -> tuple[str, ...]:
    """Return whom a sum stands above or below, named right after it ("3 billion short of Peruvian spending")."""
    above = _ABOVE.match(scene.after(quantity.end, 40))
    if above is None:
        return ()
    return next((m.actors for m in scene.reading.mentions if m.actors and m.start == quantity.end + above.end()), ())


def _gapes(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a sum is the gap between two named after it."""
    gap = _GAP_OF.search(scene.before(quantity.start, 60))
    return gap is not None and _THEN_BETWEEN.match(scene.after(quantity.end, 60)) is not None


def _percent_form(scene: Scene, quantity: Quantity, what: Measured) -> str:
    after = scene.after(quantity.end, 60)
    if what.measure == "gdp" and not re.match(r"\s*of\b", after):
        return "growth"
    of_whole = re.match(r"\s*(?:of|of its|of the)\b", after, re.IGNORECASE)
    if OF_OUTPUT.match(after) or OF_BUDGET.match(after):
        return "share"
    if of_whole and (GDP.search(after[:50]) or GOVERNMENT.search(after) or WORLD.search(after)):
        return "share"
    if of_whole and _LOST.search(scene.before(quantity.start, 40)):
        return "growth" if _OF_ITS_VALUE.match(after) else "share"
    below_nothing = quantity.printed.high is not None and quantity.printed.high < 0
    if not of_whole and _moved_apart(scene, quantity) is not None:
        return "growth"
    if quantity.change is not None or below_nothing or _GROWTH_OF.search(scene.before(quantity.start, 90)):
        return "growth"
    in_prices = (pattern.match(after.lstrip()) for pattern in (figure_words().real, figure_words().nominal))
    if not of_whole and (_RISING.match(after) or _OFF_LEVEL.match(after) or any(in_prices)):
        return "growth"
    return "share"


def _moved_apart(scene: Scene, quantity: Quantity) -> str | None:
    """Return the way of a verb of change that a word on prices parts from its rate ("climbed, in real terms, 3 percent")."""
    words, context = figure_words(), number_context()
    before = scene.before(quantity.start, 60)
    found = re.search(r"(?:,\s|\s\()(?P<prices>[^,;.()]{5,40})[,)]\s(?:by\s)?(?:about\s|some\s|nearly\s)?$", before)
    if found is None or not any(one.search(found["prices"]) for one in (words.real, words.nominal)):
        return None
    verb = re.search(r"([a-z]+)$", before[: found.start()])
    moved = verb[1] if verb else ""
    return "up" if moved in context.up else "down" if moved in context.down else None


_OFF_LEVEL = re.compile(
    r"\s(?:above|(?P<down>below))\s(?:that of|those of|its|their|the)\s(?:\w+\s)?(?:19|20)\d\d\b", re.IGNORECASE
)
"""After a percentage that is counted from a year's level: "9 percent above its 2017 level"."""
_RISING = re.compile(r"\s*(?:year[- ]on[- ]year|annual|real|nominal|jump|boost|hike)", re.IGNORECASE)
_OF_ITS_VALUE = re.compile(r"\s*of (?:its|their) (?:real |nominal )?(?:value|purchasing power|worth)\b", re.IGNORECASE)
"""What loses a part of its worth shrinks by it."""
_LOST = re.compile(r"\b(?:los(?:e|es|ing)|lost|shed|sank|sunk)\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
"""What loses a part of a whole does not shrink by it: "lost 60 percent of its tanks"."""
_GROWTH_OF = re.compile(
    r"\b(?:(?:(?P<up>growth|increase|rise|hike|boost|jump|expansion)|(?P<down>decline|decrease|fall|drop|reduction|cut))s?(?:\srate)?"
    r"(?:\s(?:in|of|to)\s[^.;,]{0,60})?\s"
    r"|(?:spending|expenditure|outlays?|budget)\s(?:growth|increases?|rises?|(?P<cut>cuts?|decline))\s(?:[^.;,]{0,30}\s)?)"
    r"(?:was|is|of|at|reached|stood at|came to|amounted to|averaged|averaging|being)\s(?:about\s|around\s|"
    r"some\s|nearly\s|more than\s)?$",
    re.IGNORECASE,
)


def _changed(scene: Scene, quantity: Quantity, form: str) -> Quantity:
    """Return a quantity with the way that a noun of change gives to a growth rate ("the real decline was 3 percent")."""
    if form != "growth" or quantity.change is not None:
        return quantity
    off = _OFF_LEVEL.match(scene.after(quantity.end, 60))
    if off is not None:
        return replace(quantity, change="down" if off["down"] else "up")
    if _OF_ITS_VALUE.match(scene.after(quantity.end, 40)):
        return replace(quantity, change="down")
    if (moved := _moved_apart(scene, quantity)) is not None:
        return replace(quantity, change=moved)
    found = _GROWTH_OF.search(scene.before(quantity.start, 90))
    if found is None:
        return quantity
    return replace(quantity, change="down" if found["down"] or found["cut"] else "up")


def _is_part(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a ratio is a part of a whole ("half of the fleet", "a third of"), not a multiple ("half as much")."""
    if quantity.printed.low is None or quantity.printed.low >= 1:
        return False
    words = scene.between(quantity.start, quantity.end).lower()
    if words in ("halved", "halve", "halves", "halving"):
        return False
    after = scene.after(quantity.end, 60).lower()
    return not re.match(
        r"\s*(?:as (?:much|many|large|big)|that of|(?:of )?what|the size|the amount|"
        r"(?:the|its|their)\s(?:[\w-]+(?:['’]s)?\s){0,2}(?:benchmark|target|average|level|rate|guideline|goal|norm|minimum|threshold|figure|pace)\b)",
        after,
    )


_SMALL = 1_000_000
"""A sum below this is no programme's total: "a bonus of $40,000 for a three-year contract"."""


def _is_total(scene: Scene, quantity: Quantity, what: Measured, period: Period | None) -> bool:
    """Return whether money runs over several years, or is summed up since some day."""
    if quantity.change_from is not None or any(q.change_from == quantity.printed for q in scene.reading.quantities):
        return False
    if quantity.printed.high is not None and quantity.printed.high < _SMALL:
        return False
    if quantity.rate == "year" or re.match(
        r"\s*(?:a|per|each|every)\syear|\s*annually", scene.after(quantity.end, 14), re.IGNORECASE
    ):
        return False
    near = scene.between(scene.clause_span(quantity.start).start, scene.clause_span(quantity.start).end)
    over = [
        m
        for m in scene.reading.periods
        if m.kind in ("over", "from_to")
        and m.period.grain in ("years", "decade")
        and not re.search(r"\btime\s$", scene.before(m.start, 8))
        and scene.distance(quantity, m.start, m.end) < min(140.0, _own_year(scene, quantity, period))
        and not _told_before(scene, m.start, quantity)
    ]
    if over and not re.search(r"\b(?:every|each|per)\syear\b|\bannual(?:ly)?\b", near, re.IGNORECASE):
        return True
    if any(
        m.kind == "since" and scene.distance(quantity, m.start, m.end) < 90 for m in scene.reading.periods
    ) and what.measure in ("military_aid", "programme_cost", "arms_exports", "arms_imports"):
        return True
    if (
        what.measure in ("military_aid",)
        and _TOTAL.search(scene.before(quantity.start, 60))
        and re.search(r"\btotal\b", scene.before(quantity.start, 90))
    ):
        return not re.search(r"\bpackage\b[^.;]{0,30}\btotal", scene.before(quantity.start, 60))
    if period is not None and period.start is None and period.end is not None and what.measure == "programme_cost":
        return True
    return bool(
        period is not None and period.grain in ("years", "decade") and period.start is not None and period.end is not None
    )


def _told_before(scene: Scene, position: int, quantity: Quantity) -> bool:
    """Return whether words at a position stand in a relative clause that ends before a number."""
    verb = scene.clause(position)
    if verb is None or position > quantity.start or scene.reading.tokens[verb].dep not in ("relcl", "acl"):
        return False
    return scene.clause_span(position).end <= quantity.start


def _own_year(scene: Scene, quantity: Quantity, period: Period | None) -> float:
    """Return how far from a sum its own year stands: a stretch beyond is another's ("for 2024, a step of a plan over …")."""
    if period is None or period.grain != "year":
        return math.inf
    return min((scene.distance(quantity, m.start, m.end) for m in scene.reading.periods if m.period == period), default=math.inf)


def _planned_total(scene: Scene, measure: str, form: str, period: Period | None) -> str:
    """Return programme_cost for a planned sum of spending over several years: it is a programme, not a year's budget."""
    published = scene.context.published
    if form == "total" and measure in ("military_expenditure", "defence_budget") and period is None:
        return "programme_cost"
    if (
        form == "total"
        and measure in ("military_expenditure", "defence_budget")
        and published is not None
        and (
            period is not None
            and period.end is not None
            and period.end > published
            and (period.start is None or period.start.year >= published.year - 1)
        )
    ):
        return "programme_cost"
    return measure


_ADDED_UP = ("total", "growth", "difference")


def _reached_in(period: Period | None, form: str, measure: str) -> Period | None:
    """Return the year by which a level is reached as that in which it holds ("3 percent of GDP by 2030" is of 2030).

    What is bought, lost or added by then comes about in all the time before.
    """
    if period is None or period.start is not None or period.end is None or form in _ADDED_UP:
        return period
    if (period.end.month, period.end.day) != (12, 31) or measure in ("programme_cost", "casualties", "military_aid"):
        return period
    return Period(date(period.end.year, 1, 1), period.end, "year", period.calendar, period.approximate)


_PEOPLE = ("personnel", "casualties", "deployment")
_ALWAYS_PEOPLE = frozenset({"casualty", "death", "fatality", "injury", "life", "dead", "loss", "wounded", "injured"})


def valued(quantity: Quantity, form: str, measure: str) -> tuple[Interval, str | None, Relation]:
    """Return a figure's value, unit and relation: parts as percent, cuts as negative growth."""
    value, unit, relation = quantity.value, quantity.unit, quantity.relation
    if form == "rank":
        return value, None, Relation.EQUALS
    if quantity.form == "ratio":
        if form == "growth":
            part = value.scaled(_HUNDRED)
            down = quantity.change == "down"
            return _negative(part) if down else part, "percent", _turned(relation) if down else relation
        if form == "share":
            return value.scaled(_HUNDRED), "percent", relation
        return value, None, relation
    if form == "growth" and _is_cut(quantity):
        return _negative(value), unit, _turned(relation)
    return value, _unit(quantity, measure), relation


def _unit(quantity: Quantity, measure: str) -> str | None:
    """Return the unit of a level or count: `person` for people of any kind, but fighters that fly and members that are states."""
    unit = quantity.unit
    if quantity.form == "bare":
        return "person" if measure in _PEOPLE else "warhead" if measure == "nuclear_warheads" else unit
    if quantity.form != "count":
        return unit
    if measure == "population":
        return "person"
    if unit is None or unit in ("other", "strong") or unit in _ALWAYS_PEOPLE or measure == "casualties":
        return "person"
    if unit in number_context().people and not (measure == "equipment" or (unit == "member" and measure == "other")):
        return "person"
    return unit


def _is_cut(quantity: Quantity) -> bool:
    return quantity.change == "down"


def _negative(value: Interval) -> Interval:
    return Interval(None if value.high is None else -value.high, None if value.low is None else -value.low)


def _turned(relation: Relation) -> Relation:
    return {
        Relation.MORE_THAN: Relation.LESS_THAN,
        Relation.LESS_THAN: Relation.MORE_THAN,
        Relation.AT_LEAST: Relation.AT_MOST,
        Relation.AT_MOST: Relation.AT_LEAST,
    }.get(relation, relation)


def _currency(quantity: Quantity, scene: Scene, subject: tuple[str, ...]) -> str | None:
    """Return the currency: as written, else the sign's usual one where nothing in the article speaks for another."""
    if quantity.form != "money" or quantity.currency is not None:
        return quantity.currency
    codes = quantity.currencies
    if not codes:
        return None
    homes = [currencies().home.get(one) for one in (*subject, *scene.context.topic_actor[:1])]
    own = [code for code in homes if code in codes]
    if not own:
        return codes[0]
    if own[0] == codes[0]:
        return codes[0]
    if codes[0] == "USD":
        return None if own[0] in ("AUD", "CAD", "NZD", "SGD", "HKD", "TWD") else "USD"
    return own[0]


_IN_PRICES = ("growth", "ratio", "difference")


def _of_a_change(scene: Scene, quantity: Quantity) -> bool:
    """Return whether a sentence's price basis is that of a change told in it: "fell 10 percent in real terms to 8 billion"."""
    others = (other for other in scene.reading.quantities if other is not quantity)
    return any(other.change is not None and other.form == "percent" for other in others)


def basis_of(scene: Scene) -> str | None:
    """Return `real` or `nominal` where the sentence says it, else None."""
    words = figure_words()
    if words.nominal.search(scene.text):
        return "nominal"
    return "real" if words.real.search(scene.text) else None


_AFTER_ACTORS = re.compile(
    r"\b(?:after|behind|ahead of|second only to|only to|surpassing|overtaking|followed by|trailing|beating|"
    r"than(?:\sd(?:id|oes|o))?|(?:amount|sum)\sthat|that of"
    r"|as|of|above|below|short of|what)\s(?:only\s)?(?:in\s)?(?:the\s)?(?:of\s)?"
    r"(?:(?:its|their|the)\s(?:\w+\s){0,2}?(?:rival|neighbou?r|ally|enemy|foe|partner),?\s)?$",
    re.IGNORECASE,
)


_DWARFS = re.compile(
    r"\b(?:dwarf|exceed|surpass|outstrip|top|eclips|outdo|outpac|overshadow)\w*\s(?:(?:that|those)\sof\s)?(?:the\s)?$",
    re.IGNORECASE,
)
_AT_ITS_SIZE = re.compile(
    r"\s(?:(?:times\s)?(?:its|their|the)\s(?:size|level|amount)|as\s(?:large|big|much|high))\b", re.IGNORECASE
)
"""Around who is outdone, and after a multiple of it: "dwarfed that of Peru, at four times its size"."""


def _compared(
    scene: Scene, quantity: Quantity, form: str, subject: tuple[str, ...], period: Period | None
) -> tuple[str, ...] | Period | None:
    """Return what a growth, ratio, rank or difference is compared with: a period, or actors."""
    if form in ("rank", "ratio", "difference"):
        actors = _others(scene, quantity, form, subject) or (_multiplied(scene, quantity, subject) if form == "ratio" else ())
        if actors:
            return actors
    if form in ("growth", "ratio", "difference"):
        return compared_period(scene, quantity, period)
    return None


def _others(scene: Scene, quantity: Quantity, form: str, subject: tuple[str, ...]) -> tuple[str, ...]:
    """Return the actors compared with: those after "after", "behind", "than", "that of", and those joined to them."""
    found: list[str] = []
    last = 0
    first = bool(_FIRST.match(scene.between(quantity.start, quantity.end)))
    for mention in scene.reading.mentions:
        if not mention.actors or mention.actors == subject:
            continue
        if mention.start < quantity.end:
            before = scene.before(mention.start, 34)
            dwarfed = _DWARFS.search(before) and _AT_ITS_SIZE.match(scene.after(quantity.end, 20))
            if form == "ratio" and (COMPARED_FIRST.search(before) or dwarfed):
                found += mention.actors
                last = mention.end
            continue
        if form != "rank" and re.search(r"\b(?:after|behind|followed by|trailing)\s(?:the\s)?$", scene.before(mention.start, 24)):
            continue
        joined = found and re.fullmatch(r"(?:,\s?(?:and\s)?|\sand\s)(?:the\s)?", scene.between(last, mention.start))
        before = scene.before(mention.start, 24)
        of = re.search(r"\bof\s(?:the\s)?$", before)
        if joined or (_AFTER_ACTORS.search(before) and (form != "rank" or not of or first)):
            found += mention.actors
            last = mention.end
    return tuple(dict.fromkeys(found))


_FIRST = re.compile(r"first\b", re.IGNORECASE)
_TIMES = re.compile(r"\s*(?:the\s)?", re.IGNORECASE)
_OWNED = re.compile(r"(?:['’]s|s['’])\s*(?:$|[.,;:)—–]|(?:in|and|while)\b)")
"""What another owns, left unsaid since it is the same: "was four times Peru's"."""
_LEVEL = re.compile(r"(?:['’]s)?\s(?:level|figure|total|budget|spending|outlays?|rate|expenditure|sum)\b", re.IGNORECASE)


def _set_apart(scene: Scene, quantity: Quantity, subject: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return whose a difference is and from whom, where two are named before it; the second is empty where it stands after.

    "The gap between A and B was 3 billion", "A exceeded B by 3 billion".
    """
    before = scene.before(quantity.start, 140)
    apart = _SEPARATED.match(scene.after(quantity.end, 30)) is not None or _gapes(scene, quantity)
    named = (m for m in scene.reading.mentions if (apart or m.end <= quantity.start) and m.actors)
    states = [m for m in named if all(len(one) == 3 for one in m.actors)]
    several = tuple(dict.fromkeys(m.actors for m in states if m.kind != "pronoun"))
    if len(several) == 2 and (apart or _DIFFERENCE_IS.search(before) or _BETWEEN.search(before)):
        return several[0], several[1]
    if (beyond := _beyond(scene, quantity)) and (own := [m.actors for m in states if m.actors != beyond]):
        return own[-1], beyond
    outdone = _EXCEEDED.search(before)
    if outdone is None:
        return subject, ()
    verb = quantity.start - len(before) + outdone.start()
    first = next((m.actors for m in reversed(states) if m.end <= verb), ())
    second = next((m.actors for m in states if m.start > verb and m.actors != first), ())
    return (first, second) if first and second else (subject, ())


def _multiplied(scene: Scene, quantity: Quantity, subject: tuple[str, ...]) -> tuple[str, ...]:
    """Return who owns the level that a multiple is of: "at three times the Peruvian level"."""
    for mention in scene.reading.mentions:
        if not mention.actors or mention.actors == subject or mention.start < quantity.end:
            continue
        right = _TIMES.fullmatch(scene.between(quantity.end, mention.start))
        own = _OWNED.search(scene.between(mention.start, mention.end) + scene.after(mention.end, 20))
        if right and (own or _LEVEL.match(scene.after(mention.end, 20))):
            return mention.actors
    return ()
