"""A tie claim being judged, and how an outcome that an entry bears out is worded."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from dragoman.kinds.tie.record import Outcome, act_date, cited, content, initials, named, open_, shown, spell
from dragoman.model import Article, Claim, Period, Statement, TieBody

SIGNING = re.compile(r"\b(?:sign|ink|initial|conclud)\w*", re.I)
"""Verbs whose date is that of signature; a ratification or an agreement in principle has another."""
_MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DATED = re.compile(
    r"\b(?:in|on|since)\s(?:\d{1,2}\s)?(?:[A-Z][a-z]+\s)?(?:\d{1,2},\s)?(?:19|20)\d\d\b"
    rf"|\b(?:in|on|since)\s(?:\d{{1,2}}\s{_MONTHS}|{_MONTHS}(?:\s\d{{1,2}})?|[A-Z][a-z]+day)\b|\b(?:last|this)\s(?:week|month|year)\b"
)
"""A date that the words of an instrument carry along ("a ceasefire in January 2025"), which is no part of its name."""
BROKERED = re.compile(r"\b[\w.]+-(?:back|broker|mediat|negotiat|sponsor)ed\b", re.I)
"""Who brought an agreement about, which is no part of its name."""
PLACED = re.compile(r"^((?:an?|the|this|its|their)\s[a-z][a-z\s-]*?)\s(?:in|at)\s[A-Z][\w ]*$")
"""Where an agreement that is only described was made ("a pact in Berlin")."""
SOURCES = {
    "membership": "a dated accession in the register",
    "agreement": "the signatories' treaty lists",
    "alliance": "the signatories' treaty lists",
    "exercise": "the armed forces' own announcements of the exercise",
    "meeting": "the host's record of the meeting",
    "office": "the announcement of the organisation or ministry that opened it",
    "aid": "the donor's published list of grants",
    "arms_transfer": "the SIPRI Arms Transfers Database or the supplier's notification",
    "deployment": "the announcement of the armed forces concerned",
    "operation": "an event data set of armed conflict such as ACLED or UCDP",
    "partnership": "the partners' published programmes",
    "basing": "the text of the access agreement",
    "declaration": "the published text of the declaration",
}


REACH = 120
"""Characters before a claim and after its act that are looked at."""


class Case:
    """A claim being judged: its tie, its parties, the article's day, the words of its instrument, and those around it."""

    def __init__(self, claim: Claim, tie: TieBody, parties: tuple[str, ...], article: Article) -> None:
        self.claim, self.tie, self.parties, self.day = claim, tie, parties, article.published
        self.article = article
        self.before = re.split(r"[.!?,;:]\s", article.text[max(claim.start - REACH, 0) : claim.start])[-1]
        self.after = article.text[claim.anchor.end : claim.anchor.end + REACH]
        self._own = BROKERED.sub(" ", PLACED.sub(r"\1", DATED.sub(" ", tie.instrument or "").strip()))
        self.name = content(self._own)
        self.short = initials(tie.instrument or "")
        self.who = named(parties)

    @property
    def act(self) -> str:
        """The words of the act, in lower case."""
        anchor, start = self.claim.anchor, self.claim.start
        return self.claim.quote[anchor.start - start : anchor.end - start].lower()

    @property
    def dates_an_act(self) -> bool:
        """Whether the claimed date is one that the record keeps: of signature, entry into force or end."""
        if self.tie.action == "sign":
            return bool(SIGNING.search(self.act))
        return self.tie.action in ("enter_into_force", "end")

    @property
    def past(self) -> bool:
        """Whether the act is told in the past, so that what has ended since may answer it."""
        perfect = re.search(r"\b(?:has|have)\s(?:\w+\s)?(?:had|been)\b", self.claim.quote, re.I)
        return not perfect and bool(re.search(r"\b(?:had|was|were|once|former(?:ly)?)\b", self.act))

    @property
    def present(self) -> bool:
        """Whether the act is plainly said to stand on the article's day ("has a treaty with")."""
        return self.tie.date is None and bool(re.match(r"(?:has|have|is|are|remains?|maintains?|keeps?)\b", self.act))

    @property
    def since(self) -> Period | None:
        """The year, month or day since which something is said to have gone on; a decade where the words name one."""
        claimed = self.tie.date
        goes_on = claimed is not None and (claimed.end is None or claimed.end == self.day)
        text = f"{self.claim.quote} {self.after}"
        if not goes_on or claimed is None or claimed.start is None or not re.search(r"\bsince\b", text, re.I):
            return None
        first = claimed.start
        if f"{first.year}s" in text:
            return Period(first, date(first.year + 9, 12, 31), "decade")
        if first.day > 1:
            return Period(first, first, "day")
        if first.month > 1 or re.search(r"\bJan(?:uary)?\b", text):
            return Period(first, date(first.year, first.month, monthrange(first.year, first.month)[1]), "month")
        return Period(first, date(first.year, 12, 31), "year")

    @property
    def proper(self) -> bool:
        """Whether the instrument is called by its own name, and not only described ("a defence agreement")."""
        return any(word[:1].isupper() and content(word) for word in self._own.split())

    @property
    def definite(self) -> bool:
        """Whether the words point at one instrument: "the", "their", "Japan's" mutual defence treaty."""
        before, _, _ = self.claim.quote.partition(self.tie.instrument or "\0")
        return bool(re.search(r"(?:\b(?:the|their|its|this)|['’]s?)\s*$", before, re.I))

    @property
    def missing(self) -> str:
        """What would settle the claim."""
        return SOURCES.get(self.tie.type, "a source for such acts")

    def none(self, *lines: str) -> Outcome:
        """Return the outcome where no entry answers."""
        act = self.tie.type.replace("_", " ")
        return open_(f"The record holds no {act} of {self.who} that answers this; {self.missing} would.", *lines)


def supported(case: Case, facts: Sequence[Statement], what: str) -> Outcome:
    lines = [f"Parties: {case.who}, as in {cited(facts[0])}."]
    shared = set(case.name) & set(content(" ".join((facts[0].name, *facts[0].scope))))
    lines += [f"Name: “{case.tie.instrument}” is {cited(facts[0])}."] if shared else []
    lines += [date_line(case, facts[0])] if case.tie.date else []
    reason = f"The record holds it for {case.who}: “{facts[0].name}”, {what}."
    return Outcome("supported", reason, tuple(lines), tuple(facts[:3]))


def date_line(case: Case, fact: Statement) -> str:
    return f"Date: claimed {shown(case.tie.date)}, recorded {shown(act_date(case.claim, fact) or spell(fact))}."


def begun_by(day: date | None, period: Period | None) -> bool:
    """Whether something had begun by a day."""
    return period is not None and period.start is not None and (day is None or period.start <= day)
