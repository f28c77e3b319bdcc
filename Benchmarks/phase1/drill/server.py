"""The monolith that is killed: the same folder and the same port, one process after the other."""

import signal
import subprocess
import time
from dataclasses import dataclass, field

from harness.ask import ask
from harness.children import Children
from harness.recipes import Recipe

BACK_SECONDS_MAX = 2.0


@dataclass
class Victim:
    recipe: Recipe
    children: Children
    process: subprocess.Popen[bytes] | None = None
    back_seconds: list[float] = field(default_factory=list)

    def start(self) -> None:
        began = time.monotonic()
        self.process = self.children.start("monolith", self.recipe.command, core=None)
        while not self._is_ready():
            if self.process.poll() is not None:
                raise SystemExit(f"the monolith ended with {self.process.returncode} at its start")
            if time.monotonic() - began > 10 * BACK_SECONDS_MAX:
                raise SystemExit("the monolith does not get ready")
            time.sleep(0.002)
        self.back_seconds.append(time.monotonic() - began)

    def kill(self) -> None:
        if self.process is None or self.process.poll() is not None:
            raise SystemExit("the monolith has ended by itself")
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def _is_ready(self) -> bool:
        try:
            return ask(self.recipe.port, "/readyz").status == 200
        except OSError:
            return False
