"""What every figure is made with: places, instruments, and rounds that take turns."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from harness.children import Children
from harness.instruments import Instruments
from harness.limits import Limits
from harness.places import Placements

Sample = TypeVar("Sample")


@dataclass(frozen=True)
class Plan:
    """How long to measure. wrk counts its time in whole seconds."""

    rounds: int
    load_seconds: int
    latency_seconds: float


@dataclass(frozen=True)
class Bench:
    plan: Plan
    places: Placements
    instruments: Instruments
    logs: Path
    limits: Limits

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
