"""The peers that are built: bare C, and Go."""

import os
from pathlib import Path

from harness import prepare


def build(sources: Path, scratch: Path, tools: dict[str, str]) -> None:
    prepare.c_program(sources / "bare.c", scratch, tools["gcc"])
    prepare.c_program(sources / "commit.c", scratch, tools["gcc"], "-lsqlite3")
    # No cgo and no module file: the peer is one file on Go's standard library.
    environment = {
        **os.environ,
        "CGO_ENABLED": "0",
        "GO111MODULE": "off",
        "GOCACHE": str(scratch / "go-cache"),
    }
    source, program = str(sources / "peer.go"), str(scratch / "peer")
    prepare.build([tools["go"], "build", "-o", program, source], environment)
