"""The evidence store: what was known when, nothing half-written, one hash for one content."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import OutOfScope, SourceChanged, StoreError, UnreadableValue
from dragoman.evidence import ingest, listing, sides
from dragoman.evidence.rows import About, Fact, Release, Series, Tie, month, year
from dragoman.evidence.sources import sources
from dragoman.evidence.store import Store
from dragoman.evidence.writer import Writer
from dragoman.model import Period, Question, Vintage

ABOUT = About(
    "made", "Nobody", "Made up", "https://example.org/", "none", "all", "Nobody, Made up.", "@misc{made, title = {Made up}}"
)
MONEY = Series("military_expenditure", unit="money", currency="USD", basis="current", scale=9, rounded=True, definition="made")
SAMPLES = Path(ingest.__file__).parent / "sources"


def release(label: str, published: str, values: dict[str, str], *, year_of: int = 2022, ties: tuple[Tie, ...] = ()) -> Release:
    vintage = Vintage("made", label, date.fromisoformat(published), None, "0" * 64)
    return Release(vintage, [(MONEY, [Fact(actor, *year(year_of), number) for actor, number in values.items()])], ties)


FIRST = release("2023-04", "2023-04-24", {"JPN": "46.0", "KOR": "46.4", "ITA": "33.5"})
SECOND = release("2024-04", "2024-04-22", {"JPN": "46.9", "KOR": "46.0", "ITA": "33.5"})


def written(path: Path, *releases: Release) -> Path:
    with Writer(path) as writer:
        for one in releases:
            writer.add(one, ABOUT)
        return writer.finish()


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return written(tmp_path / "made.duckdb", FIRST, SECOND)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache and data folder, with the embedded evidence already built."""
    built = ingest.embedded()
    folder = tmp_path / "cache"
    folder.mkdir()
    os.link(built, folder / built.name) if built.stat().st_dev == folder.stat().st_dev else None
    monkeypatch.setenv("DRAGOMAN_CACHE", str(folder))
    if not (folder / built.name).exists():
        (folder / built.name).write_bytes(built.read_bytes())
    return folder


def question(actor: str = "JPN", known_by: str | None = None, **more: object) -> Question:
    by = date.fromisoformat(known_by) if known_by else None
    return Question("quantity", ("military_expenditure",), (actor,), date(2022, 1, 1), date(2022, 12, 31), by, **more)  # type: ignore[arg-type]


def values(store: Store, asked: Question) -> list[Decimal | None]:
    return [statement.value for statement in store.ask([asked])[asked]]


# --- then and now ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "known_by, wanted",
    [("2023-04-23", []), ("2023-04-24", ["46.0"]), ("2024-04-22", ["46.0", "46.9"]), (None, ["46.0", "46.9"])],
)
def test_a_question_sees_only_what_was_published_by_its_day(made, known_by, wanted):
    with Store.open(made) as store:
        assert values(store, question(known_by=known_by)) == [Decimal(number) * 10**9 for number in wanted]


def test_a_vintage_without_a_day_counts_from_the_day_it_was_fetched(tmp_path):
    one = Release(Vintage("made", "x", None, date(2024, 6, 1)), FIRST.series)
    with Store.open(written(tmp_path / "s.duckdb", one)) as store:
        assert values(store, question(known_by="2024-05-31")) == []
        assert len(values(store, question(known_by="2024-06-01"))) == 1


def test_a_fact_with_a_day_of_its_own_is_known_from_that_day(tmp_path):
    rate = Series("exchange_rate", "rate", None, "per_usd")
    one = Release(
        Vintage("made", "x", date(2026, 1, 1)), [(rate, [Fact("cur:JPY", *month(12, 2022), "135", known=date(2022, 12, 31))])]
    )
    asked = Question("quantity", ("exchange_rate",), ("cur:JPY",), known_by=date(2023, 4, 14))
    with Store.open(written(tmp_path / "s.duckdb", one)) as store:
        (statement,) = store.ask([asked])[asked]
        assert statement.vintage.published == date(2022, 12, 31)


