"""What a customer has to say to place an order."""

from typing import Any

import pytest

from app_under_test.orders.models import Order
from tests.shop.trade.floor import Floor
from tests.shop.trade.visitor import SHIPPING, Visitor


def orders_of(floor: Floor, visitor: Visitor) -> int:
    return floor.count(Order, email=visitor.email)


class TestCheckout:
    @pytest.mark.parametrize("missing", SHIPPING)
    def test_each_line_of_the_address_is_needed(self, floor: Floor, missing: str) -> None:
        ben = floor.guest()
        ben.add(mug := floor.product())
        for value in (None, "", "   "):
            answer = ben.order(shipping={**SHIPPING, missing: value})
            assert answer.status_code == 422
            assert answer.json()["errors"][0]["loc"] == ["body", "shipping", missing]
        without = {name: value for name, value in SHIPPING.items() if name != missing}
        assert ben.order(shipping=without).status_code == 422
        assert orders_of(floor, ben) == 0
        assert floor.stock(mug) == (10, 0)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("country", "US"),
            ("country", "gb"),
            ("country", 5),
            ("name", "A\0da"),
            ("name", "Ada\nBcc: everybody@example.org"),
            ("name", ["Ada"]),
            ("line1", "x" * 201),
            ("postcode", "x" * 21),
        ],
    )
    def test_an_impossible_address_is_refused(self, floor: Floor, field: str, value: Any) -> None:
        ben = floor.guest()
        ben.add(floor.product())
        answer = ben.order(shipping={**SHIPPING, field: value})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["loc"] == ["body", "shipping", field]

    def test_half_a_character_is_no_text(self, floor: Floor) -> None:
        ben = floor.guest()
        ben.add(floor.product())
        body = (
            '{"email": "a@example.org", "shipping": {"name": "\\ud800", "line1": "1", '
            '"city": "2", "postcode": "3", "country": "GB"}}'
        )
        assert ben.ask("POST", "/api/orders", content=body).status_code == 422

    @pytest.mark.parametrize("email", [None, "", "ada", "a@b", "a b@example.org", "@example.org"])
    def test_a_guest_needs_an_address_for_the_mail(self, floor: Floor, email: str | None) -> None:
        ben = floor.guest()
        ben.add(floor.product())
        answer = ben.order(email=email)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["loc"] == ["body", "email"]

    def test_a_person_is_written_to_at_the_address_of_the_account(self, floor: Floor) -> None:
        ada = floor.person()
        ada.add(floor.product())
        assert ada.order(email="somebody@example.org").json()["email"] == ada.email
