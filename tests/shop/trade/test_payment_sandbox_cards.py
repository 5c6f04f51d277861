"""Which cards the card company takes."""

from datetime import date

import pytest

from app_under_test.payment_sandbox.cards import Card, decline_of, is_card_number

TODAY = date(2026, 11, 22)


def reason(number: str, month: int = 12, year: int = 2030) -> str | None:
    decline = decline_of(Card(number, month, year, "123"), TODAY)
    return decline.decline_code if decline else None


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("4242424242424242", None),
        ("5555555555554444", None),
        ("4000000000000002", "generic_decline"),
        ("4000000000009995", "insufficient_funds"),
        ("4000000000009987", "lost_card"),
        ("4000000000000069", "expired_card"),
        ("4000000000000127", "incorrect_cvc"),
        ("4242424242424241", "incorrect_number"),
        ("4242 4242 4242 4242", "incorrect_number"),
        ("٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢", "incorrect_number"),
        ("", "incorrect_number"),
    ],
)
def test_the_number_chooses_the_outcome(number: str, expected: str | None) -> None:
    assert reason(number) == expected


def test_a_card_is_good_until_the_end_of_its_month() -> None:
    assert reason("4242424242424242", 11, 2026) is None
    assert reason("4242424242424242", 10, 2026) == "expired_card"


@pytest.mark.parametrize("number", ["4242424242424242", "378282246310005", "4222222222222"])
def test_one_wrong_digit_is_noticed(number: str) -> None:
    assert is_card_number(number)
    other = "1" if number[4] != "1" else "2"
    assert not is_card_number(number[:4] + other + number[5:])
