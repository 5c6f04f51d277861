"""What staff have counted: of one product, or of a whole list or of none of it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app_under_test.catalogue.client import Products
from app_under_test.catalogue.schemas import ProductRecord
from app_under_test.inventory import alerts
from app_under_test.inventory.errors import BelowReserved, WrongList
from app_under_test.inventory.models import Stock, StockMove
from app_under_test.inventory.schemas import Count, Keeping, MoveShown, StockShown
from app_under_test.inventory.shelf import known, locked, shown
from app_under_test.inventory.stock_list import ListedCount, read
from app_under_test.inventory.waitlist import Waitlist
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import publish

NEWEST_MOVES = 100
"""How many lines of the ledger are shown."""


class Counting:
    """Counts, and the ledger in which they end."""

    def __init__(
        self, database: Database, products: Products, waitlist: Waitlist, clock: Clock
    ) -> None:
        self._database = database
        self._products = products
        self._waitlist = waitlist
        self._clock = clock

    def set(self, sku: str, count: Count, actor: str) -> StockShown:
        """Have so many on hand; raises BelowReserved and NotFound."""
        product = known(self._products, sku)
        with self._database.begin() as session:
            stock = self._set(session, product, count, actor)
        return shown(product, stock)

    def load(self, text: bytes, actor: str) -> int:
        """Use every line of a stock list or none; raises WrongList. The number of products."""
        counts = read(text)
        products = self._products.by_skus(counts)
        wrong = {
            listed.line: "There is no such product."
            for sku, listed in counts.items()
            if sku not in products
        }
        if wrong:
            raise WrongList(wrong)
        with self._database.begin() as session:
            self._set_all(session, counts, products, actor)
        return len(counts)

    def keep(self, sku: str, keeping: Keeping) -> StockShown:
        """Change how the stock of a product is kept; BelowReserved if more is promised already.

        What can be bought that way is told to those who wait for it.
        """
        product = known(self._products, sku)
        with self._database.begin() as session:
            stock = locked(session, product.id)
            _refuse_fewer(stock, stock.on_hand, keeping.backorder_limit)
            before = stock.available
            stock.counted, stock.backorder_limit = keeping.counted, keeping.backorder_limit
            self._waitlist.tell(session, stock, stock.available - before)
        return shown(product, stock)

    def moves(self, sku: str) -> list[MoveShown]:
        """The newest lines of the ledger of a product, and what each of them led to."""
        product = known(self._products, sku)
        moves = select(StockMove).filter_by(product_id=product.id)
        newest = moves.order_by(StockMove.created_at.desc(), StockMove.id).limit(NEWEST_MOVES)
        with self._database.read() as session:
            stock = session.get(Stock, product.id)
            rows = session.scalars(newest).all()
        return _with_sums(rows, stock.on_hand if stock else 0)

    def _set_all(
        self,
        session: Session,
        counts: Mapping[str, ListedCount],
        products: Mapping[str, ProductRecord],
        actor: str,
    ) -> None:
        """In the order of their ids, see `reservations`."""
        wrong = dict[int, str]()
        for sku, product in sorted(products.items(), key=lambda item: item[1].id):
            listed = counts[sku]
            count = Count(on_hand=listed.on_hand, reason="stock list")
            try:
                self._set(session, product, count, actor)
            except BelowReserved as refusal:
                wrong[listed.line] = refusal.detail
        if wrong:
            raise WrongList(wrong)

    def _set(self, session: Session, product: ProductRecord, count: Count, actor: str) -> Stock:
        """What is owed to customers comes off what was counted."""
        stock, now = locked(session, product.id), self._clock.now()
        before, owed = stock.on_hand, max(0, -stock.on_hand)
        _refuse_fewer(stock, count.on_hand - owed, stock.backorder_limit)
        stock.on_hand = count.on_hand - owed
        if stock.on_hand == before:
            return stock
        move = StockMove(product_id=product.id, quantity=stock.on_hand - before, reason="count")
        move.reference, move.actor, move.created_at = count.reason or "", actor, now
        session.add(move)
        told = {"product_id": product.id, "sku": product.sku, "on_hand": stock.on_hand}
        publish(session, "inventory", "stock.counted", product.sku, told)
        alerts.review(session, stock, product.sku, product.name, now)
        self._waitlist.tell(session, stock, stock.on_hand - before)
        return stock


def _refuse_fewer(stock: Stock, on_hand: int, limit: int) -> None:
    if on_hand + limit < stock.reserved:
        raise BelowReserved(f"{stock.reserved} of it are reserved for orders.")


def _with_sums(newest_first: Sequence[StockMove], on_hand: int) -> list[MoveShown]:
    told = []
    for move in newest_first:
        facts = {name: getattr(move, name) for name in MoveShown.model_fields if name != "on_hand"}
        told.append(MoveShown(**facts, on_hand=on_hand))
        on_hand -= move.quantity
    return told
