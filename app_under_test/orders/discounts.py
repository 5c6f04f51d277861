"""What a voucher takes off, and when it takes off nothing: rules without I/O."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app_under_test.orders.pricing import PricedLine


class Promise(Protocol):
    """What the rules need to know of a voucher."""

    percent: int | None
    amount_minor: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    minimum_minor: int
    product_id: str | None
    most_uses: int | None
    once_each: bool


REASONS = {
    "unknown": "There is no such voucher.",
    "not-started": "This voucher is not valid yet.",
    "expired": "This voucher has expired.",
    "used-up": "This voucher has been used up.",
    "used-before": "You have used this voucher before.",
    "too-little": "Your cart costs too little for this voucher.",
    "other-product": "This voucher is for another product.",
}
"""Why a voucher takes nothing off, for customers."""


def reason_against(
    voucher: Promise, lines: Sequence[PricedLine], uses: int, own_uses: int, now: datetime
) -> str | None:
    """The key in REASONS why the voucher is no good for this cart; None if it is good.

    `uses` of all customers, `own_uses` of this one, both in other orders.
    """
    subtotal = sum(line.line_total_minor for line in lines)
    against = {
        "not-started": voucher.starts_at is not None and now < voucher.starts_at,
        "expired": voucher.ends_at is not None and now >= voucher.ends_at,
        "used-up": voucher.most_uses is not None and uses >= voucher.most_uses,
        "used-before": voucher.once_each and own_uses > 0,
        "other-product": voucher.product_id is not None and not _goods_of(voucher, lines),
        "too-little": subtotal < voucher.minimum_minor,
    }
    return next((reason for reason, holds in against.items() if holds), None)


def discount_of(voucher: Promise, lines: Sequence[PricedLine]) -> int:
    """What it takes off the goods, in pence; half a penny is rounded up, delivery stays."""
    goods = _goods_of(voucher, lines)
    if voucher.percent is not None:
        return (goods * voucher.percent + 50) // 100
    return min(voucher.amount_minor or 0, goods)


def _goods_of(voucher: Promise, lines: Sequence[PricedLine]) -> int:
    """What the goods cost that the voucher is for."""
    return sum(
        line.line_total_minor for line in lines if voucher.product_id in (None, line.product_id)
    )
