"""The processes a run starts. None outlives it: not on an error, not on Ctrl-C, not on kill -9."""

import ctypes
import os
import signal
import subprocess
from pathlib import Path

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 5
_libc = ctypes.CDLL(None)


def set_up_child(core: int | None) -> None:
    """Runs between fork and exec: its core, and an end when the harness ends."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if core is not None:
        os.sched_setaffinity(0, {core})


class Children:
    """Servers that live for one stage of a run: `with Children(logs) as children:`."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Children":
        return self

    def __exit__(self, *_: object) -> None:
        for child in self._running:
            child.terminate()
        for child in self._running:
            try:
                child.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def start(self, name: str, command: list[str], core: int | None) -> subprocess.Popen[bytes]:
        with open(self._logs / f"{name}.log", "ab") as log:
            child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=lambda: set_up_child(core),
            )
        self._running.append(child)
        return child