@given(
    days=st.lists(st.dates(date(2000, 1, 1), date(2030, 1, 1)), min_size=1, max_size=6, unique=True),
    asked=st.dates(date(1999, 1, 1), date(2031, 1, 1)),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_knowing_more_never_hides_a_statement(tmp_path_factory, days, asked):
    folder = tmp_path_factory.mktemp("law")
    held = [release(day.isoformat(), day.isoformat(), {"JPN": "1.5"}) for day in days]
    with Store.open(written(folder / "s.duckdb", *held)) as store:
        then, now = question(known_by=asked.isoformat()), question()
        answers = store.ask([then, now])
        ids = {statement.id for statement in answers[now]}
        assert len(answers[then]) == sum(day <= asked for day in days)
        assert {statement.id for statement in answers[then]} <= ids
        assert len(ids) == len(days)


TREATY = Tie(
    key="jpn-xyz-pact",
    type="agreement",
    parties=("JPN", "USA"),
    name="A pact",
    period=Period(date(2020, 1, 5), date(2024, 6, 30), "day"),
    signed=Period(date(2020, 1, 5), date(2020, 1, 5), "day"),
    in_force=Period(date(2021, 3, 1), date(2021, 3, 31), "month"),
    ended=Period(date(2024, 6, 30), date(2024, 6, 30), "day"),
    status="ended",
    known=date(2020, 1, 5),
    in_force_known=date(2021, 3, 31),
    ended_known=date(2024, 6, 30),
)


@pytest.mark.parametrize(
    "day, status, in_force, ended, end",
    [
        (date(2020, 6, 1), "signed-or-announced", False, False, None),
        (date(2022, 6, 1), "in-force", True, False, None),
        (date(2024, 7, 1), "ended", True, True, date(2024, 6, 30)),
        (None, "ended", True, True, date(2024, 6, 30)),
    ],
)
def test_what_happened_to_a_treaty_later_is_hidden_from_then(tmp_path, day, status, in_force, ended, end):
    asked = Question("tie", (), ("USA", "JPN"), known_by=day)
    one = release("x", "2026-01-01", {}, ties=(TREATY,))
    with Store.open(written(tmp_path / "s.duckdb", one)) as store:
        (statement,) = store.ask([asked])[asked]
    assert (statement.status, statement.in_force is not None, statement.ended is not None, statement.period.end) == (
        status, in_force, ended, end)  # fmt: skip


def test_a_treaty_is_not_known_before_it_is_signed(tmp_path):
    one = release("x", "2026-01-01", {}, ties=(TREATY,))
    asked = Question("tie", (), ("JPN",), known_by=date(2020, 1, 4))
    with Store.open(written(tmp_path / "s.duckdb", one)) as store:
        assert store.ask([asked])[asked] == ()


def test_a_tie_question_wants_all_its_actors_and_one_of_its_types(tmp_path):
    one = release("x", "2019-01-01", {}, ties=(TREATY,))
    some = [
        Question("tie", types, actors)
        for types in ((), ("agreement", "aid"), ("aid",))
        for actors in (("JPN",), ("JPN", "KOR"), ())
    ]
    with Store.open(written(tmp_path / "s.duckdb", one)) as store:
        answers = store.ask(some)
    found = {(asked.measures, asked.actors) for asked in some if answers[asked]}
    assert found == {((), ("JPN",)), ((), ()), (("agreement", "aid"), ("JPN",)), (("agreement", "aid"), ())}


# --- answers --------------------------------------------------------------------------------------------------------------------


def test_answers_are_a_mapping_of_every_question(made):
    asked = [question(), question("XYZ"), question(), Question("tie", (), ("JPN",))]
    with Store.open(made) as store:
        answers = store.ask(asked)
        assert set(answers) == set(asked)
        assert len(answers) == 3
        assert answers[asked[1]] == ()
        assert answers[asked[0]] is answers[asked[0]]
        assert asked[1] in answers
        with pytest.raises(KeyError):
            answers[question("ZZZ")]


def test_no_questions_no_answers(made):
    with Store.open(made) as store:
        assert dict(store.ask([])) == {}


@pytest.mark.parametrize(
    "asked, actors",
    [
        (Question("quantity", ("military_expenditure",)), {"JPN", "KOR", "ITA"}),
        (Question("quantity", ("military_expenditure",), ("JPN", "ITA")), {"JPN", "ITA"}),
        (Question("quantity", ("military_expenditure",), forms=("share",)), set()),
        (Question("quantity", ("gdp",)), set()),
        (Question("quantity", ("gdp", "military_expenditure"), ("KOR",), forms=("level", "share")), {"KOR"}),
        (Question("quantity", ("military_expenditure",), (), date(2023, 1, 1)), set()),
        (Question("quantity", ("military_expenditure",), (), None, date(2022, 1, 1)), {"JPN", "KOR", "ITA"}),
        (Question("quantity", ("military_expenditure",), (), date(2022, 12, 31), date(2022, 12, 31)), {"JPN", "KOR", "ITA"}),
    ],
)
def test_measures_actors_periods_and_forms_choose(made, asked, actors):
    with Store.open(made) as store:
        assert {statement.actor for statement in store.ask([asked])[asked]} == actors


@pytest.mark.parametrize("start, end", [("2019-04-01", "2024-03-31"), ("2022-04-01", "2023-03-31"), ("2022-12-31", "2022-12-31")])
def test_a_period_that_only_touches_the_question_is_found(tmp_path, start, end):
    fact = Fact("JPN", date.fromisoformat(start), date.fromisoformat(end), "years", "5.5")
    one = Release(Vintage("made", "x", date(2020, 1, 1)), [(MONEY, [fact])])
    with Store.open(written(tmp_path / "s.duckdb", one)) as store:
        assert values(store, question()) == [Decimal("5.5") * 10**9]


@given(
    start=st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    days=st.integers(0, 2000),
    first=st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2030, 1, 1))),
    last=st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2030, 1, 1))),
)
@settings(max_examples=25, deadline=None)
def test_a_statement_is_found_exactly_where_its_period_touches(tmp_path_factory, start, days, first, last):
    end = date.fromordinal(start.toordinal() + days)
    one = Release(Vintage("made", "x", date(1980, 1, 1)), [(MONEY, [Fact("JPN", start, end, "years", "1")])])
    with Store.open(written(tmp_path_factory.mktemp("law") / "s.duckdb", one)) as store:
        asked = Question("quantity", ("military_expenditure",), ("JPN",), first, last)
        touches = (
            (first is None or end >= first)
            and (last is None or start <= last)
            and (first is None or last is None or first <= last)
        )
        assert bool(store.ask([asked])[asked]) == touches or (first is not None and last is not None and first > last)


