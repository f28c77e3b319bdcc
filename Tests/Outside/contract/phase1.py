"""Phase 1 as it really runs: two processes on free ports, with a data folder of their own."""

import contextlib
import json
import os
import pathlib
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAMS = {"baedal-outside-world", "baedal-monolith"}
START_LIMIT_SECONDS = 20
STOP_LIMIT_SECONDS = 20


class Phase1:
    """Where it is, and what a judge may want to look at besides its answers."""

    def __init__(self, folder, port):
        self.url = f"http://127.0.0.1:{port}"
        self.log = folder / "baedal-monolith.log"
        self.secrets = folder / "secrets"

    @property
    def operator_password(self):
        for line in self.secrets.read_text().splitlines():
            name, _, value = line.partition("=")
            if name.strip() == "operator-password":
                return value.strip()
        raise ValueError("the secrets have no operator-password")

    def faults(self):
        """The lines of its log that tell of faults. Nothing that a client sends may cause one."""
        lines = [json.loads(line) for line in self.log.read_text().splitlines()]
        return [line for line in lines if line.get("level") == "error"]


def build():
    for program in sorted(PROGRAMS):
        subprocess.run(["swift", "build", "--quiet", "--product", program], cwd=ROOT, check=True)


@contextlib.contextmanager
def running():
    with tempfile.TemporaryDirectory(prefix="baedal-") as folder, contextlib.ExitStack() as stack:
        folder = pathlib.Path(folder)
        world, front = free_ports(2)
        stack.enter_context(
            process(folder, "baedal-outside-world", world, "--data", folder / "outside-world")
        )
        stack.enter_context(
            process(
                folder, "baedal-monolith", front, "--data", folder / "shared",
                "--secrets", folder / "secrets", "--outside-world", f"http://127.0.0.1:{world}",
                "--member-rate", "100000", "--address-rate", "100000",
            )
        )  # fmt: skip
        yield Phase1(folder, front)


def free_ports(count):
    """All of them at once, so that they differ."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


@contextlib.contextmanager
def process(folder, program, port, *arguments):
    command = [ROOT / ".build/debug" / program, "--port", port, *arguments]
    with open(folder / f"{program}.log", "wb") as log:
        running = subprocess.Popen(list(map(str, command)), stderr=log, cwd=folder, env=clean())
        try:
            wait_until_ready(running, port, folder / f"{program}.log")
            yield
        finally:
            running.terminate()
            try:
                running.wait(STOP_LIMIT_SECONDS)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
                raise


def clean():
    """Settings of whoever runs this are not ours."""
    prefixes = ("BAEDAL_", "MONOLITH_", "OUTSIDE_WORLD_")
    return {name: value for name, value in os.environ.items() if not name.startswith(prefixes)}


def wait_until_ready(running, port, log):
    deadline = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < deadline and running.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1).close()
            return
        time.sleep(0.05)
    raise SystemExit(f"it did not get ready:\n{log.read_text()}")
