"""What happens to a cart in the moment between promising its stock and writing down its order."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from app_under_test.catalogue.client import Products
from app_under_test.inventory.client import StockKeeper
from app_under_test.kernel.caller import Caller
from app_under_test.kernel.calls import TooLate
from app_under_test.kernel.clock import AdjustableClock, SystemClock
from app_under_test.orders.cancelling import Cancelling
from app_under_test.orders.carts import Carts
from app_under_test.orders.errors import CartChanged
from app_under_test.orders.finding import hash_of
from app_under_test.orders.models import Cart, Order, OrderEvent
from app_under_test.orders.people import People
from app_under_test.orders.placing import Placing
from app_under_test.orders.schemas import Checkout
from app_under_test.orders.transitions import advance
from app_under_test.payments.client import Till
from tests.shop.trade.floor import Floor
from tests.shop.trade.visitor import SHIPPING, Visitor


class SlowStockKeeper(StockKeeper):
    """Leaves time for something to happen after the promise."""

    meanwhile: Callable[[], object]

    def reserve(self, order_number: str, quantities: Mapping[str, int]) -> None:
        super().reserve(order_number, quantities)
        self.meanwhile()


@pytest.fixture
def clock() -> AdjustableClock:
    return AdjustableClock()


@pytest.fixture
def stock(floor: Floor) -> Iterator[SlowStockKeeper]:
    with floor.calls("inventory") as calls:
        yield SlowStockKeeper(calls)


@pytest.fixture
def placing(floor: Floor, stock: SlowStockKeeper, clock: AdjustableClock) -> Iterator[Placing]:
    """The real thing, but for the pause."""
    database = floor.database
    with (
        floor.calls("catalogue") as catalogue,
        floor.calls("identity") as identity,
        floor.calls("payments") as payments,
    ):
        carts = Carts(database, Products(catalogue), stock, clock)
        cancelling = Cancelling(database, stock, Till(payments), clock)
        yield Placing(database, carts, stock, People(identity), cancelling, clock)


def place(placing: Placing, visitor: Visitor) -> Order:
    checkout = Checkout.model_validate({"email": visitor.email, "shipping": SHIPPING})
    return placing.place(Caller(cart_token=visitor.token), checkout, "en")[0]


def place_without_luck(placing: Placing, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("app_under_test.orders.placing.note", _fail)
        with pytest.raises(OperationalError):
            place(placing, visitor)


def close_cart(visitor: Visitor) -> None:
    assert visitor.token is not None
    cart = update(Cart).where(Cart.token_hash == hash_of(visitor.token))
    with visitor.floor.database.begin() as session:
        session.execute(cart.values(status="merged"))


def test_a_cart_that_is_gone_meanwhile_is_not_ordered(
    floor: Floor, placing: Placing, stock: SlowStockKeeper
) -> None:
    mug, ben = floor.product(), floor.guest()
    ben.add(mug)
    stock.meanwhile = lambda: close_cart(ben)
    with pytest.raises(CartChanged):
        place(placing, ben)
    assert floor.count(Order, email=ben.email) == 0
    assert floor.stock(mug) == (10, 0)


def test_a_late_twin_does_not_take_the_stock_of_the_order_that_was_placed(
    floor: Floor, placing: Placing, stock: SlowStockKeeper
) -> None:
    mug, ben = floor.product(), floor.guest()
    ben.add(mug, 2)

    def order_and_leave() -> None:
        assert ben.order().status_code == 201
        close_cart(ben)

    stock.meanwhile = order_and_leave
    with pytest.raises(CartChanged):
        place(placing, ben)
    assert floor.stock(mug) == (10, 2)


def test_of_two_different_orders_for_one_cart_the_first_written_stays(
    floor: Floor, placing: Placing, stock: SlowStockKeeper
) -> None:
    mug, ben = floor.product(), floor.guest()
    ben.add(mug, 1)

    def order_more_in_another_window() -> None:
        ben.set(mug, 4)
        assert ben.order().status_code == 201

    stock.meanwhile = order_more_in_another_window
    with pytest.raises(CartChanged):
        place(placing, ben)
    assert floor.count(Order, email=ben.email) == 1
    assert floor.stock(mug) == (10, 4)


def test_the_same_order_written_meanwhile_is_the_one(
    floor: Floor, placing: Placing, stock: SlowStockKeeper
) -> None:
    mug, ben = floor.product(), floor.guest()
    ben.add(mug, 2)
    stock.meanwhile = ben.order
    assert place(placing, ben).number in ben.keys
    assert floor.count(Order, email=ben.email) == 1
    assert floor.stock(mug) == (10, 2)


def test_an_order_whose_writing_fails_can_be_tried_again(
    floor: Floor, placing: Placing, stock: SlowStockKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    mug, ben = floor.product(), floor.guest()
    ben.add(mug, 2)
    stock.meanwhile = list
    place_without_luck(placing, ben, monkeypatch)
    assert floor.count(Order, email=ben.email) == 0
    place(placing, ben)
    assert floor.stock(mug) == (10, 2)


def test_an_order_whose_writing_fails_does_not_take_the_stock_of_its_twin(
    floor: Floor, placing: Placing, stock: SlowStockKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    mug, ben = floor.product(), floor.guest()
    ben.add(mug, 2)

    def fail_in_another_window() -> None:
        stock.meanwhile = list
        place_without_luck(placing, ben, monkeypatch)

    stock.meanwhile = fail_in_another_window
    place(placing, ben)
    assert floor.stock(mug) == (10, 2)


def test_stock_whose_promise_was_heard_too_late_is_for_sale_again_after_ten_minutes(
    floor: Floor, placing: Placing, stock: SlowStockKeeper
) -> None:
    mug, ben = floor.product(), floor.guest()
    ben.add(mug, 2)
    stock.meanwhile = _time_is_up
    with pytest.raises(TooLate):
        place(placing, ben)
    assert floor.count(Order, email=ben.email) == 0
    assert floor.stock(mug) == (10, 2), "a twin of the order may still be on its way"
    floor.make_promises_older(mug, minutes=11)
    with floor.beside("inventory"):
        floor.wait_for_stock(mug, on_hand=10, reserved=0)


def test_an_order_is_not_written_when_its_stock_may_soon_be_somebody_elses(
    floor: Floor, placing: Placing, stock: SlowStockKeeper, clock: AdjustableClock
) -> None:
    mug, ben = floor.product(), floor.guest()
    ben.add(mug, 2)

    def six_minutes_pass() -> None:
        clock.set_ahead(timedelta(minutes=6))

    stock.meanwhile = six_minutes_pass
    with pytest.raises(TooLate):
        place(placing, ben)
    assert floor.count(Order, email=ben.email) == 0
    assert floor.stock(mug) == (10, 2), "a twin of the order may still be on its way"
    place(placing, ben)
    assert floor.stock(mug) == (10, 2)


def _time_is_up() -> None:
    raise TooLate("inventory")


def _fail(*_: object) -> None:
    raise OperationalError("INSERT", {}, Exception("the disk is full"))


def test_a_step_that_somebody_else_made_first_is_not_made_again(floor: Floor) -> None:
    ben = floor.guest()
    ben.add(mug := floor.product())
    number = ben.order().json()["number"]
    now = SystemClock().now()
    with floor.database.read() as session:
        seen_before = session.scalars(select(Order).filter_by(number=number)).one()
    ben.set(mug, 2)
    ben.order()
    assert floor.status_of(number) == "cancelled"
    with floor.database.begin() as session:
        assert not advance(session, seen_before, "paid", "payments", now)
    assert floor.status_of(number) == "cancelled"
    assert floor.count(OrderEvent, order_id=seen_before.id) == 2
