"""A report put together by hand: every kind, every verdict, nested claims, charts. Used by the export and web tests."""


from __future__ import annotations

from datetime import date
from decimal import Decimal

from dragoman.model import (
    Article,
    Attribution,
    Claim,
    CommitmentBody,
    FigureBody,
    Finding,
    Framing,
    Interval,
    Judgement,
    Modality,
    Period,
    Probability,
    Quantity,
    Relation,
    Report,
    Span,
    Statement,
    TieBody,
    Vintage,
)

TEXT = """Made up for testing: Norland arms, and its friends take note

Norland raised its defence budget by 26 percent in 2023, and its total military spending reached $56 billion, <b>the ministry</b> said on Tuesday. According to unnamed experts, by 2027 the country could become the third largest spender in the world.

The two navies held their first joint exercise in 2021. Norland's liaison office at NATO in Brussels was opened in 2022, the paper “Morgenbladet” writes & repeats.

If the island were attacked, Norland would fight alongside the United States. Formally a matter of self-defence, the programme is in fact a cover for expansion, in which 5 billion dollars of aid were paid to Sudmark.

Norland spends 1.1 percent of its GDP on defence.
"""


def year(value: int, last: int | None = None) -> Period:
    """Return calendar years."""
    return Period(date(value, 1, 1), date(last or value, 12, 31), "year" if last in (None, value) else "years")


