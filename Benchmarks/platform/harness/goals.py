"""The goals of the platform, and what a figure is worth against them.

A goal that is a ratio to a peer holds on any machine. One that is a time was set where an echo over
loopback takes 13 µs on one core, and is scaled by the echo of the same run.
"""

from dataclasses import dataclass, replace
from typing import Literal

REFERENCE_ECHO_US = 13.0


@dataclass(frozen=True)
class Goal:
    sign: Literal["≥", "≤"]
    limit: float
    stretch: float | None
    unit: str = ""  # none: a ratio to the peer

    @property
    def is_ratio(self) -> bool:
        return self.unit == ""

    def verdict(self, measured: float) -> str:
        if self.stretch is not None and self._reached(measured, self.stretch):
            return "stretch"
        return "pass" if self._reached(measured, self.limit) else "miss"

    def scaled(self, by: float) -> "Goal":
        stretch = None if self.stretch is None else self.stretch * by
        return replace(self, limit=self.limit * by, stretch=stretch)

    def __str__(self) -> str:
        stretch = "" if self.stretch is None else f" ({self.stretch:.3g})"
        return f"{self.sign} {self.limit:.3g}{stretch} {self.unit}".rstrip()

    def _reached(self, measured: float, limit: float) -> bool:
        return measured >= limit if self.sign == "≥" else measured <= limit


ENCODED_RATE = Goal("≥", 1.2, stretch=1.5)
ENCODED_LATENCY = Goal("≤", 1.0, stretch=0.8)
HOP_LATENCY = Goal("≤", 1.0, stretch=0.7)
HOP_RATE = Goal("≥", 1.0, stretch=None)
HOP_CPU = Goal("≤", 19, stretch=None, unit="µs")
COMMIT_RATE = Goal("≥", 5, stretch=6)
COMMIT_LATENCY = Goal("≤", 1.4, stretch=1.25)
START = Goal("≤", 10, stretch=6, unit="ms")

# Memory has a goal for all of phase 3 only, which is about this many processes.
PROCESSES_OF_PHASE_3 = 17
ALL_IDLE = Goal("≤", 60, stretch=40, unit="MiB")
ALL_LOADED = Goal("≤", 100, stretch=75, unit="MiB")
