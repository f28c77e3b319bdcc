"""2 KB of JSON: encoded for each request, and as bytes that were ready."""

from collections.abc import Callable
from functools import partial

from figures.bench import PlatformBench
from figures.goals import ENCODED_LATENCY, ENCODED_RATE
from harness.bench import Sample
from harness.goals import Goal
from harness.instruments import had_room
from harness.places import Placement
from harness.row import Group, Row
from harness.servers import Server, launch

# What is measured: the name of the figure, whose it is, and what is asked of it.
SUBJECTS = {
    "encoded": ("probe", "/encoded"),
    "nginx": ("nginx", "/static"),
    "tuned nginx": ("tuned nginx", "/static"),
    "Go encoded": ("Go", "/encoded"),
    "bytes": ("probe", "/static"),
    "Go bytes": ("Go", "/static"),
    "bare C": ("bare C", "/static"),
}


def rates(bench: PlatformBench) -> list[Group]:
    """The goal is on the pinned figure, the one that can be compared between days."""
    places = bench.places
    return [_rates(bench, places.pinned, ENCODED_RATE), _rates(bench, places.free, goal=None)]


def latencies(bench: PlatformBench) -> list[Group]:
    places = bench.places
    return [
        _latencies(bench, places.one_core, ENCODED_LATENCY),
        _latencies(bench, places.free, goal=None),
    ]


def _rates(bench: PlatformBench, place: Placement, goal: Goal | None) -> Group:
    title = f"2 KB of JSON, c=64, {place.name}"
    load = bench.load(place)
    loads = _measure(bench, title, place, load)

    def rate(ours: str, theirs: str, goal: Goal | None = None) -> Row:
        return Row(
            f"{ours}, rate",
            "/s",
            [load.rate for load in loads[ours]],
            theirs,
            [load.rate for load in loads[theirs]],
            goal,
            server_had_room=had_room(loads[ours], place),
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
        rate("encoded", "tuned nginx"),
        rate("encoded", "Go encoded"),
        rate("bytes", "nginx"),
        rate("bytes", "Go bytes"),
        rate("bytes", "bare C"),
        cpu("encoded", "nginx"),
        cpu("encoded", "tuned nginx"),
        cpu("encoded", "Go encoded"),
        cpu("bytes", "bare C"),
    ]
    return Group(title, rows)


def _latencies(bench: PlatformBench, place: Placement, goal: Goal | None) -> Group:
    title = f"2 KB of JSON, c=1, {place.name}"
    latency = partial(
        bench.instruments.latency_us, core=place.load_core, seconds=bench.plan.latency_seconds
    )
    samples = _measure(bench, title, place, latency)

    def p50(ours: str, theirs: str, goal: Goal | None = None) -> Row:
        return Row(f"{ours}, p50", "µs", samples[ours], theirs, samples[theirs], goal)

    rows = [
        p50("encoded", "nginx", goal),
        p50("encoded", "tuned nginx"),
        p50("encoded", "Go encoded"),
        p50("bytes", "nginx"),
        p50("bytes", "bare C"),
    ]
    return Group(title, rows)


def _measure(
    bench: PlatformBench, title: str, place: Placement, measure: Callable[[Server, str], Sample]
) -> dict[str, list[Sample]]:
    with bench.children() as children:
        recipes = bench.recipes.answering_json(place)
        servers = {each.name: launch(each, children, place.server_core) for each in recipes}
        subjects = {
            name: partial(measure, servers[server], path)
            for name, (server, path) in SUBJECTS.items()
        }
        return bench.interleaved(title, bench.plan.rounds, subjects)
