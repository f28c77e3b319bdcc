"""The goals of phase 1."""

from harness.goals import Goal

LISTING_RATE = Goal("≥", 0.9, stretch=1.1)
LISTING_CPU = Goal("≤", 14, stretch=None, unit="µs")
ORDER_RATE = Goal("≥", 5, stretch=6)
ORDER_P99 = Goal("≤", 5, stretch=None, unit="ms")
ORDER_P50 = Goal("≤", 1.4, stretch=1.25)
GROWTH_P50 = Goal("≤", 1.3, stretch=1.1)
