"""Filling carts, as guest and as customer."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from app_under_test.orders.models import Cart, CartLine
from tests.shop.trade.floor import NOWHERE, Floor
from tests.shop.trade.visitor import SHIPPING, Visitor, body_of


def held(visitor: Visitor) -> dict[str, int]:
    """What the visitor's cart holds, by stock number."""
    return {line["sku"]: line["quantity"] for line in visitor.cart()["lines"]}


def test_an_empty_cart_costs_nothing_and_leaves_no_trace(floor: Floor) -> None:
    ada = floor.person()
    assert ada.cart() == {
        "lines": [],
        "voucher": None,
        "count": 0,
        "subtotal_minor": 0,
        "shipping_minor": 0,
        "discount_minor": 0,
        "tax_minor": 0,
        "total_minor": 0,
        "currency": "GBP",
    }
    assert floor.count(Cart, user_id=ada.user_id) == 0


def test_a_product_in_the_cart_is_shown_with_its_figures(floor: Floor) -> None:
    mug = floor.product("Blue mug", on_hand=5, price_minor=1250)
    ben = floor.guest()
    cart = body_of(ben.add(mug, 2))
    assert cart == ben.cart()
    assert cart["lines"] == [
        {
            "product_id": mug.id,
            "sku": mug.sku,
            "slug": mug.slug,
            "name": "Blue mug",
            "unit_price_minor": 1250,
            "quantity": 2,
            "line_total_minor": 2500,
            "available": 5,
        }
    ]
    figures = {name: cart[name] for name in ("count", "subtotal_minor", "total_minor")}
    assert figures == {"count": 2, "subtotal_minor": 2500, "total_minor": 2895}
    assert floor.stock(mug) == (5, 0)


def test_a_guest_is_told_the_token_of_a_new_cart_once(floor: Floor) -> None:
    mug, ben = floor.product(), floor.guest()
    first = ben.add(mug)
    assert len(first.headers["X-Cart-Token"]) >= 32
    assert "X-Cart-Token" not in ben.add(mug).headers
    assert floor.count(Cart, token_hash=ben.token) == 0
    assert held(ben) == {mug.sku: 2}
    assert held(floor.guest()) == {}


def test_the_same_product_again_raises_one_line(floor: Floor) -> None:
    mug, ada = floor.product(), floor.person()
    ada.add(mug, 1)
    ada.add(mug, 3)
    assert held(ada) == {mug.sku: 4}


def test_two_windows_at_once_share_one_cart(floor: Floor) -> None:
    mug, ada = floor.product(on_hand=100), floor.person()
    with ThreadPoolExecutor(6) as pool:
        statuses = [answer.status_code for answer in pool.map(lambda _: ada.add(mug), range(6))]
    assert statuses == [200] * 6
    assert held(ada) == {mug.sku: 6}
    assert floor.count(Cart, user_id=ada.user_id) == 1


def test_a_quantity_is_changed_and_zero_takes_the_line_out(floor: Floor) -> None:
    mug, jug, ada = floor.product(), floor.product(), floor.person()
    ada.add(mug, 2)
    ada.add(jug, 1)
    ada.set(mug, 5)
    assert held(ada) == {mug.sku: 5, jug.sku: 1}
    ada.set(mug, 0)
    assert held(ada) == {jug.sku: 1}
    ada.ask("DELETE", f"/api/cart/lines/{jug.sku}")
    assert held(ada) == {}
    assert ada.ask("DELETE", f"/api/cart/lines/{jug.sku}").status_code == 200


def test_more_than_there_is_is_refused_with_the_highest_number(floor: Floor) -> None:
    mug, ada = floor.product(on_hand=5), floor.person()
    refused = ada.add(mug, 6)
    assert refused.status_code == 409
    assert refused.json()["type"] == "insufficient-stock"
    assert refused.json()["available"] == 5
    assert refused.json()["detail"] == "Only 5 left."
    assert floor.count(Cart, user_id=ada.user_id) == 0
    ada.add(mug, 4)
    for answer in (ada.add(mug, 2), ada.set(mug, 6)):
        assert answer.json()["available"] == 5
    assert held(ada) == {mug.sku: 4}
    assert ada.add(mug, 1).status_code == 200


def test_what_is_sold_out_or_withdrawn_or_unknown_cannot_be_added(floor: Floor) -> None:
    ada = floor.person()
    gone, withdrawn = floor.product(on_hand=0), floor.product(active=False)
    assert ada.add(gone).json()["available"] == 0
    assert ada.add(withdrawn).status_code == 404
    unknown = {"sku": "NOTHING", "quantity": 1}
    assert ada.ask("POST", "/api/cart/lines", json=unknown).status_code == 404
    assert ada.ask("PUT", "/api/cart/lines/NOTHING", json={"quantity": 1}).status_code == 404
    assert ada.ask("DELETE", "/api/cart/lines/NOTHING").status_code == 404
    assert ada.cart()["lines"] == []


def test_a_cart_holds_999_of_a_product_at_most(floor: Floor) -> None:
    mug, ada = floor.product(on_hand=5000), floor.person()
    assert ada.add(mug, 999).status_code == 200
    assert ada.add(mug, 1).status_code == 422
    assert held(ada) == {mug.sku: 999}


