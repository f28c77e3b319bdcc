"""What the clients asked for and what they were told: all that the business has promised them."""

import threading
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["order", "top-up", "claim", "cancellation"]


@dataclass
class Ask:
    """A wish of a customer's. It keeps its key however often it is asked."""

    kind: Kind
    customer: int
    path: str
    body: dict[str, Any] | None
    key: str
    status: int | None = None
    answer: Any = None

    @property
    def is_acknowledged(self) -> bool:
        return self.status == 201 or (self.kind == "cancellation" and self.status == 200)


@dataclass
class History:
    asks: list[Ask] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, ask: Ask) -> None:
        with self._lock:
            self.asks.append(ask)

    def acknowledged(self, kind: Kind) -> list[Ask]:
        return [ask for ask in self.asks if ask.kind == kind and ask.is_acknowledged]

    def done(self, kind: Kind, already: str) -> list[Ask]:
        """Also those that were done when the answer was cut off: asked again, they are too late."""
        return [
            ask
            for ask in self.asks
            if ask.kind == kind
            and (ask.is_acknowledged or (ask.status == 409 and ask.answer["code"] == already))
        ]

    def open(self) -> list[Ask]:
        """Those that had no answer: done or not, nobody knows."""
        return [ask for ask in self.asks if ask.status is None]
