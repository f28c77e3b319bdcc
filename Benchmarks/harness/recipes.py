"""A server as a command, and the ports that servers are given."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path

from harness import nginx
from harness.places import Placement

# Below the range that outgoing connections draw from: a client that knocks at a port of that range
# before its server listens may be given the very same port, and then talks to itself.
FIRST_PORT, LAST_PORT = 20000, 32000


@dataclass(frozen=True)
class Recipe:
    name: str
    port: int
    command: list[str]


class Ports:
    """Each port once a run: a connection left in TIME_WAIT cannot spoil a later start."""

    def __init__(self) -> None:
        self._next = FIRST_PORT + os.getpid() % 8000

    def take(self) -> int:
        for port in range(self._next, LAST_PORT):
            with socket.socket() as trial:
                try:
                    trial.bind(("127.0.0.1", port))
                except OSError:
                    continue
            self._next = port + 1
            return port
        raise SystemExit(f"no free port up to {LAST_PORT}")


class NginxRecipes:
    """Peers out of one program, each in a folder of its own."""

    def __init__(self, program: str, scratch: Path, ports: Ports) -> None:
        self._program = program
        self._scratch = scratch
        self._ports = ports

    def static(self, body: Path, place: Placement, name: str = "nginx") -> Recipe:
        return self._static(name, nginx.DEBIAN, body, place)

    def tuned_static(self, body: Path, place: Placement) -> Recipe:
        return self._static("tuned nginx", nginx.TUNED, body, place)

    def proxy(self, upstream: int, place: Placement) -> Recipe:
        port = self._ports.take()
        job = nginx.PROXY.format(port=port, upstream=upstream)
        return self._doing("nginx proxy", job, port, place)

    def _static(self, name: str, sending: str, body: Path, place: Placement) -> Recipe:
        port = self._ports.take()
        job = nginx.STATIC.format(port=port, body=body, sending=sending)
        return self._doing(name, job, port, place)

    def _doing(self, name: str, job: str, port: int, place: Placement) -> Recipe:
        folder = self._scratch / name.replace(" ", "-")
        return Recipe(name, port, nginx.command(self._program, folder, place.loops, job))