def span(words: str) -> Span:
    """Return where words stand in TEXT."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def observation(
    label: str, published: date, of: int, value: str, *, source: str = "sipri", definition: str = "SIPRI", actor: str = "JPN",
    measure: str = "military_expenditure", form: str = "level", unit: str = "money", currency: str | None = "USD", url: str = "",
) -> Statement:  # fmt: skip
    """Return one observation of a figure."""
    vintage = Vintage(source, label, published, date(2026, 11, 1), "0" * 64)
    return Statement(
        id=f"{source}:{label}:{actor}:{measure}:{form}:{of}",
        kind="observation",
        actor=actor,
        measure=measure,
        vintage=vintage,
        period=year(of),
        publisher="Stockholm International Peace Research Institute" if source == "sipri" else "North Atlantic Treaty Organization",
        title="SIPRI Military Expenditure Database" if source == "sipri" else "Defence Expenditure of NATO Countries",
        url=url or f"https://example.org/{source}/{label}",
        form=form,
        value=Decimal(value),
        unit=unit,
        currency=currency if unit == "money" else None,
        basis="current" if unit == "money" else "",
        definition=definition,
        surface=value,
        locator="sheet “Current US$”, row Norland",
    )


def tie(id: str, name: str, type: str, signed: Period, *, in_force: Period | None = None, ended: Period | None = None) -> Statement:
    """Return one tie of the register."""
    return Statement(
        id=id,
        kind="tie",
        actor="JPN",
        parties=("JPN", "org:NATO"),
        measure=type,
        vintage=Vintage("register", "2026-04", date(2026, 4, 1)),
        period=Period(signed.start, ended.end if ended else None),
        publisher="Ministry of Foreign Affairs of Norland",
        title=f"{name} <script>alert(1)</script>",
        url="https://example.org/ties?a=1&b=2",
        form="",
        name=name,
        status="in force",
        signed=signed,
        in_force=in_force,
        ended=ended,
        note="Text of the agreement not seen; press release only.",
    )


LEVELS_2023 = tuple(
    observation("2023-04", date(2023, 4, 24), y, v) for y, v in ((2018, "49.4e9"), (2019, "51.0e9"), (2020, "51.9e9"), (2021, "50.9e9"), (2022, "46.0e9"))
)
LEVELS_2024 = tuple(
    observation("2024-04", date(2024, 4, 22), y, v)
    for y, v in ((2018, "49.3e9"), (2019, "50.8e9"), (2020, "51.4e9"), (2021, "50.6e9"), (2022, "46.9e9"), (2023, "50.2e9"))
)
OWN = tuple(
    observation("2024", date(2024, 6, 17), y, v, source="nato", definition="NATO") for y, v in ((2021, "53.1e9"), (2022, "48.0e9"), (2023, "55.9e9"))
)
SHARES = tuple(
    observation("2024-04", date(2024, 4, 22), y, v, form="share", unit="percent") for y, v in ((2020, "1.0"), (2021, "1.07"), (2022, "1.08"), (2023, "1.2"))
)
RANKS = tuple(
    Statement(
        id=f"model:rank:{y}:{low}",
        kind="model",
        actor="JPN",
        measure="military_expenditure",
        vintage=Vintage("model", "outlook-1", date(2023, 4, 14)),
        period=year(y),
        publisher="Dragoman outlook",
        title="Outlook of military expenditure",
        url="",
        form="level",
        value=Decimal(low),
        high=Decimal(high),
        unit="money",
        currency="USD",
        definition=name,
    )
    for y, low, high, name in (
        (2024, "50e9", "58e9", "50 % interval"), (2024, "45e9", "66e9", "90 % interval"),
        (2025, "51e9", "62e9", "50 % interval"), (2025, "44e9", "73e9", "90 % interval"),
        (2026, "52e9", "66e9", "50 % interval"), (2026, "43e9", "80e9", "90 % interval"),
        (2027, "53e9", "71e9", "50 % interval"), (2027, "42e9", "88e9", "90 % interval"),
    )
)  # fmt: skip
OFFICE = tie("register:office-1", "Liaison office of Norland at NATO", "office", year(2018), in_force=year(2018))
EXERCISE = tie("register:exercise-9", "Northern Wind <2019>", "exercise", Period(date(2019, 5, 3), date(2019, 5, 9), "day"))
TREATY = tie("register:treaty-3", "Treaty of Mutual Cooperation", "alliance", Period(date(1960, 1, 19), date(1960, 1, 19), "day"), in_force=Period(date(1960, 6, 23), date(1960, 6, 23), "day"))


def figure(measure: str, form: str, low: str | None, high: str | None, **more: object) -> FigureBody:
    """Return a figure body."""
    value = Interval(Decimal(low) if low else None, Decimal(high) if high else None)
    return FigureBody(measure=measure, form=form, value=value, **more)  # type: ignore[arg-type]


def judged(verdict: str, value: str | None = None, *used: Statement, **more: object) -> Judgement:
    """Return a judgement resting on statements."""
    return Judgement(verdict, value, evidence=tuple(one.id for one in used), **more)  # type: ignore[arg-type]


def claims() -> list[tuple[Claim, Finding]]:
    """Return the claims with their findings, in reading order."""
    made: list[tuple[Claim, Finding]] = []

    def add(kind: str, quote: str, anchor: str, finding: dict[str, object], **more: object) -> None:
        where, core = span(quote), span(anchor)
        key = f"c{len(made) + 1:03d}"
        claim = Claim(key, kind, where.start, where.end, quote, core, **more)  # type: ignore[arg-type]
        made.append((claim, Finding(claim=key, **finding)))  # type: ignore[arg-type]

    ministry = Attribution("named", "the ministry", None, "said", ("the ministry",))
    add("figure", "Norland raised its defence budget by 26 percent in 2023", "26 percent",
        {"then": judged("supported", "+26.3 %", LEVELS_2023[-1], definition="national initial budget", grounds=("within_rounding",)),
         "now": judged("supported", "+26.3 %", LEVELS_2023[-1], definition="national initial budget", grounds=("within_rounding",)),
         "working": ("Claimed: growth of 25.5 to 26.5 percent, 2022 to 2023.", "6.8 ÷ 5.4 = 1.263: growth of 26.3 percent.", "26.3 lies within 25.5 to 26.5: supported."),
         "reason": "The initial budget rose by 26.3 percent.", "used": (LEVELS_2023[-1],)},
        subject=("JPN",), attribution=ministry,
        figure=figure("defence_budget", "growth", "25.5", "26.5", unit="percent", period=year(2023), compared_with=year(2022), basis="nominal"))
    add("figure", "its total military spending reached $56 billion", "$56 billion",
        {"then": judged("refuted", "$46 billion", LEVELS_2023[-1], OWN[1], definition="SIPRI", note="Published ten days after the article."),
         "now": judged("conflicting", "$50.2 billion (SIPRI), $55.9 billion (NATO)", LEVELS_2024[-1], OWN[2], grounds=("other_definition", "revised_since")),
         "working": ("Claimed: $55.5 billion to $56.5 billion in 2023.", "SIPRI (April 2024): $50.2 billion, 10 % below: outside.", "NATO (June 2024): $55.9 billion: within."),
         "off_by": Decimal("1.22"), "reason": "SIPRI's figure contradicts it and NATO's supports it.",
         "used": (LEVELS_2023[-1], LEVELS_2024[-1], OWN[1], OWN[2]), "series": (*LEVELS_2023, *LEVELS_2024, *OWN)},
        subject=("JPN",), attribution=ministry,
        figure=figure("military_expenditure", "level", "55.5e9", "56.5e9", unit="money", currency="USD", relation=Relation.ABOUT, period=year(2023),
                      quantity=Quantity(0, 0, 0, 0, "$56 billion", "money", Interval(Decimal("56e9"), Decimal("56e9")), Interval(Decimal("55.5e9"), Decimal("56.5e9")), Decimal("0.5e9"))))
    add("forecast", "by 2027 the country could become the third largest spender in the world", "third largest",
        {"then": judged("forecast", "12 %"), "now": judged("forecast", "4 %"), "probability": Probability(0.12, 0.04, None, (0.06, 0.2), (0.01, 0.09)),
         "working": ("20,000 joint paths from the figures published by 14 April 2023.", "In 2,400 of them it ranks third by 2027: 12 %."),
         "reason": "Unlikely then, and less likely now.", "used": (LEVELS_2023[-1],), "series": (*LEVELS_2023, *RANKS)},
        subject=("JPN",), attribution=Attribution("unnamed", "unnamed experts", None, "According to", ("unnamed experts",)),
        modality=Modality("possible", "positive", ("could",), True),
        figure=figure("military_expenditure", "rank", "3", "3", period=year(2027), compared_with=("org:UN",)))
    add("tie", "The two navies held their first joint exercise in 2021", "held their first joint exercise",
        {"then": judged("refuted", "first held 3 May 2019", EXERCISE), "now": judged("refuted", "first held 3 May 2019", EXERCISE, grounds=("period_slip",)),
         "working": ("The register has a joint exercise of both on 3 May 2019.", "2019 is before 2021, so the one of 2021 was not the first."),
         "reason": "They exercised together two years earlier.", "used": (EXERCISE,), "series": (TREATY, OFFICE)},
        subject=("JPN",), object=("org:NATO",), tie=TieBody("exercise", "hold", None, None, year(2021), True))
    add("tie", "Norland's liaison office at NATO in Brussels was opened in 2022", "liaison office",
        {"then": judged("not_enough_evidence", None, OFFICE, note="The register has an office since 2018."),
         "now": judged("not_enough_evidence", None, OFFICE, grounds=("near_miss",)),
         "working": ("The register has an office accredited in 2018.", "Whether a second one opened in 2022 is outside its coverage."),
         "reason": "The register has an office since 2018 and does not say whether another opened in 2022.", "used": (OFFICE,), "series": (TREATY, EXERCISE)},
        subject=("JPN",), object=("org:NATO",), tie=TieBody("office", "begin", "liaison office", None, year(2022)),
        attribution=Attribution("document", "the paper “Morgenbladet”", None, "writes", ("the paper “Morgenbladet”",)))
    add("commitment", "If the island were attacked, Norland would fight alongside the United States", "would fight alongside",
        {"then": judged("forecast", "31 %", TREATY), "now": judged("forecast", "34 %", TREATY), "probability": Probability(0.31, 0.34, None, (0.2, 0.45), (0.22, 0.5)),
         "working": ("Obligation: Article V covers attacks in territories under its administration; the island is not one.", "Base rate of allies joining: 27 %."),
         "reason": "No obligation in the record covers it; allies have joined in about a third of such cases.", "used": (TREATY,)},
        subject=("JPN",), object=("USA",), modality=Modality("conditional", "positive", ("If", "would"), True),
        commitment=CommitmentBody("attack on the island", "JPN", "fight", ("USA",)))
    add("interpretation", "Formally a matter of self-defence, the programme is in fact a cover for expansion, in which 5 billion dollars of aid were paid to Sudmark", "in fact a cover for expansion",
        {"then": judged("not_checkable"), "now": judged("not_checkable"), "working": ("“Formally … in fact” sets a motive against the stated purpose.",),
         "reason": "A motive: no public record can settle it. The sum inside it can be checked."},
        subject=("JPN",), framing=(Framing(span("cover for").start, span("cover for").end, "purpose"),))
    add("figure", "5 billion dollars of aid were paid to Sudmark", "5 billion dollars",
        {"then": judged("refuted", "$36 million", LEVELS_2023[0]), "now": judged("refuted", "$36 million", LEVELS_2023[0], grounds=("currency_slip",)),
         "off_by": Decimal("138.9"), "working": ("Claimed: $4.5 billion to $5.5 billion.", "Recorded: 5 billion yen, at 138 yen a dollar $36 million.", "The number fits yen: a currency slip."),
         "reason": "The record has 5 billion yen, not dollars.", "used": (LEVELS_2023[0],)},
        subject=("JPN",), object=("PHL",), figure=figure("military_aid", "level", "4.5e9", "5.5e9", unit="money", currency="USD"))
    add("figure", "Norland spends 1.1 percent of its GDP on defence", "1.1 percent",
        {"then": judged("supported", "1.08 % (2022)", SHARES[2], definition="SIPRI"), "now": judged("supported", "1.08 % (2022)", SHARES[2], definition="SIPRI"),
         "working": ("1.08 lies within 1.05 to 1.15.",), "reason": "SIPRI has 1.08 percent for 2022.", "used": (SHARES[2],), "series": SHARES},
        subject=("JPN",), figure=figure("military_expenditure", "share", "1.05", "1.15", unit="percent", of="gdp", period=year(2022)))
    return made  # fmt: skip


def report() -> Report:
    """Return the whole report."""
    made = claims()
    article = Article(id="0123456789abcdef", text=TEXT, title=None, published=date(2023, 4, 14), source="made-up.txt")
    return Report(
        article=article,
        claims=tuple(claim for claim, _ in made),
        findings={claim.id: finding for claim, finding in made},
        store="5f2a",
        checked=date(2026, 11, 22),
        version="0.1.0",
    )


def long(claims: int) -> Report:
    """Return a report of a long article: a sentence a claim, refuted figures and interpretations in turn, one inside the next."""
    lines, made, found = ["A long article"], [], {}
    for number in range(1, claims + 1):
        start = len("\n\n".join(lines)) + 2
        lines.append(f"In the year {2000 + number} Norland spent {number} billion dollars, which looks like a threat to all, and more besides.")
        figure = number % 2 == 1
        low = start + lines[-1].index(f"{number} billion" if figure else "looks")
        end = start + (len(lines[-1]) if figure else lines[-1].index(", and"))
        kind, verdict = ("figure", "refuted") if figure else ("interpretation", "not_checkable")
        judged = Judgement(verdict, "3 billion USD" if figure else None)
        made.append((f"c{number:03d}", kind, start, end, Span(low, low + 9)))
        found[f"c{number:03d}"] = Finding(f"c{number:03d}", judged, judged, reason="The record says so.")
    text = "\n\n".join(lines)
    every = tuple(Claim(key, kind, start, end, text[start:end], anchor) for key, kind, start, end, anchor in made)
    return Report(Article("long", text, title=lines[0]), every, found)
