"""Who is told when a product is back."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app_under_test.catalogue.client import Products
from app_under_test.catalogue.schemas import ProductRecord
from app_under_test.inventory.errors import StillThere
from app_under_test.inventory.models import Stock, StockWait
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import added
from app_under_test.kernel.events import publish
from app_under_test.kernel.problems import NotFound


class Waitlist:
    """Those who wait for products. Each method needs a transaction."""

    def __init__(self, products: Products, clock: Clock) -> None:
        self._products = products
        self._clock = clock

    def join(self, session: Session, product: ProductRecord, email: str) -> None:
        """Note that somebody wants to be told; who waits already goes on waiting.

        Raises StillThere for what can be bought, NotFound for what is not for sale any more.
        """
        if not product.active:
            raise NotFound("There is no such product.")
        stock = session.get(Stock, product.id)
        if stock is not None and stock.available > 0:
            raise StillThere
        who = {"product_id": product.id, "email": email, "created_at": self._clock.now()}
        what = {"sku": product.sku, "name": product.name, "slug": product.slug}
        added(session, StockWait, **who, **what)

    def leave(self, session: Session, email: str) -> None:
        """Forget an address, also where it was told long ago."""
        session.execute(delete(StockWait).filter_by(email=email))

    def move(self, session: Session, former: str, email: str) -> None:
        """Write to the new address instead; who waits under both goes on waiting under it alone."""
        open_ones = select(StockWait.product_id).filter_by(email=email, notified_at=None)
        twice = delete(StockWait).where(StockWait.product_id.in_(open_ones))
        session.execute(twice.filter_by(email=former, notified_at=None))
        session.execute(update(StockWait).filter_by(email=former).values(email=email))

    def tell(self, session: Session, stock: Stock, more: int) -> None:
        """Tell those who have waited longest, as many as there are `more` to be had.

        Nobody is told of what is not for sale any more; the catalogue is asked only where
        somebody waits, and what it raises is raised.
        """
        many = min(more, stock.available)
        if many <= 0:
            return
        waiting = select(StockWait).filter_by(product_id=stock.product_id, notified_at=None)
        query = waiting.order_by(StockWait.created_at, StockWait.id).limit(many)
        first = session.scalars(query).all()
        if first and self._is_for_sale(stock.product_id):
            for wait in first:
                self._tell(session, wait)

    def _is_for_sale(self, product_id: str) -> bool:
        product = self._products.by_ids([product_id]).get(product_id)
        return product is not None and product.active

    def _tell(self, session: Session, wait: StockWait) -> None:
        wait.notified_at = self._clock.now()
        told = {"wait_id": wait.id, "email": wait.email, "name": wait.name, "slug": wait.slug}
        publish(session, "inventory", "stock.back", wait.sku, told)
