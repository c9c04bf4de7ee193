"""Over which period a figure is, and with which it is compared."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from dragoman.lexicon.periods import fiscal_years
from dragoman.model import Period, PeriodMention, Quantity
from dragoman.reading.calendars import current_fiscal, fiscal_period
from dragoman.reading.implied import AHEAD, implied, is_standing, today, war_so_far
from dragoman.reading.measured import Measured
from dragoman.reading.ranked import ARMS_TRADE
from dragoman.reading.scene import Phrase, Scene

_FAR = 200.0
_ANNUAL = ("military_expenditure", "defence_budget")
_COMPARED = re.compile(
    r"\b(?:exceed(?:s|ed)|surpass(?:es|ed)|compared (?:with|to)|than|versus|from|against|relative to|up on|over|on|as in|as|since"
    r"|down from|up from|above|below)\s"
    r"(?:(?:it|they)\s(?:(?:had\s)?(?:done|spent|been)|had|did|was|were)\s)?"
    r"(?:that of\s|those of\s|the\s|what it was\s|it was\s|in\s|its\s|figure\s|level\s|levels\s|of\s){0,4}$",
    re.IGNORECASE,
)
_THAN_PAST = re.compile(
    r"\b(?:compared (?:with|to)|than|versus|against|relative to|from|up on|down on|over|on|above)\b", re.IGNORECASE
)
_YEAR_ON_YEAR = re.compile(
    r"\byear[- ](?:on|over)[- ]year\b|\bannual(?:ly)?\b|\byearly\b|\bfrom (?:a|one) year (?:earlier|before|"
    r"ago)\b|\bon the year\b|\by/y\b",
    re.IGNORECASE,
)
_SAME_YEAR = re.compile(r"\b(?:in|for|over|during)\s(?:that|the)(?:\ssame)?\s(?:year|period)\b", re.IGNORECASE)


def period_of(scene: Scene, quantity: Quantity, measured: Measured, subject: tuple[str, ...]) -> Period | None:
    """Return the period that a figure covers, None where the article does not say."""
    if quantity.unit in ("nation", "member", "country", "state") and scene.after(quantity.number_end, 1) in ("-", "‑"):
        return today(scene)
    if (sum_before := _converted(scene, quantity)) is not None:
        return period_of(scene, sum_before, measured, subject)
    if (then := _when_it_was(scene, quantity) or _in_a_row(scene, quantity)) is not None:
        return then
    if (earlier := _compared_level(scene, quantity)) is not None:
        return _fitted(earlier, measured, subject, scene)
    if set_against(words := scene.before(quantity.start, 60), scene.after(quantity.end, 60)):
        return today(scene) if _CURRENT.search(words) else _said_after(scene, quantity, measured, subject)
    mention = _nearest(scene, quantity, compared=False, annual=measured.measure in _ANNUAL and quantity.form != "rank")
    if (since := _since_begun(scene, quantity)) is not None:
        return _fitted(since, measured, subject, scene)
    if mention is not None and (war := _lost_by(scene, quantity, mention, measured, subject)) is not None:
        return war
    if mention is not None and (end := _end_of_change(scene, quantity, mention)) is not None:
        return _fitted(replace(mention, period=end, kind="in"), measured, subject, scene)
    if mention is not None and _is_ahead(scene, mention) and opens_change(scene, quantity) is not None:
        return today(scene)  # "is to rise from 15 billion to 16 next year": the 15 are of now
    if mention is None and measured.phrase is not None:
        mention = _of_what_is_measured(scene, measured.phrase)
    if mention is None and _SAME_YEAR.search(scene.text) and scene.context.topic_period is not None:
        return scene.context.topic_period
    if mention is not None:
        return _fitted(_up_to(scene, mention), measured, subject, scene)
    before = scene.context.topic_period if scene.topic is not None else None
    if before is not None and measured.measure == "military_aid" and before.grain == "day":
        before = None  # each package has its own day
    if before is not None and (measured.carried or _goes_on(scene, quantity, measured)):
        return _carried_on(scene, quantity, before)
    return implied(scene, quantity, measured, subject)


def _is_ahead(scene: Scene, mention: PeriodMention) -> bool:
    """Return whether a period lies ahead of the article, or ends there as a deadline does."""
    published = scene.context.published
    first = mention.period.start if mention.kind != "by" else mention.period.end
    return published is not None and first is not None and first > published


def _lost_by(
    scene: Scene, quantity: Quantity, mention: PeriodMention, measured: Measured, subject: tuple[str, ...]
) -> Period | None:
    """Return the war up to a day for what had been lost in it by then ("as of May 2024, its losses amounted to 7,000 tanks")."""
    led = scene.before(mention.start, 12) + mention.surface
    war = None
    if _AS_OF.search(led) and mention.period.end is not None:
        war = war_so_far(scene, quantity, measured, subject, stated=True)
    return replace(war, end=mention.period.end) if war is not None else None


def _up_to(scene: Scene, mention: PeriodMention) -> PeriodMention:
    """Return what goes on since a day as ending on the day that the words give ("as of August 2023 … since the coup")."""
    if mention.kind != "since" or mention.period.start is None:
        return mention
    for other in scene.reading.periods:
        led = scene.before(other.start, 12) + other.surface
        known = _AS_OF.search(led) if other is not mention else None
        if known and other.period.end is not None and other.period.end >= mention.period.start:
            return replace(mention, period=replace(mention.period, end=other.period.end))
    return mention


_BEGINNINGS = frozenset("begin start erupt break launch commence open set ignite unleash invade".split())
"""Verbs of what has gone on ever since, where the number's own clause is in the perfect."""


