"""The stock list of the staff, and the form that adds to it."""

from secrets import token_urlsafe
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.forms.quantity import field_name, to_add
from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.search import searched
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import Facts, Member, Visit

router = APIRouter()


@router.get("/staff/stock")
def show_stock(visit: Member) -> Response:
    """What is low, and everything, or what is called as the search says.

    The gateway refuses whoever is not staff.
    """
    stock = _stock(visit)
    return _page(visit, stock, Form(_fields(stock)))


@router.post("/staff/stock")
def replenish(visit: Member, sent: SentForm) -> Response:
    """Add to one product, and show the sum in the list that was searched.

    The product may be called something else by now, and so be missing from that list.
    """
    address = f"/api/inventory/{quote(sent.get('sku', ''), safe='')}"
    product = visit.ask("GET", address)
    listed = _stock(visit)
    is_listed = any(row["sku"] == product["sku"] for row in listed)
    stock = listed if is_listed else [product, *listed]
    name = field_name(product["sku"])
    form = Form(_fields(stock), {name: sent.get("quantity", "")})
    form.refuse(name, form.field(name).problem_with(form[name]))
    if form.refused:
        return _page(visit, stock, form, 422)
    added = {"quantity": int(form[name])}
    key = _key(sent, product, added)
    after, refusal = visit.tried({409}, "POST", f"{address}/replenishments", key=key, json=added)
    if refusal is not None:
        form.refuse(name, refusal.detail)
        return _page(visit, stock, form, 409)
    return onward(visit, _path(visit), _sum(after, int(form[name])))


def _key(sent: SentForm, product: Facts, added: Facts) -> str:
    """A form that is sent twice adds once; one without a key is sent as often as it is."""
    key = sent.get("request_key", "")
    return quote(f"{key}-{product['sku']}-{added['quantity']}") if key else ""


def _stock(visit: Visit) -> list[Facts]:
    stock: list[Facts] = visit.ask("GET", "/api/inventory", params=searched(visit.request))
    return stock


def _path(visit: Visit) -> str:
    search = searched(visit.request)
    return "/staff/stock" + (f"?{urlencode(search)}" if search else "")


def _sum(after: Facts, added: int) -> str:
    on_hand = after["on_hand"]
    return f"{on_hand - added} + {added} = {on_hand} {after['name']} in stock."


def _fields(stock: list[Facts]) -> Any:
    return to_add((row["sku"], row["name"]) for row in stock)


def _page(visit: Visit, stock: list[Facts], form: Form, status: int = 200) -> Response:
    search = searched(visit.request)
    low = visit.ask("GET", "/api/inventory/low-stock", params=search)
    facts = {"stock": stock, "low": low, "query": search.get("q", ""), "path": _path(visit)}
    return page(visit, "stock.html", status, form=form, request_key=token_urlsafe(16), **facts)
