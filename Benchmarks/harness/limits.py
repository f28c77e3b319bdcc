"""What this machine can do at all, measured first: the scale for every goal that is a time."""

from dataclasses import dataclass
from statistics import median

from harness.goals import REFERENCE_ECHO_US, REFERENCE_SYNC_US
from harness.instruments import Instruments
from harness.places import Placements

ROUNDS = 3
ROUND_SECONDS = 0.4


@dataclass(frozen=True)
class Limits:
    """Medians of a round trip of one byte, and of a short record made durable."""

    echo_one_core_us: float
    echo_two_cores_us: float
    sync_us: float

    @property
    def time_scale(self) -> float:
        """This machine's work over that of the one that the goals were set with."""
        return self.echo_one_core_us / REFERENCE_ECHO_US

    @property
    def sync_scale(self) -> float:
        return self.sync_us / REFERENCE_SYNC_US

    def __str__(self) -> str:
        return (
            f"limits: echo over loopback {self.echo_one_core_us:.1f} µs on one core, "
            f"{self.echo_two_cores_us:.1f} µs on two; fdatasync {self.sync_us:.0f} µs"
        )


def measure(instruments: Instruments, places: Placements) -> Limits:
    pinned, one_core = places.pinned, places.one_core
    rounds = [
        (
            instruments.echo_us(one_core, ROUND_SECONDS),
            instruments.echo_us(pinned, ROUND_SECONDS),
            instruments.sync_us(ROUND_SECONDS),
        )
        for _ in range(ROUNDS)
    ]
    return Limits(*(median(figure) for figure in zip(*rounds)))
