"""The goals of the platform."""

from harness.goals import Goal

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