def _since_begun(scene: Scene, quantity: Quantity) -> PeriodMention | None:
    """Return the time since something began, for what has come of it: "the war that erupted in April 2023 has killed 15,000".

    Likewise "since the alliance began its programme last July, it has agreed deals worth 10 billion".
    """
    verb, published = scene.clause(quantity.number_start), scene.context.published
    if verb is None or published is None or quantity.form == "rank":
        return None
    token, helpers = scene.reading.tokens[verb], scene.args.auxiliaries(verb)
    if token.dep == "conj" and not helpers:
        helpers = scene.args.auxiliaries(token.head)
    perfect = helpers & _HAVE
    if not perfect:
        return None
    for mention in scene.reading.periods:
        start, end = mention.period.start, mention.period.end
        past = mention.kind == "in" and start is not None and end is not None and end < published
        if past and not _of_a_record(scene, mention) and _has_begun(scene, mention, verb, going_on="had" not in perfect):
            return replace(mention, period=Period(start, published, "open"), kind="since")
    return None


def _has_begun(scene: Scene, mention: PeriodMention, verb: int, *, going_on: bool) -> bool:
    """Return whether a period dates a clause with "since", or what began then and the number's own clause goes on from."""
    place = scene.clause(mention.start)
    for _ in range(3):
        if place is None or place == verb:
            return False
        token = scene.reading.tokens[place]
        since = any(scene.reading.tokens[kid].text.lower() == "since" for kid in scene.args.below(place, "mark"))
        if since or (going_on and token.dep == "relcl" and token.tag == "VBD" and token.lemma in _BEGINNINGS):
            return True
        place = token.head
    return False


_HAVE = frozenset(("has", "have", "had", "'ve", "’ve"))
_AS_OF = re.compile(r"\bas (?:of|at)\s", re.IGNORECASE)


def _converted(scene: Scene, quantity: Quantity) -> Quantity | None:
    """Return the sum that the one in brackets after it converts ("606.8 billion Taiwan dollars ($19 billion)"), or None."""
    if quantity.form != "money":
        return None
    before = [q for q in scene.reading.quantities if q.form == "money" and q.end <= quantity.start]
    gap = scene.between(before[-1].end, quantity.start) if before else ""
    return before[-1] if re.fullmatch(r"\s?[(\[](?:about\s|some\s|around\s|roughly\s|or\s|nearly\s)?", gap) else None


def _when_it_was(scene: Scene, quantity: Quantity) -> Period | None:
    """Return the time that a number's clause takes up from right before ("since 2014, when only three allies met the target")."""
    for mention in scene.reading.periods:
        gap = scene.between(mention.end, quantity.start) if mention.end <= quantity.start else ""
        if mention.period.start is not None and _WHEN.fullmatch(gap):
            year = mention.period.start.year
            return Period(date(year, 1, 1), date(year, 12, 31), "year") if mention.kind == "since" else mention.period
    return None


_IN_A_ROW = re.compile(r"\b(?:consecutive|straight|successive)\s(?:\w+\s)?year\b", re.IGNORECASE)


def _in_a_row(scene: Scene, quantity: Quantity) -> Period | None:
    """Return the years that "the third consecutive year" counts, up to the one named or the article's."""
    count, published = quantity.printed.low, scene.context.published
    if not _IN_A_ROW.search(scene.between(quantity.start, quantity.end)):
        return None
    named = next((m.period.end.year for m in scene.reading.periods if m.period.grain == "year" and m.period.end), None)
    last = named or (published.year if published else None)
    return Period(date(last - int(count) + 1, 1, 1), date(last, 12, 31), "years") if last and count and count < last else None


_WHEN = re.compile(
    r",?\s(?:when|in which|a year in which)\s[^,;.]{0,90}(?:,\s\w+ing\s[^,;.]{0,60})?", re.IGNORECASE
)


