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
FULL_CORE = 0.97
SUMMARY = Path(__file__).resolve().parent / "summary.lua"


@dataclass(frozen=True)
class Load:
    """One run of wrk, with what it cost the server."""

    rate: float
    requests: int
    p50_us: float
    p99_us: float
    cpu_us_a_request: float
    server_cores_busy: float


class Instruments:
    def __init__(self, scratch: Path, wrk: str) -> None:
        self._scratch = scratch
        self._load_generator = wrk

    def echo_us(self, place: Placement, seconds: float) -> float:
        cores = [core_argument(place.server_core), core_argument(place.load_core)]
        return self.program("limits", "echo", *cores, str(seconds))["p50_ns"] / 1e3

    def sync_us(self, seconds: float) -> float:
        return self.program("limits", "sync", str(self._scratch), str(seconds))["p50_ns"] / 1e3

    def latency_us(
        self, server: Server, path: str, core: int | None, seconds: float, *fields: str
    ) -> float:
        where = [str(server.port), path, core_argument(core), str(seconds)]
        return self.program("latency", *where, *fields)["p50_ns"] / 1e3

    def start_ms(self, recipe: Recipe, place: Placement) -> float:
        cores = [core_argument(place.server_core), core_argument(place.load_core)]
        return self.program("start", str(recipe.port), *cores, "--", *recipe.command)["ns"] / 1e6

    def load(
        self, server: Server, path: str, place: Placement, seconds: int, least_bytes: int
    ) -> Load:
        """GETs; an answer of fewer bytes is none."""
        return self._wrk(server, place, seconds, CONNECTIONS, least_bytes, SUMMARY, path)

    def scripted_load(
        self, server: Server, place: Placement, seconds: int, connections: int, script: Path,
        *arguments: str,
    ) -> Load:
        """What the script asks for; that the answers are whole is for the caller to see."""
        return self._wrk(server, place, seconds, connections, 1, script, "/", *arguments)

    def _wrk(
        self, server: Server, place: Placement, seconds: int, connections: int, least_bytes: int,
        script: Path, path: str, *arguments: str,
    ) -> Load:
        """As many threads of wrk as the server has loops, so that the load does not end first."""
        command = [self._load_generator, "--script", str(script), f"-d{seconds}s"]
        command += [f"-c{connections}", f"-t{min(place.loops, connections)}"]
        command.append(f"http://127.0.0.1:{server.port}{path}")
        cpu_before = server.cpu_seconds()
        output = run([*command, "--", *arguments], place.load_core)
        cpu = server.cpu_seconds() - cpu_before
        summary = json.loads(output.split("SUMMARY", 1)[1])
        whole_answers = summary["bytes"] // least_bytes
        if summary["errors"] > 0 or not 0 < summary["requests"] <= whole_answers:
            raise SystemExit(f"errors under load from {server.name}{path}:\n{output}")
        elapsed = summary["microseconds"] / 1e6
        return Load(
            rate=summary["requests"] / elapsed,
            requests=summary["requests"],
            p50_us=summary["p50_us"],
            p99_us=summary["p99_us"],
            cpu_us_a_request=cpu * 1e6 / summary["requests"],
            server_cores_busy=cpu / elapsed,
        )

    def program(self, name: str, *arguments: str, under: str | None = None) -> dict[str, Any]:
        """What it prints; `under` is a variable of its environment."""
        environment = ["env", under] if under else []
        return json.loads(run([*environment, str(self._scratch / name), *arguments], core=None))


def had_room(loads: list[Load], place: Placement) -> bool:
    """A server with a core of its own that it did not fill was not what ended first."""
    busy = median(load.server_cores_busy for load in loads)
    return place.server_core is not None and busy < FULL_CORE


def core_argument(core: int | None) -> str:
    return "-1" if core is None else str(core)


def run(command: list[str], core: int | None) -> str:
    result = subprocess.run(
        command, capture_output=True, text=True, preexec_fn=lambda: set_up_child(core)
    )
    if result.returncode != 0:
        raise SystemExit(f"failed: {' '.join(command)}\n{result.stdout}{result.stderr}")
    return result.stdout
