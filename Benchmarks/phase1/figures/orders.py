"""Orders paid by wallet, each durable when it is answered, beside bare C on the same file."""

from dataclasses import dataclass
from functools import partial

from figures.bench import Phase1Bench
from figures.goals import ORDER_P50, ORDER_P99, ORDER_RATE
from harness.instruments import CONNECTIONS, Load, core_argument, had_room
from harness.places import Placement
from harness.row import Group, Row
from town.api import API
from town.audit import demand_clean_audit
from town.programs import ALLOCATOR

PEER = "bare C, alone"
GROUPED_PEER = f"bare C, {CONNECTIONS} a group"
WARM_SECONDS = 1  # each process is a new one: its caches are empty, and its log has yet to grow


@dataclass(frozen=True)
class Bare:
    """A run of transactions without a server."""

    rate: float
    p50_us: float
    p99_us: float
    cpu_us: float


def orders(bench: Phase1Bench) -> list[Group]:
    places = bench.places
    return [
        _many(bench, places.pinned, is_judged=True),
        _many(bench, places.free, is_judged=False),
        _one(bench, places.one_core, is_judged=True),
        _one(bench, places.free, is_judged=False),
    ]


def _many(bench: Phase1Bench, place: Placement, is_judged: bool) -> Group:
    title = f"order by wallet, durable, c={CONNECTIONS}, {place.name}"
    ours, bare, grouped = _measure(bench, title, place, CONNECTIONS, 1, CONNECTIONS)
    p99_goal = ORDER_P99.scaled(max(bench.limits.time_scale, bench.limits.sync_scale))
    rows = [
        Row(
            "rate", "/s", [load.rate for load in ours], PEER, [each.rate for each in bare],
            ORDER_RATE if is_judged else None, server_had_room=had_room(ours, place),
        ),
        Row(
            "rate", "/s", [load.rate for load in ours], GROUPED_PEER,
            [each.rate for each in grouped], server_had_room=had_room(ours, place),
        ),
        Row(
            "p99", "ms", [load.p99_us / 1e3 for load in ours], PEER,
            [each.p99_us / 1e3 for each in bare], p99_goal if is_judged else None,
        ),
        Row(
            "CPU an order", "µs", [load.cpu_us_a_request for load in ours], PEER,
            [each.cpu_us for each in bare],
        ),
        Row(
            "CPU an order", "µs", [load.cpu_us_a_request for load in ours], GROUPED_PEER,
            [each.cpu_us for each in grouped],
        ),
    ]
    return Group(title, rows)


def _one(bench: Phase1Bench, place: Placement, is_judged: bool) -> Group:
    title = f"order by wallet, durable, c=1, {place.name}"
    ours, bare = _measure(bench, title, place, 1, 1)
    goal = ORDER_P50 if is_judged else None
    p50s, bare_p50s = [load.p50_us for load in ours], [each.p50_us for each in bare]
    p99s, bare_p99s = [load.p99_us for load in ours], [each.p99_us for each in bare]
    return Group(
        title,
        [
            Row("p50", "µs", p50s, PEER, bare_p50s, goal),
            Row("p99", "µs", p99s, PEER, bare_p99s),
        ],
    )


def _measure(
    bench: Phase1Bench, title: str, place: Placement, connections: int, *groups: int
) -> list[list]:
    """Samples of ours, and of bare C for each size of a group."""
    subjects = {"ours": lambda: _ours(bench, place, connections)}
    for group in groups:
        subjects[f"bare {group}"] = partial(_bare, bench, place, group)
    return list(bench.interleaved(title, bench.plan.rounds, subjects).values())


def _ours(bench: Phase1Bench, place: Placement, connections: int) -> Load:
    with bench.fresh_town(place) as phase:
        bench.place_orders(phase, place, WARM_SECONDS, connections)
        load = bench.place_orders(phase, place, bench.plan.load_seconds, connections)
        demand_clean_audit(API(phase.monolith.port), bench.town.operator)
        return load


def _bare(bench: Phase1Bench, place: Placement, group: int) -> Bare:
    folder = bench.copy_town("bare")
    answer = bench.instruments.program(
        "order", str(folder.database), core_argument(place.server_core),
        str(WARM_SECONDS), str(bench.plan.load_seconds), str(group), under=ALLOCATOR,
    )
    p50_us, p99_us, cpu_us = (answer[name] / 1e3 for name in ("p50_ns", "p99_ns", "cpu_ns"))
    return Bare(answer["rate"], p50_us, p99_us, cpu_us)
