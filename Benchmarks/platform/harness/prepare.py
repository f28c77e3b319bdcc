"""Everything a run needs, before it starts: Debian's packages, the C and Go programs, the probe."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# What is called, and the Debian package that brings it.
PACKAGES = {"wrk": "wrk", "nginx": "nginx", "go": "golang-go", "gcc": "gcc"}
C_PROGRAMS = ["limits", "latency", "start", "bare", "commit"]
LIBRARIES = {"commit": ["-lsqlite3"]}


def tools() -> dict[str, str]:
    """The path of each tool; installs what is missing."""
    missing = [name for name in PACKAGES if _find(name) is None]
    if missing:
        _install([PACKAGES[name] for name in missing])
    found = {name: _find(name) for name in PACKAGES}
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


def peers(sources: Path, scratch: Path, tools: dict[str, str]) -> None:
    """Compiles the C programs and the Go peer into the scratch folder."""
    for name in C_PROGRAMS:
        source, program = str(sources / f"{name}.c"), str(scratch / name)
        flags = ["-O2", "-pthread", "-Wall", "-Wextra"]
        libraries = LIBRARIES.get(name, [])
        _build([tools["gcc"], *flags, source, "-o", program, *libraries])
    # No cgo and no module file: the peer is one file on Go's standard library.
    environment = {
        **os.environ,
        "CGO_ENABLED": "0",
        "GO111MODULE": "off",
        "GOCACHE": str(scratch / "go-cache"),
    }
    source, program = str(sources / "peer.go"), str(scratch / "peer")
    _build([tools["go"], "build", "-o", program, source], environment)


def product(root: Path, name: str) -> Path:
    """The release build of a program of ours."""
    swift = ["swift", "build", "-c", "release", "--package-path", str(root)]
    _build(["nice", *swift, "--product", name])
    folder = subprocess.run([*swift, "--show-bin-path"], capture_output=True, text=True, check=True)
    return Path(folder.stdout.strip()) / name


def _build(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Compilers talk on standard error: standard output is the report's alone."""
    if subprocess.run(command, env=environment, stdout=sys.stderr).returncode != 0:
        raise SystemExit(f"failed: {' '.join(command)}")
