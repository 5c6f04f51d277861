"""The cart: its lines, their quantities, and the way to the checkout."""

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.forms.quantity import field_name, in_cart
from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import Facts, Shopper, Visit

router = APIRouter()


@router.get("/cart")
def show_cart(visit: Shopper) -> Response:
    """What is in the cart, and what it costs."""
    cart = visit.cart()
    quantities = {field_name(line["sku"]): str(line["quantity"]) for line in cart["lines"]}
    return _page(visit, Form(_fields(cart), quantities))


@router.post("/cart")
def change_cart(visit: Shopper, sent: SentForm) -> Response:
    """Take one line out, or bring every line to the quantity in its field."""
    cart = visit.cart()
    if "remove" in sent:
        return _remove(visit, cart, sent["remove"])
    form = Form.sent(_fields(cart), _with_unsent(cart, sent))
    for line in [] if form.refused else cart["lines"]:
        _set_quantity(visit, form, line)
    if form.refused:
        visit.cart(again=True)
        return _page(visit, form, 422)
    return onward(visit, "/cart", "Your cart is up to date.")


@router.post("/cart/voucher")
def change_voucher(visit: Shopper, sent: SentForm) -> Response:
    """Put a voucher into the cart, or without a code take it out."""
    code = sent.get("code", "").strip()
    if not code:
        visit.ask("DELETE", "/api/cart/voucher")
        return onward(visit, "/cart", "There is no voucher in your cart.")
    refusal = visit.refusal({409, 422}, "PUT", "/api/cart/voucher", json={"code": code})
    return onward(visit, "/cart", refusal.detail if refusal else "Your voucher is in your cart.")


def _fields(cart: Facts) -> Any:
    return in_cart((line["sku"], line["name"]) for line in cart["lines"])


def _with_unsent(cart: Facts, sent: SentForm) -> dict[str, str]:
    """A line that came into the cart after the page was made stays as it is."""
    now = {field_name(line["sku"]): str(line["quantity"]) for line in cart["lines"]}
    return {**now, **sent}


def _set_quantity(visit: Visit, form: Form, line: Facts) -> None:
    name = field_name(line["sku"])
    if int(form[name]) == line["quantity"]:
        return
    wanted = {"quantity": int(form[name])}
    refusal = visit.refusal({404, 409, 422}, "PUT", _address(line["sku"]), json=wanted)
    if refusal is not None:
        available = refusal.extra.get("available")
        form.refuse(
            name,
            refusal.detail if available is None else f"Only {available} left of {line['name']}",
        )


def _remove(visit: Visit, cart: Facts, sku: str) -> Response:
    """A line that is gone already is no reason to complain."""
    line = next((line for line in cart["lines"] if line["sku"] == sku), None)
    if line is None:
        return onward(visit, "/cart")
    visit.ask("DELETE", _address(sku))
    return onward(visit, "/cart", f"Removed {line['name']} from your cart.")


def _address(sku: str) -> str:
    return f"/api/cart/lines/{quote(sku, safe='')}"


def _page(visit: Visit, form: Form, status: int = 200) -> Response:
    return page(visit, "cart.html", status, cart=visit.cart(), form=form)
