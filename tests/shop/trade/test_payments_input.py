"""What is no payment at all: refused by name, and never tried."""

from typing import Any

import pytest

from tests.shop.trade.floor import Floor


class TestBadInput:
    @pytest.mark.parametrize("body", ["", "{}", "[]", "null", "{", '"x"', "NaN"])
    def test_without_an_order_and_a_card_nothing_is_tried(self, floor: Floor, body: str) -> None:
        answer = floor.guest().ask("POST", "/api/payments", content=body)
        assert answer.status_code == 400, answer.text
        assert answer.headers["content-type"] == "application/problem+json"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("number", "4242"),
            ("number", "4242 4242 4242 424x"),
            ("number", "4" * 20),
            ("number", 4242424242424242),
            ("number", "٤" * 16),
            ("number", "4242\x004242424242424"),
            ("expiry", "13/30"),
            ("expiry", "00/30"),
            ("expiry", "1/30"),
            ("expiry", "12/2030"),
            ("expiry", None),
            ("security_code", "12"),
            ("security_code", "12345"),
            ("security_code", 123),
            ("security_code", "¹²³"),
        ],
    )
    def test_an_impossible_card_is_named_and_not_repeated(
        self, floor: Floor, field: str, value: Any
    ) -> None:
        ben = floor.guest()
        number = ben.ordered()
        card = {"number": "4242424242424242", "expiry": "12/30", "security_code": "123"}
        answer = ben.pay(number, card={**card, field: value})
        assert answer.status_code == 400, answer.text
        assert answer.json()["errors"][0]["loc"] == ["body", "card", field]
        assert "4242" not in answer.text
        assert floor.charges(number) == []

    @pytest.mark.parametrize("number", ["SO-NOTHING", "..", "%2e%2e", "a/b", "?", "é", "x" * 64])
    def test_an_unknown_order_is_not_found(self, floor: Floor, number: str) -> None:
        assert floor.guest().pay(number).status_code == 404

    @pytest.mark.parametrize("odd", ["{}?", "{}#x", "{}/", "./{}", "../orders/{}", " {}", "{}%"])
    def test_an_order_number_with_something_around_it_is_another_one(
        self, floor: Floor, odd: str
    ) -> None:
        ben = floor.guest()
        number = ben.ordered()
        assert ben.pay(odd.format(number), key=ben.keys[number]).status_code == 404

    @pytest.mark.parametrize("number", ["", "a\0b", "x" * 65, 5, None, ["SO-1"]])
    def test_what_is_no_order_number_is_refused(self, floor: Floor, number: Any) -> None:
        assert floor.guest().pay("", order_number=number).status_code == 400
