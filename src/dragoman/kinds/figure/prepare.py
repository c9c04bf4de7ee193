"""A claim made ready: what its sentence says of the figure and the reading left open. The same for asking and for judging."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dragoman.kinds.figure import around, clauses, measures, wording
from dragoman.lexicon.figure_words import CIVIL, figure_words
from dragoman.model import Article, Claim, FigureBody, Interval, Period
from dragoman.reading import same

SPENDING = ("military_expenditure", "defence_budget")
_MILITARY = re.compile(r"\b(?:military|defen[cs]e|armed forces|arms|armies)\b", re.I)
_ARMS = re.compile(
    r"\b(?:military|security|defen[cs]e|weapon\w*|arms|arming|ammunition|lethal|missiles?|tanks?|artillery)\b",
    re.I,
)
_MORE = re.compile(r"\b(?:more|larger|bigger|greater|higher|exceed\w*|outspen\w*|dwarf\w*)\b", re.I)
_WORLD = re.compile(
    r"\b(?:world|global|worldwide|international)(?:'s|’s)?\s+(?:total\s+)?(?:military|defen[cs]e)\b"
    r"|\b(?:military|defen[cs]e)\s+(?:spending|expenditure|outlays|budgets?)\s+(?:worldwide|globally|around the (?:world|globe)"
    r"|across the (?:world|globe)|in the world|of the world)\b",
    re.I,
)
_REGIONS = re.compile(
    r"\b(?:military|defen[cs]e)\s+(?:spending|expenditure|outlays)\s+(?:in|of|by|across)\s+"
    r"(?P<region>Africa|sub-Saharan Africa|Asia and Oceania|South America)\b(?!n)",
    re.I,
)
_NAMES = {
    "africa": "Africa",
    "sub-saharan africa": "Sub-Saharan Africa",
    "asia and oceania": "Asia and Oceania",
    "south america": "South America",
}


def sentence_of(claim: Claim, article: Article) -> str:
    """Return the text of the sentence that states a claim; its quotation where the sentence is not known."""
    found = next((s for s in article.sentences if s.start <= claim.anchor.start < s.end), None)
    return found.text if found else claim.quote


@same.claims
def prepared(claim: Claim, article: Article) -> Claim:
    """Return a claim with what its own sentence adds: price basis, per head, the world or a region as whose figure it is.

    Nothing that the reading settled is changed, but for "the next nine countries combined", whose nine is no figure of its own.
    """
    if claim.figure is None:
        return claim
    sentence = sentence_of(claim, article)
    clause = clauses.clause_of(sentence, claim.anchor.start, claim.anchor.end, article.text)
    figure = _dated(_measured(_streak(_together(claim.figure, sentence), clause), clause), clause)
    figure = _voted(_aid(_real(figure, clause), sentence), sentence)
    figure = _counted(figure, measures.definition_for(claim, sentence))
    if figure.per is None and figure.unit == "money" and figure.form == "level" and wording.is_per_head(clause):
        figure = replace(figure, per="capita")
    if figure.form == "rank" and figure.of is None and wording.is_relative(clause):
        figure = replace(figure, of="gdp")
    figure = _after_others(figure, claim, article)
    figure = _by_what_is_around(figure, claim, article, sentence)
    elsewhere = _region_in(sentence) if figure.form == "rank" and "subject" in figure.inferred else ()
    return replace(claim, figure=figure, subject=elsewhere or claim.subject or place_named(figure, sentence))


def _by_what_is_around(figure: FigureBody, claim: Claim, article: Article, sentence: str) -> FigureBody:
    """Return the figure as the words right around it make it: the end of a change, a place among several, a share's record."""
    at = clauses.place_in(sentence, sentence, claim.anchor.start, claim.anchor.end, article.text)
    end = at + claim.anchor.end - claim.anchor.start
    before, after = sentence[:at], sentence[end:]
    if figure.form == "total" and figure.unit == "money" and around.ends_a_change(before):
        return replace(figure, form="level", period=_last_year(figure.period, article.published))
    if figure.form == "rank" and figure.of is None and around.is_best_share(before, after):
        figure = replace(figure, of="gdp")
    if figure.form == "rank" and figure.value == FIRST:
        places = around.place_among(before)
        own = around.is_own_best(before, after, claim.subject) and figure.compared_with is None and figure.period is not None
        figure = replace(figure, value=Interval(Decimal(1), Decimal(places))) if places else figure
        return replace(figure, compared_with=figure.period) if own else figure
    year = figure.period.start.year if figure.period and figure.period.start and figure.period.grain == "year" else None
    own_year = around.own_year(after)
    if year is not None and own_year not in (None, year) and figure.form in ("level", "share", "growth"):
        from_ = figure.compared_with if isinstance(figure.compared_with, tuple) else None
        return replace(figure, period=_calendar(own_year or year), compared_with=from_)
    if year is not None and figure.form in ("level", "share", "growth") and around.is_year_of_another(sentence, end, year):
        return replace(figure, period=None)
    return figure


FIRST = Interval(Decimal(1), Decimal(1))


def _last_year(period: Period | None, published: date | None) -> Period | None:
    """Return the year that a stretch ends in, None where it ends at the article's own day or is open: the newest is meant."""
    if period is None or period.end is None or (published is not None and period.end >= published):
        return None
    return _calendar(period.end.year)


