"""The probe and its peers as commands: what is started, and with which settings."""

from pathlib import Path

from harness.places import Placement
from harness.recipes import NginxRecipes, Ports, Recipe


class Recipes:
    def __init__(
        self, scratch: Path, tools: dict[str, str], probe: Path, storage_probe: Path, body: Path
    ) -> None:
        self._scratch = scratch
        self.storage_probe = storage_probe
        self._ports = Ports()
        self._nginx = NginxRecipes(tools["nginx"], scratch, self._ports)
        self._probe = str(probe)
        self._body = body

    def answering_json(self, place: Placement) -> list[Recipe]:
        return [
            self.probe(place),
            self.nginx(place),
            self.tuned_nginx(place),
            self.go(),
            self.bare(place),
        ]

    def probe(self, place: Placement, upstream: int | None = None) -> Recipe:
        port = self._ports.take()
        command = [self._probe, "--port", str(port), "--loops", str(place.loops)]
        # The peers keep no log and count nothing either.
        command += ["--telemetry", "false"]
        if upstream is not None:
            command += ["--upstream", f"http://127.0.0.1:{upstream}"]
        return Recipe("probe", port, command)

    def nginx(self, place: Placement) -> Recipe:
        return self._nginx.static(self._body, place)

    def tuned_nginx(self, place: Placement) -> Recipe:
        return self._nginx.tuned_static(self._body, place)

    def nginx_proxy(self, place: Placement, upstream: int) -> Recipe:
        return self._nginx.proxy(upstream, place)

    def go(self) -> Recipe:
        """No word on loops: Go runs as many threads as it is given cores."""
        port = self._ports.take()
        program = str(self._scratch / "peer")
        return Recipe("Go", port, [program, "--port", str(port), "--body", str(self._body)])

    def bare(self, place: Placement) -> Recipe:
        port = self._ports.take()
        command = [str(self._scratch / "bare"), "--port", str(port), "--body", str(self._body)]
        return Recipe("bare C", port, [*command, "--loops", str(place.loops)])
