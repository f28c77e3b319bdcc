"""Memory: of one process, idle and after load, and of as many together as phase 3 has."""

import time
from collections.abc import Callable

from harness.bench import Bench
from harness.goals import ALL_IDLE, ALL_LOADED, PROCESSES_OF_PHASE_3
from harness.recipes import Recipe
from harness.row import Group, Row
from harness.servers import Memory, launch

SETTLE_SECONDS = 0.3


def memory(bench: Bench) -> list[Group]:
    return [_of_one_process(bench), _of_many_processes(bench)]


def _of_one_process(bench: Bench) -> Group:
    title = "memory of one process, free"
    recipes, place = bench.recipes, bench.places.free
    samples = bench.interleaved(
        title,
        bench.plan.memory_rounds,
        {
            "probe": lambda: _idle_then_loaded(bench, recipes.probe(place), "/encoded"),
            "nginx": lambda: _idle_then_loaded(bench, recipes.nginx(place), "/static"),
            "Go": lambda: _idle_then_loaded(bench, recipes.go(), "/encoded"),
        },
    )

    def row(figure: str, peer: str, of: Callable[[tuple[Memory, Memory]], float]) -> Row:
        return Row(figure, "MiB", list(map(of, samples["probe"])), peer, list(map(of, samples[peer])))

    rows = [
        row("PSS, idle", "nginx", lambda idle_loaded: idle_loaded[0].pss),
        row("PSS, idle", "Go", lambda idle_loaded: idle_loaded[0].pss),
        row("PSS, after c=64", "nginx", lambda idle_loaded: idle_loaded[1].pss),
        row("PSS, after c=64", "Go", lambda idle_loaded: idle_loaded[1].pss),
        row("RSS, idle", "nginx", lambda idle_loaded: idle_loaded[0].rss),
        row("PSS, idle, of libraries", "nginx", lambda idle_loaded: idle_loaded[0].libraries),
    ]
    return Group(title, rows)


def _idle_then_loaded(bench: Bench, recipe: Recipe, path: str) -> tuple[Memory, Memory]:
    place = bench.places.free
    with bench.children() as children:
        server = launch(recipe, children, place.server_core)
        time.sleep(SETTLE_SECONDS)
        idle = server.memory()
        bench.instruments.load(server, path, place, bench.plan.load_seconds)
        return idle, server.memory()


def _of_many_processes(bench: Bench) -> Group:
    """The peer is the first of them while it was alone, times their number: what sharing saves."""
    title = f"memory of {PROCESSES_OF_PHASE_3} processes, free"
    place, plan = bench.places.free, bench.plan
    with bench.children() as children:
        probes = []
        for _ in range(PROCESSES_OF_PHASE_3):
            probes.append(launch(bench.recipes.probe(place), children, place.server_core))
            if len(probes) == 1:
                time.sleep(SETTLE_SECONDS)
                alone = probes[0].memory().pss
        time.sleep(SETTLE_SECONDS)
        idle = sum(probe.memory().pss for probe in probes)
        for probe in probes:
            bench.instruments.load(probe, "/encoded", place, plan.load_seconds)
        loaded = sum(probe.memory().pss for probe in probes)
    unshared = [alone * PROCESSES_OF_PHASE_3]
    rows = [
        Row("PSS, idle", "MiB", [idle], "unshared", unshared, ALL_IDLE),
        Row("PSS, after c=64", "MiB", [loaded], "unshared", unshared, ALL_LOADED),
    ]
    return Group(title, rows)
