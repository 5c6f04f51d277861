"""Taking back what is promised to orders that were never written, and nothing else."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from app_under_test.catalogue.client import Products
from app_under_test.catalogue.models import Product
from app_under_test.inventory.client import StockKeeper
from app_under_test.inventory.sweeping import Sweeping
from app_under_test.inventory.waitlist import Waitlist
from app_under_test.kernel.calls import ServiceClient, Unreachable
from app_under_test.kernel.clock import SystemClock
from app_under_test.kernel.events import Outbox
from app_under_test.orders.client import OrderBook
from sayso.target.waiting import eventually
from tests.shop.trade.floor import NOWHERE, Floor


class BusyOrderBook(OrderBook):
    """Something happens whenever it is asked which orders are written."""

    asked = 0
    meanwhile: Callable[[], object] = list

    def written(self, numbers: Sequence[str]) -> set[str]:
        written = super().written(numbers)
        self.asked += 1
        self.meanwhile()
        return written


@pytest.fixture
def book(floor: Floor) -> Iterator[BusyOrderBook]:
    with floor.calls("orders") as calls:
        yield BusyOrderBook(calls)


@pytest.fixture
def waitlist(floor: Floor) -> Iterator[Waitlist]:
    with floor.calls("catalogue") as calls:
        yield Waitlist(Products(calls), SystemClock())


@pytest.fixture
def sweeping(floor: Floor, book: BusyOrderBook, waitlist: Waitlist) -> Sweeping:
    return Sweeping(floor.database, book, waitlist, SystemClock())


@pytest.fixture
def stock(floor: Floor) -> Iterator[StockKeeper]:
    with floor.calls("inventory") as calls:
        yield StockKeeper(calls)


@pytest.fixture
def mug(floor: Floor, stock: StockKeeper) -> Product:
    """Two of ten are promised to an order that nobody writes, eleven minutes ago."""
    mug = floor.product()
    stock.reserve(f"W-{mug.sku}", {mug.id: 2})
    floor.make_promises_older(mug, minutes=11)
    return mug


def test_what_nobody_ordered_is_taken_back_once(
    floor: Floor, sweeping: Sweeping, mug: Product
) -> None:
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: sweeping.sweep(), range(3)))
    assert floor.stock(mug) == (10, 0)
    assert floor.count(Outbox, topic="stock.released", subject_id=f"W-{mug.sku}") == 1


def test_what_an_unpaid_order_waits_for_stays_promised_however_old(
    floor: Floor, sweeping: Sweeping
) -> None:
    cup = floor.product()
    floor.guest().ordered(cup)
    floor.make_promises_older(cup, minutes=9999)
    sweeping.sweep()
    assert floor.stock(cup) == (10, 1)


def test_an_order_has_ten_minutes_to_be_written(
    floor: Floor, sweeping: Sweeping, stock: StockKeeper
) -> None:
    cup = floor.product()
    stock.reserve(f"W-{cup.sku}", {cup.id: 2})
    floor.make_promises_older(cup, minutes=9)
    sweeping.sweep()
    assert floor.stock(cup) == (10, 2)
    floor.make_promises_older(cup, minutes=1)
    sweeping.sweep()
    assert floor.stock(cup) == (10, 0)


def test_an_order_that_is_tried_again_has_its_time_anew(
    floor: Floor, sweeping: Sweeping, stock: StockKeeper, mug: Product
) -> None:
    stock.reserve(f"W-{mug.sku}", {mug.id: 2})
    sweeping.sweep()
    assert floor.stock(mug) == (10, 2)
    stock.release(f"W-{mug.sku}")


def test_an_order_that_is_tried_again_at_this_moment_keeps_its_promise(
    floor: Floor, sweeping: Sweeping, book: BusyOrderBook, stock: StockKeeper, mug: Product
) -> None:
    book.meanwhile = lambda: stock.reserve(f"W-{mug.sku}", {mug.id: 2})
    sweeping.sweep()
    assert book.asked, "nobody looked for the order, so nothing was tried"
    assert floor.stock(mug) == (10, 2)
    stock.release(f"W-{mug.sku}")


def test_nothing_is_taken_back_while_nobody_knows_the_orders(
    floor: Floor, sweeping: Sweeping, waitlist: Waitlist, mug: Product
) -> None:
    with ServiceClient("orders", NOWHERE, "key") as calls, pytest.raises(Unreachable):
        Sweeping(floor.database, OrderBook(calls), waitlist, SystemClock()).sweep()
    assert floor.stock(mug) == (10, 2)
    sweeping.sweep()
    assert floor.stock(mug) == (10, 0)


@pytest.mark.parametrize("error", [Unreachable("orders"), ValueError("that is no list of orders")])
def test_a_look_that_fails_is_made_up_for_by_the_next(
    floor: Floor, sweeping: Sweeping, book: BusyOrderBook, mug: Product, error: Exception
) -> None:
    def fail() -> None:
        raise error

    book.meanwhile = fail
    with sweeping:
        eventually(lambda: book.asked, equals=1, what="looks for orders", where="the order book")
        assert floor.stock(mug) == (10, 2)
        book.meanwhile = list
        sweeping.wake()
        floor.wait_for_stock(mug, on_hand=10, reserved=0)