def _goes_on(scene: Scene, quantity: Quantity, measured: Measured) -> bool:
    """Return whether a yearly figure told in the past goes on with the one before ("five states accounted for 60 percent")."""
    spoken = scene.context.topic_period
    several = spoken is not None and spoken.grain == "years"
    if several and measured.measure in ARMS_TRADE and scene.topic in ARMS_TRADE:
        return True
    verb = scene.clause(quantity.number_start)
    past = verb is not None and scene.reading.tokens[verb].tag == "VBD"
    return past and measured.measure == scene.topic and measured.measure in (*_ANNUAL, "arms_exports", "arms_imports")


_BY_NOW = re.compile(r"\b(?:has|have)\s(?:since|now)\b|\b(?:now|today|currently)\b", re.IGNORECASE)


def _carried_on(scene: Scene, quantity: Quantity, before: Period) -> Period | None:
    """Return the period of the figure before for one that goes on with its measure; none where its words rule that out.

    "They have since climbed to 2.5 percent" is now; a sum "over five years" is of no one year; what "has risen" is not ahead.
    """
    clause = scene.clause_span(quantity.number_start)
    words, published = scene.between(clause.start, clause.end), scene.context.published
    if _BY_NOW.search(words) or is_standing(scene, quantity):
        return today(scene)
    if any(m.kind == "over" and _is_duration_only(m) and m.period.grain in ("years", "decade") for m in scene.reading.periods):
        return None
    ahead = published is not None and before.start is not None and before.start > published
    return None if ahead and not AHEAD.search(words) else before


_THAN_LEVEL = re.compile(
    r"\b(?:(?:down|up)\sfrom|than|against|versus|compared (?:with|to)|from)\s"
    r"(?:(?:the|about|some|around|just|nearly|over|only|an?|record)\s){0,2}$",
    re.IGNORECASE,
)


def _compared_level(scene: Scene, quantity: Quantity) -> PeriodMention | None:
    """Return the period compared with that dates the number right before it ("down from $17.3 billion a year earlier")."""
    for mention in scene.reading.periods:
        gap = scene.between(mention.end, quantity.start)
        if mention.kind == "in" and _YEAR_BEFORE.search(mention.surface) and _ITS.fullmatch(gap):
            return mention
    if not _THAN_LEVEL.search(scene.before(quantity.start, 40)):
        return None
    for mention in scene.reading.periods:
        gap = scene.between(quantity.end, mention.start)
        near = mention.start - quantity.end <= 14 and re.fullmatch(r"\s?(?:in\s|\()?", gap)
        earlier = _YEAR_BEFORE.search(mention.surface) and re.fullmatch(r"[^,;]{0,45}", gap)
        if mention.start >= quantity.end and (near or earlier) and mention.kind == "in":
            return mention
    return None


_ITS = re.compile(r"['’]s\s(?:[\w-]+\s){0,3}(?:of\s)?(?:about\s|some\s)?")
_YEAR_BEFORE = re.compile(r"\b(?:previous|preceding|prior|earlier|before)\b", re.IGNORECASE)
_CURRENT = re.compile(r"\b(?:current|present|existing|today['’]s)\b", re.IGNORECASE)
_BASELINE = re.compile(
    r"\b(?:(?:up|down|increased|raised|cut|increase|rise|jump) from|compared (?:with|to)|against|versus|from|than)\s"
    r"(?:(?:the|its|their|a|an|his|her|our)\s)?(?P<now>current|present|existing|today['’]s|previous|earlier|original)\s"
    r"(?:(?:level|figure|rate|share|budget|target|total|spending|strength)\s(?:of\s)?)?(?:about |some |around |roughly |just )?$"
    r"|\bcompared (?:with|to)\s(?:(?:the|about|some|around|just|nearly|only|a)\s){0,2}(?:[^\s,;]{1,8}\sor\s)?$",
    re.IGNORECASE,
)
_PREVIOUSLY = re.compile(r"^(?:[^.;]|\.\d){0,45}?\b(?:previously|currently|at present|today|now|before|so far)\b", re.IGNORECASE)


def set_against(before: str, after: str) -> bool:
    """Return whether a number is the level that is, or was until then, beside which a coming one is set.

    >>> set_against("will spend 5 percent, up from its current ", "")
    True
    >>> set_against("will spend 5 percent, compared with ", "percent previously")
    True
    >>> set_against("will spend 43 trillion, up from ", " trillion")
    True
    """
    if _MOVED_FROM.search(before) and not _TO.match(after):
        return True
    found = _BASELINE.search(before)
    return found is not None and (found["now"] is not None or bool(_PREVIOUSLY.match(after)))


_MOVED_FROM = re.compile(r",\s(?:up|down)\sfrom\s(?:(?:the|about|some|around|just|nearly|only|a|roughly)\s){0,2}$", re.IGNORECASE)
_TO = re.compile(r"[^,.;]{0,30}\bto\s(?:\S+\s){0,2}?[\d$€£¥]", re.IGNORECASE)


