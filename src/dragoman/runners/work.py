"""What every engine runs on one shard: read, find, ask once, judge, write. The same shard gives the same bytes."""

from __future__ import annotations

import base64
import gc
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from dragoman import __version__, pipeline
from dragoman.errors import DragomanError
from dragoman.evidence.files import sha256
from dragoman.evidence.store import Store
from dragoman.intake import from_bytes, to_article
from dragoman.model import VERDICTS, Answers, Article, Claim, Question, Report
from dragoman.model.wire import claim_to_dict
from dragoman.reading.read import read
from dragoman.runners import tables
from dragoman.runners.plan import Shard
from dragoman.runners.records import Record

Done = dict[str, Any]


def work(shard: Shard, out: str, store: str) -> Done:
    """Check a shard's articles, write its four tables and then its marker; return the marker.

    A shard whose marker and tables are already there and whole is not done again.
    """
    folder, opened = Path(out), open_store(store)
    done = finished(shard, folder, opened.hash)
    if done:
        return done
    rows = _rows(shard, opened)
    hashes = {}
    for table, content in rows.items():
        target = folder / table / f"{shard.name}.parquet"
        target.parent.mkdir(parents=True, exist_ok=True)
        tables.write(table, content, target)
        hashes[table] = sha256(target)
    _settle()
    return _mark(shard, folder, opened.hash, hashes, {table: len(content) for table, content in rows.items()})


@cache
def _settle() -> None:
    """Tell the collector once a process that the model, the word lists and the evidence, all loaded by now, stay."""
    gc.collect()
    gc.freeze()


def finished(shard: Shard, folder: Path, store: str) -> Done | None:
    """Return a shard's marker where it is of this program and store, and every table it names is whole; else None."""
    marker = folder / "markers" / f"{shard.name}.json"
    try:
        done: Done = json.loads(marker.read_text(encoding="utf-8"))
        same = (done["input"], done["store"], done["version"]) == (shard.sha256, store, __version__)
        whole = all(sha256(folder / table / f"{shard.name}.parquet") == value for table, value in done["sha256"].items())
    except (OSError, ValueError, KeyError):
        return None
    return done if same and whole else None


def give_up(shard: Shard, out: str, store: str, reason: str) -> Done:
    """Write a shard's articles as errors, each with the reason why none could be read; return the marker."""
    folder = Path(out)
    records = list(_records(shard))
    hashes, counts = {}, {}
    for table in tables.SCHEMA:
        rows = [_error(record, reason) for record in records] if table == "errors" else []
        target = folder / table / f"{shard.name}.parquet"
        target.parent.mkdir(parents=True, exist_ok=True)
        tables.write(table, rows, target)
        hashes[table], counts[table] = sha256(target), len(rows)
    return _mark(shard, folder, store, hashes, counts)


@cache
def open_store(path: str) -> Store:
    """Return the store of a path ("" for the embedded evidence), opened once a process."""
    return Store.open(path or None)


def _mark(shard: Shard, folder: Path, store: str, hashes: dict[str, str], counts: dict[str, int]) -> Done:
    done = {
        "shard": shard.number,
        "input": shard.sha256,
        "store": store,
        "version": __version__,
        "sha256": hashes,
        "rows": counts,
    }
    marker = folder / "markers" / f"{shard.name}.json"
    marker.parent.mkdir(parents=True, exist_ok=True)
    aside = marker.with_name(f".{marker.name}")
    aside.write_text(json.dumps(done), encoding="utf-8")
    aside.replace(marker)
    return done


def _rows(shard: Shard, store: Store) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in tables.SCHEMA}
    found: list[tuple[Record, Article, tuple[Claim, ...]]] = []
    asked: dict[Question, None] = {}
    for record in _records(shard):
        try:
            article = _article(record)
            claims = pipeline.find(article, read(article))
            questions = pipeline.questions(article, claims)
        except DragomanError as error:
            rows["errors"].append(_error(record, str(error)))
        except Exception as error:  # one bad article must never stop a night's run
            rows["errors"].append(_error(record, f"reading failed: {type(error).__name__}: {error}"))
        else:
            found.append((record, article, claims))
            asked.update(dict.fromkeys(question for group in questions.values() for question in group))
    answers = store.ask(asked)
    for record, article, claims in found:
        _judged(record, article, claims, answers, store.hash, rows)
    return rows