def test_the_digits_of_the_source_are_kept(made):
    with Store.open(made) as store:
        (statement, _) = store.ask([question()])[question()]
    assert (statement.surface, statement.value, statement.places) == ("46.0", Decimal("46000000000.0"), 8)
    assert statement.id == "made:2023-04:JPN:military_expenditure:USD:2022"


def test_ids_are_unique(made):
    asked = Question("quantity", ("military_expenditure",))
    with Store.open(made) as store:
        ids = [statement.id for statement in store.ask([asked])[asked]]
    assert len(ids) == len(set(ids)) == 6


# --- one hash for one content ---------------------------------------------------------------------------------------------------


def test_the_hash_names_the_content_not_the_order(tmp_path):
    one = Store.open(written(tmp_path / "a.duckdb", FIRST, SECOND)).hash
    two = Store.open(written(tmp_path / "b.duckdb", SECOND, FIRST)).hash
    other = release("2024-04", "2024-04-22", {"JPN": "46.8", "KOR": "46.0", "ITA": "33.5"})
    three = Store.open(written(tmp_path / "c.duckdb", FIRST, other)).hash
    assert one == two != three


def test_two_stores_of_one_hash_give_the_same_answers(tmp_path):
    stores = [Store.open(written(tmp_path / f"{n}.duckdb", *held)) for n, held in enumerate([(FIRST, SECOND), (SECOND, FIRST)])]
    asked = Question("quantity", ("military_expenditure",))
    assert stores[0].ask([asked])[asked] == stores[1].ask([asked])[asked]


def test_a_duplicate_vintage_is_refused(tmp_path):
    with pytest.raises(SourceChanged, match="held already"):
        written(tmp_path / "s.duckdb", FIRST, FIRST)
    assert list(tmp_path.iterdir()) == []


def test_a_figure_that_is_there_twice_is_refused(tmp_path):
    twice = Release(FIRST.vintage, [(MONEY, [Fact("JPN", *year(2022), "1"), Fact("JPN", *year(2022), "2")])])
    with pytest.raises(SourceChanged, match="twice"):
        written(tmp_path / "s.duckdb", twice)


# --- nothing half-written -------------------------------------------------------------------------------------------------------


class _Breaks:
    """A connection that fails at its nth statement, as a killed process or a full disk would."""

    def __init__(self, connection, left, error):
        self._connection, self._left, self._error = connection, left, error

    def __getattr__(self, name):
        return getattr(self._connection, name)

    def execute(self, *arguments):
        self._left -= 1
        if self._left < 0:
            raise self._error
        return self._connection.execute(*arguments)


@given(at=st.integers(0, 30), kind=st.sampled_from(["killed", "full", "database"]))
@settings(max_examples=25, deadline=None)
def test_a_load_that_fails_anywhere_leaves_the_old_store(tmp_path_factory, at, kind):
    folder = tmp_path_factory.mktemp("fault")
    path = written(folder / "s.duckdb", FIRST)
    before = path.read_bytes()
    error = {
        "killed": KeyboardInterrupt(),
        "full": OSError(28, "No space left on device"),
        "database": duckdb.IOException("broken"),
    }[kind]
    finished = False
    with suppress(KeyboardInterrupt if kind == "killed" else StoreError), Writer(path, base=path) as writer:
        writer._connection = _Breaks(writer._connection, at, error)
        writer.add(SECOND, ABOUT)
        writer.finish()
        finished = True
    if not finished:
        assert path.read_bytes() == before
    with Store.open(path) as store:
        assert len(values(store, question())) == (2 if finished else 1)
    assert [one.name for one in folder.iterdir()] == ["s.duckdb"]


