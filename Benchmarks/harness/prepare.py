"""Everything a run needs, before it starts: Debian's packages, C programs, programs of ours."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# What is called, and the Debian package that brings it.
PACKAGES = {"wrk": "wrk", "nginx": "nginx", "go": "golang-go", "gcc": "gcc"}
HARNESS = Path(__file__).resolve().parent


def tools(*names: str) -> dict[str, str]:
    """The path of each tool; installs what is missing."""
    missing = [name for name in names if _find(name) is None]
    if missing:
        _install([PACKAGES[name] for name in missing])
    found = {name: _find(name) for name in names}
    absent = [name for name, path in found.items() if path is None]
    if absent:
        raise SystemExit(f"still missing after the installation: {' '.join(absent)}")
    return {name: path for name, path in found.items() if path is not None}


def _find(name: str) -> str | None:
    """nginx lives in /usr/sbin, which only root has on its path."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def _install(packages: list[str]) -> None:
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages, "libc6-dev"]
    by_hand = f"apt-get update && {' '.join(install)}"
    if shutil.which("apt-get") is None:
        raise SystemExit(f"missing: {' '.join(packages)}. On Debian: {by_hand}")
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    if as_root and shutil.which("sudo") is None:
        raise SystemExit(f"missing: {' '.join(packages)}. As root, type: {by_hand}")
    print(f"installing {' '.join(packages)} with apt-get", file=sys.stderr, flush=True)
    for command in (["apt-get", "update"], install):
        if subprocess.run(as_root + command, stdout=subprocess.DEVNULL).returncode != 0:
            raise SystemExit(f"`{' '.join(command)}` failed. As root, type: {by_hand}")


def instruments(scratch: Path, gcc: str) -> None:
    """The C programs beside this file that measure."""
    for name in ("limits", "latency", "start"):
        c_program(HARNESS / f"{name}.c", scratch, gcc)


def c_program(source: Path, scratch: Path, gcc: str, *libraries: str) -> None:
    flags = ["-O2", "-pthread", "-Wall", "-Wextra", f"-I{HARNESS}"]
    build([gcc, *flags, str(source), "-o", str(scratch / source.stem), *libraries])


def product(root: Path, name: str, configuration: str = "release") -> Path:
    """The build of a program of ours."""
    swift = ["swift", "build", "-c", configuration, "--package-path", str(root)]
    build(["nice", *swift, "--product", name])
    folder = subprocess.run([*swift, "--show-bin-path"], capture_output=True, text=True, check=True)
    return Path(folder.stdout.strip()) / name


def build(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Compilers talk on standard error: standard output is the report's alone."""
    if subprocess.run(command, env=environment, stdout=sys.stderr).returncode != 0:
        raise SystemExit(f"failed: {' '.join(command)}")
