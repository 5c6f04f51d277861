"""Answering for the stock: what there is, what runs low, what arrived, what is promised."""

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app_under_test.catalogue.client import Products
from app_under_test.catalogue.schemas import ProductRecord
from app_under_test.inventory import alerts, reservations, returns
from app_under_test.inventory.errors import ShelfFull
from app_under_test.inventory.models import Stock, StockMove
from app_under_test.inventory.schemas import (
    MOST_ON_HAND,
    PaidOrder,
    Replenishment,
    Reservation,
    ReturnedGoods,
    StockLevel,
    StockShown,
    Wait,
)
from app_under_test.inventory.shelf import known, locked, never_stocked, shown
from app_under_test.inventory.waitlist import Waitlist
from app_under_test.kernel.clock import Clock
from app_under_test.kernel.database import Database
from app_under_test.kernel.events import Event, consumed_once, publish


class Inventory:
    """The stock of the whole shop."""

    def __init__(
        self, database: Database, products: Products, waitlist: Waitlist, clock: Clock
    ) -> None:
        self._database = database
        self._products = products
        self._waitlist = waitlist
        self._clock = clock

    def levels(self, product_ids: list[str]) -> list[StockLevel]:
        """The stock of those of the products that were ever stocked."""
        with self._database.read() as session:
            rows = session.scalars(select(Stock).where(Stock.product_id.in_(product_ids)))
            return [StockLevel.model_validate(row) for row in rows]

    def of_product(self, sku: str) -> StockShown:
        """The stock of a product, all zeros if it was never stocked; NotFound if unknown."""
        product = known(self._products, sku)
        with self._database.read() as session:
            stock = session.get(Stock, product.id) or never_stocked(product.id)
        return shown(product, stock)

    def all_products(self, words: str = "") -> list[StockShown]:
        """The stock of every product that was ever stocked, by name.

        Only of those with every one of the words in name or stock number, in any letter case.
        """
        with self._database.read() as session:
            rows = session.scalars(select(Stock)).all()
        products = self._products.by_ids(row.product_id for row in rows)
        listed = (
            shown(products[row.product_id], row)
            for row in rows
            if row.product_id in products and _is_called(products[row.product_id], words)
        )
        return sorted(listed, key=lambda stock: (stock.name, stock.sku))

    def low(self, threshold: int | None, words: str = "") -> list[StockShown]:
        """Products at or below the threshold, or each at or below its own if None is given.

        What nobody counts never runs low. `words` as in `all_products`.
        """
        return [
            stock
            for stock in self.all_products(words)
            if stock.counted
            and stock.on_hand <= (stock.low_threshold if threshold is None else threshold)
        ]

    def replenish(self, sku: str, arrived: Replenishment, actor: str) -> StockShown:
        """Put goods on the shelf and into the ledger; NotFound for an unknown product."""
        product = known(self._products, sku)
        with self._database.begin() as session:
            stock = _put_on_shelf(session, product.id, arrived.quantity)
            self._enter(session, product, arrived, actor)
            alerts.review(session, stock, product.sku, product.name, self._clock.now())
            self._waitlist.tell(session, stock, arrived.quantity)
        return shown(product, stock)

    def tell_when_back(self, sku: str, wait: Wait) -> None:
        """Note who waits for a product; NotFound, or StillThere for one that can be bought."""
        product = known(self._products, sku)
        with self._database.begin() as session:
            self._waitlist.join(session, product, wait.email)

    def reserve(self, wanted: Reservation) -> None:
        """Promise everything to the order or nothing; raises what `reservations.reserve` does."""
        try:
            self._reserve(wanted)
        except IntegrityError:
            # The same order was being reserved at the same moment; now it is, so look again.
            self._reserve(wanted)

    def release(self, order_number: str) -> None:
        """Let go of what is held for the order."""
        with self._database.begin() as session:
            reservations.release(session, order_number, self._waitlist)

    def take_event(self, event: Event) -> None:
        """Follow the orders: a paid one takes its stock, a cancelled one gives it back.

        And the accounts: who waits is written to at a new address, and who is gone not at all.
        Only with an address that was confirmed: anybody can open an account with a stranger's.
        """
        with self._database.begin() as session:
            if consumed_once(session, event, "inventory"):
                self._follow(session, event)

    def take_back(self, order_number: str, goods: ReturnedGoods) -> None:
        """Put returned goods back on the shelf; NotReturnable if they are too many."""
        with self._database.begin() as session:
            returns.take_back(session, order_number, goods, self._waitlist, self._clock.now())

    def _follow(self, session: Session, event: Event) -> None:
        was_confirmed = event.payload.get("was_confirmed", False)
        if event.topic == "user.deleted" and was_confirmed:
            self._waitlist.leave(session, event.payload["email"])
        elif event.topic == "user.verified" and was_confirmed:
            self._waitlist.move(session, event.payload["former_email"], event.payload["email"])
        elif event.topic == "order.paid":
            order = PaidOrder.model_validate(event.payload)
            reservations.commit(session, order, self._clock.now())
        elif event.topic in {"order.cancelled", "order.expired"}:
            reservations.release(session, event.subject_id, self._waitlist)
        if event.topic == "order.cancelled" and "lines" in event.payload:
            order = PaidOrder.model_validate(event.payload)
            returns.take_all_back(session, order, self._waitlist, self._clock.now())

    def _reserve(self, wanted: Reservation) -> None:
        with self._database.begin() as session:
            number, now = wanted.order_number, self._clock.now()
            reservations.reserve(session, number, wanted.quantities, now)

    def _enter(
        self, session: Session, product: ProductRecord, arrived: Replenishment, actor: str
    ) -> None:
        session.add(
            StockMove(
                product_id=product.id,
                quantity=arrived.quantity,
                reason="replenishment",
                reference=arrived.reason or "",
                actor=actor,
                created_at=self._clock.now(),
            )
        )
        told = {"product_id": product.id, "sku": product.sku, "quantity": arrived.quantity}
        publish(session, "inventory", "stock.replenished", product.sku, told)


def _is_called(product: ProductRecord, words: str) -> bool:
    called = f"{product.name} {product.sku}".casefold()
    return all(word in called for word in words.casefold().split())


def _put_on_shelf(session: Session, product_id: str, quantity: int) -> Stock:
    locked(session, product_id)
    stock = session.scalar(
        update(Stock)
        .where(Stock.product_id == product_id, Stock.on_hand <= MOST_ON_HAND - quantity)
        .values(on_hand=Stock.on_hand + quantity)
        .returning(Stock)
        .execution_options(populate_existing=True)
    )
    if stock is None:
        raise ShelfFull(f"The shop can have {MOST_ON_HAND:,} of a product at most.")
    return stock
