"""Memory: of one process, idle and after load, and of as many together as phase 3 has."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from figures.bench import PlatformBench
from figures.goals import ALL_IDLE, ALL_LOADED, PROCESSES_OF_PHASE_3
from harness.recipes import Recipe
from harness.row import Group, Row
from harness.servers import Memory, launch

SETTLE_SECONDS = 0.3


@dataclass(frozen=True)
class IdleLoaded:
    idle: Memory
    loaded: Memory


def memory(bench: PlatformBench) -> list[Group]:
    recipes, place = bench.recipes, bench.places.free
    samples = bench.interleaved(
        "memory of one process",
        bench.plan.memory_rounds,
        {
            "probe": lambda: _idle_then_loaded(bench, recipes.probe(place), "/encoded"),
            "nginx": lambda: _idle_then_loaded(bench, recipes.nginx(place), "/static"),
            "Go": lambda: _idle_then_loaded(bench, recipes.go(), "/encoded"),
        },
    )

    return [_of_one_process(samples), _of_many_processes(bench, alone=samples["probe"])]


def _of_one_process(samples: dict[str, list[IdleLoaded]]) -> Group:
    def row(figure: str, peer: str, of: Callable[[IdleLoaded], float]) -> Row:
        ours, theirs = map(of, samples["probe"]), map(of, samples[peer])
        return Row(figure, "MiB", list(ours), peer, list(theirs))

    rows = [
        row("PSS, idle", "nginx", lambda of: of.idle.pss),
        row("PSS, idle", "Go", lambda of: of.idle.pss),
        row("PSS, after c=64", "nginx", lambda of: of.loaded.pss),
        row("PSS, after c=64", "Go", lambda of: of.loaded.pss),
        row("RSS, idle", "nginx", lambda of: of.idle.rss),
        row("PSS, idle, libraries", "nginx", lambda of: of.idle.libraries),
    ]
    return Group("memory of one process, free", rows)


def _idle_then_loaded(bench: PlatformBench, recipe: Recipe, path: str) -> IdleLoaded:
    place = bench.places.free
    with bench.children() as children:
        server = launch(recipe, children, place.server_core)
        time.sleep(SETTLE_SECONDS)
        idle = server.memory()
        bench.load(place)(server, path)
        return IdleLoaded(idle, server.memory())


def _of_many_processes(bench: PlatformBench, alone: list[IdleLoaded]) -> Group:
    """Their peer is one of them alone, times their number: what is shared counts once here."""
    many, place = PROCESSES_OF_PHASE_3, bench.places.free
    print(f"  memory of {many} processes", file=sys.stderr, flush=True)
    with bench.children() as children:
        probes = [
            launch(bench.recipes.probe(place), children, place.server_core) for _ in range(many)
        ]
        time.sleep(SETTLE_SECONDS)
        idle = sum(probe.memory().pss for probe in probes)
        for probe in probes:
            bench.load(place)(probe, "/encoded")
        loaded = sum(probe.memory().pss for probe in probes)

    name = f"{many} × one"
    idle_alone = many * median(one.idle.pss for one in alone)
    loaded_alone = many * median(one.loaded.pss for one in alone)
    rows = [
        Row("PSS, idle", "MiB", [idle], name, [idle_alone], ALL_IDLE),
        Row("PSS, after c=64", "MiB", [loaded], name, [loaded_alone], ALL_LOADED),
    ]
    return Group(f"memory of {many} processes, free", rows)
