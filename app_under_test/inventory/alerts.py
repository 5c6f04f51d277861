"""Low stock: one alert when a product falls to its threshold, closed when it is above again."""

from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app_under_test.inventory.models import Stock, StockAlert
from app_under_test.kernel.events import publish


def change_of_alert(
    on_hand: int, threshold: int, *, is_open: bool
) -> Literal["open", "close"] | None:
    """What a new number on hand means for the alert of a product."""
    is_low = on_hand <= threshold
    if is_low == is_open:
        return None
    return "open" if is_low else "close"


def review(session: Session, stock: Stock, sku: str, name: str, now: datetime) -> None:
    """Open or close the alert of a product whose number on hand has just changed."""
    query = select(StockAlert).filter_by(product_id=stock.product_id, closed_at=None)
    alert = session.scalar(query)
    change = change_of_alert(stock.on_hand, stock.low_threshold, is_open=alert is not None)
    if change == "open":
        _open(session, stock, sku, name, now)
    elif change == "close" and alert is not None:
        alert.closed_at = now


def _open(session: Session, stock: Stock, sku: str, name: str, now: datetime) -> None:
    alert = StockAlert(
        product_id=stock.product_id,
        threshold=stock.low_threshold,
        on_hand=stock.on_hand,
        opened_at=now,
    )
    session.add(alert)
    session.flush()
    told = {"alert_id": alert.id, "product_id": stock.product_id, "sku": sku, "name": name}
    numbers = {"on_hand": stock.on_hand, "threshold": stock.low_threshold}
    publish(session, "inventory", "stock.low", sku, told | numbers)
