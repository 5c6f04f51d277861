"""What follows when the number on hand of a product has changed; needs a transaction."""

from datetime import datetime

from sqlalchemy.orm import Session

from app_under_test.inventory import alerts, waitlist
from app_under_test.inventory.models import Stock


def follow(session: Session, stock: Stock, sku: str, name: str, more: int, now: datetime) -> None:
    """Look at the alert of the product, and tell those who wait of so many `more` on hand."""
    alerts.review(session, stock, sku, name, now)
    waitlist.tell(session, stock, more, now)
