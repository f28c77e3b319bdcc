"""What measures: wrk for rates at c=64, and the small C programs beside this folder."""

import json
import resource
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.children import set_up_child
from harness.machine import Placement
from harness.recipes import Recipe
from harness.servers import Server

CONNECTIONS = 64
FULL = 0.97  # of a core, from which on it counts as busy


@dataclass(frozen=True)
class Load:
    """One run of wrk, with what it cost the server."""

    rate: float
    cpu_us_a_request: float
    load_bound: bool  # wrk had no core left while the server had: the server could do more


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

    def load(self, server: Server, path: str, place: Placement, seconds: int) -> Load:
        """As many threads of wrk as the server has loops, so that the load is not what ends first."""
        url = f"http://127.0.0.1:{server.port}{path}"
        command = [*self._wrk, f"-t{place.loops}", f"-d{seconds}s", url]
        cpu_before, load_before = server.cpu_seconds(), _children_cpu_seconds()
        output = _run(command, place.load_core)
        cpu = server.cpu_seconds() - cpu_before
        load_cpu = _children_cpu_seconds() - load_before
        summary = json.loads(output.split("SUMMARY", 1)[1])
        if summary["errors"] > 0 or summary["requests"] == 0:
            raise SystemExit(f"errors under load from {server.name}{path}:\n{output}")
        elapsed = summary["microseconds"] / 1e6
        return Load(
            rate=summary["requests"] / elapsed,
            cpu_us_a_request=cpu * 1e6 / summary["requests"],
            load_bound=load_cpu / elapsed > place.loops * FULL >= cpu / elapsed,
        )

    def _program(self, name: str, *arguments: str) -> dict[str, Any]:
        return json.loads(_run([str(self._scratch / name), *arguments], core=None))


def _core(core: int | None) -> str:
    return "-1" if core is None else str(core)


def _children_cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _run(command: list[str], core: int | None) -> str:
    result = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: set_up_child(core),
    )
    if result.returncode != 0:
        raise SystemExit(f"failed: {' '.join(command)}\n{result.stdout}")
    return result.stdout
