"""What other processes take of the machine while we measure."""

import os
import time
from pathlib import Path

NOISE_SHARE = 0.05  # from which on a run is worth repeating


class Bystanders:
    def __init__(self) -> None:
        self._begin = time.monotonic()
        self._others_at_begin = _machine_busy_seconds() - _own_seconds()

    def share(self) -> float:
        """Of all cores; right once every child has ended."""
        others = _machine_busy_seconds() - _own_seconds() - self._others_at_begin
        cores = os.cpu_count() or 1
        return max(0.0, others / (time.monotonic() - self._begin) / cores)


def _machine_busy_seconds() -> float:
    """All that /proc/stat counts but idle and waiting for a disk; stolen time is another's too."""
    user, nice, system, _, _, irq, softirq, steal = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    )
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def _own_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
