"""A small town in a running phase: people of each role, and things in just the state in which an
operation of the contract has something to do."""

import datetime
import itertools

import requests

KOREA = datetime.timezone(datetime.timedelta(hours=9))
CENTRE = {"x": 0, "y": 0}
PASSWORD = "a password of the town"
CHICKEN, FEE = 20_000, 3_000


class Town:
    def __init__(self, url, operator_password):
        self.url = url
        self.http = requests.Session()
        self.numbers = itertools.count(1)
        self.tokens = {
            role: self.log_in(self.register(role), PASSWORD)
            for role in ("customer", "owner", "rider")
        }
        self.tokens["operator"] = self.log_in("operator@baedal.local", operator_password)
        for _ in range(4):
            self.ask("customer", "POST", "/v1/me/wallet/top-ups", {"amount": 10_000_000})
        # Judges may change the one in any way; the other is where orders come from.
        self.shop, self.item = self.open_shop()
        self.quiet_shop, self.quiet_item = self.open_shop()
        self.campaign = self.open_campaign()

    # MARK: Asking

    def ask(self, role, method, path, body=None):
        """What is answered when all goes well; anything else is our mistake."""
        answer = self.try_to(role, method, path, body)
        if not answer.ok:
            raise AssertionError(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.json()

    def try_to(self, role, method, path, body=None):
        headers = {"Idempotency-Key": f"town-{next(self.numbers)}"}
        if role:
            headers["Authorization"] = f"Bearer {self.tokens[role]}"
        return self.http.request(method, self.url + path, json=body, headers=headers)

    # MARK: People

    def register(self, role):
        form = self.registration(role)
        self.ask(None, "POST", "/v1/members", form)
        return form["email"]

    def registration(self, role):
        email = f"{role}{next(self.numbers)}@town.example"
        return {"email": email, "name": "김민지", "password": PASSWORD, "role": role}

    def log_in(self, email, password):
        form = {"email": email, "password": password}
        return self.ask(None, "POST", "/v1/sessions", form)["token"]

    # MARK: Stores

    def open_shop(self):
        form = {
            "name": "교촌치킨", "category": "chicken", "place": CENTRE,
            "minimumOrder": 10_000, "deliveryFee": FEE,
        }  # fmt: skip
        store = self.ask("owner", "POST", "/v1/stores", form)["id"]
        item = self.add_item(store)
        self.ask("owner", "PUT", f"/v1/stores/{store}/opening", {"isOpen": True})
        return store, item

    def add_item(self, store):
        form = {"name": "후라이드", "price": CHICKEN}
        return self.ask("owner", "POST", f"/v1/stores/{store}/menu", form)["id"]

    def ad_days(self, after=0):
        """Mostly others than the time before: ads of a store may not overlap."""
        first = today() + datetime.timedelta(days=after + next(self.numbers) % 40)
        return {"from": str(first), "until": str(first + datetime.timedelta(days=1))}

    def coming_ad(self):
        """A new one, or one that is in its way."""
        path = f"/v1/stores/{self.quiet_shop}/ads"
        bought = self.try_to("owner", "POST", path, self.ad_days(after=40))
        ad = bought.json() if bought.ok else self.ask("owner", "GET", path)["items"][0]
        return ad["id"]

    # MARK: Coupons

    def open_campaign(self):
        return self.ask("operator", "POST", "/v1/coupon-campaigns", self.campaign_form())["id"]

    def campaign_form(self):
        now = datetime.datetime.now(datetime.timezone.utc)
        return {
            "discount": 1_000, "minimumOrder": 10_000, "stock": 100, "startsAt": moment(now),
            "endsAt": moment(now + datetime.timedelta(days=1)),
        }  # fmt: skip

    def claim_coupon(self):
        return self.ask("customer", "POST", f"/v1/coupon-campaigns/{self.open_campaign()}/claims")[
            "id"
        ]

    # MARK: Orders

    def order_form(self):
        return {
            "storeId": self.quiet_shop, "lines": [{"itemId": self.quiet_item, "quantity": 1}],
            "place": CENTRE, "payment": {"method": "wallet"}, "expectedTotal": CHICKEN + FEE,
        }  # fmt: skip

    def paid_order(self):
        return self.ask("customer", "POST", "/v1/orders", self.order_form())["id"]

    def accepted_order(self):
        order = self.paid_order()
        self.ask("owner", "POST", f"/v1/orders/{order}/acceptance")
        return order

    def assigned_delivery(self):
        """One that can be picked up. There is one rider, who must be idle first: whatever waited for
        one, and is now assigned, fails."""
        while delivery := self.underway():
            self.ask("rider", "POST", f"/v1/deliveries/{delivery}/failure")
        order = self.accepted_order()
        self.ask("owner", "POST", f"/v1/orders/{order}/readiness")
        return self.underway()

    def underway(self):
        shift = {"isOnShift": True, "place": CENTRE}
        return self.ask("rider", "PUT", "/v1/me/shift", shift).get("deliveryId")

    def picked_up_delivery(self):
        delivery = self.assigned_delivery()
        self.ask("rider", "POST", f"/v1/deliveries/{delivery}/pickup")
        return delivery

    def delivered_order(self):
        delivery = self.picked_up_delivery()
        return self.ask("rider", "POST", f"/v1/deliveries/{delivery}/completion")["orderId"]

    def settlement_form(self):
        self.delivered_order()
        return {"storeId": self.quiet_shop, "through": str(today())}


def today():
    return datetime.datetime.now(KOREA).date()


def moment(time):
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
