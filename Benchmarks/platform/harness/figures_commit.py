"""What group commit gains over committing alone, and what it costs who commits alone."""

from functools import partial

from harness.bench import Bench
from harness.goals import COMMIT_LATENCY, COMMIT_RATE
from harness.instruments import CONNECTIONS
from harness.row import Group, Row


def commits(bench: Bench) -> list[Group]:
    title = "durable five-row transaction"
    seconds = bench.plan.load_seconds
    probe = partial(bench.instruments.commits, bench.recipes.storage_probe, seconds)
    samples = bench.interleaved(
        title,
        bench.plan.rounds,
        {
            "bare": lambda: bench.instruments.bare_commits(seconds),
            "one": lambda: probe(writers=1),
            "many": lambda: probe(writers=CONNECTIONS),
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
