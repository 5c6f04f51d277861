"""The shelves, and each product with the form that puts it into the cart."""

import re
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.kernel.problems import NotFound
from app_under_test.storefront.forms.account import EMAIL
from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.forms.quantity import QUANTITY
from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.search import searched
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import Facts, Shopper, Visit, Visitor

TIMES = "\N{MULTIPLICATION SIGN}"
SLUG = re.compile(r"[A-Za-z0-9_-]{1,200}")

router = APIRouter()


@router.get("/")
def show_products(visit: Visitor) -> Response:
    """Everything in the shop, or what is called as the search says."""
    search = searched(visit.request)
    products = visit.ask("GET", "/api/products", nobody=True, params=search)
    return page(visit, "products.html", products=products, query=search.get("q", ""))


@router.get("/products/{slug}")
def show_product(visit: Visitor, slug: str) -> Response:
    """One product; 404 if there is none, or not any more."""
    return _page(visit, _product(visit, slug), Form([QUANTITY], {"quantity": "1"}))


@router.post("/products/{slug}")
def add_to_cart(visit: Shopper, sent: SentForm, slug: str) -> Response:
    """Put some into the cart, and say so on the same page."""
    product = _product(visit, slug)
    form = Form.sent([QUANTITY], sent)
    if form.refused:
        return _page(visit, product, form, 422)
    line = {"sku": product["sku"], "quantity": int(form["quantity"])}
    refusal = visit.refusal({409, 422}, "POST", "/api/cart/lines", json=line)
    if refusal is not None:
        form.refuse("quantity", _only(refusal.extra.get("available")))
        form.refuse_as(refusal, "quantity")
        return _page(visit, product, form, refusal.status)
    notice = f"Added {int(form['quantity'])} {TIMES} {product['name']} to your cart."
    return onward(visit, f"/products/{slug}", notice)


@router.post("/products/{slug}/waitlist")
def tell_when_back(visit: Shopper, sent: SentForm, slug: str) -> Response:
    """Note the address of somebody who wants what is sold out, for one mail."""
    product = _product(visit, slug)
    form = Form.sent([EMAIL], sent)
    if form.refused:
        return _page(visit, product, Form([QUANTITY]), 422, form)
    path = f"/api/inventory/{quote(product['sku'], safe='')}/waitlist"
    refusal = visit.refusal({409, 422}, "POST", path, json={"email": form["email"]})
    if refusal is not None and refusal.status == 422:
        form.refuse_as(refusal)
        return _page(visit, product, Form([QUANTITY]), 422, form)
    written = f"We write to {form['email']} when it is back."
    told = written if refusal is None else f"{product['name']} is in stock again."
    return onward(visit, f"/products/{slug}", told)


def _product(visit: Visit, slug: str) -> Facts:
    if not SLUG.fullmatch(slug):
        raise NotFound("No product is called that.")
    product: Facts = visit.ask("GET", f"/api/products/{slug}", nobody=True)
    return product


def _only(available: Any) -> str:
    """How many there are, if the refusal says it."""
    if not isinstance(available, int):
        return ""
    return f"Only {available} left" if available > 0 else "Sold out"


def _page(
    visit: Visit, product: Facts, form: Form, status: int = 200, wait_form: Form | None = None
) -> Response:
    address = {"email": visit.person.email if visit.person else ""}
    wait_form = wait_form or Form([EMAIL], address)
    return page(visit, "product.html", status, product=product, form=form, wait_form=wait_form)
