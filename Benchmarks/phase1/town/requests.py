"""Orders that customers of a town may place, as lines that wrk's script reads."""

import json
import random
from pathlib import Path
from typing import Any

from town.town import Store, Town

LINES = 4_000


def order_form(store: Store, draw: random.Random, payment: dict[str, str]) -> dict[str, Any]:
    items = draw.sample(store.items, draw.randint(1, 3))
    return {
        "storeId": store.id,
        "lines": [{"itemId": item.id, "quantity": 1} for item in items],
        "place": {"x": store.x + draw.randint(-900, 900), "y": store.y},
        "payment": payment,
        "expectedTotal": sum(item.price for item in items) + store.fee,
    }


def write_order_requests(town: Town, file: Path) -> None:
    draw = random.Random(2)
    with file.open("w") as lines:
        for _ in range(LINES):
            form = order_form(draw.choice(town.stores), draw, {"method": "wallet"})
            body = json.dumps(form, separators=(",", ":"))
            lines.write(f"{draw.choice(town.customers).token}\t{body}\n")
