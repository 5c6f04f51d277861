"""The address book: a list, a form for another address, and one for each that is there."""

from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from app_under_test.kernel.problems import NotFound
from app_under_test.storefront.forms.checkout import ADDRESS
from app_under_test.storefront.forms.form import Form
from app_under_test.storefront.pages import onward, page
from app_under_test.storefront.sent_form import SentForm
from app_under_test.storefront.visit import Facts, Member, Visit

BOOK = "/profile/addresses"
HERE = "/account/addresses"

router = APIRouter(prefix=HERE)


@router.get("")
def show_book(visit: Member) -> Response:
    """Every address, and the form for another one."""
    return _book(visit, Form(ADDRESS, {"country": "GB", "name": visit.require_person().name}))


@router.post("")
def add(visit: Member, sent: SentForm) -> Response:
    """Keep another address."""
    form = Form.sent(ADDRESS, sent)
    if not form.refused and _accepted(visit, form, "POST", BOOK):
        return onward(visit, HERE, "The address is in your book.")
    return _book(visit, form, 422)


@router.get("/{address_id}")
def show_address(visit: Member, address_id: str) -> Response:
    """The form of one address; 404 if it is not there, or not any more."""
    address = next((one for one in visit.ask("GET", BOOK) if one["id"] == address_id), None)
    if address is None:
        raise NotFound("There is no such address.")
    values = {field.name: address[field.name] for field in ADDRESS}
    return page(visit, "address.html", form=Form(ADDRESS, values), address_id=address_id)


@router.post("/{address_id}")
def change(visit: Member, sent: SentForm, address_id: str) -> Response:
    """Replace one address."""
    form = Form.sent(ADDRESS, sent)
    if not form.refused and _accepted(visit, form, "PUT", _path(address_id)):
        return onward(visit, HERE, "The address is changed.")
    return page(visit, "address.html", 422, form=form, address_id=address_id)


@router.post("/{address_id}/removal")
def remove(visit: Member, address_id: str) -> Response:
    """Forget an address; what is gone already is gone."""
    visit.refusal({404}, "DELETE", _path(address_id))
    return onward(visit, HERE, "The address is removed.")


@router.post("/{address_id}/default")
def prefer(visit: Member, address_id: str) -> Response:
    """Have this one filled in at the checkout."""
    visit.ask("PUT", f"{_path(address_id)}/default")
    return onward(visit, HERE, "This address is filled in at the checkout from now on.")


def _path(address_id: str) -> str:
    return f"{BOOK}/{quote(address_id, safe='')}"


def _accepted(visit: Visit, form: Form, method: str, path: str) -> bool:
    address = {field.name: form[field.name] for field in ADDRESS}
    form.refuse_as(visit.refusal({409, 422}, method, path, json=address))
    return not form.refused


def _book(visit: Visit, form: Form, status: int = 200) -> Response:
    addresses: list[Facts] = visit.ask("GET", BOOK)
    return page(visit, "addresses.html", status, addresses=addresses, form=form)
