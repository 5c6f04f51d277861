"""What `--demo` puts on the shelves, some of it nearly gone."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app_under_test.catalogue.demo import product_id
from app_under_test.inventory.models import Stock, StockMove
from app_under_test.kernel.clock import SystemClock
from app_under_test.kernel.database import Database

ON_HAND = {
    "BLUE-MUG": 24,
    "TEAPOT": 12,
    "TEA-TOWEL": 60,
    "THROW": 7,
    "CANDLE": 40,
    "BREAD-BOARD": 9,
    "BUTTER-DISH": 6,
    "DOORSTOP": 3,
    "ENAMEL-JUG": 15,
    "COAL-SCUTTLE": 0,
}
"""How many there are, by stock number."""


def seed(database: Database) -> None:
    """Fill the shelves of the demo's products; those that were filled before stay as they are."""
    with database.begin() as session:
        known = set(session.scalars(select(Stock.product_id)))
        for sku, on_hand in ON_HAND.items():
            if product_id(sku) not in known:
                _stock(session, product_id(sku), on_hand)


def _stock(session: Session, product: str, on_hand: int) -> None:
    session.add(Stock(product_id=product, on_hand=on_hand))
    if on_hand == 0:
        return
    session.add(
        StockMove(
            product_id=product,
            quantity=on_hand,
            reason="initial",
            actor="demo",
            created_at=SystemClock().now(),
        )
    )
