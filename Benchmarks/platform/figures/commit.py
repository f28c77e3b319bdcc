"""What group commit gains over committing alone, and what it costs who commits alone."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from figures.bench import PlatformBench
from figures.goals import COMMIT_LATENCY, COMMIT_RATE
from harness.instruments import CONNECTIONS, run
from harness.row import Group, Row


@dataclass(frozen=True)
class Commits:
    """One run of transactions, each acknowledged when it was durable."""

    rate: float
    p50_us: float


def commits(bench: PlatformBench) -> list[Group]:
    title = "durable five-row transaction"
    samples = bench.interleaved(
        title,
        bench.plan.rounds,
        {
            "bare": lambda: _bare(bench),
            "one": lambda: _grouped(bench, writers=1),
            "many": lambda: _grouped(bench, writers=CONNECTIONS),
        },
    )
    bare, one, many = samples["bare"], samples["one"], samples["many"]
    peer = "bare C, alone"
    rows = [
        Row(
            f"rate, {CONNECTIONS} writers", "1/s",
            [sample.rate for sample in many], peer, [sample.rate for sample in bare], COMMIT_RATE,
        ),
        Row(
            "one writer, p50", "µs",
            [sample.p50_us for sample in one], peer, [sample.p50_us for sample in bare],
            COMMIT_LATENCY,
        ),
    ]
    return [Group(title, rows)]


def _bare(bench: PlatformBench) -> Commits:
    database = _fresh_database(bench.logs)
    seconds = str(bench.plan.load_seconds)
    return _commits(bench.instruments.program("commit", str(database), seconds))


def _grouped(bench: PlatformBench, writers: int) -> Commits:
    database = _fresh_database(bench.logs)
    command = [bench.recipes.storage_probe, "write", database, bench.plan.load_seconds, writers]
    return _commits(json.loads(run([str(word) for word in command], core=None)))


def _fresh_database(folder: Path) -> Path:
    """An empty one each time: what was written before must not make the next run slower."""
    for old in folder.glob("commits.db*"):
        old.unlink()
    return folder / "commits.db"


def _commits(answer: dict[str, Any]) -> Commits:
    return Commits(rate=answer["rate"], p50_us=answer["p50_ns"] / 1e3)