@pytest.mark.parametrize(
    "quantity", ["-1", "1.5", "2.0", '"2"', "true", "null", "1000", "9" * 40, "[1]", "{}", "NaN"]
)
def test_a_senseless_quantity_changes_nothing(floor: Floor, quantity: str) -> None:
    mug, ada = floor.product(), floor.person()
    ada.add(mug, 2)
    line = f'{{"sku": "{mug.sku}", "quantity": {quantity}}}'
    for method, path in (("POST", "/api/cart/lines"), ("PUT", f"/api/cart/lines/{mug.sku}")):
        answer = ada.ask(method, path, content=line)
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"][0]["loc"][-1] == "quantity"
    assert held(ada) == {mug.sku: 2}


def test_a_line_of_zero_is_not_added(floor: Floor) -> None:
    assert floor.person().add(floor.product(), 0).status_code == 422


def test_prices_sent_along_are_ignored(floor: Floor) -> None:
    mug, ada = floor.product(price_minor=1250), floor.person()
    line = {"sku": mug.sku, "quantity": 1, "unit_price_minor": 1, "price_minor": 1, "cart_id": "x"}
    assert body_of(ada.ask("POST", "/api/cart/lines", json=line))["subtotal_minor"] == 1250


def test_nobody_reaches_the_cart_of_another(floor: Floor) -> None:
    mug, ada, ben = floor.product(), floor.person(), floor.person()
    ada.add(mug)
    assert held(ben) == {}
    ben.token = "made-up"
    assert held(ben) == {}


def test_a_withdrawn_product_stays_in_sight_but_is_not_available(floor: Floor) -> None:
    mug, ada = floor.product(), floor.person()
    ada.add(mug)
    floor.withdraw(mug)
    assert [line["available"] for line in ada.cart()["lines"]] == [0]
    refused = ada.order()
    assert refused.status_code == 409
    assert refused.json()["lines"] == [{"sku": mug.sku, "name": mug.name, "available": 0}]
    ada.set(mug, 0)
    assert held(ada) == {}


class TestSigningIn:
    def test_the_guests_cart_becomes_the_persons(self, floor: Floor) -> None:
        mug, ben = floor.product(), floor.guest()
        ben.add(mug, 2)
        ada = floor.person()
        ada.token = ben.token
        assert held(ada) == {mug.sku: 2}
        ada.token = None
        assert held(ada) == {mug.sku: 2}
        assert held(ben) == {}

    def test_two_carts_become_one_within_the_stock(self, floor: Floor) -> None:
        mug, jug, pot = (floor.product(on_hand=many) for many in (4, 9, 9))
        ada, ben = floor.person(), floor.guest()
        ada.add(mug, 2)
        ada.add(jug, 1)
        ben.add(mug, 3)
        ben.add(pot, 5)
        ada.token = ben.token
        assert held(ada) == {mug.sku: 4, jug.sku: 1, pot.sku: 5}
        assert held(ada) == {mug.sku: 4, jug.sku: 1, pot.sku: 5}
        assert floor.count(Cart, user_id=ada.user_id, status="open") == 1
        assert held(ben) == {}

    def test_many_calls_at_once_merge_once(self, floor: Floor) -> None:
        mug, ada, ben = floor.product(on_hand=100), floor.person(), floor.guest()
        ada.add(mug, 1)
        ben.add(mug, 2)
        ada.token = ben.token
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda _: ada.cart(), range(6)))
        assert held(ada) == {mug.sku: 3}

    def test_the_guests_unpaid_order_goes_on_as_the_persons(self, floor: Floor) -> None:
        mug, ben = floor.product(on_hand=2), floor.guest()
        ben.add(mug, 2)
        number = ben.order().json()["number"]
        ada = floor.person()
        ada.token = ben.token
        again = ada.order()
        assert (again.status_code, again.json()["number"]) == (200, number)
        assert again.json()["email"] == ada.email
        assert [one["number"] for one in ada.ask("GET", "/api/orders").json()] == [number]

    def test_the_unpaid_order_of_a_cart_that_is_merged_is_given_up(self, floor: Floor) -> None:
        mug, ada, ben = floor.product(on_hand=5), floor.person(), floor.guest()
        ada.add(mug, 1)
        ben.add(mug, 4)
        number = ben.order().json()["number"]
        ada.token = ben.token
        assert held(ada) == {mug.sku: 5}
        assert floor.status_of(number) == "cancelled"
        assert floor.stock(mug) == (5, 0)


def test_a_cart_is_still_shown_when_nobody_can_say_what_is_left(floor: Floor) -> None:
    mug, ada = floor.product(), floor.person()
    ada.add(mug)
    with floor.beside("orders", inventory_url=NOWHERE) as lonely:
        shown = lonely.ask("GET", "/api/cart", headers=ada.headers).json()
        assert [line["available"] for line in shown["lines"]] == [None]
        for method, path, body in (
            ("POST", "/api/cart/lines", {"sku": mug.sku, "quantity": 1}),
            ("POST", "/api/orders", {"shipping": SHIPPING}),
        ):
            answer = lonely.ask(method, path, headers=ada.headers, json=body)
            assert (answer.status_code, answer.json()["part"]) == (503, "inventory")
    assert held(ada) == {mug.sku: 1}
    assert floor.count(CartLine, product_id=mug.id) == 1


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"{}"])
@pytest.mark.parametrize("path", ["/api/cart/lines", "/api/orders"])
def test_a_body_that_says_nothing_is_refused(floor: Floor, path: str, body: bytes) -> None:
    headers: dict[str, Any] = {"Content-Type": "application/json"}
    answer = floor.ask("POST", path, headers=headers, content=body)
    assert answer.status_code in {400, 422}, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
