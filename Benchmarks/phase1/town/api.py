"""The public API, as a client in Python sees it; nothing here is timed."""

import http.client
import json
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

SILENCE_SECONDS_MAX = 60  # a judge who reads a million orders takes his time
HANDS = 8
Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any  # None where the answer has none


class API:
    """One server. Each thread that asks has a connection of its own."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._own = threading.local()

    def get(self, path: str, token: str = "") -> Any:
        return self.demand("GET", path, None, token)

    def post(self, path: str, body: Any = None, token: str = "", key: str = "") -> Any:
        return self.demand("POST", path, body, token, key)

    def put(self, path: str, body: Any, token: str = "") -> Any:
        return self.demand("PUT", path, body, token)

    def demand(
        self, method: str, path: str, body: Any = None, token: str = "", key: str = ""
    ) -> Any:
        answer = self.ask(method, path, body, token, key)
        if answer.status >= 300:
            raise SystemExit(f"{method} {path} answers {answer.status}: {answer.body}")
        return answer.body

    def ask(
        self, method: str, path: str, body: Any = None, token: str = "", key: str = ""
    ) -> Answer:
        """Raises an OSError or HTTPException when nobody answers."""
        fields = {}
        if token:
            fields["Authorization"] = f"Bearer {token}"
        if key:
            fields["Idempotency-Key"] = key
        if body is not None:
            fields["Content-Type"] = "application/json"
        connection = self._connection()
        try:
            content = None if body is None else json.dumps(body).encode()
            connection.request(method, path, content, fields)
            response = connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            raise
        return Answer(response.status, json.loads(content) if content else None)

    def _connection(self) -> http.client.HTTPConnection:
        if not hasattr(self._own, "connection"):
            self._own.connection = http.client.HTTPConnection(
                "127.0.0.1", self._port, timeout=SILENCE_SECONDS_MAX
            )
        return self._own.connection


def side_by_side(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(work, items))
