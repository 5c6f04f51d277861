"""What a voucher takes off, and when it takes off nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app_under_test.orders.discounts import discount_of, reason_against
from app_under_test.orders.models import Voucher
from app_under_test.orders.pricing import PricedLine

NOW = datetime(2026, 11, 5, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
MUGS = PricedLine("mug", "MUG", "mug", "Mug", 1255, 3)
BOWL = PricedLine("bowl", "BOWL", "bowl", "Bowl", 999, 1)


def voucher(**facts: Any) -> Voucher:
    plain: dict[str, Any] = {"minimum_minor": 0, "once_each": False}
    return Voucher(**{**plain, **({} if "amount_minor" in facts else {"percent": 10}), **facts})


@pytest.mark.parametrize(
    ("facts", "off"),
    [
        ({"percent": 10}, 377),  # of 37.65: half a penny is rounded up
        ({"percent": 7}, 264),  # of 37.65: 2.6355
        ({"percent": 100}, 3765),
        ({"amount_minor": 501}, 501),
        ({"amount_minor": 9999}, 3765),
    ],
)
def test_it_takes_off_a_part_or_an_amount_but_no_more_than_the_goods_cost(
    facts: dict[str, Any], off: int
) -> None:
    assert discount_of(voucher(**facts), [MUGS]) == off


def test_one_for_a_product_takes_nothing_off_others() -> None:
    assert discount_of(voucher(product_id="bowl"), [MUGS, BOWL]) == 100
    assert discount_of(voucher(product_id="bowl", amount_minor=5000), [MUGS, BOWL]) == 999


@pytest.mark.parametrize(
    ("facts", "uses", "own_uses", "reason"),
    [
        ({}, 9, 9, None),
        ({"starts_at": NOW, "ends_at": NOW + HOUR}, 0, 0, None),
        ({"starts_at": NOW + HOUR}, 0, 0, "not-started"),
        ({"ends_at": NOW}, 0, 0, "expired"),
        ({"most_uses": 2}, 1, 0, None),
        ({"most_uses": 2}, 2, 0, "used-up"),
        ({"once_each": True}, 7, 0, None),
        ({"once_each": True}, 1, 1, "used-before"),
        ({"minimum_minor": 3765}, 0, 0, None),
        ({"minimum_minor": 3766}, 0, 0, "too-little"),
        ({"product_id": "mug"}, 0, 0, None),
        ({"product_id": "bowl"}, 0, 0, "other-product"),
    ],
)
def test_it_is_good_within_its_limits(
    facts: dict[str, Any], uses: int, own_uses: int, reason: str | None
) -> None:
    assert reason_against(voucher(**facts), [MUGS], uses, own_uses, NOW) == reason