def _judged(
    record: Record,
    article: Article,
    claims: tuple[Claim, ...],
    answers: Answers,
    store: str,
    rows: dict[str, list[dict[str, Any]]],
) -> None:
    try:
        report = pipeline.conclude(article, claims, answers, store=store)
    except Exception as error:  # as above
        rows["errors"].append(_error(record, f"judging failed: {type(error).__name__}: {error}"))
        return
    rows["articles"].append(_article_row(record, report))
    for claim in report.claims:
        whole = claim_to_dict(claim, report.findings[claim.id])
        rows["claims"].append(_claim_row(record.id, whole))
        rows["findings"].append(_finding_row(record.id, whole))


def _records(shard: Shard) -> Iterator[Record]:
    with open(shard.path, encoding="utf-8") as file:
        yield from (Record(**json.loads(line)) for line in file)


def _article(record: Record) -> Article:
    if record.error:
        raise DragomanError(record.error.rstrip("."))
    if record.path:
        article = from_bytes(Path(record.path).read_bytes(), name=Path(record.path).name)
    elif record.data is not None:
        article = from_bytes(base64.b64decode(record.data), name=record.id)
    else:
        article = from_bytes((record.text or "").encode("utf-8", "replace"), name=record.id)
    return replace(to_article(article, published=record.published), id=record.id, title=record.title or article.title)


def _error(record: Record, reason: str) -> dict[str, Any]:
    return {"article": record.id, "input": record.input, "reason": reason}


def _article_row(record: Record, report: Report) -> dict[str, Any]:
    article = report.article
    verdicts = Counter(report.findings[claim.id].verdict for claim in report.claims)
    return {
        "article": record.id,
        "outlet": record.outlet,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "input": record.input,
        "sha256": hashlib.sha256(article.text.encode("utf-8", "replace")).hexdigest(),
        "characters": len(article.text),
        "claims": len(report.claims),
        **{verdict: verdicts[verdict] for verdict in VERDICTS},
    }


def _claim_row(article: str, claim: dict[str, Any]) -> dict[str, Any]:
    figure, tie = claim["figure"] or {}, claim["tie"] or {}
    value, period = figure.get("value") or {}, figure.get("period") or tie.get("date") or {}
    return {
        "article": article,
        "claim": claim["id"],
        **{name: claim[name] for name in ("kind", "start", "end", "quote", "subject", "object")},
        "anchor_start": claim["anchor"]["start"],
        "anchor_end": claim["anchor"]["end"],
        **{name: figure.get(name) for name in ("measure", "form", "unit", "currency", "relation", "of")},
        "low": value.get("low"),
        "high": value.get("high"),
        "period_start": period.get("start"),
        "period_end": period.get("end"),
        "tie_type": tie.get("type"),
        "tie_action": tie.get("action"),
        "instrument": tie.get("instrument"),
        "attribution": claim["attribution"]["type"],
        "source": claim["attribution"]["source"],
        "speaker": claim["attribution"]["actor"],
        "certainty": claim["modality"]["certainty"],
        "polarity": claim["modality"]["polarity"],
    }


def _finding_row(article: str, claim: dict[str, Any]) -> dict[str, Any]:
    finding = claim["finding"]
    odds = finding["probability"] or {}
    return {
        "article": article,
        "claim": claim["id"],
        "verdict_then": finding["then"]["verdict"],
        "verdict_now": finding["now"]["verdict"],
        "value": finding["now"]["value"],
        "off_by": finding["off_by"],
        "probability_then": odds.get("then"),
        "probability_now": odds.get("now"),
        "outcome": odds.get("outcome"),
        "grounds": finding["now"]["grounds"],
        "evidence": finding["evidence"],
        "reason": finding["reason"],
        "working": finding["working"],
    }
