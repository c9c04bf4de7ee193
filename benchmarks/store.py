"""How long the store takes: loading 1.1 million statements, and answering 50,000 questions at once or one by one.

Run: python benchmarks/store.py [--statements N] [--questions N] [--single N]

The statements are made up: figures of 200 states over 70 years in many series and vintages. One SQL query a question is timed
on fewer questions and scaled up, because it takes long.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from datetime import date
from pathlib import Path

from dragoman.evidence.rows import About, Fact, Release, Series, year
from dragoman.evidence.store import Store
from dragoman.evidence.writer import Writer
from dragoman.model import Question, Vintage

STATES = [f"{a}{b}X" for a in "ABCDEFGHIJKLMN" for b in "ABCDEFGHIJKLMNO"][:200]
YEARS = range(1955, 2025)
MEASURES = [f"measure_{n}" for n in range(10)]
ABOUT = About("made", "nobody", "made up", "https://example.org/", "none", "all", "made up")
ONE = """
SELECT q.*, s.*, v.* FROM quantity q JOIN series s ON s.id = q.series JOIN vintage v ON v.id = s.vintage
WHERE s.measure = $1 AND q.actor = $2 AND q.stop >= $3 AND q.start <= $4 AND coalesce(q.known, v.published, v.retrieved) <= $5"""


def releases(statements: int) -> list[Release]:
    """Return vintages of ten series each, 14,000 statements a series."""
    made, number = [], 0
    generator = random.Random(7)
    while number < statements:
        vintage = Vintage("made", f"{2000 + len(made)}-04", date(2000 + len(made), 4, 25), None, "0" * 64)
        release = Release(vintage)
        for measure in MEASURES:
            facts = [
                Fact(
                    state,
                    *year(when),
                    f"{generator.random() * 1e5:.3f}",
                    "estimate" if when % 7 == 0 else "",
                    f"Sheet!{state}{when}",
                )
                for state in STATES
                for when in YEARS
            ][: statements - number]
            release.series.append((Series(measure, unit="money", currency="USD", basis="current", scale=6), facts))
            number += len(facts)
            if number >= statements:
                break
        made.append(release)
    return made


def questions(count: int) -> list[Question]:
    """Return questions as claims put them: one measure of one state in one year, as known by a day."""
    generator = random.Random(11)
    asked = []
    for _ in range(count):
        when = generator.choice(YEARS)
        asked.append(
            Question(
                "quantity",
                (generator.choice(MEASURES),),
                (generator.choice(STATES),),
                date(when, 1, 1),
                date(when, 12, 31),
                date(2000, 5, generator.randint(1, 28)),
            )
        )
    return asked


def article(path: Path, asked: list[Question], count: int = 200) -> None:
    """Time one article's questions put to a store just opened, those of the next article, and the first ones again."""
    start, cpu = time.perf_counter(), time.process_time()
    store = Store.open(path)
    print(f"open the store: {_milliseconds(start, cpu)}")
    for what, few in (
        (f"ask the first {count} questions of an article", asked[:count]),
        (f"ask {count} others", asked[count : 2 * count]),
        (f"ask the first {count} again", asked[:count]),
    ):
        start, cpu = time.perf_counter(), time.process_time()
        store.ask(few)
        print(f"{what}: {_milliseconds(start, cpu)}")


def _milliseconds(start: float, cpu: float) -> str:
    return f"{1000 * (time.perf_counter() - start):.1f} ms ({1000 * (time.process_time() - cpu):.1f} ms of processor)"


def main() -> None:
    """Time loading and asking, and print both beside one query a question."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, default=1_100_000)
    parser.add_argument("--questions", type=int, default=50_000)
    parser.add_argument("--single", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = releases(options.statements)
        count = sum(len(facts) for release in made for _, facts in release.series)
        start, cpu = time.perf_counter(), time.process_time()
        with Writer(Path(folder) / "made.duckdb") as writer:
            for release in made:
                writer.add(release, ABOUT)
            path = writer.finish()
        loading = time.perf_counter() - start
        cpu = time.process_time() - cpu
        print(f"load {count:,} statements: {loading:.2f} s ({cpu:.2f} s of processor), {path.stat().st_size / 1e6:.0f} MB")
        del made  # who asks does not hold what was loaded
        article(path, questions(400))
        store = Store.open(path)
        store.ask(questions(1))  # reads the catalogue of series
        asked = questions(options.questions)
        start, cpu = time.perf_counter(), time.process_time()
        answers = store.ask(asked)
        asking, cpu = time.perf_counter() - start, time.process_time() - cpu
        start = time.perf_counter()
        statements = sum(len(answers[question]) for question in asked)
        reading = time.perf_counter() - start
        print(f"ask {len(asked):,} questions at once: {asking:.2f} s ({cpu:.2f} s of processor)")
        print(f"read all {statements:,} statements of the answers: {reading:.2f} s")
        start = time.perf_counter()
        for question in asked[: options.single]:
            store.rows(ONE, [question.measures[0], question.actors[0], question.start, question.end, question.known_by])
        single = (time.perf_counter() - start) / options.single * len(asked)
        times = single / (asking + reading)
        print(f"one SQL query a question: {single:.1f} s ({options.single} timed, scaled): {times:.0f} times as long")


if __name__ == "__main__":
    main()
