"""What every figure is made with: places, instruments, recipes, and rounds that take turns."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from harness.children import Children
from harness.instruments import Instruments
from harness.places import Placements
from harness.recipes import Recipes

Sample = TypeVar("Sample")


@dataclass(frozen=True)
class Plan:
    """How long to measure. wrk counts its time in whole seconds."""

    rounds: int
    load_seconds: int
    latency_seconds: float
    starts: int
    memory_rounds: int


FULL = Plan(rounds=5, load_seconds=1, latency_seconds=0.4, starts=20, memory_rounds=3)
QUICK = Plan(rounds=1, load_seconds=1, latency_seconds=0.2, starts=3, memory_rounds=1)


@dataclass(frozen=True)
class Bench:
    plan: Plan
    places: Placements
    instruments: Instruments
    recipes: Recipes
    logs: Path
    time_scale: float  # this machine's echo over the one that the goals were set with

    def children(self) -> Children:
        return Children(self.logs)

    def interleaved(
        self, what: str, rounds: int, subjects: dict[str, Callable[[], Sample]]
    ) -> dict[str, list[Sample]]:
        """ABAB…, never AABB: whatever else the machine does meets all of them alike.

        One round before the first warms caches and connections and is thrown away.
        """
        samples: dict[str, list[Sample]] = {name: [] for name in subjects}
        for round in range(rounds + 1):
            print(f"  {what}: round {round} of {rounds}", file=sys.stderr, flush=True)
            for name, measure in subjects.items():
                sample = measure()
                if round > 0:
                    samples[name].append(sample)
        return samples
