"""The checkout: an address, a card, and the order that comes of them."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.kernel.countries import COUNTRIES
from app_under_test.kernel.problems import Problem
from app_under_test.storefront.cookies import LAST_ORDER
from app_under_test.storefront.forms.checkout import ADDRESS, questions
from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import AWAY, Facts, Shopper, Visit

PAYMENT_SECONDS = 9.5
"""A little more than the gateway waits; people should have an answer within ten seconds."""
REMEMBERED_SECONDS = 3600
NOT_CHARGED = "The card company does not answer. Your card was not charged; please pay later."
NOT_KNOWN = "Your payment is still being checked. Look here again before you pay once more."

router = APIRouter()


@router.get("/checkout")
def show_checkout(visit: Shopper) -> Response:
    """The form; the cart page instead if there is nothing to pay for."""
    if not visit.cart()["lines"]:
        return onward(visit, "/cart")
    known = _known_address(visit)
    cart = delivered(visit, known)
    fields = questions(guest=visit.person is None, due=cart["total_minor"])
    return _page(visit, Form(fields, known))


@router.post("/checkout")
def pay(visit: Shopper, sent: SentForm) -> Response:
    """Place the order and charge the card; a refusal keeps the address and empties the card."""
    if not visit.cart()["lines"]:
        return _to_last_order(visit)
    cart = delivered(visit, sent)
    fields = questions(guest=visit.person is None, due=cart["total_minor"])
    form = Form.sent(fields, sent)
    _check_place(visit, form)
    if form.refused:
        return _page(visit, form, 422)
    if sent.get("seen_total") != str(cart["total_minor"]):
        form.refuse("", "The total has changed since you saw it. Look at it, then pay again.")
        return _page(visit, form, 409)
    return _order_and_pay(visit, form)


def _known_address(visit: Visit) -> dict[str, str]:
    """The default of the address book, or what else is known; typing over it changes no book."""
    if visit.person is None:
        return {"country": "GB"}
    addresses = visit.ask("GET", "/profile/addresses")
    default = next((one for one in addresses if one["is_default"]), None)
    return default or {"country": "GB", "name": visit.person.name}


def _check_place(visit: Visit, form: Form) -> None:
    """Whether the postcode fits the country is said with all else that is wrong."""
    where = {name: form[name] for name in ("country", "postcode")}
    if form.problems.keys() & where.keys():
        return
    form.refuse_as(visit.refusal({422}, "GET", "/api/cart/delivery", params=where))


def _order_and_pay(visit: Visit, form: Form) -> Response:
    asked = _order_of(visit, form)
    order, refusal = visit.tried({409, 422}, "POST", "/api/orders", json=asked)
    if refusal is not None:
        return _refuse_order(visit, form, refusal)
    path, challenge_url = _order_path(visit, order), None
    if order["total_minor"]:
        payment, refusal = _paid(visit, form, order)
        if refusal is not None and refusal.type != "already-paid":
            return _refuse_payment(visit, form, refusal, path)
        challenge_url = payment and payment["challenge_url"]
    seal = visit.shop.seals.seal(LAST_ORDER, path, REMEMBERED_SECONDS)
    visit.cookies.keep(LAST_ORDER, seal, REMEMBERED_SECONDS)
    if challenge_url is not None:
        return page(visit, "challenge.html", challenge_url=challenge_url, order=order)
    return onward(visit, _thanks(path))


def _paid(visit: Visit, form: Form, order: Facts) -> tuple[Any, Problem | None]:
    body, statuses = _payment_of(form, order), {400, 402, 409, *AWAY}
    return visit.tried(statuses, "POST", "/api/payments", json=body, timeout=PAYMENT_SECONDS)


def _order_of(visit: Visit, form: Form) -> dict[str, Any]:
    shipping = {field.name: form[field.name] for field in ADDRESS}
    email = {} if visit.person else {"email": form["email"]}
    return {"shipping": shipping, "delivery": form["delivery"], **email}


def _payment_of(form: Form, order: Facts) -> dict[str, Any]:
    card = {name: form[name] for name in ("number", "expiry", "security_code")}
    return {"order_number": order["number"], "key": order["key"], "card": card}


def _order_path(visit: Visit, order: Facts) -> str:
    """Somebody signed in needs no key to see an own order."""
    key = "" if visit.person else f"?{urlencode({'key': order['key']})}"
    return f"/orders/{order['number']}{key}"


def _refuse_order(visit: Visit, form: Form, refusal: Problem) -> Response:
    cart = visit.cart(again=True)
    if not cart["lines"]:
        return _to_last_order(visit)
    form.refuse("", _short(cart, refusal.extra.get("lines", [])))
    form.refuse_as(refusal)
    return _page(visit, form, refusal.status)


def _short(cart: Facts, lines: list[Mapping[str, Any]]) -> str:
    """What is short, by the names that the customer knows; "" if nothing is."""
    left = {line["sku"]: line["available"] for line in lines}
    lacking = [(left[line["sku"]], line["name"]) for line in cart["lines"] if line["sku"] in left]
    said = [f"{f'only {n} left' if n > 0 else 'nothing left'} of {name}" for n, name in lacking]
    return f"There is {' and '.join(said)}. Please change your cart." if said else ""


def _refuse_payment(visit: Visit, form: Form, refusal: Problem, path: str) -> Response:
    """The form again if another card or another order helps, otherwise the order to look at."""
    if refusal.status == 402:
        form.refuse("number", refusal.detail)
    elif refusal.status == 400 or refusal.type == "order-closed":
        form.refuse_as(refusal)
    elif refusal.type == "payment-unavailable":
        return onward(visit, path, NOT_CHARGED)
    else:
        return onward(visit, _thanks(path), NOT_KNOWN)
    return _page(visit, form, refusal.status)


def _thanks(path: str) -> str:
    """The page that waits for the payment."""
    return f"{path}{'&' if '?' in path else '?'}thanks=1"


def _to_last_order(visit: Visit) -> Response:
    """Who sends a form again after paying sees the order, and buys nothing again."""
    path = visit.shop.seals.unseal(LAST_ORDER, visit.cookies.get(LAST_ORDER) or "")
    if path:
        return onward(visit, path, "You have placed this order already.")
    return onward(visit, "/cart")


def _page(visit: Visit, form: Form, status: int = 200) -> Response:
    where = {name: form[name] for name in ("country", "delivery")}
    return page(visit, "checkout.html", status, cart=delivered(visit, where), form=form)


def delivered(visit: Visit, said: Mapping[str, str]) -> Facts:
    """The cart with the delivery that was chosen; with the usual one if that is not offered."""
    cart = visit.cart()
    country, wanted = said.get("country", ""), said.get("delivery") or "standard"
    if country not in COUNTRIES["en"]:
        return cart
    offered = visit.ask("GET", "/api/cart/delivery", params={"country": country})
    price = next((one["price_minor"] for one in offered if one["name"] == wanted), None)
    if price is None:
        return cart
    total = cart["total_minor"] - cart["shipping_minor"] + price
    return {**cart, "shipping_minor": price, "total_minor": total}
