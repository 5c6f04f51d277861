"""The stock of one product: who has changed it and why, and the form for a count."""

import re
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.storefront.forms import checks
from app_under_test.storefront.forms.field import Field
from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import Facts, Member, Visit

PERSON = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What the id of a person looks like; guests and the shop itself have none."""

COUNT = (
    Field(
        *("on_hand", "Counted", "Enter how many there are.", checks.count, "number"),
        hint="What lies on the shelf, without what is put aside for orders that are paid.",
        digits=True,
        most=999_999,
    ),
    Field("reason", "Reason"),
)

router = APIRouter()


@router.get("/staff/stock/{sku}")
def show_history(visit: Member, sku: str) -> Response:
    """Every change of a product's stock; the gateway refuses whoever is not staff."""
    return _page(visit, sku, Form(COUNT))


@router.post("/staff/stock/{sku}")
def save_count(visit: Member, sent: SentForm, sku: str) -> Response:
    """Set what is on hand; fewer than are reserved is refused."""
    form = Form.sent(COUNT, sent)
    if form.refused:
        return _page(visit, sku, form, 422)
    count = _count_of(form)
    after, refusal = visit.tried({409, 422}, "PUT", f"{_address(sku)}/count", json=count)
    if refusal is not None:
        form.refuse_as(refusal, "on_hand")
        return _page(visit, sku, form, refusal.status)
    path = f"/staff/stock/{quote(sku, safe='')}"
    return onward(visit, path, f"{after['on_hand']} {after['name']} in stock.")


def _count_of(form: Form) -> dict[str, Any]:
    return {"on_hand": int(form["on_hand"]), "reason": form["reason"] or None}


def _address(sku: str) -> str:
    return f"/api/inventory/{quote(sku, safe='')}"


def _page(visit: Visit, sku: str, form: Form, status: int = 200) -> Response:
    moves = visit.ask("GET", f"{_address(sku)}/moves")
    facts = {"stock": visit.ask("GET", _address(sku)), "moves": moves}
    return page(
        visit, "stock_history.html", status, form=form, people=_people(visit, moves), **facts
    )


def _people(visit: Visit, moves: list[Facts]) -> dict[str, str]:
    """The names of those who changed something, by id; of some there is no account any more."""
    actors = {move["actor"] for move in moves if PERSON.fullmatch(move["actor"])}
    found = {one: visit.tried({404}, "GET", f"/api/users/{one}")[0] for one in actors}
    return {one: str(person["name"]) for one, person in found.items() if person}