def _calendar(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def _measured(figure: FigureBody, clause: str) -> FigureBody:
    """Return the figure as one of military spending where the reading found no measure and its clause speaks of such spending."""
    civil = any(measure in CIVIL for _, _, measure, _ in figure_words().named(clause))
    fits = figure.measure == "other" and wording.is_spending(clause) and not civil
    fits = fits or (figure.measure == "programme_cost" and wording.is_cost_of_forces(clause))
    if fits and ((figure.form == "level" and figure.unit == "money") or (figure.form == "share" and figure.of == "gdp")):
        return replace(figure, measure="military_expenditure")
    return figure


def _aid(figure: FigureBody, sentence: str) -> FigureBody:
    """Return aid of every kind where the words do not call it military."""
    if figure.measure == "military_aid" and not _ARMS.search(sentence):
        return replace(figure, measure="aid")
    return figure


def _voted(figure: FigureBody, sentence: str) -> FigureBody:
    """Return a sum of spending as the budget that the sentence says was allocated, and so the sum that it is set against."""
    money = figure.measure == "military_expenditure" and figure.form == "level" and figure.unit == "money"
    return replace(figure, measure="defence_budget") if money and wording.is_allocation(sentence) else figure


def _counted(figure: FigureBody, definition: str | None) -> FigureBody:
    """Return what a sentence calls a budget as what the publisher that it names counts: SIPRI keeps what was spent."""
    counted = measures.counted_by(definition)
    return replace(figure, measure=counted) if counted and figure.measure in SPENDING else figure


def _dated(figure: FigureBody, clause: str) -> FigureBody:
    """Return the figure with the year that its clause names alone, where the reading gave it none, or only the end of a stretch.

    "The 2017 rise" is of 2017; what had been reached "by 2017" was there in 2017.
    """
    period = figure.period
    year = wording.only_year(clause)
    if figure.form == "growth" and isinstance(figure.compared_with, Period):
        last = wording.year_of_data(clause)
        if last and period is not None and period.start is not None and period.grain != "year" and last > period.start.year:
            return replace(figure, period=_calendar(last))
        if wording.is_reached(clause):
            return _grown_by(figure)
    if year is None or figure.form not in ("level", "share", "growth", "rank") or figure.compared_with:
        return figure
    listed = wording.year_of_data(clause) if figure.form == "rank" and period is not None and period.start == period.end else 0
    if listed:
        return replace(figure, period=_calendar(listed))
    if period is None and wording.years_named(clause):
        return figure  # a stretch whose ends are open: the year dates something else in the clause
    ends = period is not None and period.start is None and period.end is not None and period.end.year == year
    if period is None or (ends and figure.form != "growth" and wording.is_reached(clause)):  # grown since when is not said
        return replace(figure, period=Period(date(year, 1, 1), date(year, 12, 31), "year"))
    return figure


def _grown_by(figure: FigureBody) -> FigureBody:
    """Return growth that had come about by a year as growth to that year ("had grown by 18 percent by 2022")."""
    period = figure.period
    if period is None or period.start is not None or period.end is None:
        return figure
    return replace(figure, period=Period(date(period.end.year, 1, 1), date(period.end.year, 12, 31), "year"))


def _after_others(figure: FigureBody, claim: Claim, article: Article) -> FigureBody:
    """Return the rank that "the biggest after A, B and C" comes to: the fourth place."""
    if figure.form != "rank" or figure.value != Interval(Decimal(1), Decimal(1)):
        return figure
    after = article.text[claim.anchor.end : claim.end]
    others = [state for state in clauses.put_behind(after) if state not in claim.subject]
    place = Decimal(1 + len(others))
    return replace(figure, value=Interval(place, place)) if others else figure


def _streak(figure: FigureBody, clause: str) -> FigureBody:
    """Return the number of years running that a bare rise is said to be the last of ("rose for the eighth year in a row")."""
    number = wording.streak_length(clause)
    if figure.form != "growth" or figure.value != Interval(Decimal(0), None) or not number:
        return figure
    return replace(figure, form="count", unit="year", value=Interval(Decimal(number), Decimal(number)))


def _real(figure: FigureBody, clause: str) -> FigureBody:
    if figure.form == "growth" and figure.basis is None and wording.is_real(clause):
        return replace(figure, basis="real")
    return figure


def _together(figure: FigureBody, sentence: str) -> FigureBody:
    """Return the comparison with the next few states together that a sentence makes, where the figure is their number."""
    number = wording.next_together(sentence)
    about = figure.form == "count" and figure.value == Interval(Decimal(number), Decimal(number))
    if not number or not about or not _MILITARY.search(sentence) or not _MORE.search(sentence):
        return figure
    return replace(figure, measure="military_expenditure", form="ratio", value=Interval(Decimal(1), None), unit=None)


def place_named(figure: FigureBody, sentence: str) -> tuple[str, ...]:
    """Return the world or a region as the owner of a figure of military spending that names no state."""
    return () if figure.measure not in SPENDING or figure.form == "rank" else _region_in(sentence)


def _region_in(sentence: str) -> tuple[str, ...]:
    """Return the world or the region whose military spending a sentence speaks of."""
    if any(not around.is_whole(sentence[: found.start()]) for found in _WORLD.finditer(sentence)):
        return ("region:World",)
    found = _REGIONS.search(sentence)
    return (f"region:{_NAMES[found['region'].lower()]}",) if found else ()
