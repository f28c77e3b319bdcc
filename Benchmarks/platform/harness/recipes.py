"""The probe and its peers as commands: what is started, and with which settings."""

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


class Recipes:
    def __init__(
        self, scratch: Path, tools: dict[str, str], probe: Path, storage_probe: Path, body: Path
    ) -> None:
        self._scratch = scratch
        self.storage_probe = storage_probe
        self._nginx = tools["nginx"]
        self._probe = str(probe)
        self._body = str(body)
        self._next_port = FIRST_PORT + os.getpid() % 8000

    def answering_json(self, place: Placement) -> list[Recipe]:
        return [
            self.probe(place),
            self.nginx(place),
            self.tuned_nginx(place),
            self.go(),
            self.bare(place),
        ]

    def probe(self, place: Placement, upstream: int | None = None) -> Recipe:
        port = self._free_port()
        command = [self._probe, "--port", str(port), "--loops", str(place.loops)]
        # The peers keep no log and count nothing either.
        command += ["--telemetry", "false"]
        if upstream is not None:
            command += ["--upstream", f"http://127.0.0.1:{upstream}"]
        return Recipe("probe", port, command)

    def nginx(self, place: Placement) -> Recipe:
        return self._nginx_static("nginx", nginx.DEBIAN, place)

    def tuned_nginx(self, place: Placement) -> Recipe:
        return self._nginx_static("tuned nginx", nginx.TUNED, place)

    def nginx_proxy(self, place: Placement, upstream: int) -> Recipe:
        port = self._free_port()
        job = nginx.PROXY.format(port=port, upstream=upstream)
        return self._nginx_doing("nginx proxy", job, port, place)

    def go(self) -> Recipe:
        """No word on loops: Go runs as many threads as it is given cores."""
        port = self._free_port()
        program = str(self._scratch / "peer")
        return Recipe("Go", port, [program, "--port", str(port), "--body", self._body])

    def bare(self, place: Placement) -> Recipe:
        port = self._free_port()
        command = [str(self._scratch / "bare"), "--port", str(port), "--body", self._body]
        return Recipe("bare C", port, [*command, "--loops", str(place.loops)])

    def _nginx_static(self, name: str, sending: str, place: Placement) -> Recipe:
        port = self._free_port()
        job = nginx.STATIC.format(port=port, body=self._body, sending=sending)
        return self._nginx_doing(name, job, port, place)

    def _nginx_doing(self, name: str, job: str, port: int, place: Placement) -> Recipe:
        folder = self._scratch / name.replace(" ", "-")
        return Recipe(name, port, nginx.command(self._nginx, folder, place.loops, job))

    def _free_port(self) -> int:
        """Each port once a run: a connection left in TIME_WAIT cannot spoil a later start."""
        for port in range(self._next_port, LAST_PORT):
            with socket.socket() as trial:
                try:
                    trial.bind(("127.0.0.1", port))
                except OSError:
                    continue
            self._next_port = port + 1
            return port
        raise SystemExit(f"no free port up to {LAST_PORT}")
