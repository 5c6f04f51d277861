"""In which ways goods can be delivered, and what that costs."""

import pytest

from app_under_test.orders.delivery import choices
from app_under_test.orders.pricing import PricedLine


def goods(price: int, quantity: int, grams: int) -> list[PricedLine]:
    return [PricedLine("p1", "MUG", "mug", "Mug", price, quantity, grams)]


@pytest.mark.parametrize(
    ("country", "price", "quantity", "grams", "offered"),
    [
        ("GB", 0, 1, 0, [("standard", 0), ("express", 0)]),
        ("GB", 4999, 1, 5000, [("standard", 395), ("express", 795)]),
        ("GB", 2500, 2, 2500, [("standard", 0), ("express", 795)]),
        ("GB", 4999, 1, 5001, [("standard", 395)]),
        ("GB", 4999, 1, 30_000, [("standard", 395)]),
        ("GB", 4999, 1, 30_001, []),
        ("FR", 9999, 1, 20_000, [("standard", 995)]),
        ("IE", 5000, 2, 400, [("standard", 0)]),
        ("DE", 9999, 3, 6667, []),
    ],
)
def test_choices_follow_country_weight_and_value(
    country: str, price: int, quantity: int, grams: int, offered: list[tuple[str, int]]
) -> None:
    found = choices(country, goods(price, quantity, grams))
    assert [(one.name, one.price_minor) for one in found] == offered


def test_nothing_to_deliver_costs_nothing() -> None:
    assert choices("GB", [])[0].price_minor == 0