def _said_after(scene: Scene, quantity: Quantity, measured: Measured, subject: tuple[str, ...]) -> Period | None:
    """Return the period that stands right after a level compared with; another one's deadline is none of its."""
    near = (m for m in scene.reading.periods if 0 <= m.start - quantity.end <= 30 and m.kind == "in")
    mention = next(near, None)
    return _fitted(mention, measured, subject, scene) if mention is not None else None


def _is_a_day(mention: PeriodMention) -> bool:
    """Return whether a mention names a day on which something was said or voted, not the time a yearly sum covers."""
    return mention.period.grain == "day" and mention.kind == "in" and mention.period.start == mention.period.end


def _nearest(scene: Scene, quantity: Quantity, *, compared: bool, annual: bool = False) -> PeriodMention | None:
    """Return the period mention that a number stands in, or is compared with, the closest in its clause first."""
    rows = []
    for mention in scene.reading.periods:
        if (
            mention.kind == "per"
            or _is_duration_only(mention)
            or (mention.start < quantity.end and quantity.start < mention.end and not mention.period.start)
        ):
            continue
        if is_compared(scene, mention) != compared or _elsewhere(scene, mention, quantity) or (annual and _is_a_day(mention)):
            continue
        if compared and _of_another_change(scene, quantity, mention):
            continue
        if mention.kind == "since" and quantity.form in ("percent", "ratio") and not compared and _is_dated_by(scene):
            continue
        if quantity.form == "rank" and mention.kind == "since" and len(scene.reading.periods) > 1:
            continue
        if _behind_its_clause(scene, quantity, mention) or _of_the_latest(scene, quantity, mention):
            continue
        if _ahead_of_its_clause(scene, quantity, mention) or _of_a_relative_clause(scene, quantity, mention):
            continue
        if _of_the_level_before(scene, quantity, mention) or (not compared and _of_the_level_after(scene, quantity, mention)):
            continue
        if ";" in scene.between(min(quantity.end, mention.end), max(quantity.start, mention.start)):
            continue
        away = scene.distance(quantity, mention.start, mention.end)
        away -= _OWN if _says_which(scene, quantity, mention) else 0
        if away > _FAR and mention.start > quantity.end:
            continue
        rows.append((away, mention.start, mention))
    return min(rows, key=lambda row: row[:2])[2] if rows else None


def _is_dated_by(scene: Scene) -> bool:
    """Return whether a sentence says by when a change had come about, so that "since" only says from when."""
    return any(m.kind == "by" and m.period.end is not None for m in scene.reading.periods)


def _ahead_of_its_clause(scene: Scene, quantity: Quantity, mention: PeriodMention) -> bool:
    """Return whether a coming period dates the main clause and the number stands in a relative one about what is or was.

    "The army, which has 180,000 soldiers, wants to grow by 2031": the 180,000 are not of 2031. Nor are the 500 of "it has 500 and
    may have 1,000 by 2031".
    """
    verb, published = scene.clause(quantity.number_start), scene.context.published
    ahead = published is not None and (mention.period.start or mention.period.end or published) > published
    other = scene.clause(mention.start)
    if verb is None or other is None or not ahead or other == verb:
        return False
    token = scene.reading.tokens[verb]
    joined = scene.reading.tokens[other]
    if joined.dep == "conj" and joined.head == verb and scene.args.auxiliaries(other) & _MODALS:
        return token.tag in ("VBZ", "VBP", "VBD") and not scene.args.auxiliaries(verb) & _MODALS
    return token.dep == "relcl" and token.tag in ("VBZ", "VBP", "VBD") and not scene.args.auxiliaries(verb) & _MODALS


_OTHER_TIME = ("advcl", "relcl", "ccomp")


def _behind_its_clause(scene: Scene, quantity: Quantity, mention: PeriodMention) -> bool:
    """Return whether a past period dates another clause than that of a number told in the present.

    "There are 16,893 soldiers there after the council cut the force in 2015": the 16,893 are not of 2015.
    """
    verb, other, published = scene.clause(quantity.number_start), scene.clause(mention.start), scene.context.published
    if verb is None or other is None or verb == other or published is None or mention.kind != "in":
        return False
    past = mention.period.end is not None and mention.period.end < published
    token, tokens = scene.reading.tokens[other], scene.reading.tokens
    present = tokens[verb].tag in ("VBZ", "VBP") and not scene.args.auxiliaries(verb) & _MODALS
    told_after = token.dep in _OTHER_TIME and token.tag == "VBD" and mention.start > quantity.end
    return past and present and told_after and _hangs_below(scene, other, verb)


