"""What every page has in common: landmarks, one heading, labels, guarded forms (A01, A03, A06)."""

import pytest

from tests.shop.storefront.browser import Person, text_of
from tests.shop.storefront.gateway_stub import Answer, GatewayStub, problem
from tests.shop.storefront.markup import Markup
from tests.shop.storefront.samples import ADA, ADDRESS, CART, MOVE, ORDER, ROW

PAGES = [
    *("/", "/products/blue-mug", "/cart", "/checkout", "/orders/SO-7K3M9Q2P", "/nowhere"),
    *("/register", "/sign-in", "/forgotten-password", "/reset-password?token=x"),
    *("/confirm-email?token=x", "/change-email?token=x", "/account", "/account/email"),
    *("/account/addresses", "/account/addresses/1", "/account/closure"),
    *("/staff/stock", "/staff/stock/MUG-BLUE"),
]


@pytest.fixture
def sam(ada: Person, gateway: GatewayStub) -> Person:
    """Signed in as staff, and with something of everything."""
    gateway.answers |= {
        "GET /profile": Answer(200, {**ADA, "role": "staff"}),
        "GET /api/cart": Answer(200, CART),
        "GET /api/orders": Answer(200, [ORDER]),
        "GET /api/orders/SO-7K3M9Q2P": Answer(200, ORDER),
        "GET /api/inventory": Answer(200, [ROW]),
        "GET /api/inventory/low-stock": Answer(200, []),
        "GET /api/inventory/MUG-BLUE": Answer(200, ROW),
        "GET /api/inventory/MUG-BLUE/moves": Answer(200, [MOVE]),
        "GET /profile/addresses": Answer(200, [ADDRESS]),
        "POST /email/confirm": Answer(204),
        "POST /email/change": Answer(204),
    }
    return ada


def _pages(person: Person) -> list[tuple[str, Markup]]:
    """Every page somebody gets to see, without those that lead elsewhere."""
    answers = [(path, person.open(path)) for path in PAGES]
    return [(path, Markup.of(answer.text)) for path, answer in answers if answer.text]


def _everybodys_pages(sam: Person) -> list[tuple[str, Markup]]:
    signed_in = _pages(sam)
    sam.client.cookies.clear()
    sam.remember("__Host-cart", "cart-token")
    return [*signed_in, *_pages(sam)]


def test_every_page_has_its_landmarks_and_one_heading(sam: Person) -> None:
    for path, page in _everybodys_pages(sam):
        for tag in ("header", "nav", "main", "footer", "h1", "title"):
            assert len(page.all(tag)) == 1, f"{path} has not exactly one {tag}"
        assert page.values("html", "lang") == ["en-GB"]
        assert "#main" in page.values("a", "href")


def test_every_field_has_a_label(sam: Person) -> None:
    for path, page in _everybodys_pages(sam):
        labelled = page.values("label", "for")
        for field in page.all("input", "select"):
            if field.get("type") != "hidden":
                assert field["id"] in labelled, f"{path}: {field['name']} has no label"


def test_every_table_is_named_and_its_headings_have_a_direction(sam: Person) -> None:
    for path, page in _everybodys_pages(sam):
        assert len(page.all("caption")) == len(page.all("table")), f"a table of {path} has no name"
        assert None not in page.values("th", "scope"), f"a heading of {path} has no direction"


def test_every_form_that_changes_something_carries_the_token(sam: Person) -> None:
    seen = set()
    for path, page in _everybodys_pages(sam):
        for form, fields in page.forms:
            names = [field["name"] for field in fields]
            assert ("csrf_token" in names) == (form["method"] == "post"), f"{form} of {path}"
            seen.add((form["method"], form["action"]))
    assert ("post", "/sign-out") in seen
    assert len(seen) == 23, f"expected 21 forms and two searches, saw {sorted(map(str, seen))}"


def test_no_page_needs_what_the_content_security_policy_refuses(sam: Person) -> None:
    for path, page in _everybodys_pages(sam):
        assert not page.all("script", "style"), f"{path} has a script or a style of its own"
        for tag, attributes in page.elements:
            own = [name for name in attributes if name == "style" or name.startswith("on")]
            assert not own, f"{path}: {tag} carries {own}"
            for link in (attributes.get("src"), attributes.get("href"), attributes.get("action")):
                assert (link or "/")[0] in "/#", f"{path} leads to a foreign place: {link}"


def test_focus_goes_to_the_summary_of_a_refused_form(visitor: Person) -> None:
    summary = next(
        attributes
        for _, attributes in Markup.of(visitor.send("/register").text).elements
        if attributes.get("role") == "alert"
    )
    assert "autofocus" in summary, "nothing brings a reader to what went wrong"
    assert summary["tabindex"] == "-1"


def test_the_search_reaches_the_catalogue(visitor: Person, gateway: GatewayStub) -> None:
    assert "1 product for “mug & co”" in text_of(visitor.open("/?q=%20mug+%26+co%20"))
    assert gateway.calls("GET /api/products")[0].query == "q=mug+%26+co"
    gateway.answers["GET /api/products"] = Answer(200, [])
    assert "Nothing on our shelves is called that." in text_of(visitor.open("/?q=zebra"))


def test_a_notice_survives_a_second_redirect(ada: Person, gateway: GatewayStub) -> None:
    gateway.answers["GET /api/cart"] = Answer(200, CART)
    gateway.answers["DELETE /api/cart/lines/MUG-BLUE"] = Answer(200, CART)
    ada.send("/cart", remove="MUG-BLUE")
    gateway.answers["GET /profile"] = problem(503)
    gateway.answers["GET /api/cart"] = Answer(200, {**CART, "lines": []})
    assert ada.open("/checkout").headers["location"] == "/cart"
    assert "Removed Blue mug from your cart." in text_of(ada.open("/cart"))
