"""Compares what the clients were told with what the monolith and the provider say afterwards."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from drill.history import Ask, History
from town.api import API
from town.town import TOP_UP_WON, Size, Town


End = tuple[str, str | None]  # a state, and why
NEVER_CHARGED: End = ("cancelled", "payment-unknown")


@dataclass
class Verdict:
    acknowledged: int = 0
    never_charged: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.wrong)


@dataclass(frozen=True)
class Books:
    """What everybody says in the end."""

    orders: dict[int, list[dict[str, Any]]]  # a customer's, from the history
    balances: dict[int, int]
    coupons: dict[int, list[dict[str, Any]]]
    charges: dict[str, int]  # by order: captured less given back
    captures: Counter[str]

    def pending(self) -> int:
        return sum(order["state"] == "pending" for past in self.orders.values() for order in past)


def read_books(api: API, provider: API, town: Town) -> Books:
    customers = list(enumerate(town.customers))
    charges, captures = _statement(provider)
    return Books(
        orders={
            number: [past["order"] for past in _pages(api, "/v1/me/orders", customer.token)]
            for number, customer in customers
        },
        balances={
            number: api.get("/v1/me/wallet", customer.token)["balance"]
            for number, customer in customers
        },
        coupons={
            number: list(_pages(api, "/v1/me/coupons", customer.token))
            for number, customer in customers
        },
        charges=charges,
        captures=captures,
    )


def judge(history: History, books: Books, size: Size) -> Verdict:
    verdict = Verdict(acknowledged=sum(ask.is_acknowledged for ask in history.asks))
    cancelled = {_named(ask) for ask in history.done("cancellation", "invalid-transition")}
    orders = _by_customer(history.acknowledged("order"))
    claims = _by_customer(history.done("claim", "coupon-already-claimed"))
    top_ups = _by_customer(history.acknowledged("top-up"))
    for customer, past in books.orders.items():
        _compare(verdict, [ask.answer["id"] for ask in orders[customer]], [o["id"] for o in past])
        _compare(
            verdict, list({_named(ask) for ask in claims[customer]}),
            [coupon["campaignId"] for coupon in books.coupons[customer]],
        )
        told = {ask.answer["id"]: _end(ask.answer) for ask in orders[customer]}
        for order in past:
            _judge_state(verdict, order, told.get(order["id"]), order["id"] in cancelled)
            _judge_charge(verdict, order, books)
        spent = sum(o["total"] for o in past if _holds_money(o) and not _is_by_card(o))
        paid_in = sum(ask.body["amount"] for ask in top_ups[customer])
        due = size.top_ups * TOP_UP_WON + paid_in - spent
        if books.balances[customer] != due:
            verdict.wrong.append(f"customer {customer}: {books.balances[customer]} won, not {due}")
    return verdict


def _compare(verdict: Verdict, told: list[str], found: list[str]) -> None:
    """Once every wish has its answer, both are the same list."""
    told_counts, found_counts = Counter(told), Counter(found)
    verdict.lost += (told_counts - found_counts).elements()
    verdict.doubled += (found_counts - told_counts).elements()


def _judge_state(
    verdict: Verdict, order: dict[str, Any], told: End | None, is_cancelled: bool
) -> None:
    """What was settled stays so, unless the customer cancels. Of a charge that was cut off only the
    provider knows: what it never saw is cancelled in the end."""
    end = _end(order)
    if is_cancelled:
        lawful = {("cancelled", "by-customer")}
    elif told == ("pending", None):
        lawful = {("paid", None), NEVER_CHARGED}
    else:
        lawful = {told} & {("paid", None), NEVER_CHARGED}
    if end not in lawful:
        verdict.wrong.append(f"{order['id']} was acknowledged as {told} and is {end}")
    if end == NEVER_CHARGED:
        verdict.never_charged += 1


def _end(order: dict[str, Any]) -> End:
    return order["state"], order.get("reason")


def _judge_charge(verdict: Verdict, order: dict[str, Any], books: Books) -> None:
    if not _is_by_card(order):
        return
    id, owed = order["id"], order["total"] if _holds_money(order) else 0
    if books.charges.get(id, 0) != owed:
        verdict.wrong.append(f"{id}: the provider has {books.charges.get(id, 0)}, not {owed}")
    if books.captures[id] > 1:
        verdict.doubled.append(f"a charge of {id}")


def _holds_money(order: dict[str, Any]) -> bool:
    return order["state"] == "paid"


def _is_by_card(order: dict[str, Any]) -> bool:
    return order["payment"]["method"] == "card"


def _named(ask: Ask) -> str:
    """The order or campaign of the path."""
    return ask.path.split("/")[3]


def _by_customer(asks: list[Ask]) -> dict[int, list[Ask]]:
    found: dict[int, list[Ask]] = defaultdict(list)
    for ask in asks:
        found[ask.customer].append(ask)
    return found


def _pages(api: API, path: str, token: str) -> Iterator[dict[str, Any]]:
    cursor = ""
    while True:
        page = api.get(f"{path}?limit=50{cursor}", token)
        yield from page["items"]
        if not page.get("next"):
            return
        cursor = f"&cursor={page['next']}"


def _statement(provider: API) -> tuple[dict[str, int], Counter[str]]:
    """The money that moved, by the order that it is called after."""
    charges: dict[str, int] = defaultdict(int)
    captures: Counter[str] = Counter()
    after: int | None = 0
    while after is not None:
        page = provider.get(f"/payments/statement?after={after}&limit=500")
        for movement in page["items"]:
            is_capture = movement["kind"] == "capture"
            charges[movement["reference"]] += movement["amount"] * (1 if is_capture else -1)
            captures[movement["reference"]] += is_capture
        after = page.get("next")
    return charges, captures
