"""What schemathesis runs around each of its requests: who sends it, and that what it names exists.

By chance alone nobody would ever find an order that can be accepted. So a request that is as the
contract wants it is mostly given a thing of the town on which its operation has something to do.
"""

import atexit
import collections
import json
import os
import pathlib
import random
import re

import schemathesis
from schemathesis.generation import GenerationMode

from town import PASSWORD, Town

SETTING = json.loads(os.environ["BAEDAL_CONTRACT_JUDGE"])
TOWN = Town(SETTING["url"], SETTING["operator_password"])
CHANCE = random.Random(SETTING["seed"])
ROLES = ("customer", "owner", "rider", "operator")
CALLERS = ("nobody", "forger", *ROLES)
FORGED = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJvcGVyYXRvciIsInJvbGUiOiJvcGVyYXRvciJ9."
IDENTIFIER = re.compile("[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}")
SEEN = collections.Counter()
TURNS = collections.Counter()

# What the path names, by operation.
THINGS = {
    "acceptOrder": TOWN.paid_order,
    "cancelOrder": TOWN.paid_order,
    "rejectOrder": TOWN.paid_order,
    "order": TOWN.paid_order,
    "markOrderReady": TOWN.accepted_order,
    "writeReview": TOWN.delivered_order,
    "pickUp": TOWN.assigned_delivery,
    "completeDelivery": TOWN.picked_up_delivery,
    "failDelivery": TOWN.assigned_delivery,
    "claimCoupon": TOWN.open_campaign,
    "stopAd": TOWN.coming_ad,
    "storeOrders": lambda: TOWN.quiet_shop,
    "storeReviews": lambda: TOWN.quiet_shop,
    "settlements": lambda: TOWN.quiet_shop,
    "campaign": lambda: TOWN.campaign,
}
# Bodies whose parts must fit together, or what is there already.
BODIES = {
    "register": lambda: TOWN.registration("customer"),
    "logIn": lambda: {"email": TOWN.register("customer"), "password": PASSWORD},
    "placeOrder": TOWN.order_form,
    "openCampaign": TOWN.campaign_form,
    "buyAd": TOWN.ad_days,
    "runSettlement": TOWN.settlement_form,
}


@schemathesis.hook
def before_call(context, case, kwargs):
    definition = case.operation.definition.raw
    name = definition["operationId"]
    turn = TURNS[name]
    TURNS[name] += 1
    if turn % 2 == 0:  # half of them by those who may
        roles = [role for role in ROLES if role in definition["description"].split(":")[0]]
        caller = CHANCE.choice(roles or ["nobody"])
    else:
        caller = CALLERS[turn // 2 % len(CALLERS)]
    case.headers.pop("Authorization", None)
    if caller != "nobody":
        case.headers["Authorization"] = f"Bearer {TOWN.tokens.get(caller, FORGED)}"
    case.headers["X-Caller"] = caller
    if case.method == case.operation.method.upper():
        furnish(name, case)


def furnish(name, case):
    is_good = case.meta and case.meta.generation.mode == GenerationMode.POSITIVE
    if is_good:
        case.body = without_fractions(case.body)
    if CHANCE.random() < 0.3:
        return
    places = case.path_parameters or {}
    if places and all(IDENTIFIER.fullmatch(str(text)) for text in places.values()):
        if name == "editMenuItem":
            case.path_parameters = {"id": TOWN.shop, "itemId": TOWN.add_item(TOWN.shop)}
        else:
            case.path_parameters = {"id": THINGS.get(name, lambda: TOWN.shop)()}
    if is_good and case.query:
        case.query.pop("cursor", None)  # by chance it is never one of ours
    if is_good and name in BODIES:
        case.body = BODIES[name]()


def without_fractions(value):
    """To JSON Schema 20.0 is an integer. To us it is none, and the document says so in words."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [without_fractions(element) for element in value]
    if isinstance(value, dict):
        return {key: without_fractions(element) for key, element in value.items()}
    return value


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """A cursor is of the right letters and yet none of ours: no document can say which are."""
    return not (response.status_code == 400 and b'"code":"cursor-invalid"' in response.content)


@schemathesis.hook
def after_call(context, case, response):
    name = case.operation.definition.raw["operationId"]
    SEEN[name, response.request.headers["X-Caller"], response.status_code] += 1


@atexit.register
def tell():
    rows = [[*key, count] for key, count in sorted(SEEN.items())]
    pathlib.Path(SETTING["seen"]).write_text(json.dumps(rows))
