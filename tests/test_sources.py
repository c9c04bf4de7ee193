"""The loaders, on samples made up in each publisher's layout, and on what becomes of those layouts when they change."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dragoman.errors import SourceChanged
from dragoman.evidence import files, ingest, listing, states
from dragoman.evidence.rows import About, Release, Source, coarser, printed_day
from dragoman.evidence.sources import sources
from dragoman.evidence.sources.register.load import _earlier, _places
from dragoman.evidence.store import Store
from dragoman.evidence.writer import Writer
from dragoman.model import Period

ROOT = Path(ingest.__file__).parent / "sources"
SAMPLES = {
    "sipri": ["sample.xlsx"],
    "nato": ["sample.xlsx"],
    "worldbank": ["sample.json", "sample.csv"],
    "ecb": ["sample.csv"],
    "fred": ["sample.csv"],
    "imf": ["sample.json"],
    "datahub": ["sample.csv"],
    "kiel": ["sample/data_explorer.csv", "sample/release_info.csv"],
    "atop": ["sample.csv"],
    "arms": ["sample.csv"],
    "troops": ["sample.csv"],
    "exercises": ["sample/exercises.csv", "sample/participants.csv"],
    "factbook": ["sample/ja.json"],
    "register": ["ties.csv", "plans.csv", "spending.csv", "observations.csv"],
}
SHARED = Path(__file__).parents[2] / "shared" / "data"


def sample(name: str) -> list[Path]:
    return [ROOT / name / file for file in SAMPLES[name]]


def load(name: str, *paths: Path) -> list[Release]:
    return list(sources()[name].load(list(paths) or sample(name)))


def figures(releases: list[Release]) -> dict[tuple[str, ...], str]:
    """Return every figure by measure, form, money, price basis, calendar, actor and first day."""
    return {
        (
            s.measure,
            "/".join(filter(None, (s.form, s.of if s.of != "gdp" else ""))),
            s.currency or "",
            s.basis,
            s.calendar,
            fact.actor,
            str(fact.start),
        ): fact.number or ""
        for one in releases
        for s, facts in one.series
        for fact in facts
    }


def flags(releases: list[Release], measure: str, actor: str, start: str) -> set[str]:
    held = [f for one in releases for s, facts in one.series if s.measure == measure and s.form == "level" for f in facts]
    return {flag for fact in held if fact.actor == actor and str(fact.start) == start for flag in fact.flags.split(";") if flag}


# --- every source ---------------------------------------------------------------------------------------------------------------


def test_every_built_in_source_has_a_sample_here():
    assert set(SAMPLES) == set(sources())


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_source_keeps_the_contract(name, tmp_path):
    source = sources()[name]
    assert isinstance(source, Source)
    assert isinstance(source.about, About)
    assert source.about.name == name
    assert all((source.about.publisher, source.about.title, source.about.url, source.about.licence, source.about.redistribute))
    assert source.about.citation
    assert (ROOT / name / "README.md").read_text(encoding="utf-8").startswith(f"# {name}: ")
    loaded = load(name)
    assert loaded
    with Writer(tmp_path / "s.duckdb") as writer:
        for one in loaded:
            assert one.vintage.source == name
            assert one.vintage.known is not None
            assert len(one.vintage.sha256) == 64
            assert writer.add(one, source.about) > 0
        writer.finish()


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"register", "factbook"}))
@pytest.mark.parametrize("content", [b"", b"<!doctype html><p>moved", b"\x00\xff\xfe binary"])
def test_a_file_that_is_something_else_is_one_sentence(name, content, tmp_path):
    paths = []
    for path in sample(name):
        target = tmp_path / path.name
        target.write_bytes(content)
        paths.append(target)
    with pytest.raises(SourceChanged) as raised:
        load(name, *paths)
    assert "\n" not in str(raised.value)
    assert raised.value.where


@pytest.mark.parametrize(
    "name, other",
    [
        (a, b)
        for a in ("fred", "datahub", "arms", "troops", "atop", "ecb", "worldbank")
        for b in ("arms", "fred", "troops")
        if a != b
    ],
)
def test_a_file_of_another_source_is_refused(name, other):
    with pytest.raises(SourceChanged):
        load(name, *sample(other))


@pytest.mark.parametrize("name, other", [("sipri", "nato"), ("nato", "sipri")])
def test_a_workbook_of_another_publisher_is_refused(name, other):
    with pytest.raises(SourceChanged):
        load(name, *sample(other))


@pytest.mark.parametrize("name", ["fred", "datahub", "arms", "troops", "kiel", "exercises"])
def test_shifted_columns_are_refused(name, tmp_path):
    paths = [tmp_path / path.name for path in sample(name)]
    for path, target in zip(sample(name), paths, strict=True):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        shifted = [[*row[1:], row[0]] if number == 0 else row for number, row in enumerate(rows)]
        target.write_text("\n".join(",".join(row) for row in shifted) + "\n", encoding="utf-8")
    with pytest.raises(SourceChanged):
        load(name, *paths)


@pytest.mark.parametrize("name", ["fred", "datahub", "arms", "troops", "kiel"])
def test_a_row_with_a_cell_too_many_names_its_line(name, tmp_path):
    paths = [tmp_path / path.name for path in sample(name)]
    for path, target in zip(sample(name), paths, strict=True):
        lines = path.read_text(encoding="utf-8").splitlines()
        target.write_text("\n".join([*lines[:-1], lines[-1] + ",1"]) + "\n", encoding="utf-8")
    with pytest.raises(SourceChanged, match=r"line \d"):
        load(name, *paths)


@pytest.mark.parametrize(
    "name, old, new",
    [
        ("datahub", "4200000000000.5", "-4200000000000.5"),
        ("datahub", "JPN", "QQQ"),
        ("arms", "740.0", "9999.0"),
        ("arms", "120.5", "-120.5"),
        ("arms", "120.5", "many"),
        ("troops", "50000", "-5"),
        ("troops", "JPN", "QQQ"),
        ("fred", "27.9", "-27.9"),
        ("fred", "2021-01-01", "2021-07-01"),
        ("atop", "740", "9999"),
        ("atop", "1960-01-19,,1", "1960-01-19,1950-01-01,0"),
        ("imf", "4210.5", "-4210.5"),
        ("imf", "NGDPD", "NOSUCH"),
        ("ecb", "156.2", "-156.2"),
        ("ecb", "2024-01-02", "yesterday"),
        ("worldbank", '"value": 4100000000000.0', '"value": -1'),
        ("worldbank", '"countryiso3code": "JPN"', '"countryiso3code": "QQQ"'),
        ("worldbank", "NY.GDP.MKTP.CD", "NO.SUCH"),
        ("worldbank", '"pages": 1', '"pages": 2'),
    ],
)
def test_values_that_cannot_be_are_refused(name, old, new, tmp_path):
    path = sample(name)[0]
    text = path.read_text(encoding="utf-8")
    assert old in text
    target = tmp_path / path.name
    target.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SourceChanged) as raised:
        load(name, target)
    assert "\n" not in str(raised.value)


# --- archives and workbooks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sipri", "nato"])
def test_a_workbook_cut_short_is_refused(name, tmp_path):
    path = tmp_path / "cut.xlsx"
    whole = sample(name)[0].read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceChanged, match="cut short or is no archive"):
        load(name, path)


@pytest.mark.parametrize("name", ["sipri", "nato", "worldbank", "ecb"])
def test_an_archive_that_would_unpack_to_the_moon_is_refused(name, tmp_path):
    path = tmp_path / ("bomb.zip" if name in ("worldbank", "ecb") else "bomb.xlsx")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 60_000_000)
        archive.writestr("API_X.csv", b"0" * 60_000_000)
    with pytest.raises(SourceChanged, match="would unpack"):
        load(name, path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(SourceChanged, match="no Excel workbook"):
        files.workbook(path)


def test_the_downloads_zip_reads_like_its_csv(tmp_path):
    path = tmp_path / "API_PA.NUS.FCRF_DS2_en_csv_v2_1.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(ROOT / "worldbank" / "sample.csv", "API_PA.NUS.FCRF_DS2_en_csv_v2_1.csv")
        archive.writestr("Metadata_Country_API_PA.NUS.FCRF.csv", "a,b\n")
    assert figures(load("worldbank", path)) == figures(load("worldbank", ROOT / "worldbank" / "sample.csv"))


# --- SIPRI ----------------------------------------------------------------------------------------------------------------------


def test_a_workbook_of_sipri_gives_all_sheets():
    (one,) = load("sipri")
    assert (one.vintage.label, one.vintage.published) == ("2024-04", date(2024, 4, 22))
    held = figures([one])
    jpn = {key[1:5]: float(number) for key, number in held.items() if key[5] == "JPN" and key[6] in ("2022-01-01", "2022-04-01")}
    assert jpn == {
        ("level", "JPY", "current", "fiscal:JPN"): 112e9,
        ("level", "JPY", "current", "calendar"): 122e9,
        ("level", "USD", "constant:2022", "calendar"): 1120.5,
        ("level", "USD", "current", "calendar"): 1120.5,
        ("share", "", "", "calendar"): pytest.approx(0.0113),
        ("share/government_spending", "", "", "calendar"): 0.025,
        ("rate/capita", "USD", "current", "calendar"): 400,
    }


def test_missing_cells_are_no_zeros():
    held = figures(load("sipri"))
    assert ("military_expenditure", "level", "USD", "current", "calendar", "JPN", "2010-01-01") not in held
    assert ("military_expenditure", "level", "USD", "current", "calendar", "TWN", "2012-01-01") not in held


def test_colours_are_flags():
    loaded = load("sipri")
    assert "estimate" in flags(loaded, "military_expenditure", "JPN", "2023-01-01")
    assert {"uncertain", "adopted_budget"} <= flags(loaded, "military_expenditure", "TWN", "2023-01-01")


@pytest.mark.parametrize(
    "actor, start, end",
    [
        ("JPN", "2022-04-01", "2023-03-31"),
        ("TWN", "2012-07-01", "2013-06-30"),
        ("TWN", "2013-07-01", "2013-12-31"),
        ("TWN", "2022-01-01", "2022-12-31"),
    ],
)
def test_fiscal_years_have_their_real_days(actor, start, end):
    (one,) = load("sipri")
    spans = {(f.actor, str(f.start), str(f.end)) for s, facts in one.series if s.calendar != "calendar" for f in facts}
    assert (actor, start, end) in spans


def test_regions_and_unions_are_no_states():
    actors = {key[5] for key in figures(load("sipri"))}
    assert {"region:World", "region:Asia and Oceania", "org:EU"} <= actors
    assert "EUU" not in actors


def test_dollars_of_a_state_that_uses_them_are_met_once():
    (one,) = load("sipri")
    dollars = [
        (s, f) for s, facts in one.series for f in facts if s.currency == "USD" and s.calendar == "calendar" and s.form == "level"
    ]
    bases = [s.basis for s, f in dollars if f.actor == "USA" and f.start.year == 2020]
    assert sorted(bases) == ["current", "local"]


def changed(tmp_path: Path, name: str, sheet: str, cell: str, value: object) -> Path:
    book = openpyxl.load_workbook(sample(name)[0])
    book[sheet][cell] = value
    target = tmp_path / sample(name)[0].name
    book.save(target)
    return target


@pytest.mark.parametrize(
    "sheet, cell, value, words",
    [
        ("Current US$", "A8", "Atlantis", "unknown country"),
        ("Current US$", "E8", -5, "below zero"),
        ("Current US$", "E8", "about five", "expected a number"),
        ("Current US$", "A6", "Nation", "column 'Nation'"),
        ("Current US$", "A9", "Japan", "twice"),
        ("Current US$", "F6", 1999, "years out of order"),
        ("Local currency calendar years", "B9", "Florins", "currency 'florins'"),
        ("Local currency financial years", "C10", "whenever", "fiscal year 'whenever'"),
        ("Regional totals", "A15", "Middle Earth", "unknown region"),
        ("Regional totals", "P14", "Surprise", "column 'Surprise'"),
    ],
)
def test_a_workbook_that_changed_says_where(tmp_path, sheet, cell, value, words):
    with pytest.raises(SourceChanged, match=words) as raised:
        load("sipri", changed(tmp_path, "sipri", sheet, cell, value))
    assert repr(sheet) in str(raised.value)


def test_a_sheet_of_another_name_is_refused(tmp_path):
    book = openpyxl.load_workbook(sample("sipri")[0])
    book["Current US$"].title = "Current euros"
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(SourceChanged, match="another name"):
        load("sipri", tmp_path / "x.xlsx")


# --- NATO -----------------------------------------------------------------------------------------------------------------------


def test_natos_tables_by_their_blocks(tmp_path):
    (one,) = load("nato")
    held = figures([one])
    poland = {key[:5] for key in held if key[5] == "POL" and key[6] == "2023-01-01"}
    assert poland == {
        ("military_expenditure", "level", "PLN", "current", "calendar"),
        ("military_expenditure", "level", "PLN", "constant:2015", "calendar"),
        ("military_expenditure", "level", "USD", "current", "calendar"),
        ("military_expenditure", "level", "USD", "constant:2015", "calendar"),
        ("military_expenditure", "share", "", "", "calendar"),
        ("military_expenditure", "growth", "", "real", "calendar"),
        ("personnel", "level", "", "", "calendar"),
    }
    assert {"estimate"} == flags([one], "personnel", "POL", "2024-01-01")
    assert {"aggregate"} == flags([one], "military_expenditure", "org:NATO", "2020-01-01")


def test_natos_later_editions_read_by_the_same_rules(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Table 2"
    sheet["A1"] = "Table 2: Core defence expenditure"
    sheet["A2"] = "Million US dollars"
    for column, name in enumerate([None, *range(2014, 2025), "2025e", "2026e"], 1):
        sheet.cell(4, column, name)
    sheet["A5"] = "Current prices and exchange rates"
    sheet["A7"] = "Constant 2021 prices and exchange rates"
    for row, name in ((6, "Poland*"), (8, "Poland*")):
        sheet.cell(row, 1, name)
        for column in range(2, 15):
            sheet.cell(row, column, 100.5 * row + column)
    sheet["A10"] = "Notes: Figures for 2025 and 2026 are estimates."
    book.save(tmp_path / "def-exp-2026-en.xlsx")
    held = figures(load("nato", tmp_path / "def-exp-2026-en.xlsx"))
    assert held[("military_expenditure", "level", "USD", "current", "calendar", "POL", "2026-01-01")] == "617"
    assert ("military_expenditure", "level", "USD", "constant:2021", "calendar", "POL", "2014-01-01") in held


@pytest.mark.parametrize(
    "sheet, cell, value, words",
    [
        ("TABLE2", "C11", "Atlantis", "unknown state 'Atlantis'"),
        ("TABLE2", "B10", "Prices of yore", "expected a block's title"),
        ("TABLE2", "E11", -1, "below zero"),
        ("TABLE1", "C11", "Poland   (Florins)", "money 'Florins'"),
        ("TABLE2", "B4", "Table 9 : Something", "a table 9"),
    ],
)
def test_tables_of_nato_that_changed_say_where(tmp_path, sheet, cell, value, words):
    with pytest.raises(SourceChanged, match=words) as raised:
        load("nato", changed(tmp_path, "nato", sheet, cell, value))
    assert repr(sheet) in str(raised.value)


# --- the others -----------------------------------------------------------------------------------------------------------------


def test_the_world_banks_two_layouts():
    api, download = load("worldbank")
    assert api.vintage.label == "2025-07-01/NY.GDP.MKTP.CD"
    assert figures([api]) == {
        ("gdp", "level", "USD", "current", "calendar", "JPN", "2023-01-01"): "4100000000000.0",
        ("gdp", "level", "USD", "current", "calendar", "region:WLD", "2023-01-01"): "105000000000000.0",
        ("gdp", "level", "USD", "current", "calendar", "USA", "2023-01-01"): "27300000000000",
    }
    rates = {(key[5], key[6][:4]): number for key, number in figures([download]).items()}
    assert rates[("UKR", "2023")] == rates[("cur:UAH", "2023")] == "36.5"
    known = {str(fact.known) for _, facts in download.series for fact in facts if fact.start.year == 2022}
    assert known == {"2022-12-31"}


def test_a_group_without_a_code_is_a_region(tmp_path):
    text = (ROOT / "worldbank" / "sample.json").read_text(encoding="utf-8")
    path = tmp_path / "x.json"
    path.write_text(text.replace('"countryiso3code": "WLD"', '"countryiso3code": ""'), encoding="utf-8")
    assert "region:1W" in {key[5] for key in figures(load("worldbank", path))}


def test_an_error_of_the_world_bank_is_told(tmp_path):
    path = tmp_path / "x.json"
    path.write_text(json.dumps([{"message": [{"id": "120", "key": "Invalid value", "value": "The indicator was not found."}]}]))
    with pytest.raises(SourceChanged, match="The indicator was not found"):
        load("worldbank", path)


def test_the_ecbs_rates_are_per_dollar_and_average():
    (one,) = load("ecb")
    held = {(s.key, f.actor, str(f.start)): f for s, facts in one.series for f in facts}
    assert held["day", "cur:JPY", "2024-01-02"].number == "142"
    assert ("day", "cur:JPY", "2023-12-28") not in held
    assert held["day", "cur:EUR", "2023-12-28"].number == "0.89285714"
    assert held["year", "cur:GBP", "2023-01-01"].flags == "days:2"
    assert "part" in held["year", "cur:GBP", "2024-01-01"].flags
    assert one.vintage.published == date(2024, 1, 2)


def test_rates_in_dollars_per_unit_are_turned_round(tmp_path):
    path = tmp_path / "AEXUSUK.csv"
    path.write_text("DATE,AEXUSUK\n2020-01-01,1.25\n")
    assert figures(load("fred", path)) == {("exchange_rate", "rate", "", "", "calendar", "cur:GBP", "2020-01-01"): "0.8"}


def test_forecasts_of_the_imf_are_flagged():
    loaded = load("imf")
    assert flags(loaded, "gdp", "JPN", "2030-01-01") == {"forecast"}
    assert flags(loaded, "gdp", "JPN", "2023-01-01") == set()
    assert flags(loaded, "gdp", "region:IMF ADVEC", "2023-01-01") == {"aggregate"}


def test_aid_is_summed_over_years_and_said_to_be():
    (one,) = load("kiel")
    held = {(s.measure, s.form, f.actor, f.grain): f for s, facts in one.series for f in facts}
    assert held["military_aid", "level", "DEU", "year"].number == "1.5"
    assert held["military_aid", "level", "DEU", "year"].flags == "derived;part"
    assert held["military_aid", "total", "DEU", "years"].partner == "UKR"
    assert held["financial_aid", "level", "org:EU", "month"].number == "3"


def test_alliances_are_pairs_with_what_each_owes():
    (one,) = load("atop")
    treaty, pact = sorted(one.ties, key=lambda tie: tie.key)
    assert (treaty.type, treaty.parties, treaty.period.end) == ("alliance", ("JPN", "USA"), None)
    assert treaty.rule == "USA: consultation, defence; JPN: consultation"
    assert (pact.type, pact.parties, pact.period) == (
        "agreement",
        ("CAN", "USA"),
        Period(date(1971, 6, 1), date(1980, 2, 3), "day"),
    )


def test_transfers_sum_to_exports_and_imports():
    (one,) = load("arms")
    held = figures([one])
    assert held["arms_imports", "level", "", "trend-indicator", "calendar", "JPN", "2012-01-01"] == "120.5"
    assert {tie.key: str(tie.period.end) for tie in one.ties} == {"usa-jpn": "2013-12-31", "fra-ind": "2013-12-31"}


def test_deployments_name_their_host():
    (one,) = load("troops")
    assert {(fact.actor, fact.partner, fact.number) for _, facts in one.series for fact in facts} == {
        ("USA", "JPN", "50000"), ("USA", "GUM", "7000")}  # fmt: skip


def test_exercises_have_their_days_or_their_month():
    (one,) = load("exercises")
    made, other = one.ties
    assert (made.parties, made.period, made.scope) == (
        ("JPN", "USA"), Period(date(1999, 6, 1), date(1999, 6, 14), "day"), ("air", "naval", "warfighting"))  # fmt: skip
    assert (other.parties, other.signed.grain, other.name) == (("CAN", "org:NATO"), "month", "Other")


def test_the_factbooks_texts_are_read():
    (one,) = load("factbook")
    held = figures([one])
    assert held["military_expenditure", "share", "", "", "calendar", "JPN", "2023-01-01"] == "1.25"
    assert held["gdp", "level", "USD", "current", "calendar", "JPN", "2024-01-01"] == "4500000000000"
    assert held["exchange_rate", "rate", "", "", "calendar", "cur:JPY", "2023-01-01"] == "1140.5"
    assert held["inflation", "growth", "", "", "calendar", "JPN", "2024-01-01"] == "-0.2"
    assert held["population", "level", "", "", "calendar", "JPN", "2024-01-01"] == "123000000"
    assert {(tie.type, tie.parties[1], tie.status) for tie in one.ties} == {
        ("membership", "org:UN", "in-force"),
        ("partnership", "org:OSCE", "partner"),
        ("partnership", "org:NATO", "observer"),
    }


@pytest.mark.parametrize(
    "old, new",
    [("1.4% of GDP (2024 est.)", "1.4 of GDP"), ("(2023)", "(2022)"), ("trillion", "zillion"), ("(partner)", "(acquaintance)")],
)
def test_texts_of_the_factbook_that_changed_say_where(old, new, tmp_path):
    text = sample("factbook")[0].read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "ja.json").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SourceChanged, match="ja: "):
        load("factbook", tmp_path / "ja.json")


# --- the register ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "act, page, wanted",
    [
        ("1960-01-19", "2016-03", "1960-01-19"),
        ("2027", "2025-10-24", "2025-10-24"),
        ("2022", "undated", "2022-12-31"),
        ("", "2024", "2024-12-31"),
    ],
)
def test_an_act_is_known_from_the_earlier_of_its_day_and_the_pages(act, page, wanted):
    assert _earlier(printed_day(act), printed_day(page)) == date.fromisoformat(wanted)


@pytest.mark.parametrize(
    "grain, wanted",
    [("year", ("2023-01-01", "2023-12-31")), ("month", ("2023-04-01", "2023-04-30")), ("day", ("2023-04-04",) * 2)],
)
def test_a_date_is_given_to_the_grain_that_was_seen(grain, wanted):
    day = coarser(printed_day("2023-04-04"), grain)
    assert (str(day.start), str(day.end)) == wanted


@pytest.mark.parametrize(
    "amount, places", [("43000000000000", 12), ("100000000000", 10), ("1784665000000", 6), ("5000000000", 8)]
)
def test_the_zeros_of_an_amount_are_its_rounding(amount, places):
    assert _places(amount) == places


@pytest.mark.parametrize("file, column, value, words", [("ties.csv", "instrument_type", "handshake", "unknown instrument type"),
                                                        ("ties.csv", "parties", "JPN;NARNIA", "'NARNIA' is neither a state"),
                                                        ("spending.csv", "usd_billion", "-1", "negative")])  # fmt: skip
def test_rows_of_the_register_that_cannot_be_are_refused(file, column, value, words, tmp_path):
    for name in SAMPLES["register"]:
        shutil.copy(ROOT / "register" / name, tmp_path / name)
    with (tmp_path / file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    first = next(row for row in rows if row["confidence"] == "verified")
    first[column] = value
    if "type" in first:
        first["type"] = ""
    with (tmp_path / file).open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(SourceChanged, match=words):
        load("register", *(tmp_path / name for name in SAMPLES["register"]))


def test_leads_are_not_loaded():
    releases = load("register")
    with (ROOT / "register" / "ties.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    leads = {row["id"] for row in rows if row["confidence"] == "general-knowledge"}
    loaded = {tie.locator.rpartition(" ")[2] for one in releases for tie in one.ties}
    assert leads
    assert not leads & loaded
    assert len(loaded) == len(rows) - len(leads)


def test_dates_that_the_page_does_not_state_are_not_given():
    ties = {tie.key: tie for one in load("register") for tie in one.ties}
    rows = {tie.locator.rpartition(" ")[2]: tie for tie in ties.values()}
    with (ROOT / "register" / "ties.csv").open(encoding="utf-8", newline="") as lines:
        table = [row for row in csv.DictReader(lines) if row["confidence"] == "partly-verified" and row["type"] != "membership"]
    dated = [row for row in table if row["in_force_date"] and row["signed_date"] and "accession" not in row["instrument_type"]]
    unseen = [rows[row["id"]] for row in dated if not {"in_force", "year_in_force"} & set(row["verified_fields"].split(";"))]
    assert unseen
    for tie in unseen:
        assert (tie.in_force, "unverified:in_force" in tie.flags) == (None, True), tie.key
    (old,) = [tie for key, tie in ties.items() if key.endswith("-1951-09") and tie.parties == ("JPN", "USA")]
    assert (old.ended, str(old.period.end)) == (None, "1960-06-23")


def test_stable_keys_do_not_hang_on_rows():
    keys = [tie.key for one in load("register") for tie in one.ties]
    assert len(keys) == len(set(keys))
    assert not any("t0" in key.split("-")[0] for key in keys)


# --- codes ----------------------------------------------------------------------------------------------------------------------


def test_numbers_of_other_projects_become_states():
    assert (states.from_cow("740.0", "x"), states.from_cow("260", "x")) == ("JPN", "DEU")
    with pytest.raises(SourceChanged, match="no state has the number"):
        states.from_cow("12345", "x")


def test_every_code_of_a_table_is_a_territory():
    own = {row for row in states.cow().values() if ":" not in row}
    assert own <= states.territories()


# --- the publishers' own files, where they are there
# ------------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the private reference data beside the checkout")
def test_the_release_of_2023_as_sipri_published_it(tmp_path):
    path = SHARED / "figures" / "raw" / "sipri" / "SIPRI-Milex-data-1949-2022.xlsx"
    with Writer(tmp_path / "s.duckdb") as writer:
        for one in load("sipri", path):
            writer.add(one, sources()["sipri"].about)
        written = writer.finish()
    with Store.open(written) as store:
        ranks = [
            listing.rank(store, "military_expenditure", actor, 2022, source="sipri", label="2023-04") for actor in ("JPN", "USA")
        ]
    assert ranks == [10, 1]
