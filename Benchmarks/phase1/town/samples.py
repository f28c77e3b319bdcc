"""Delivered orders, made through the API: copies of their rows are rows as they should be."""

import random
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from harness.children import Children
from harness.places import Placement
from harness.servers import launch
from town.api import API
from town.programs import Folder, Programs
from town.requests import order_form
from town.town import Member, Store, Town

STORES_APART = 5  # one order at each fifth store
SETTLE_SECONDS_MAX = 20


def deliver_samples(
    programs: Programs, place: Placement, folder: Folder, town: Town, logs: Path
) -> list[str]:
    """Returns the orders' identifiers once every push has reached its provider."""
    draw = random.Random(3)
    with Children(logs) as children:
        world = launch(programs.world(folder), children, place.load_core)
        recipe = programs.monolith(folder, world.port, place, "--without", "rate-limit")
        api = API(launch(recipe, children, place.server_core).port)
        orders = [
            _deliver(api, town, store, town.customers[number], draw)
            for number, store in enumerate(town.stores[::STORES_APART])
        ]
        _wait_for_pushes(folder)
    return orders


def _deliver(api: API, town: Town, store: Store, customer: Member, draw: random.Random) -> str:
    rider, owner = town.riders[0], town.owners[store.owner]
    place = {"x": store.x, "y": store.y}
    api.put("/v1/me/shift", {"isOnShift": True, "place": place}, rider.token)
    form = order_form(store, draw, {"method": "wallet"})
    order = api.post("/v1/orders", form, customer.token, f"sample-{store.id}")["id"]
    accepted = api.post(f"/v1/orders/{order}/acceptance", None, owner.token)
    api.post(f"/v1/orders/{order}/readiness", None, owner.token)
    delivery = accepted["deliveryId"]
    api.post(f"/v1/deliveries/{delivery}/pickup", None, rider.token)
    api.post(f"/v1/deliveries/{delivery}/completion", None, rider.token)
    return order


def _wait_for_pushes(folder: Folder) -> None:
    end = time.monotonic() + SETTLE_SECONDS_MAX
    query = (
        "SELECT count(*) FROM notifications"
        " WHERE number > (SELECT coalesce(max(through), 0) FROM push_batches)"
    )
    with closing(sqlite3.connect(f"file:{folder.database}?mode=ro", uri=True)) as database:
        while database.execute(query).fetchone()[0] > 0:
            if time.monotonic() > end:
                raise SystemExit("the pushes of the samples are not sent")
            time.sleep(0.05)
