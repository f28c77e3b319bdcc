"""The monolith and the outside world, as commands over a folder with their data."""

from dataclasses import dataclass
from pathlib import Path

from harness.places import Placement
from harness.recipes import Ports, Recipe


@dataclass(frozen=True)
class Folder:
    """What both keep, side by side, so that a copy of it is a town of its own."""

    path: Path

    @property
    def database(self) -> Path:
        return self.path / "monolith" / "baedal.db"

    @property
    def world_database(self) -> Path:
        return self.path / "world" / "outside-world.db"

    @property
    def secrets(self) -> Path:
        return self.path / "secrets"

    @property
    def facts(self) -> Path:
        return self.path / "town.json"

# As the supervisor starts it (Sources/Tools/Supervisor/Part.swift).
ALLOCATOR = (
    "GLIBC_TUNABLES="
    "glibc.malloc.tcache_count=127:glibc.malloc.mxfast=0:glibc.malloc.hugetlb=1"
)


class Programs:
    def __init__(self, monolith: Path, world: Path, ports: Ports) -> None:
        self.monolith_path = monolith
        self._world = str(world)
        self._ports = ports

    def world(self, folder: Folder) -> Recipe:
        port = self._ports.take()
        command = [self._world, "--port", str(port), "--data", str(folder.path / "world")]
        return Recipe("world", port, [*command, "--loops", "1"])

    def monolith(
        self, folder: Folder, world: int, place: Placement, *settings: str, port: int | None = None
    ) -> Recipe:
        port = port or self._ports.take()
        command = ["env", ALLOCATOR, str(self.monolith_path)]
        command += ["--port", str(port), "--loops", str(place.loops)]
        command += ["--data", str(folder.path / "monolith"), "--secrets", str(folder.secrets)]
        command += ["--outside-world", f"http://127.0.0.1:{world}"]
        return Recipe("monolith", port, [*command, *settings])
