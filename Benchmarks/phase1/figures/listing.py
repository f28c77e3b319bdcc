"""A page of twenty stores out of SQLite, beside nginx with the same bytes out of a file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import quote

from figures.bench import Phase1Bench
from figures.goals import LISTING_CPU, LISTING_RATE
from harness.ask import ask
from harness.goals import Goal
from harness.instruments import had_room
from harness.places import Placement
from harness.row import Group, Row
from harness.servers import Server, launch

STORES = 20
PATHS = {
    "listing": "/v1/stores",
    "of a kind": "/v1/stores?category=chicken&sort=rating",
    "a word": f"/v1/stores?q={quote('치킨')}",
    "near": "/v1/stores?near=4000,4000",
}


def listings(bench: Phase1Bench) -> list[Group]:
    """The goal is on the pinned figure, the one that can be compared between days."""
    places = bench.places
    scaled_cpu = LISTING_CPU.scaled(bench.limits.time_scale)
    return [
        _rates(bench, places.pinned, LISTING_RATE, scaled_cpu),
        _rates(bench, places.free, goal=None, cpu_goal=None),
        _latencies(bench, places.one_core),
    ]


def _rates(
    bench: Phase1Bench, place: Placement, goal: Goal | None, cpu_goal: Goal | None
) -> Group:
    title = f"listing of {STORES} stores, c=64, {place.name}"

    def load(server: Server, path: str) -> Callable[[], object]:
        least = len(ask(server.port, path).body)
        return partial(
            bench.instruments.load, server, path, place, bench.plan.load_seconds, least
        )

    loads = _measure(bench, title, place, load)

    def rate(name: str, goal: Goal | None = None) -> Row:
        ours, theirs = loads[name], loads["nginx"]
        return Row(
            f"{name}, rate", "/s", [each.rate for each in ours], "nginx",
            [each.rate for each in theirs], goal, server_had_room=had_room(ours, place),
        )

    def cpu(name: str, goal: Goal | None = None) -> Row:
        ours, theirs = loads[name], loads["nginx"]
        return Row(
            f"{name}, CPU a request", "µs", [each.cpu_us_a_request for each in ours], "nginx",
            [each.cpu_us_a_request for each in theirs], goal,
        )

    rates = [rate(name, goal if name == "listing" else None) for name in PATHS]
    cpus = [cpu(name, cpu_goal if name == "listing" else None) for name in PATHS]
    return Group(title, rates + cpus)


def _latencies(bench: Phase1Bench, place: Placement) -> Group:
    title = f"listing of {STORES} stores, c=1, {place.name}"

    def latency(server: Server, path: str) -> Callable[[], float]:
        seconds = bench.plan.latency_seconds
        return partial(bench.instruments.latency_us, server, path, place.load_core, seconds)

    times = _measure(bench, title, place, latency)
    rows = [Row(f"{name}, p50", "µs", times[name], "nginx", times["nginx"]) for name in PATHS]
    return Group(title, rows)


def _measure(
    bench: Phase1Bench, title: str, place: Placement,
    measure: Callable[[Server, str], Callable[[], object]],
) -> dict[str, list]:
    with bench.fresh_town(place) as phase, bench.children() as children:
        body = bench.logs / "listing.json"
        _take_body(phase.monolith.port, body)
        nginx = launch(bench.nginx.static(body, place), children, place.server_core)
        subjects = {name: measure(phase.monolith, path) for name, path in PATHS.items()}
        return bench.interleaved(
            title, bench.plan.rounds, {**subjects, "nginx": measure(nginx, "/static")}
        )


def _take_body(port: int, body: Path) -> None:
    """The monolith says what a page is; nginx then serves these very bytes."""
    for name, path in PATHS.items():
        answer = ask(port, path)
        stores = answer.body.count(b'"minimumOrder"')
        if answer.status != 200 or stores != STORES:
            raise SystemExit(f"{name}: {path} answers {answer.status} with {stores} stores")
    body.write_bytes(ask(port, PATHS["listing"]).body)
