"""Who is told when a product is back. Each function needs a transaction."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app_under_test.catalogue.schemas import ProductRecord
from app_under_test.inventory.errors import StillThere
from app_under_test.inventory.models import Stock, StockWait
from app_under_test.kernel.database import added
from app_under_test.kernel.events import publish
from app_under_test.kernel.problems import NotFound


def join(session: Session, product: ProductRecord, email: str, now: datetime) -> None:
    """Note that somebody wants to be told; who waits already goes on waiting.

    Raises StillThere for what can be bought, NotFound for what is not for sale any more.
    """
    if not product.active:
        raise NotFound("There is no such product.")
    stock = session.get(Stock, product.id)
    if stock is not None and stock.available > 0:
        raise StillThere
    who = {"product_id": product.id, "email": email, "created_at": now}
    what = {"sku": product.sku, "name": product.name, "slug": product.slug}
    added(session, StockWait, **who, **what)


def for_sale(product: ProductRecord, more: int) -> int:
    """How many of `more` can be had: nobody is told of what was withdrawn from sale."""
    return more if product.active else 0


def tell(session: Session, stock: Stock, more: int, now: datetime) -> None:
    """Tell those who have waited longest, as many as there are `more` to be had."""
    many = min(more, stock.available)
    if many <= 0:
        return
    waiting = select(StockWait).filter_by(product_id=stock.product_id, notified_at=None)
    first = waiting.order_by(StockWait.created_at, StockWait.id).limit(many)
    for wait in session.scalars(first):
        wait.notified_at = now
        told = {"wait_id": wait.id, "email": wait.email, "name": wait.name, "slug": wait.slug}
        publish(session, "inventory", "stock.back", wait.sku, told)
