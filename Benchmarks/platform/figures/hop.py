"""One more hop: the probe and nginx in front of the same upstream, the cheapest there is.

The upstream stands on the load's core, so that what ends first is the proxy and not what it stands
between. At c=1 on one core nothing runs beside anything else, and the added time is the hop's whole
work.
"""

from functools import partial

from figures.bench import PlatformBench
from figures.goals import HOP_CPU, HOP_LATENCY, HOP_RATE
from harness.children import Children
from harness.instruments import had_room
from harness.places import Placement
from harness.row import Group, Row
from harness.servers import Server, launch


def hops(bench: PlatformBench) -> list[Group]:
    places = bench.places
    return [
        _added(bench, places.one_core),
        _added(bench, places.free),
        _under_load(bench, places.pinned),
        _under_load(bench, places.free),
    ]


def _added(bench: PlatformBench, place: Placement) -> Group:
    title = f"one more hop, c=1, {place.name}"
    with bench.children() as children:
        upstream, probe, nginx = _chain(bench, place, children)
        latency = partial(
            bench.instruments.latency_us, core=place.load_core, seconds=bench.plan.latency_seconds
        )
        samples = bench.interleaved(
            title,
            bench.plan.rounds,
            {
                "direct": lambda: latency(upstream, "/static"),
                "probe": lambda: latency(probe, "/proxy/static"),
                "nginx": lambda: latency(nginx, "/proxy/static"),
            },
        )

    def added(proxy: str) -> list[float]:
        return [through - direct for through, direct in zip(samples[proxy], samples["direct"])]

    return Group(
        title, [Row("added p50", "µs", added("probe"), "nginx", added("nginx"), HOP_LATENCY)]
    )


def _under_load(bench: PlatformBench, place: Placement) -> Group:
    title = f"one more hop, c=64, {place.name}"
    with bench.children() as children:
        _, probe, nginx = _chain(bench, place, children)
        load = bench.load(place)
        loads = bench.interleaved(
            title,
            bench.plan.rounds,
            {
                "probe": lambda: load(probe, "/proxy/static"),
                "nginx": lambda: load(nginx, "/proxy/static"),
            },
        )
    rate = Row(
        "rate",
        "/s",
        [load.rate for load in loads["probe"]],
        "nginx",
        [load.rate for load in loads["nginx"]],
        HOP_RATE,
        server_had_room=had_room(loads["probe"], place),
    )
    cpu = Row(
        "CPU a request",
        "µs",
        [load.cpu_us_a_request for load in loads["probe"]],
        "nginx",
        [load.cpu_us_a_request for load in loads["nginx"]],
        HOP_CPU.scaled(bench.limits.time_scale),
    )
    return Group(title, [rate, cpu])


def _chain(
    bench: PlatformBench, place: Placement, children: Children
) -> tuple[Server, Server, Server]:
    """The upstream, and the two proxies in front of it."""
    recipes = bench.recipes
    upstream = launch(recipes.bare(place), children, place.load_core)
    probe = launch(recipes.probe(place, upstream.port), children, place.server_core)
    nginx = launch(recipes.nginx_proxy(place, upstream.port), children, place.server_core)
    return upstream, probe, nginx
