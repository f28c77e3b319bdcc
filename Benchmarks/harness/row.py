"""A line of the report: what was measured of ours, of a peer, and what it was to be."""

from dataclasses import dataclass
from statistics import median
from typing import Any

from harness.goals import Goal


@dataclass(frozen=True)
class Row:
    """The samples of ours and of the peer are of the same rounds, in order."""

    figure: str
    unit: str
    ours: list[float]
    peer_name: str
    peer: list[float]
    goal: Goal | None = None
    server_had_room: bool = False

    @property
    def ratio(self) -> float:
        return median(self.ours) / median(self.peer)

    @property
    def ratio_range(self) -> tuple[float, float]:
        """The lowest and highest ratio of any one round: how far to trust the median."""
        ratios = [mine / theirs for mine, theirs in zip(self.ours, self.peer)]
        return min(ratios), max(ratios)

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return ""
        return self.goal.verdict(self.ratio if self.goal.is_ratio else median(self.ours))

    def as_json(self) -> dict[str, Any]:
        return {
            "figure": self.figure,
            "unit": self.unit,
            "ours": self.ours,
            "peer_name": self.peer_name,
            "peer": self.peer,
            "ratio": self.ratio,
            "ratio_range": self.ratio_range,
            "goal": None if self.goal is None else str(self.goal),
            "verdict": self.verdict,
            "server_had_room": self.server_had_room,
        }


@dataclass(frozen=True)
class Group:
    """Rows that were measured together."""

    title: str
    rows: list[Row]

    def as_json(self) -> dict[str, Any]:
        return {"title": self.title, "rows": [row.as_json() for row in self.rows]}