def test_a_full_disk_is_one_sentence(tmp_path):
    path = written(tmp_path / "s.duckdb", FIRST)
    with Writer(path, base=path) as writer:
        writer._connection = _Breaks(writer._connection, 2, OSError(28, "No space left on device"))
        with pytest.raises(StoreError, match="the disk is full") as raised:
            writer.add(SECOND, ABOUT)
    assert str(raised.value).count("\n") == 0


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="limits on the size of files are a matter of Unix")
def test_a_disk_that_fills_during_the_load_leaves_the_old_store(tmp_path, made):
    before = made.read_bytes()
    code = f"""
        import resource, signal, sys
        from pathlib import Path
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        from dragoman.errors import StoreError
        from dragoman.evidence import ingest
        from dragoman.evidence.sources import sources
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
        try:
            ingest.add(sources()["atop"], [Path({str(SAMPLES / "atop" / "sample.csv")!r})], store=Path({str(made)!r}))
        except StoreError as error:
            print("StoreError", error)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=120)
    assert done.stdout.startswith("StoreError"), done.stderr
    assert made.read_bytes() == before


def test_a_load_that_is_killed_leaves_the_old_store(tmp_path, made):
    before = made.read_bytes()
    code = f"""
        import time
        from pathlib import Path
        from dragoman.evidence import ingest
        from dragoman.evidence.sources import sources
        path = Path({str(made)!r})
        with ingest.change(path) as writer:
            ingest.add_all(writer, [(sources()["fred"], [Path({str(SAMPLES / "fred" / "sample.csv")!r})])])
            print("half way", flush=True)
            time.sleep(60)
    """
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "half way\n"
    process.kill()
    process.communicate(timeout=30)
    assert made.read_bytes() == before
    ingest.add(sources()["fred"], [SAMPLES / "fred" / "sample.csv"], store=made)  # the lock went with the process
    with Store.open(made) as store:
        assert {vintage.source for vintage in store.vintages.values()} == {"made", "fred"}


def test_two_loads_at_once_both_arrive(made):
    files = {"fred": "sample.csv", "datahub": "sample.csv", "arms": "sample.csv"}
    threads = [
        threading.Thread(target=ingest.add, args=(sources()[name], [SAMPLES / name / file]), kwargs={"store": made})
        for name, file in files.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Store.open(made) as store:
        assert {vintage.source for vintage in store.vintages.values()} == {"made", *files}


def test_a_reader_goes_on_while_the_store_is_replaced(made):
    reader = Store.open(made)
    ingest.add(sources()["fred"], [SAMPLES / "fred" / "sample.csv"], store=made)
    assert len(values(reader, question())) == 2
    with Store.open(made) as new:
        assert new.hash != reader.hash
        assert len(values(new, question())) == 2
    reader.close()


@pytest.mark.parametrize("content", [b"", b"not a database", b"\x00" * 5000])
def test_a_broken_store_is_one_sentence(tmp_path, content):
    path = tmp_path / "s.duckdb"
    path.write_bytes(content)
    with pytest.raises(StoreError) as raised:
        Store.open(path)
    assert "\n" not in str(raised.value)


def test_a_store_cut_short_is_refused(made):
    made.write_bytes(made.read_bytes()[: made.stat().st_size // 2])
    with pytest.raises(StoreError), Store.open(made) as store:
        values(store, question())


def test_a_missing_store_and_a_foreign_database_are_refused(tmp_path):
    with pytest.raises(StoreError, match="no evidence store"):
        Store.open(tmp_path / "none.duckdb")
    duckdb.connect(str(tmp_path / "other.duckdb")).close()
    with pytest.raises(StoreError, match="no evidence store"):
        Store.open(tmp_path / "other.duckdb")


def test_a_store_of_another_version_is_refused(made):
    connection = duckdb.connect(str(made))
    connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(StoreError, match="schema 0"):
        Store.open(made)


def test_a_store_that_another_program_writes_is_one_sentence(made):
    code = f"import duckdb, time; c = duckdb.connect({str(made)!r}); print('held', flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    try:
        with pytest.raises(StoreError, match="another program"):
            Store.open(made)
    finally:
        process.kill()
        process.communicate(timeout=30)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="no store can be written here"):
        Writer(tmp_path / "file" / "s.duckdb")


# --- the user's own store -------------------------------------------------------------------------------------------------------


def test_what_the_user_adds_is_used_beside_the_embedded_evidence(own):
    ingest.add(sources()["fred"], [SAMPLES / "fred" / "sample.csv"])
    with Store.open() as store:
        assert store.path.parent == own / "own"
        assert store.path.stem == store.hash[:16]
        assert {"register", "factbook", "ecb", "fred"} == {vintage.source for vintage in store.vintages.values()}


def test_a_source_removed_is_gone_and_the_store_whole(own):
    ingest.add(sources()["arms"], [SAMPLES / "arms" / "sample.csv"])
    assert ingest.remove("arms") == 1
    with Store.open() as store:
        embedded = Store.open(ingest.embedded())
        assert store.hash == embedded.hash
        assert store.rows("SELECT count(*) FROM party WHERE tie NOT IN (SELECT id FROM tie)") == [(0,)]
        embedded.close()
    with pytest.raises(StoreError, match="nothing from a source"):
        ingest.remove("arms")


def test_an_embedded_source_can_be_withdrawn_and_stays_withdrawn(own, monkeypatch):
    ingest.add(sources()["fred"], [SAMPLES / "fred" / "sample.csv"])
    ingest.remove("factbook")
    newer = "0123456789abcdef"
    (own / f"embedded-{newer}.duckdb").write_bytes(ingest.embedded().read_bytes())
    monkeypatch.setattr(ingest, "embedded_key", lambda: newer)
    with Store.open() as store:
        assert {"register", "ecb", "fred"} == {vintage.source for vintage in store.vintages.values()}
        assert dict(store.rows("SELECT key, value FROM meta"))["embedded"] == newer


def test_a_new_version_lays_its_evidence_under_what_the_user_added(own, monkeypatch):
    ingest.add(sources()["arms"], [SAMPLES / "arms" / "sample.csv"])
    with Store.open() as store:
        before = store.hash
    newer = "fedcba9876543210"
    (own / f"embedded-{newer}.duckdb").write_bytes(ingest.embedded().read_bytes())
    monkeypatch.setattr(ingest, "embedded_key", lambda: newer)
    with Store.open() as store:
        assert store.hash == before
        asked = Question("quantity", ("arms_imports",), ("JPN",))
        assert [statement.value for statement in store.ask([asked])[asked]] == [Decimal("120500000.0"), Decimal("80000000.0")]


def test_a_broken_embedded_store_is_built_anew(own, monkeypatch):
    path = ingest.embedded()
    path.unlink()
    path.write_bytes(b"broken")
    monkeypatch.setattr(ingest, "_embedded", lambda: {"register": sources()["register"]})
    monkeypatch.setattr(ingest, "embedded_key", lambda: path.stem.removeprefix("embedded-"))
    with Store.open() as store:
        assert {vintage.source for vintage in store.vintages.values()} == {"register"}


def test_the_day_of_a_file_without_one_is_given_and_of_one_with_one_is_not(made):
    ingest.add(sources()["datahub"], [SAMPLES / "datahub" / "sample.csv"], store=made, published=date(2026, 3, 20))
    with Store.open(made) as store:
        (vintage,) = [one for one in store.vintages.values() if one.source == "datahub"]
        assert (vintage.label, vintage.known) == ("2026-03-20", date(2026, 3, 20))
    with pytest.raises(UnreadableValue, match="2025-07-01"):
        ingest.add(sources()["worldbank"], [SAMPLES / "worldbank" / "sample.csv"], store=made, published=date(2026, 3, 20))


# --- the embedded evidence ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def embedded():
    with Store.open(ingest.embedded()) as store:
        yield store


def test_japan_in_2022_as_the_register_has_it(embedded):
    levels = question(forms=("level",))
    assert [(s.vintage.label, s.value) for s in embedded.ask([levels])[levels]] == [
        ("2023-04", Decimal("46.0") * 10**9), ("2024-04", Decimal("46.9") * 10**9)]  # fmt: skip


@pytest.mark.parametrize(
    "currency, day, grain, low, high",
    [("JPY", "2022-12-16", "day", 130, 140), ("TWD", "2022-12-31", "year", 29, 31), ("UAH", "2022-12-31", "year", 32, 33)],
)
def test_rates_are_known_from_their_own_day(embedded, currency, day, grain, low, high):
    asked = Question("quantity", ("exchange_rate",), (f"cur:{currency}",), date(2022, 12, 16), date(2022, 12, 16),
                     date.fromisoformat(day))  # fmt: skip
    found = [statement for statement in embedded.ask([asked])[asked] if statement.period.grain == grain]
    assert found
    assert all(low < statement.value < high for statement in found)


@pytest.mark.parametrize(
    "actors, types, day, wanted",
    [
        (("JPN", "org:NATO"), ("office",), date(2023, 4, 14), {"2018-05", "2023-04"}),
        (("JPN", "org:NATO"), ("office",), None, {"2018-05", "2023-04", "2023-01", "2025-01"}),
        (("FIN", "org:NATO"), ("membership",), date(2023, 4, 3), {"2022-05", "2022-07"}),
        (("JPN", "USA"), ("alliance",), date(2005, 1, 1), {"1951-09", "1960-01"}),
    ],
)
def test_ties_of_the_register_by_the_day_they_were_public(embedded, actors, types, day, wanted):
    asked = Question("tie", types, actors, known_by=day)
    found = [statement for statement in embedded.ask([asked])[asked] if statement.vintage.source == "register"]
    assert {statement.id[-7:] for statement in found} == wanted


def test_accession_is_hidden_before_its_day(embedded):
    before, after = (
        Question("tie", ("membership",), ("FIN", "org:NATO"), known_by=day) for day in (date(2023, 4, 3), date(2023, 4, 4))
    )
    answers = embedded.ask([before, after])
    held = [[s for s in answers[asked] if s.status != "planned"] for asked in (before, after)]  # the application stays what it was
    assert [(s.in_force, s.status) for s in held[0]] == [(None, "signed-or-announced")]
    assert [(s.in_force.start, s.status) for s in held[1]] == [(date(2023, 4, 4), "in-force")]


@pytest.mark.parametrize(
    "state, group, day, joined, left",
    [
        ("POL", "org:NATO", None, "1999-03-12", None),
        ("HRV", "org:EU", None, "2013-07-01", None),
        ("GBR", "org:EU", date(2019, 1, 1), "1973-01-01", None),
        ("GBR", "org:EU", None, "1973-01-01", "2020-01-31"),
        ("FRA", "org:EU", None, None, None),
        ("TLS", "org:ASEAN", None, "2025-10-26", None),
        ("IND", "org:SCO", None, "2017-06-09", None),
        ("ETH", "org:BRICS", None, "2024-01-01", None),
        ("QAT", "org:GCC", None, "1981-05-25", None),
        ("RUS", "org:G8", None, None, "2014-03-24"),
    ],
)
def test_members_with_the_days_that_a_page_states(embedded, state, group, day, joined, left):
    asked = Question("tie", ("membership",), (state, group), known_by=day)
    (found,) = [statement for statement in embedded.ask([asked])[asked] if statement.vintage.source == "register"]
    days = [None if period is None else str(period.start) for period in (found.in_force, found.ended)]
    assert days == [joined, left]
    assert found.url.startswith("http")


def test_every_founder_has_a_day_or_none_at_all(embedded):
    """Where pages count the first members from different years, no day of accession is given, so that none is held against another."""
    asked = Question("tie", ("membership",), ("org:EU",))
    found = [statement for statement in embedded.ask([asked])[asked] if statement.vintage.source == "register"]
    assert len(found) == 28
    undated = {statement.parties[0] for statement in found if statement.in_force is None}
    assert undated == {"BEL", "DEU", "FRA", "ITA", "LUX", "NLD"}


@pytest.mark.parametrize("name", ["Budapest Memorandum", "Joint Comprehensive Plan of Action", "Abraham Accords"])
def test_what_rivals_declared_lasts_a_day(embedded, name):
    """A commitment between rivals must not pass for a partnership that holds."""
    asked = Question("tie", ())
    held = [statement for statement in embedded.ask([asked])[asked] if statement.name.startswith(name)]
    (found,) = [statement for statement in held if statement.subtype == "political-commitment"]
    assert found.measure == "declaration"
    assert found.period.start == found.period.end == found.signed.start


def test_general_knowledge_is_not_in_the_store(embedded):
    rows = embedded.rows("SELECT count(*) FROM tie WHERE publisher = '' OR url = ''")
    assert rows == [(0,)]


def test_every_embedded_statement_has_its_own_id(embedded):
    measures = tuple(row[0] for row in embedded.rows("SELECT DISTINCT measure FROM series WHERE measure <> 'exchange_rate'"))
    asked = [Question("quantity", measures), Question("tie", ())]
    for answers in embedded.ask(asked).values():
        ids = [statement.id for statement in answers]
        assert len(ids) == len(set(ids))


def test_every_plan_states_money_a_share_or_a_growth(embedded):
    asked = Question("quantity", ("defence_budget", "programme_cost", "military_aid"))
    for statement in embedded.ask([asked])[asked]:
        assert statement.kind == "plan"
        assert statement.value is not None
        assert statement.value > 0
        assert statement.url


# --- listings -------------------------------------------------------------------------------------------------------------------


def test_a_series_shows_its_vintages_side_by_side(made):
    with Store.open(made) as store:
        (side,) = sides.series(store, "JPN", "military_expenditure", years="2020:2025")
        assert side.columns == ("2023-04", "2024-04")
        assert round(side.rows[0][2], 1) == 2.0
        assert sides.plot([side], "x")["data"]["values"][0]["value"] == 46
        with pytest.raises(OutOfScope, match="nothing is held"):
            sides.series(store, "JPN", "gdp")


@pytest.mark.parametrize(
    "whole, columns, shown",
    [
        (
            "46.01",
            ("2023-04", "2024-04"),
            [["46.01", "46.9"]],
        ),  # the excerpt says the same, rounded: one column, the finer figure
        ("47.30", ("excerpt 2023-04", "made 2023-04", "2024-04"), [["47.30", "46.0", "46.9"]]),
    ],
)
def test_an_excerpt_of_a_vintage_stands_beside_the_whole_only_where_they_differ(tmp_path, whole, columns, shown):
    other = Release(
        Vintage("excerpt", "2023-04", date(2023, 4, 24), None, "1" * 64), [(MONEY, [Fact("JPN", *year(2022), whole)])]
    )
    with Writer(tmp_path / "s.duckdb") as writer:
        for one in (FIRST, SECOND):
            writer.add(one, ABOUT)
        writer.add(other, replace(ABOUT, name="excerpt"))
        path = writer.finish()
    with Store.open(path) as store:
        (side,) = sides.series(store, "JPN", "military_expenditure")
    assert side.columns == columns
    assert [[side.cell(cell) for cell in cells] for _, cells, _ in side.rows] == shown
    assert side.title.endswith("from excerpt and made")


def test_constant_prices_name_their_base_year_and_are_not_called_revised(tmp_path):
    held = [
        Release(Vintage("made", f"{label}-04", date(label, 4, 24), None, "0" * 64),
                [(replace(MONEY, basis=f"constant:{label - 1}"), [Fact("JPN", *year(2019), number)])])
        for label, number in ((2023, "50.0"), (2024, "43.0"))
    ]  # fmt: skip
    with Store.open(written(tmp_path / "s.duckdb", *held)) as store:
        (side,) = sides.series(store, "JPN", "military_expenditure")
    assert side.columns == ("2023-04 (2022 prices)", "2024-04 (2023 prices)")
    assert side.rows[0][2] is None


def test_directed_figures_are_shown_by_partner(tmp_path):
    facts = [Fact("USA", *year(2022), number, partner=host) for host, number in (("DEU", "35781"), ("USA", "1130000"))]
    one = Release(Vintage("made", "2024-04", date(2024, 4, 24), None, "0" * 64), [(Series("deployment", unit="person"), facts)])
    with Store.open(written(tmp_path / "s.duckdb", one)) as store:
        (side,) = sides.series(store, "USA", "deployment")
    assert [(name, side.cell(cells[0])) for name, cells, _ in side.rows] == [("2022 DEU", "35,781"), ("2022 USA", "1,130,000")]


def test_figures_of_very_different_size_keep_words_of_their_own(tmp_path):
    facts = [Fact("TUR", *year(1980), "0.0002"), Fact("TUR", *year(2020), "120.5")]
    one = Release(Vintage("made", "2024-04", date(2024, 4, 24), None, "0" * 64), [(MONEY, facts)])
    with Store.open(written(tmp_path / "s.duckdb", one)) as store:
        (side,) = sides.series(store, "TUR", "military_expenditure")
    assert [side.cell(cells[0]) for _, cells, _ in side.rows] == ["200,000", "120.5 bn"]


@pytest.mark.parametrize("text", ["2015-2020", "20152020", "x", "2020:2015"])
def test_a_span_that_is_none_is_refused(text):
    with pytest.raises(UnreadableValue):
        sides.span(text)


def test_the_difference_of_two_stores_names_the_statements(tmp_path):
    one = Store.open(written(tmp_path / "a.duckdb", FIRST))
    two = Store.open(
        written(tmp_path / "b.duckdb", release("2023-04", "2023-04-24", {"JPN": "46.0", "KOR": "46.5", "DEU": "56.0"}))
    )
    changes = {(change.what, change.id.split(":")[2]) for change in listing.difference(one, two)}
    assert changes == {("changed", "KOR"), ("added", "DEU"), ("removed", "ITA")}
    assert list(listing.difference(one, one)) == []


def test_a_table_of_differences_stops_at_what_was_asked_for(tmp_path, run):
    one = written(tmp_path / "a.duckdb", FIRST)
    two = written(tmp_path / "b.duckdb", release("2023-04", "2023-04-24", {"JPN": "46.1", "KOR": "46.5", "ITA": "33.6"}))
    _, out, _ = run("diff", one, two, "--most", "2")
    assert out.startswith("changed: made 2023-04, 3 statements\n")
    assert out.count("military_expenditure") == 2
    assert "made:2023-04: 1 more" in out


def test_citations_name_every_source_and_the_store(made):
    with Store.open(made) as store:
        plain, bibtex = listing.citations(store), listing.citations(store, bibtex=True)
    assert plain[0] == "Nobody, Made up. Vintages held: 2023-04, 2024-04."
    assert bibtex[0].startswith("@misc{made")
    assert bibtex[0].count("{") == bibtex[0].count("}")
    assert all(Store.open(made).hash in lines[-1] for lines in (plain, bibtex))


# --- the command line -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def run(monkeypatch, capsys):
    """Run `dragoman evidence …`; return exit code, standard output and standard error."""
    from dragoman.cli import app

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setenv("COLUMNS", "200")
        monkeypatch.setattr(sys, "argv", ["dragoman", "evidence", *map(str, arguments)])
        code = 0
        try:
            app.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    monkeypatch.setattr(app, "COMMANDS", ("evidence",))
    monkeypatch.setattr(app, "app", __import__("typer").Typer())
    return run


def test_the_list_names_vintages_licences_and_what_may_be_passed_on(made, run):
    code, out, _ = run("list", "--store", made)
    assert code == 0
    assert all(words in out for words in ("2023-04-24", "military_expenditure  2022", "Licence: none", "May be passed on: all"))
    assert Store.open(made).hash[:16] in out


def test_a_series_is_shown_with_what_was_revised(made, run):
    code, out, _ = run("show", "JPN", "military_expenditure", "--years", "2020:2025", "--store", made)
    assert code == 0
    assert all(words in out for words in ("current prices, from made (bn USD)", "2023-04", "46.0", "46.9", "2.0 %"))


@pytest.mark.parametrize(
    "format, start", [("png", b"\x89PNG"), ("svg", b"<svg"), ("html", b"<!DOCTYPE html"), ("csv", b"figures,"), ("json", b"[")]
)
def test_a_series_in_every_format(made, run, tmp_path, format, start):
    target = tmp_path / "out"
    code, _, _ = run("show", "JPN", "military_expenditure", "--format", format, "--out", target, "--store", made)
    assert code == 0
    assert target.read_bytes().lstrip().startswith(start)


def test_adding_citing_comparing_and_removing(made, run, tmp_path):
    before = tmp_path / "before.duckdb"
    before.write_bytes(made.read_bytes())
    assert run("add", "datahub", SAMPLES / "datahub" / "sample.csv", "--published", "2026-03-20", "--store", made)[1] == (
        "datahub 2026-03-20: 2 statements\n")  # fmt: skip
    assert "World Bank" in run("cite", "--store", made)[1]
    assert run("diff", before, made)[1] == "added: datahub 2026-03-20, 2 statements\n"
    assert '"what": "added"' in run("diff", before, made, "--format", "json")[1]
    assert run("remove", "datahub", "--store", made)[1] == "datahub: 1 vintage removed\n"
    assert run("diff", before, made)[1] == "the same statements\n"


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("add", "nosuch", "x.csv"), "no source is called 'nosuch'"),
        (("add", "fred", "nosuch.csv"), "there is no such file"),
        (("add", "sipri", SAMPLES / "fred" / "sample.csv"), "is not loaded from .csv"),
        (("add", "datahub", SAMPLES / "fred" / "sample.csv"), "columns are not as expected"),
        (("add", "datahub", SAMPLES / "datahub" / "sample.csv", "--published", "soon"), "'soon' is no date"),
        (("show", "JPN", "happiness"), "nothing is held about happiness of JPN"),
        (("show", "JPN", "military_expenditure", "--years", "ever"), "no span of years"),
        (("show", "JPN", "military_expenditure", "--years", "1800"), "held are the years 2022 to 2022"),
        (("show", "JAP", "military_expenditure"), "'JAP' is no state's code"),
        (("show", "JPN", "military_expenditure", "--format", "png", "--out", "nosuch/x.png"), "cannot be written"),
        (("show", "JPN", "military_expenditure", "--format", "csv", "--out", "nosuch/x.csv"), "cannot be written"),
        (("show", "JPN", "military_expenditure", "--format", "mp4"), "no format 'mp4'"),
        (("pull", "kiel"), "kiel cannot be fetched"),
        (("remove", "nosuch"), "nothing from a source called 'nosuch'"),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_the_store(made, run, arguments, words):
    before = made.read_bytes()
    code, out, err = run(*arguments, "--store", made)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err
    assert made.read_bytes() == before


def test_two_processes_that_build_the_embedded_evidence_at_once(tmp_path):
    code = """
        from dragoman.evidence import ingest
        from dragoman.evidence.sources import sources
        from dragoman.evidence.store import Store
        ingest._embedded = lambda: {"register": sources()["register"]}
        print(Store.open().hash)
    """
    environment = {**os.environ, "DRAGOMAN_CACHE": str(tmp_path)}
    command = [sys.executable, "-c", textwrap.dedent(code)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(2)]
    hashes = {process.communicate(timeout=120)[0] for process in both}
    assert len(hashes) == 1
    assert len(hashes.pop()) == 65
    assert [path.suffix for path in tmp_path.iterdir()] == [".duckdb"]
