"""What is to be reached, and what a figure is worth against it.

A goal that is a ratio to a peer holds on any machine. One that is a time was set where an echo over
loopback takes 13 µs on one core and an fdatasync 125 µs, and is scaled by those of the same run.
"""

from dataclasses import dataclass, replace
from typing import Literal

REFERENCE_ECHO_US = 13.0
REFERENCE_SYNC_US = 125.0


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
