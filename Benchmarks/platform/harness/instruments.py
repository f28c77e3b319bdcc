"""What measures: wrk for rates at c=64, and the small C programs beside this folder."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from harness.children import set_up_child
from harness.places import Placement
from harness.recipes import Recipe
from harness.servers import Server

CONNECTIONS = 64
BODY_BYTES = range(1998, 2099)  # 2,048 ± 50: further off, and the figures are of something else
FULL_CORE = 0.97


@dataclass(frozen=True)
class Load:
    """One run of wrk, with what it cost the server."""

    rate: float
    cpu_us_a_request: float
    server_cores_busy: float


@dataclass(frozen=True)
class Commits:
    """One run of transactions, each acknowledged when it was durable."""

    rate: float
    p50_us: float


class Instruments:
    def __init__(self, sources: Path, scratch: Path, wrk: str) -> None:
        self._scratch = scratch
        self._wrk = [wrk, "--script", str(sources / "summary.lua"), f"-c{CONNECTIONS}"]

    def echo_us(self, place: Placement, seconds: float) -> float:
        cores = [_core(place.server_core), _core(place.load_core)]
        return self._program("limits", "echo", *cores, str(seconds))["p50_ns"] / 1e3

    def sync_us(self, seconds: float) -> float:
        return self._program("limits", "sync", str(self._scratch), str(seconds))["p50_ns"] / 1e3

    def latency_us(self, server: Server, path: str, core: int | None, seconds: float) -> float:
        answer = self._program("latency", str(server.port), path, _core(core), str(seconds))
        return answer["p50_ns"] / 1e3

    def start_ms(self, recipe: Recipe, place: Placement) -> float:
        cores = [_core(place.server_core), _core(place.load_core)]
        return self._program("start", str(recipe.port), *cores, "--", *recipe.command)["ns"] / 1e6

    def bare_commits(self, seconds: int) -> Commits:
        database = self._fresh_database()
        return _commits(self._program("commit", str(database), str(seconds)))

    def commits(self, probe: Path, seconds: int, writers: int) -> Commits:
        command = [str(probe), "write", str(self._fresh_database()), str(seconds), str(writers)]
        return _commits(json.loads(_run(command, core=None)))

    def _fresh_database(self) -> Path:
        """An empty one each time: what was written before must not make the next run slower."""
        for old in self._scratch.glob("commits.db*"):
            old.unlink()
        return self._scratch / "commits.db"

    def load(self, server: Server, path: str, place: Placement, seconds: int) -> Load:
        """As many threads of wrk as the server has loops, so that the load does not end first."""
        url = f"http://127.0.0.1:{server.port}{path}"
        command = [*self._wrk, f"-t{place.loops}", f"-d{seconds}s", url]
        cpu_before = server.cpu_seconds()
        output = _run(command, place.load_core)
        cpu = server.cpu_seconds() - cpu_before
        summary = json.loads(output.split("SUMMARY", 1)[1])
        whole_answers = summary["bytes"] // BODY_BYTES.start
        if summary["errors"] > 0 or not 0 < summary["requests"] <= whole_answers:
            raise SystemExit(f"errors under load from {server.name}{path}:\n{output}")
        elapsed = summary["microseconds"] / 1e6
        return Load(
            rate=summary["requests"] / elapsed,
            cpu_us_a_request=cpu * 1e6 / summary["requests"],
            server_cores_busy=cpu / elapsed,
        )

    def _program(self, name: str, *arguments: str) -> dict[str, Any]:
        return json.loads(_run([str(self._scratch / name), *arguments], core=None))


def had_room(loads: list[Load], place: Placement) -> bool:
    """A server with a core of its own that it did not fill was not what ended first."""
    busy = median(load.server_cores_busy for load in loads)
    return place.server_core is not None and busy < FULL_CORE


def _commits(answer: dict[str, Any]) -> Commits:
    return Commits(rate=answer["rate"], p50_us=answer["p50_ns"] / 1e3)


def _core(core: int | None) -> str:
    return "-1" if core is None else str(core)


def _run(command: list[str], core: int | None) -> str:
    result = subprocess.run(
        command, capture_output=True, text=True, preexec_fn=lambda: set_up_child(core)
    )
    if result.returncode != 0:
        raise SystemExit(f"failed: {' '.join(command)}\n{result.stdout}{result.stderr}")
    return result.stdout
