"""The judgement on all invariants, once nothing is under way any more."""

import time
from typing import Any

from town.api import API

SETTLE_SECONDS_MAX = 180
NOT_NOW = 503  # a judge with much to read goes on where he was when he is asked again


def demand_clean_audit(api: API, operator: str) -> dict[str, int]:
    """Returns how many of each kind were judged: a judge who saw nothing finds nothing."""
    end = time.monotonic() + SETTLE_SECONDS_MAX
    while True:
        answer = api.ask("GET", "/v1/audit", token=operator)
        if answer.status == 200 and _is_clean(answer.body):
            return {count["of"]: count["count"] for count in answer.body["judged"]}
        if answer.status not in (200, NOT_NOW) or time.monotonic() > end:
            raise SystemExit(f"no clean audit: {answer.status} {answer.body}")
        time.sleep(0.5)


def _is_clean(audit: dict[str, Any]) -> bool:
    if audit["violationCount"] > 0:
        raise SystemExit(f"the audit finds {audit['violationCount']}: {audit['violations'][:5]}")
    return audit["inFlightCount"] == 0 and not _awaits_provider(audit)


def _awaits_provider(audit: dict[str, Any]) -> bool:
    return any(waiting["awaits"] == "provider" for waiting in audit["waiting"])
