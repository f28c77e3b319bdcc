"""A town to measure in: owners, stores with menus, riders, and customers with money and a token."""

import json
import random
import shutil
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from harness.children import Children
from harness.places import Placement
from harness.servers import launch
from town.api import API, side_by_side
from town.programs import Folder, Programs

TOP_UP_WON = 10_000_000
SIDE_METRES = 8_000
PASSWORD = "correct horse battery"
OPERATOR = "operator@baedal.local"  # whose password is in the secrets
TOKEN_SECONDS = 10 * 3_600  # they live for twelve hours; a run takes minutes
CATEGORIES = "korean chinese japanese western chicken pizza burger snack cafe dessert".split()
NAMES = "교촌치킨 한솥도시락 김밥천국 홍콩반점 피자마루 버거하우스 본죽 명동찌개 스시야 달콤커피".split()
DISHES = "후라이드치킨 김치찌개 불고기버거 짜장면 떡볶이 초밥세트 포테이토피자 아메리카노".split()


@dataclass(frozen=True)
class Size:
    owners: int
    stores_an_owner: int
    items_a_store: int
    riders: int
    customers: int
    top_ups: int  # of each customer, before anything is measured


@dataclass(frozen=True)
class Item:
    id: str
    price: int


@dataclass(frozen=True)
class Store:
    id: str
    owner: int
    x: int
    y: int
    fee: int
    items: list[Item]


@dataclass(frozen=True)
class Member:
    id: str
    token: str


@dataclass(frozen=True)
class Town:
    made_of: str  # the program that made it: another one makes another town
    made_at: float
    operator: str
    owners: list[Member]
    riders: list[Member]
    customers: list[Member]
    stores: list[Store]


def town(programs: Programs, place: Placement, folder: Folder, size: Size, logs: Path) -> Town:
    """The one of an earlier run, if the same program made it and its tokens are good."""
    made_of = str(programs.monolith_path.stat().st_mtime_ns)
    if folder.facts.exists():
        kept = read(folder)
        if kept.made_of == made_of and time.time() < kept.made_at + TOKEN_SECONDS:
            return kept
    shutil.rmtree(folder.path, ignore_errors=True)
    folder.path.mkdir(parents=True)
    with Children(logs) as children:
        world = launch(programs.world(folder), children, place.load_core)
        recipe = programs.monolith(folder, world.port, place, "--without", "rate-limit")
        api = API(launch(recipe, children, place.server_core).port)
        made = _settle(api, made_of, folder, size)
    folder.facts.write_text(json.dumps(asdict(made), ensure_ascii=False))
    return made


def read(folder: Folder) -> Town:
    facts = json.loads(folder.facts.read_text())
    for name in ("owners", "riders", "customers"):
        facts[name] = [Member(**member) for member in facts[name]]
    for store in facts["stores"]:
        store["items"] = [Item(**item) for item in store["items"]]
    facts["stores"] = [Store(**store) for store in facts["stores"]]
    return Town(**facts)


def secret(folder: Folder, name: str) -> str:
    lines = folder.secrets.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)[name]


def log_in(api: API, email: str, password: str) -> Member:
    session = api.post("/v1/sessions", {"email": email, "password": password})
    return Member(session["member"]["id"], session["token"])


def _settle(api: API, made_of: str, folder: Folder, size: Size) -> Town:
    draw = random.Random(1)

    def member(role: str, number: int) -> Member:
        form = {"email": f"{role}{number}@example.com", "password": PASSWORD, "role": role}
        api.post("/v1/members", {**form, "name": f"{role} {number}"})
        return log_in(api, form["email"], PASSWORD)

    def members(role: str, count: int) -> list[Member]:
        return side_by_side(lambda number: member(role, number), range(count))

    owners, riders = members("owner", size.owners), members("rider", size.riders)
    customers = members("customer", size.customers)
    count = size.owners * size.stores_an_owner
    forms = [_form(number, size.items_a_store, draw) for number in range(count)]
    stores = side_by_side(lambda form: _open(api, owners, *form), enumerate(forms))
    for turn in range(size.top_ups):
        side_by_side(lambda customer: _top_up(api, customer, turn), customers)
    operator = log_in(api, OPERATOR, secret(folder, "operator-password"))
    return Town(made_of, time.time(), operator.token, owners, riders, customers, stores)


def _form(number: int, items: int, draw: random.Random) -> dict[str, Any]:
    name = NAMES[number % len(NAMES)]
    place = {"x": draw.randrange(SIDE_METRES), "y": draw.randrange(SIDE_METRES)}
    dishes = [
        {"name": f"{draw.choice(DISHES)} {size}", "price": 100 * draw.randint(40, 120)}
        for size in range(1, items + 1)
    ]
    return {
        "store": {
            "name": f"{name} {number}호점", "category": CATEGORIES[number % len(CATEGORIES)],
            "place": place, "minimumOrder": 4_000, "deliveryFee": 500 * draw.randint(2, 8),
        },
        "menu": dishes,
    }


def _open(api: API, owners: list[Member], number: int, form: dict[str, Any]) -> Store:
    owner = number % len(owners)
    token = owners[owner].token
    store = api.post("/v1/stores", form["store"], token)
    items = [api.post(f"/v1/stores/{store['id']}/menu", dish, token) for dish in form["menu"]]
    api.put(f"/v1/stores/{store['id']}/opening", {"isOpen": True}, token)
    return Store(
        id=store["id"], owner=owner, **store["place"], fee=store["deliveryFee"],
        items=[Item(item["id"], item["price"]) for item in items],
    )


def _top_up(api: API, customer: Member, turn: int) -> None:
    body = {"amount": TOP_UP_WON}
    api.post("/v1/me/wallet/top-ups", body, customer.token, f"town-{customer.id}-{turn}")
