"""A server that runs, and what the kernel says of it."""

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from harness.ask import ask
from harness.children import Children
from harness.recipes import Recipe

FIRST_ANSWER_SECONDS = 10


@dataclass(frozen=True)
class Memory:
    """MiB. A page that several processes share counts as its share in PSS, whole in RSS."""

    pss: float
    rss: float
    libraries: float  # the part of PSS that is mapped from shared libraries


@dataclass(frozen=True)
class Server:
    name: str
    port: int
    process: subprocess.Popen[bytes]

    def cpu_seconds(self) -> float:
        """What the server and its children have used so far, exact to the nanosecond."""
        return sum(time.clock_gettime(_cpu_clock(pid)) for pid in self._pids())

    def memory(self) -> Memory:
        rollups = [_kibibytes(Path(f"/proc/{pid}/smaps_rollup")) for pid in self._pids()]
        return Memory(
            pss=sum(rollup["Pss"] for rollup in rollups) / 1024,
            rss=sum(rollup["Rss"] for rollup in rollups) / 1024,
            libraries=sum(_library_pss_kibibytes(pid) for pid in self._pids()) / 1024,
        )

    def _pids(self) -> list[int]:
        """nginx's master waits, its workers work: they count together."""
        master = self.process.pid
        workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return [master, *map(int, workers)]


def launch(recipe: Recipe, children: Children, core: int | None) -> Server:
    """Starts a server and waits for its first answer."""
    process = children.start(recipe.name.replace(" ", "-"), recipe.command, core)
    end = time.monotonic() + FIRST_ANSWER_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            if ask(recipe.port, "/livez").status == 200:
                return Server(recipe.name, recipe.port, process)
        except OSError:
            time.sleep(0.01)
    raise SystemExit(f"{recipe.name} did not answer on /livez: {' '.join(recipe.command)}")


def _cpu_clock(pid: int) -> int:
    """The clock of another process' CPU time, as clock_getcpuclockid(3) names it."""
    return (~pid << 3) | 2


def _kibibytes(file: Path) -> dict[str, int]:
    """`Pss:   123 kB` and the like."""
    rows = [line.split() for line in file.read_text().splitlines()]
    return {row[0].rstrip(":"): int(row[1]) for row in rows if row[-1] == "kB"}


def _library_pss_kibibytes(pid: int) -> int:
    total, in_library = 0, False
    for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        first, *rest = line.split()
        if not first.endswith(":"):
            in_library = ".so" in line
        elif first == "Pss:" and in_library:
            total += int(rest[0])
    return total
