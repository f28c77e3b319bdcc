"""Which machine, which commit, which peers: a figure without them says nothing."""

import datetime
import os
import platform
import subprocess
from pathlib import Path


def describe(root: Path, tools: dict[str, str]) -> dict[str, str]:
    return {
        "machine": f"{_cpu_model()}, {os.cpu_count()} cores, Linux {platform.release()}",
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": _commit(root),
        "peers": ", ".join(_version(tool) for tool in tools.items()),
    }


def _version(tool: tuple[str, str]) -> str:
    match tool:
        case ("nginx", path):
            return _first_line(path, "-v").removeprefix("nginx version: ")
        case ("go", path):
            return _first_line(path, "version").removeprefix("go version ").split(" ")[0]
        case ("wrk", path):
            return " ".join(_first_line(path, "-v").split(" ")[:2])
        case (_, path):
            return _first_line(path, "--version")


def _cpu_model() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def _commit(root: Path) -> str:
    git = ["git", "-C", str(root)]
    commit = _first_line(*git, "rev-parse", "--short", "HEAD") or "unknown"
    changed = _first_line(*git, "status", "--porcelain", "--untracked-files=no")
    return commit + (" with changes" if changed else "")


def _first_line(*command: str) -> str:
    """nginx and wrk name their version on standard error, wrk with exit code 1."""
    result = subprocess.run(command, capture_output=True, text=True)
    return next(iter((result.stdout + result.stderr).splitlines()), "").strip()
