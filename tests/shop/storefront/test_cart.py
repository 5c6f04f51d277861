"""Putting things into the cart, changing how many, taking them out (behaviours C01 to C07)."""

import pytest

from tests.shop.storefront.browser import Person, text_of
from tests.shop.storefront.gateway_stub import Answer, GatewayStub, problem
from tests.shop.storefront.samples import CART, LINE, MUG

TIMES = "\N{MULTIPLICATION SIGN}"


def test_adding_says_what_was_added_and_keeps_the_guests_cart(
    visitor: Person, gateway: GatewayStub
) -> None:
    gateway.answers["POST /api/cart/lines"] = Answer(200, CART, {"X-Cart-Token": "cart-token"})
    response = visitor.send("/products/blue-mug", quantity="2")
    assert (response.status_code, response.headers["location"]) == (303, "/products/blue-mug")
    assert gateway.body("POST /api/cart/lines") == {"sku": "MUG-BLUE", "quantity": 2}
    gateway.answers["GET /api/cart"] = Answer(200, CART)
    page = visitor.open("/products/blue-mug").text
    assert f"Added 2 {TIMES} Blue mug to your cart." in page
    assert 'aria-label="Cart, 2 items"' in page
    assert gateway.calls("GET /api/cart")[-1].headers["X-Cart-Token"] == "cart-token"


def test_more_than_there_are_is_refused_with_the_number_kept(
    visitor: Person, gateway: GatewayStub
) -> None:
    gateway.answers["POST /api/cart/lines"] = problem(409, "insufficient-stock", available=5)
    response = visitor.send("/products/blue-mug", quantity="7")
    assert response.status_code == 409
    assert "There is a problem Only 5 left" in text_of(response)
    assert 'value="7"' in response.text
    assert 'aria-describedby="quantity-problem" aria-invalid="true"' in response.text
    assert '<a href="#quantity">Only 5 left</a>' in response.text


@pytest.mark.parametrize("quantity", ["", "0", "-1", "1.5", "two", "1000", "1e2"])
def test_an_impossible_quantity_never_reaches_the_gateway(
    visitor: Person, gateway: GatewayStub, quantity: str
) -> None:
    response = visitor.send("/products/blue-mug", quantity=quantity)
    assert response.status_code == 422
    assert "Enter a whole number from 1 to 999." in text_of(response)
    assert gateway.changes() == []


@pytest.mark.parametrize(
    ("available", "note", "can_be_bought"),
    [
        (0, "Sold out", False),
        (1, "1 left", True),
        (10, "10 left", True),
        (11, "In stock", True),
        (None, None, True),
    ],
)
def test_the_stock_note(
    visitor: Person,
    gateway: GatewayStub,
    available: int | None,
    note: str | None,
    can_be_bought: bool,
) -> None:
    gateway.answers["GET /api/products/blue-mug"] = Answer(200, {**MUG, "available": available})
    page = visitor.open("/products/blue-mug").text
    assert (f'data-testid="stock-note">{note}<' in page) == (note is not None)
    assert ("Add to cart" in page) == can_be_bought


@pytest.mark.parametrize(
    ("count", "name"), [(0, "Cart, empty"), (1, "Cart, 1 item"), (2, "Cart, 2 items")]
)
def test_the_way_to_the_cart_says_how_many(
    ada: Person, gateway: GatewayStub, count: int, name: str
) -> None:
    gateway.answers["GET /api/cart"] = Answer(200, {**CART, "count": count})
    page = ada.open("/").text
    assert f'aria-label="{name}"' in page
    assert f'data-testid="cart-count">{count}<' in page


def test_products_are_shown_while_the_cart_cannot_be(ada: Person, gateway: GatewayStub) -> None:
    gateway.answers["GET /api/cart"] = problem(503)
    response = ada.open("/")
    assert response.status_code == 200, "without the orders service the shelves are closed too"
    assert 'aria-label="Cart"' in response.text


def test_only_changed_lines_are_sent(ada: Person, gateway: GatewayStub) -> None:
    other = {**LINE, "sku": "BOWL", "name": "Bowl", "slug": "bowl"}
    gateway.answers["GET /api/cart"] = Answer(200, {**CART, "lines": [LINE, other]})
    gateway.answers["PUT /api/cart/lines/MUG-BLUE"] = Answer(200, CART)
    response = ada.send("/cart", **{"quantity-MUG-BLUE": "3", "quantity-BOWL": "2"})
    assert response.headers["location"] == "/cart"
    assert gateway.changes() == ["PUT /api/cart/lines/MUG-BLUE"]
    assert gateway.body("PUT /api/cart/lines/MUG-BLUE") == {"quantity": 3}
    assert "Your cart is up to date." in ada.open("/cart").text


def test_a_quantity_that_stock_does_not_allow_is_said_beside_its_field(
    ada: Person, gateway: GatewayStub
) -> None:
    gateway.answers["GET /api/cart"] = Answer(200, CART)
    gateway.answers["PUT /api/cart/lines/MUG-BLUE"] = problem(409, available=5)
    response = ada.send("/cart", **{"quantity-MUG-BLUE": "6"})
    assert response.status_code == 422
    assert '<a href="#quantity-MUG-BLUE">Only 5 left of Blue mug</a>' in response.text
    assert 'name="quantity-MUG-BLUE" value="6"' in response.text


def test_a_line_is_taken_out_by_its_own_button(ada: Person, gateway: GatewayStub) -> None:
    gateway.answers["GET /api/cart"] = Answer(200, CART)
    gateway.answers["DELETE /api/cart/lines/MUG-BLUE"] = Answer(200, CART)
    ada.send("/cart", remove="MUG-BLUE")
    assert gateway.changes() == ["DELETE /api/cart/lines/MUG-BLUE"]
    assert "Removed Blue mug from your cart." in ada.open("/cart").text


def test_an_empty_cart_says_so(visitor: Person) -> None:
    assert "Your cart is empty." in text_of(visitor.open("/cart"))


def test_the_guests_cart_goes_along_at_sign_in_and_is_then_forgotten(
    ada: Person, gateway: GatewayStub
) -> None:
    ada.remember("__Host-cart", "cart-token")
    ada.open("/cart")
    told = gateway.calls("GET /api/cart")[0].headers
    assert (told["Authorization"], told["X-Cart-Token"]) == ("Bearer good-token", "cart-token")
    assert ada.cookie("__Host-cart") is None
