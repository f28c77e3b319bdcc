"""How soon after its exec a process answers."""

from functools import partial

from figures.bench import PlatformBench
from figures.goals import START
from harness.places import Placement
from harness.row import Group, Row


def starts(bench: PlatformBench) -> list[Group]:
    return [_starts(bench, bench.places.pinned), _starts(bench, bench.places.free)]


def _starts(bench: PlatformBench, place: Placement) -> Group:
    title = f"start of one process, {place.name}"
    recipes = bench.recipes
    start = partial(bench.instruments.start_ms, place=place)
    times = bench.interleaved(
        title,
        bench.plan.starts,
        {
            "probe": lambda: start(recipes.probe(place)),
            "nginx": lambda: start(recipes.nginx(place)),
            "Go": lambda: start(recipes.go()),
            "bare C": lambda: start(recipes.bare(place)),
        },
    )
    figure, goal = "exec to first 200", START.scaled(bench.limits.time_scale)
    rows = [
        Row(figure, "ms", times["probe"], "nginx", times["nginx"], goal),
        Row(figure, "ms", times["probe"], "Go", times["Go"]),
        Row(figure, "ms", times["probe"], "bare C", times["bare C"]),
    ]
    return Group(title, rows)
