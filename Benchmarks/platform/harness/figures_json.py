"""2 KB of JSON: encoded for each request, and as bytes that were ready."""

from functools import partial

from harness.bench import Bench
from harness.children import Children
from harness.goals import ENCODED_LATENCY, ENCODED_RATE, Goal
from harness.machine import Placement
from harness.row import Group, Row
from harness.servers import Server, launch


def rates(bench: Bench) -> list[Group]:
    """The goal is on the pinned figure, the one that can be compared between days."""
    places = bench.places
    return [_rates(bench, places.pinned, ENCODED_RATE), _rates(bench, places.free, goal=None)]


def latencies(bench: Bench) -> list[Group]:
    places = bench.places
    return [
        _latencies(bench, places.one_core, ENCODED_LATENCY),
        _latencies(bench, places.free, goal=None),
    ]


def _rates(bench: Bench, place: Placement, goal: Goal | None) -> Group:
    title = f"2 KB of JSON, c=64, {place.name}"
    with bench.children() as children:
        probe, nginx, go, bare = _servers(bench, place, children)
        load = partial(bench.instruments.load, place=place, seconds=bench.plan.load_seconds)
        loads = bench.interleaved(
            title,
            bench.plan.rounds,
            {
                "encoded": lambda: load(probe, "/encoded"),
                "nginx": lambda: load(nginx, "/static"),
                "bytes": lambda: load(probe, "/static"),
                "Go encoded": lambda: load(go, "/encoded"),
                "Go bytes": lambda: load(go, "/static"),
                "bare C": lambda: load(bare, "/static"),
            },
        )

    def rate(ours: str, theirs: str, goal: Goal | None = None) -> Row:
        return Row(
            f"{ours}, rate",
            "/s",
            [load.rate for load in loads[ours]],
            theirs,
            [load.rate for load in loads[theirs]],
            goal,
            load_bound=any(load.load_bound for load in loads[ours]),
        )

    def cpu(ours: str, theirs: str) -> Row:
        return Row(
            f"{ours}, CPU a request",
            "µs",
            [load.cpu_us_a_request for load in loads[ours]],
            theirs,
            [load.cpu_us_a_request for load in loads[theirs]],
        )

    rows = [
        rate("encoded", "nginx", goal),
        rate("encoded", "Go encoded"),
        rate("bytes", "nginx"),
        rate("bytes", "Go bytes"),
        rate("bytes", "bare C"),
        cpu("encoded", "nginx"),
        cpu("encoded", "Go encoded"),
        cpu("bytes", "bare C"),
    ]
    return Group(title, rows)


def _latencies(bench: Bench, place: Placement, goal: Goal | None) -> Group:
    title = f"2 KB of JSON, c=1, {place.name}"
    with bench.children() as children:
        probe, nginx, go, bare = _servers(bench, place, children)
        latency = partial(
            bench.instruments.latency_us, core=place.load_core, seconds=bench.plan.latency_seconds
        )
        samples = bench.interleaved(
            title,
            bench.plan.rounds,
            {
                "encoded": lambda: latency(probe, "/encoded"),
                "nginx": lambda: latency(nginx, "/static"),
                "bytes": lambda: latency(probe, "/static"),
                "Go encoded": lambda: latency(go, "/encoded"),
                "bare C": lambda: latency(bare, "/static"),
            },
        )

    def p50(ours: str, theirs: str, goal: Goal | None = None) -> Row:
        return Row(f"{ours}, p50", "µs", samples[ours], theirs, samples[theirs], goal)

    rows = [
        p50("encoded", "nginx", goal),
        p50("encoded", "Go encoded"),
        p50("bytes", "nginx"),
        p50("bytes", "bare C"),
    ]
    return Group(title, rows)


def _servers(
    bench: Bench, place: Placement, children: Children
) -> tuple[Server, Server, Server, Server]:
    """The probe, nginx, Go and bare C."""
    recipes, core = bench.recipes, place.server_core
    return (
        launch(recipes.probe(place), children, core),
        launch(recipes.nginx(place), children, core),
        launch(recipes.go(), children, core),
        launch(recipes.bare(place), children, core),
    )
