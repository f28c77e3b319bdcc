"""The report: a table for people, JSON for programs, a section of docs/BENCHMARK.md."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from harness.bystanders import NOISE_SHARE
from harness.limits import Limits
from harness.row import Group, Row

WIDTHS = (30, 11, 19, 6, 10, 16, 9)
ROOM_MARK = "*"


@dataclass(frozen=True)
class Report:
    section: str  # of docs/BENCHMARK.md
    ours: str  # what is measured, as the head of its column
    machine: dict[str, str]
    limits: Limits
    groups: list[Group]
    others_share: float

    def text(self) -> str:
        return f"{self._header()}\n\n{self._table()}"

    def _header(self) -> str:
        lines = [f"{name}: {value}" for name, value in self.machine.items()]
        lines.append(str(self.limits))
        noise = " (too much: measure again)" if self.others_share > NOISE_SHARE else ""
        lines.append(f"others: took {self.others_share:.0%} of the cores meanwhile{noise}")
        return "\n".join(lines)

    def _table(self) -> str:
        lines = [_line(("", self.ours, "peer", "ratio", "low–high", "goal", "verdict"))]
        for group in self.groups:
            lines += ["", group.title, *(_line(_cells(row)) for row in group.rows)]
        if any(row.server_had_room for group in self.groups for row in group.rows):
            note = f"the {self.ours} did not fill its core: the load ended first, or others ran"
            lines += ["", f"{ROOM_MARK} {note}"]
        return "\n".join(lines)

    def write_json(self, file: Path) -> None:
        content = {
            "machine": self.machine,
            "limits": asdict(self.limits),
            "others_share": self.others_share,
            "groups": [group.as_json() for group in self.groups],
        }
        file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n")

    def write_section(self, document: Path) -> None:
        """Puts the figures between the marks; what stands around them is written by hand."""
        begin, end = f"<!-- {self.section}: begin -->", f"<!-- {self.section}: end -->"
        text = document.read_text()
        before, rest = text.split(begin)
        _, after = rest.split(end)
        figures = f"```\n{self.text()}\n```"
        document.write_text(f"{before}{begin}\n{figures}\n{end}{after}")


def _cells(row: Row) -> tuple[str, ...]:
    low, high = row.ratio_range
    return (
        f"  {row.figure}",
        f"{_figure(median(row.ours))} {row.unit}",
        f"{row.peer_name} {_figure(median(row.peer))}",
        f"{row.ratio:.3f}",
        f"{low:.2f}–{high:.2f}",
        "" if row.goal is None else str(row.goal),
        f"{row.verdict} {ROOM_MARK if row.server_had_room else ''}",
    )


def _line(cells: tuple[str, ...]) -> str:
    return " ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS)).rstrip()


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
