"""What the platform is measured with, beyond what every bench has."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from figures.recipes import Recipes
from harness.bench import Bench, Plan
from harness.instruments import Load
from harness.places import Placement
from harness.servers import Server

BODY_BYTES = range(1998, 2099)  # 2,048 ± 50: further off, and the figures are of something else


@dataclass(frozen=True)
class PlatformPlan(Plan):
    starts: int
    memory_rounds: int


FULL = PlatformPlan(rounds=5, load_seconds=1, latency_seconds=0.4, starts=20, memory_rounds=3)
QUICK = PlatformPlan(rounds=1, load_seconds=1, latency_seconds=0.2, starts=3, memory_rounds=1)


@dataclass(frozen=True)
class PlatformBench(Bench):
    plan: PlatformPlan
    recipes: Recipes

    def load(self, place: Placement) -> Callable[[Server, str], Load]:
        """Runs of wrk from there."""
        return partial(
            self.instruments.load,
            place=place,
            seconds=self.plan.load_seconds,
            least_bytes=BODY_BYTES.start,
        )
