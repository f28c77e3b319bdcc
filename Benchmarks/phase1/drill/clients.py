"""Customers who order, pay, cancel, claim and top up, whatever happens to the server meanwhile."""

import http.client
import random
import threading
import time

from drill.history import Ask, History
from town.api import API
from town.requests import order_form
from town.town import Town

HANDS = 12
PAUSE_SECONDS = 0.02  # before the next try, while nobody answers
GIVE_UP_PERCENT = 30  # of those that were cut off are not asked again until the end
WISHES = {"wallet": 50, "card_ok": 19, "card_flaky": 2, "card_slow": 1, "top-up": 12, "claim": 6,
          "cancellation": 10}
NOT_NOW = (429, 503)


class Clients:
    """Each hand serves customers of its own, so that one customer does one thing at a time."""

    def __init__(self, api: API, town: Town, campaigns: list[str], seed: int) -> None:
        self.history = History()
        self._api = api
        self._town = town
        self._campaigns = campaigns
        self._stop = threading.Event()
        self.failures: list[BaseException] = []
        self._hands = [
            threading.Thread(target=self._work, args=(number, random.Random(f"{seed}-{number}")))
            for number in range(HANDS)
        ]

    def __enter__(self) -> "Clients":
        for hand in self._hands:
            hand.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for hand in self._hands:
            hand.join()

    def _work(self, number: int, draw: random.Random) -> None:
        mine = range(number, len(self._town.customers), HANDS)
        paid: dict[int, list[str]] = {customer: [] for customer in mine}
        try:
            for turn in range(1_000_000_000):
                if self._stop.is_set():
                    return
                ask = self._wish(draw.choice(mine), f"kill-{number}-{turn}", paid, draw)
                self.history.add(ask)
                self._ask(ask, draw)
                if ask.kind == "order" and ask.is_acknowledged and ask.answer["state"] == "paid":
                    paid[ask.customer].append(ask.answer["id"])
        except BaseException as failure:  # a thread's own death would be silent
            self.failures.append(failure)
            raise

    def _wish(
        self, customer: int, key: str, paid: dict[int, list[str]], draw: random.Random
    ) -> Ask:
        wish = draw.choices(list(WISHES), list(WISHES.values()))[0]
        if wish == "cancellation" and paid[customer]:
            order = paid[customer].pop(draw.randrange(len(paid[customer])))
            return Ask("cancellation", customer, f"/v1/orders/{order}/cancellation", None, key)
        if wish == "claim":
            campaign = draw.choice(self._campaigns)
            return Ask("claim", customer, f"/v1/coupon-campaigns/{campaign}/claims", None, key)
        if wish == "top-up":
            amount = 1_000 * draw.randint(1, 50)
            return Ask("top-up", customer, "/v1/me/wallet/top-ups", {"amount": amount}, key)
        is_card = wish.startswith("card")
        payment = {"method": "card", "card": wish} if is_card else {"method": "wallet"}
        form = order_form(draw.choice(self._town.stores), draw, payment)
        return Ask("order", customer, "/v1/orders", form, key)

    def _ask(self, ask: Ask, draw: random.Random) -> None:
        """As a phone does: again, with the same key, unless its owner has lost patience."""
        while not self._stop.is_set():
            if put(self._api, self._town, ask):
                return
            if draw.randrange(100) < GIVE_UP_PERCENT:
                return
            time.sleep(PAUSE_SECONDS)


def put(api: API, town: Town, ask: Ask) -> bool:
    """False when there was no answer, or one that says: later."""
    token = town.customers[ask.customer].token
    key = ask.key if ask.kind in ("order", "top-up") else ""
    try:
        answer = api.ask("POST", ask.path, ask.body, token, key)
    except (OSError, http.client.HTTPException):
        return False
    if answer.status in NOT_NOW:
        return False
    if answer.status >= 500:
        raise SystemExit(f"{ask.path} answers {answer.status}: {answer.body}")
    ask.status, ask.answer = answer.status, answer.body
    return True
