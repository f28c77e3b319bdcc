"""What phase 1 is measured with, beyond what every bench has: a town, and processes over it."""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from harness.bench import Bench, Plan
from harness.children import Children
from harness.instruments import Load
from harness.places import Placement
from harness.recipes import NginxRecipes
from harness.servers import Server, launch
from town.api import API
from town.audit import demand_clean_audit
from town.programs import Folder, Programs
from town.town import Town

# No load comes from a thousand addresses here, and what is asked twice is to be worked out twice.
SETTINGS = ("--without", "rate-limit,public-cache")
ORDERS_SCRIPT = Path(__file__).resolve().parent.parent / "orders.lua"

FULL = Plan(rounds=5, load_seconds=2, latency_seconds=0.5)
QUICK = Plan(rounds=1, load_seconds=1, latency_seconds=0.3)


@dataclass(frozen=True)
class Phase1:
    """A monolith that runs over a folder of its own, and the world beside it."""

    folder: Folder
    monolith: Server


@dataclass(frozen=True)
class Phase1Bench(Bench):
    programs: Programs
    nginx: NginxRecipes
    town: Town
    town_folder: Folder
    requests: Path

    def start(self, folder: Folder, place: Placement, children: Children) -> Phase1:
        """The world stands on the load's core: it is no part of what is measured."""
        world = launch(self.programs.world(folder), children, place.load_core)
        recipe = self.programs.monolith(folder, world.port, place, *SETTINGS)
        return Phase1(folder, launch(recipe, children, place.server_core))

    @contextmanager
    def fresh_town(self, place: Placement) -> Iterator[Phase1]:
        """Over a copy that is thrown away: what is written must not slow what comes next."""
        folder = self.copy_town("fresh")
        with self.children() as children:
            yield self.start(folder, place, children)
        shutil.rmtree(folder.path)

    def copy_town(self, name: str, of: Folder | None = None) -> Folder:
        folder = Folder(self.logs / name)
        shutil.rmtree(folder.path, ignore_errors=True)
        shutil.copytree((of or self.town_folder).path, folder.path)
        return folder

    def audit(self, folder: Folder) -> None:
        """No figure is worth anything when the books are not right afterwards."""
        with self.children() as children:
            phase = self.start(folder, self.places.free, children)
            demand_clean_audit(API(phase.monolith.port), self.town.operator)

    def place_orders(
        self, phase: Phase1, place: Placement, seconds: int, connections: int
    ) -> Load:
        before = count_orders(phase.folder)
        load = self.instruments.scripted_load(
            phase.monolith, place, seconds, connections, ORDERS_SCRIPT, str(self.requests),
            f"run-{time.time_ns()}",
        )
        check_paid(phase.folder, before + load.requests)
        return load


def count_orders(folder: Folder) -> int:
    """All are paid or more: whatever else became of one is no order placed."""
    query = "SELECT count(*) FROM orders WHERE state IN ('paid', 'delivered')"
    with closing(sqlite3.connect(f"file:{folder.database}?mode=ro", uri=True)) as database:
        return database.execute(query).fetchone()[0]


def check_paid(folder: Folder, least: int) -> None:
    """What wrk has been told is in the books; what it did not wait for may be there too."""
    found = count_orders(folder)
    if found < least:
        raise SystemExit(f"{least} orders were acknowledged and {found} are paid")
