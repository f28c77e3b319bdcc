"""A wrong answer is quick to give: each server must give the right one before it is timed."""

import json
from pathlib import Path

from figures.bench import BODY_BYTES, PlatformBench
from harness.ask import ask
from harness.servers import Server, launch

ECHOED = bytes(range(256)) * 8


def take_body(bench: PlatformBench, body: Path) -> None:
    """The probe says what the 2 KB are; its peers then serve these very bytes."""
    place = bench.places.free
    with bench.children() as children:
        probe = launch(bench.recipes.probe(place), children, place.server_core)
        answer = ask(probe.port, "/static")
    _demand(answer.status == 200, f"the probe's /static answers {answer.status}")
    _demand(
        len(answer.body) in BODY_BYTES,
        f"the probe's /static has {len(answer.body)} bytes, not 2 KB",
    )
    body.write_bytes(answer.body)


def check_json(bench: PlatformBench, body: bytes) -> None:
    place = bench.places.free
    recipes = bench.recipes.answering_json(place)
    with bench.children() as children:
        servers = {each.name: launch(each, children, place.server_core) for each in recipes}
        for server in servers.values():
            _check(server, "/static", body)
        for name in ("probe", "Go"):
            _check_encoded(servers[name], body)
        echo = ask(servers["probe"].port, "/echo", ECHOED)
    _demand(echo.status == 200, f"the probe's /echo answers {echo.status}")
    _demand(echo.body == ECHOED, "the probe's /echo changes what it is sent")


def check_hop(bench: PlatformBench, body: bytes) -> None:
    place, recipes = bench.places.free, bench.recipes
    with bench.children() as children:
        upstream = launch(recipes.bare(place), children, place.load_core)
        for proxy in (
            recipes.probe(place, upstream.port),
            recipes.nginx_proxy(place, upstream.port),
        ):
            _check(launch(proxy, children, place.server_core), "/proxy/static", body)


def _check(server: Server, path: str, body: bytes) -> None:
    answer = ask(server.port, path)
    where = f"{server.name}{path}"
    _demand(answer.status == 200, f"{where} answers {answer.status}")
    _demand(answer.content_type.startswith("application/json"), f"{where} is not JSON by its type")
    _demand(answer.body == body, f"{where} differs from the probe's /static")


def _check_encoded(server: Server, body: bytes) -> None:
    """Equal as JSON: another order of keys or another way to write 4.0 is as much work."""
    answer = ask(server.port, "/encoded")
    where = f"{server.name}/encoded"
    _demand(answer.status == 200, f"{where} answers {answer.status}")
    _demand(json.loads(answer.body) == json.loads(body), f"{where} encodes other stores")
    _demand(len(answer.body) in BODY_BYTES, f"{where} has {len(answer.body)} bytes, not 2 KB")


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SystemExit(f"not timed, because {otherwise}")
