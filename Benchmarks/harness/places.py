"""Which core the server stands on, and which the load."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Placement:
    """Who runs where. A core of None is the scheduler's choice."""

    name: str
    server_core: int | None
    load_core: int | None
    loops: int


@dataclass(frozen=True)
class Placements:
    pinned: Placement
    one_core: Placement
    free: Placement


def places_of_this_machine() -> Placements:
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise SystemExit("bench-platform needs two cores: one for the server, one for the load")
    first, second = cores[:2]
    return Placements(
        pinned=Placement("pinned", first, second, loops=1),
        one_core=Placement("one core", first, first, loops=1),
        free=Placement("free", None, None, loops=len(cores)),
    )