_TOLL = re.compile(
    r"\b(?:death toll|toll|total|number of (?:dead|deaths|casualties|victims|people killed))\b[^.;]{0,120}"
    r"\b(?:r[io]se|risen|climbed|grown|reached|increased|stands?|stood|to|at|of)\b[^.;]{0,24}$|\ba total of\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
"""Before a number that sums up what has gone on for long."""


def _of_the_latest(scene: Scene, quantity: Quantity, mention: PeriodMention) -> bool:
    """Return whether a period dates only the latest part of a sum ("the toll rose to 185 after nine died on Monday")."""
    other = scene.clause(mention.start) != scene.clause(quantity.number_start) and scene.parsed
    short = mention.period.grain == "day" and mention.kind in ("in", "over")
    return other and short and _TOLL.search(scene.before(quantity.start, 170)) is not None


def _hangs_below(scene: Scene, place: int, verb: int) -> bool:
    for _ in range(12):
        above = scene.reading.tokens[place].head
        if above == place:
            return False
        if above == verb:
            return True
        place = above
    return False


def _of_a_relative_clause(scene: Scene, quantity: Quantity, mention: PeriodMention) -> bool:
    """Return whether a period dates a relative clause that the number is not in ("Hungary, which spent 2 last year, …")."""
    verb = scene.clause(mention.start)
    if verb is None or not (scene.reading.tokens[verb].dep == "relcl" or _participle(scene, verb)):
        return False
    place = scene.token_at(quantity.number_start)
    here = place if place is not None else verb
    noun = scene.reading.tokens[scene.reading.tokens[verb].head]
    lasting = mention.kind == "since" and scene.reading.tokens[verb].text.lower() in ("been", "is", "are", "was", "were")
    if quantity.start <= noun.start < quantity.end and not lasting:
        return False
    for _ in range(40):
        if here == verb:
            return False
        above = scene.reading.tokens[here].head
        if above == here:
            return True
        here = above
    return False


_OWN = 60.0
"""How much nearer a period counts that dates a participle after the number itself."""


def _says_which(scene: Scene, quantity: Quantity, mention: PeriodMention) -> bool:
    """Return whether a period dates a participle that says which amount is meant ("less than the 40 billion spent in 2019")."""
    verb = scene.clause(mention.start) if mention.start >= quantity.end else None
    if verb is None or scene.reading.tokens[verb].dep != "acl" or scene.reading.tokens[verb].tag != "VBN":
        return False
    noun = scene.reading.tokens[scene.reading.tokens[verb].head]
    return quantity.start <= noun.start < quantity.end and not _participle(scene, verb)


def _of_what_is_measured(scene: Scene, phrase: Phrase) -> PeriodMention | None:
    """Return the one year in a relative clause that says which spending is meant: "the budget that it spent in 2020 was"."""
    years = [m for m in scene.reading.periods if m.period.grain == "year" and m.period.start is not None and m.kind == "in"]
    verb = scene.clause(years[0].start) if len(years) == 1 else None
    if verb is None or scene.reading.tokens[verb].dep != "relcl":
        return None
    noun = scene.reading.tokens[scene.reading.tokens[verb].head]
    if "," in scene.between(noun.start, scene.reading.tokens[verb].start):
        return None  # said in passing, and not which one is meant
    inside = scene.clause(phrase.start) == verb or phrase.start <= noun.start < phrase.end
    return years[0] if inside else None


def _participle(scene: Scene, verb: int) -> bool:
    """Return whether a verb is a participle that says when a thing came about ("a destroyer commissioned in 1991")."""
    token = scene.reading.tokens[verb]
    return token.dep == "acl" and token.tag == "VBN" and token.lemma in _CAME_ABOUT


_CAME_ABOUT = frozenset("commission build launch found establish create form design introduce develop open construct".split())


def _of_the_level_before(scene: Scene, quantity: Quantity, mention: PeriodMention) -> bool:
    """Return whether a period dates the level a number changed from ("from 500 million in 2020 to a billion in 2022")."""
    if _inside_a_change(scene, quantity, mention):
        return True
    earlier = [q for q in scene.reading.quantities if q.end <= mention.start]
    beside = bool(earlier) and mention.end < quantity.start and _IN.fullmatch(scene.between(earlier[-1].end, mention.start))
    if beside and _LED_FROM.search(scene.before(earlier[-1].start, 20)) and _LED_TO.search(scene.before(quantity.start, 24)):
        return True
    if quantity.change_from is None or mention.end > quantity.start:
        return False
    dated = any(other.start >= quantity.end and other.kind != "per" for other in scene.reading.periods)
    return dated and bool(earlier) and not scene.breaks(earlier[-1].end, mention.start)


def _inside_a_change(scene: Scene, quantity: Quantity, mention: PeriodMention) -> bool:
    """Return whether a period stands between the levels of a change, and so dates the first alone.

    "From 140,000 that took part in 2022 to almost 650,000, with over 2,500 tanks": only the 140,000 are of 2022.
    """
    before = (q for q in reversed(scene.reading.quantities) if q.end <= mention.start and opens_change(scene, q) is not None)
    first = next(before, None)
    if first is None or first.start == quantity.start or first.start - quantity.end > _CHANGE_WITHIN:
        return False
    last = opens_change(scene, first)
    return last is not None and mention.end <= last.start


def opens_change(scene: Scene, quantity: Quantity) -> Quantity | None:
    """Return the level that a number changed to, where it is the one changed from, else None ("from 500 … to 900")."""
    if quantity.form in ("rank", "ratio") or not _LED_FROM.search(scene.before(quantity.start, 20)):
        return None
    for other in scene.reading.quantities:
        near = other.start >= quantity.end and other.start - quantity.end < _CHANGE_WITHIN
        if near and _LED_TO.search(scene.before(other.start, 24)) and ";" not in scene.between(quantity.end, other.start):
            return other
    return None


_CHANGE_WITHIN = 110
"""Characters within which "from 500 … to 900" are the levels of one change."""
_IN = re.compile(r"\s?(?:in\s|\()?")
_LED_FROM = re.compile(r"\bfrom\s(?:[a-z]+\s){0,2}$")
_LED_TO = re.compile(r"\bto\s(?:[a-z]+\s){0,3}$")


def _of_the_level_after(scene: Scene, quantity: Quantity, mention: PeriodMention) -> bool:
    """Return whether a period dates the level that a number is set against ("one in four, up from 17 percent in 2019")."""
    between = (q for q in scene.reading.quantities if quantity.end <= q.start and q.end <= mention.start)
    return any(_THAN_LEVEL.search(scene.before(other.start, 40)) and not _CHANGE_FROM.search(scene.before(other.start, 24))
        and _RIGHT_AFTER.fullmatch(scene.between(other.end, mention.start)) for other in between)



_RIGHT_AFTER = re.compile(r".{0,30}|[^,;]{0,20}\swhen\s[^,;]{0,40}")
_CHANGE_FROM = re.compile(r"(?<!up )(?<!down )\bfrom\s(?:[a-z]+\s)?$", re.IGNORECASE)


def _end_of_change(scene: Scene, quantity: Quantity, mention: PeriodMention) -> Period | None:
    """Return the first or last year of a stretch over which a level changed: that of the level it changed from, or to.

    "Between 2018 and 2023 the budget grew from 36 to 52 billion, or 2 percent of GDP": 36 is of 2018, 52 and 2 percent of 2023.
    """
    period = mention.period
    if mention.kind != "from_to" or period.grain != "years" or period.start is None or period.end is None:
        return None
    if (first := _span_before(scene, mention)) is not None:
        return first if any(q.change_from == quantity.printed for q in scene.reading.quantities) else None
    rows = list(scene.reading.quantities)
    at = rows.index(quantity) if quantity in rows else -1
    if at < 0:
        return None
    if at + 1 < len(rows) and rows[at + 1].change_from == quantity.printed:
        return Period(period.start, date(period.start.year, 12, 31), "year")
    said_again = at > 0 and re.fullmatch(
        r",?\s\(?(?:or|and)\s(?:about\s|some\s)?", scene.between(rows[at - 1].end, quantity.start)
    )
    if quantity.change_from is not None or (said_again and rows[at - 1].change_from is not None):
        return Period(date(period.end.year, 1, 1), period.end, "year")
    return None


def _span_before(scene: Scene, mention: PeriodMention) -> Period | None:
    """Return the stretch of years compared with the one named: the first of "between 2011–15 and 2016–20"."""
    for other in scene.reading.periods:
        joined = other.period.grain == "years" and other.end <= mention.start and other.kind == "from_to"
        if joined and re.fullmatch(r"\s(?:and|to)\s", scene.between(other.end, mention.start)):
            return other.period
    return None


_MODALS = frozenset({"will", "would", "shall", "may", "might", "could", "can", "must", "'ll", "’ll"})


def _of_another_change(scene: Scene, quantity: Quantity, mention: PeriodMention) -> bool:
    """Return whether another change stands between a number and a period compared with, which is then that one's.

    "rose 2 percent in 2020, 76 percent more than in 2011": the 2 percent is not counted from 2011.
    """
    changes = ("percent", "percentage_point", "ratio")
    between = (q for q in scene.reading.quantities if quantity.end <= q.start and q.end <= mention.start)
    return any(other.form in changes for other in between)


def _is_duration_only(mention: PeriodMention) -> bool:
    return mention.period.start is None and mention.period.end is None


def is_compared(scene: Scene, mention: PeriodMention) -> bool:
    """Return whether a period is the one compared with ("than in 2021", "from 2014", "compared with the previous year")."""
    words = re.sub(r"\s+", " ", mention.surface.lower())
    before = scene.before(mention.start, 45)
    past = re.search(r"\b(?:previous|prior|preceding|earlier|before|ago)\b", words)
    if past and (
        _THAN_PAST.search(before[-30:]) or re.search(r"\b(?:number|figure|level|sum|amount|rate|total)\s(?:of\s)?$", before)
    ):
        return True
    if re.search(
        r"\b(?:a year earlier|the year before|a year before|the previous year|the prior year|year prior|preceding year)\b", words
    ):
        return True
    if mention.period.grain == "years" and words.startswith("between"):
        after = scene.after(mention.end, 8)
        return any(
            m.start - mention.end <= 6 and m.period.grain == "years" for m in scene.reading.periods if m.start > mention.end
        ) and bool(re.match(r"\s(?:and|to)\s", after))
    if mention.kind == "from_to":
        return _SET_AGAINST_YEARS.search(before + words[: len("in ")]) is not None
    if mention.kind in ("by", "until", "over"):
        return False
    if mention.kind == "since":
        return words.startswith("from") and bool(
            re.search(
                r"\b(?:up|down|rise|rose|increase|increased|growth|grew|fell|drop|percent|per cent|pct|points?|%|billion|"
                r"million)\W*$",
                before,
                re.IGNORECASE,
            )
        )
    tail = before + (words.split(" ")[0] + " " if words.split(" ")[0] in ("in", "over", "from") else "")
    match = _COMPARED.search(tail)
    if match is None:
        return False
    first = match[0].split(" ")[0].lower()
    if first in ("above", "below") and re.search(r"(?:percent|%|per cent)\s*$", before[: match.start()], re.IGNORECASE):
        return True
    if first in ("over", "on", "as", "since", "above", "below"):
        return (
            first in ("over", "on")
            and bool(
                re.search(
                    r"(?:percent|%|per cent|increase|rise|growth|up|down|drop|decline)"
                    r"(?:\sin\s(?:real|nominal|constant|current|money|cash)\s(?:terms|prices|dollars))?\s\w*\s?$",
                    before[: match.start() or None] + " ",
                    re.IGNORECASE,
                )
            )
            and match.start() > 0
        )
    if first == "from":
        return bool(
            re.search(
                r"\b(?:up|down|rise|rose|increase|increased|growth|grew|fell|drop|percent|%|billion|"
                r"million|per cent)\W*(?:from)?\s*(?:the\s)?$",
                before,
                re.IGNORECASE,
            )
        )
    return True


_SET_AGAINST_YEARS = re.compile(
    r"\b(?:compared (?:with|to)|than|versus|against|relative to)\s(?:(?:in|the|years|period|those|of)\s){0,3}(?:in\s|\S{1,3}$)"
)
"""What leads to a stretch of years that another is set against: "higher than in 2016–20", "compared with 2016–20"."""


def _elsewhere(scene: Scene, mention: PeriodMention, quantity: Quantity) -> bool:
    """Return whether a period dates another act of the sentence: a document, an approval, a record since, the saying itself."""
    if _names_a_thing(scene, mention) or _measures_a_record(scene, mention, quantity):
        return True
    before = scene.before(mention.start, 40).lower()
    if mention.kind == "in" and re.search(
        r"\b(?:approved|signed|adopted|published|released|unveiled|agreed|established|founded|dated|passed|"
        r"born|elected|issued|said|told|speaking)\s(?:on\s|in\s)?(?:the\s)?$",
        before,
    ):
        return (
            len(scene.reading.periods) > 1
            or re.search(r"\b(?:said|told|speaking|born|founded|elected|published|released)\b", before) is not None
        )
    if (
        mention.kind == "since"
        and re.search(r"\b(?:largest|biggest|highest|lowest|steepest|sharpest|most|first|fastest|deadliest)\b[^;.]*$", before)
        and quantity.form != "rank"
    ):
        return True
    return bool(
        mention.period.grain == "day"
        and re.search(r"\b(?:said|told|announced|reported|says)\b", scene.text)
        and quantity.form in ("percent", "rank")
    )


_OWN_YEAR = re.compile(
    r"\s(?:budget|spending|military|defen[cs]e|fiscal|financial|figures?|levels?|total|expenditures?|"
    r"outlays?|and|to|was|is|were|in|by|the|of|from|with|as|it|when|due|for|at|on|after|according|compared|"
    r"to|that|which|amounted|saw|stood|reached|up|down|alone|while|but|or|than|because|despite|under|"
    r"through|adjusted|measured|real|although|had|has|will|would|rose|fell|data|appropriation|request|"
    r"allocation|estimates?)\b",
    re.IGNORECASE,
)


def _names_a_thing(scene: Scene, mention: PeriodMention) -> bool:
    """Return whether a year belongs to the name of something else ("a 1960 treaty", "the 2003 Iraq War", "its 2022 strategy")."""
    if not re.fullmatch(r"\d{4}", mention.surface):
        return False
    if not re.search(r"\b(?:a|an|the|its|their|his|this)\s$", scene.before(mention.start, 7), re.IGNORECASE):
        return False
    after = scene.after(mention.end, 20)
    return bool(re.match(r"\s[A-Za-z]", after)) and not _OWN_YEAR.match(after)


def _measures_a_record(scene: Scene, mention: PeriodMention, quantity: Quantity) -> bool:
    """Return whether a long stretch only says how rare something is ("the heaviest storm over the last 30 years")."""
    if mention.kind != "over" or quantity.form == "rank":
        return False
    return bool(
        re.search(r"\b(?:largest|biggest|highest|first|most|seen|strongest|deadliest)\b[^,;.]*$", scene.before(mention.start, 60))
    )


_PART = re.compile(r"\b(?:half|quarter|months|H[12]|Q[1-4])\b", re.IGNORECASE)
"""A stretch that a sum was spent in, which is no whole year's: "in the first half of 2023"."""


def _fitted(mention: PeriodMention, measured: Measured, subject: tuple[str, ...], scene: Scene) -> Period:
    """Return a mention's period as the measure is counted: an annual measure named by a part of a year covers the fiscal year."""
    period, state = mention.period, subject[0] if len(subject) == 1 else None
    if measured.measure not in _ANNUAL or _PART.search(mention.surface):
        return period
    own = state in fiscal_years()
    if period.calendar.startswith("fiscal"):
        return _own_fiscal(period, state)
    if period.grain in ("month", "day", "half", "quarter") and mention.kind == "in" and period.start is not None and own:
        return fiscal_period(period.start.year, state)
    if (
        mention.kind == "over"
        and period.start is not None
        and period.end is not None
        and scene.context.published is not None
        and own
    ):
        return _fiscal_span(period, state, scene.context.published)
    if period.grain in ("month", "day", "half") and mention.kind == "in" and period.start is not None:
        return Period(date(period.start.year, 1, 1), date(period.start.year, 12, 31), "year")
    return period


def _own_fiscal(period: Period, state: str | None) -> Period:
    """Return a fiscal year read for the wrong state as the subject's own."""
    if state is None or period.calendar == f"fiscal:{state}" or period.start is None or period.end is None:
        return period
    if period.calendar == "fiscal":
        spanned = period.end.year > period.start.year
        return fiscal_period(period.start.year, state, spanned=spanned)
    return period


def _fiscal_span(period: Period, state: str | None, published: date) -> Period:
    """Return "the next five years" in fiscal years of a state, from the one whose start lies nearest the article's date."""
    if period.start is None or period.end is None or period.start != published:
        return period
    years = period.end.year - period.start.year
    this, following = current_fiscal(published, state), current_fiscal(published, state, 1)
    if this.start is None or following.start is None or years < 1:
        return period
    first = this if published - this.start <= following.start - published else following
    if first.start is None:
        return period
    end = date(first.start.year + years, first.start.month, first.start.day) - timedelta(days=1)
    return Period(first.start, end, "years", first.calendar)


def compared_period(scene: Scene, quantity: Quantity, period: Period | None) -> Period | None:
    """Return the period that a growth, a ratio or a difference is counted from, None where it is not said."""
    mention = _nearest(scene, quantity, compared=True)
    if mention is not None and mention.period.start is not None:
        made = mention.period
        if mention.kind == "since" and mention.period.start is not None:
            return Period(made.start, date(made.start.year, 12, 31), "year") if made.start else None
        return made
    starts = (m for m in scene.reading.periods if m.kind == "since" and m.period.start and not _of_a_record(scene, m))
    since = next((m for m in starts if not _of_another_change(scene, quantity, m)), None)
    if since is not None and since.period.start is not None and quantity.form in ("percent", "ratio"):
        return Period(since.period.start, date(since.period.start.year, 12, 31), "year")
    if period is not None and period.grain == "year" and period.start is not None and quantity.form == "percent":
        return year_before(period)
    if _YEAR_ON_YEAR.search(scene.text) and period is not None and period.start is not None and period.grain == "year":
        return year_before(period)
    return None


_RECORD = re.compile(
    r"\b(?:\w{3,}est|most|record|first|last|only|never|best|worst)\b[^.;]{0,60}$", re.IGNORECASE
)


def _of_a_record(scene: Scene, mention: PeriodMention) -> bool:
    """Return whether a period says since when something was the greatest or the first ("the steepest rise since 2009")."""
    return _RECORD.search(scene.before(mention.start, 90)) is not None


def year_before(period: Period) -> Period | None:
    """Return the year before a year, on the same calendar."""
    if period.start is None or period.end is None:
        return None
    start = period.start.replace(year=period.start.year - 1, day=min(period.start.day, 28))
    return replace(period, start=start, end=period.start - timedelta(days=1))
