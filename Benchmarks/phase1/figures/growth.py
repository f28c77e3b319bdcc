"""What a request costs when a thousand orders are on file, and when a million are."""

import shutil
import sys
from collections.abc import Callable
from functools import partial

from figures.bench import Phase1Bench
from figures.goals import GROWTH_P50
from harness.instruments import CONNECTIONS, Load
from harness.places import Placement
from harness.row import Group, Row
from harness.servers import Server
from town.fill import fill
from town.programs import Folder
from town.samples import deliver_samples

FEW, MANY, MOST = SIZES = (1_000, 100_000, 1_000_000)
FILLED_MARK = "filled"


def growth(bench: Phase1Bench) -> list[Group]:
    """Peer of the many is the few, in the same run."""
    folders = {size: _filled(bench, size) for size in SIZES}
    used = {size: bench.copy_town("used-" + str(size), of=folders[size]) for size in (MANY, MOST)}
    used[FEW] = folders[FEW]
    groups = [
        _reads(bench, used),
        _orders(bench, used, bench.places.one_core, connections=1),
        _orders(bench, used, bench.places.pinned, CONNECTIONS),
    ]
    for size in (MANY, MOST):
        bench.audit(used[size])
        shutil.rmtree(used[size].path)
    return groups


def _filled(bench: Phase1Bench, size: int) -> Folder:
    """Kept from run to run, as long as the town is the same."""
    folder = Folder(bench.logs / f"town-{size}")
    mark = folder.path / FILLED_MARK
    if mark.exists() and mark.read_text() == str(bench.town.made_at):
        return folder
    print(f"  filling in {size:,} orders", file=sys.stderr, flush=True)
    bench.copy_town(folder.path.name)
    samples = deliver_samples(bench.programs, bench.places.free, folder, bench.town, bench.logs)
    fill(folder, bench.town, samples, size)
    mark.write_text(str(bench.town.made_at))
    return folder


def _reads(bench: Phase1Bench, folders: dict[int, Folder]) -> Group:
    place = bench.places.one_core
    title = f"reads against orders on file, c=1, {place.name}"
    token = f"Authorization: Bearer {bench.town.customers[0].token}"

    def latency(server: Server, path: str) -> Callable[[], float]:
        seconds = bench.plan.latency_seconds
        return partial(
            bench.instruments.latency_us, server, path, place.load_core, seconds, token
        )

    paths = {"listing": "/v1/stores", "history page": "/v1/me/orders"}
    with bench.children() as children:
        servers = {
            size: bench.start(folder, place, children).monolith
            for size, folder in folders.items()
        }
        times = bench.interleaved(
            title,
            bench.plan.rounds,
            {
                (name, size): latency(server, path)
                for name, path in paths.items()
                for size, server in servers.items()
            },
        )
    rows = []
    for name in paths:
        rows += _rows(f"{name}, p50", "µs", {size: times[name, size] for size in SIZES})
    return Group(title, rows)


def _orders(
    bench: Phase1Bench, folders: dict[int, Folder], place: Placement, connections: int
) -> Group:
    title = f"orders by wallet against orders on file, c={connections}, {place.name}"
    loads = bench.interleaved(
        title,
        bench.plan.rounds,
        {size: partial(_order, bench, size, folders[size], place, connections) for size in SIZES},
    )
    p50s = {size: [load.p50_us for load in loads[size]] for size in SIZES}
    p99s = {size: [load.p99_us for load in loads[size]] for size in SIZES}
    return Group(title, _rows("p50", "µs", p50s) + _rows("p99", "µs", p99s, is_judged=False))


def _order(
    bench: Phase1Bench, size: int, folder: Folder, place: Placement, connections: int
) -> Load:
    """The few are copied anew each time, or they would soon be many."""
    with bench.children() as children:
        of = bench.copy_town("used", of=folder) if size == FEW else folder
        phase = bench.start(of, place, children)
        return bench.place_orders(phase, place, bench.plan.load_seconds, connections)


def _rows(
    figure: str, unit: str, samples: dict[int, list[float]], is_judged: bool = True
) -> list[Row]:
    few = samples[FEW]
    return [
        Row(
            f"{figure}, {size:,}", unit, samples[size], f"{FEW:,} on file", few,
            GROWTH_P50 if is_judged and size == MOST else None,
        )
        for size in (MANY, MOST)
    ]
