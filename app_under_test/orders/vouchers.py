"""Vouchers in carts and orders. Each function needs a transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app_under_test.orders.discounts import discount_of, reason_against
from app_under_test.orders.errors import VoucherRefused
from app_under_test.orders.models import Voucher, VoucherUse
from app_under_test.orders.pricing import PricedLine


@dataclass(frozen=True)
class Reduction:
    """What a cart's voucher does for it: takes something off, or nothing for a reason."""

    discount_minor: int = 0
    reason: str | None = None


def reduction_for(
    session: Session,
    code: str | None,
    lines: Sequence[PricedLine],
    customer: str | None,
    now: datetime,
    *,
    but_for: str | None = None,
) -> Reduction:
    """What the voucher takes off these goods now; uses by the order `but_for` do not count."""
    if code is None:
        return Reduction()
    voucher = session.scalar(select(Voucher).filter_by(code=code))
    return _reduction(session, voucher, lines, customer, now, but_for)


def redeem(
    session: Session,
    code: str | None,
    lines: Sequence[PricedLine],
    customer: str,
    order_number: str,
    now: datetime,
) -> int:
    """What the voucher takes off, and note that this order uses it; may raise VoucherRefused.

    Holds the voucher, so that of two orders at the same moment one has the last use of it.
    """
    if code is None:
        return 0
    voucher = session.scalar(select(Voucher).filter_by(code=code).with_for_update())
    reduction = _reduction(session, voucher, lines, customer, now, None)
    if voucher is None or reduction.reason is not None:
        raise VoucherRefused(reduction.reason or "unknown")
    session.add(VoucherUse(voucher_id=voucher.id, order_number=order_number, customer=customer))
    return reduction.discount_minor


def give_back(session: Session, order_number: str) -> None:
    """An order that is given up leaves its voucher unused."""
    session.execute(delete(VoucherUse).where(VoucherUse.order_number == order_number))


def carry_over(session: Session, guest: str, user_id: str) -> None:
    """What was used with a guest's address counts for the person who turns out to be the guest."""
    session.execute(update(VoucherUse).filter_by(customer=guest).values(customer=user_id))


def _reduction(
    session: Session,
    voucher: Voucher | None,
    lines: Sequence[PricedLine],
    customer: str | None,
    now: datetime,
    but_for: str | None,
) -> Reduction:
    if voucher is None:
        return Reduction(reason="unknown")
    used = select(func.count()).select_from(VoucherUse).filter_by(voucher_id=voucher.id)
    used = used.where(VoucherUse.order_number != (but_for or ""))
    uses = session.scalar(used) or 0
    own_uses = session.scalar(used.where(VoucherUse.customer == customer)) or 0
    reason = reason_against(voucher, lines, uses, own_uses, now)
    return Reduction(reason=reason) if reason else Reduction(discount_of(voucher, lines))
