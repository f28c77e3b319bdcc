"""One HTTP request, for checks; nothing here is timed."""

import http.client
from dataclasses import dataclass

SILENCE_SECONDS_MAX = 5


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    body: bytes


def ask(port: int, path: str, body: bytes | None = None) -> Answer:
    """A GET, or a POST when there is a body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SILENCE_SECONDS_MAX)
    try:
        connection.request("GET" if body is None else "POST", path, body)
        response = connection.getresponse()
        return Answer(response.status, response.getheader("Content-Type", ""), response.read())
    finally:
        connection.close()
