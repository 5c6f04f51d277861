"""What a guest has begun and somebody with an account goes on with, or the other way round."""

from typing import Any

import pytest
from sqlalchemy import select, update

from app_under_test.kernel.database import Base
from app_under_test.orders.models import Cart, Order, Voucher, VoucherUse
from tests.shop.trade.floor import NOWHERE, Floor
from tests.shop.trade.visitor import Visitor, body_of

CODE = "ONCE-EACH"


@pytest.fixture
def once_each(floor: Floor) -> str:
    """The code of a voucher that takes a tenth off, once for each customer."""
    with floor.database.begin() as session:
        if session.scalar(select(Voucher).filter_by(code=CODE)) is None:
            session.add(Voucher(code=CODE, percent=10, once_each=True))
    return CODE


def written(floor: Floor, table: type[Base], **of: Any) -> Any:
    with floor.database.read() as session:
        return session.scalars(select(table).filter_by(**of)).one()


def use(visitor: Visitor, code: str) -> None:
    body_of(visitor.ask("PUT", "/api/cart/voucher", json={"code": code}))


def test_whoever_signs_in_before_paying_has_used_the_voucher(floor: Floor, once_each: str) -> None:
    guest, ada = floor.guest(), floor.person()
    guest.add(floor.product())
    use(guest, once_each)
    first = body_of(guest.order())["number"]
    ada.token = guest.token
    second = body_of(ada.order())["number"]
    assert floor.status_of(first) == "cancelled"
    assert written(floor, VoucherUse, order_number=second).customer == ada.user_id
    ada.token = None
    body_of(ada.pay(second))
    ada.add(floor.product())
    refused = ada.ask("PUT", "/api/cart/voucher", json={"code": once_each})
    assert refused.json()["type"] == "voucher-refused"


def test_an_order_that_an_account_has_got_stays_its_own(floor: Floor) -> None:
    guest = floor.guest()
    number = guest.ordered()
    with floor.database.begin() as session:
        session.execute(update(Order).filter_by(number=number).values(user_id="cleo"))
    assert body_of(guest.order())["number"] == number
    assert written(floor, Order, number=number).user_id == "cleo"


def test_a_cart_shows_what_its_order_was_placed_with(floor: Floor) -> None:
    ada = floor.person()
    code = f"ENDS-{ada.user_id}"[:40].upper()
    with floor.database.begin() as session:
        session.add(Voucher(code=code, percent=10))
    ada.add(floor.product(price_minor=1250))
    use(ada, code)
    placed = body_of(ada.order())
    with floor.database.begin() as session:
        ends = update(Voucher).filter_by(code=code)
        session.execute(ends.values(most_uses=0))
    shown = ada.cart()
    assert (shown["discount_minor"], shown["total_minor"]) == (125, placed["total_minor"])


def test_a_cart_whose_order_is_being_paid_comes_later(floor: Floor) -> None:
    ada, guest = floor.person(), floor.guest()
    ada.add(floor.product())
    guest.ordered()
    ada.token = guest.token
    with floor.beside("orders", payments_url=NOWHERE) as lonely:
        answer = ada.at(lonely).ask("GET", "/api/cart")
    assert (answer.headers["X-Cart-Merged"], body_of(answer)["count"]) == ("later", 1)
    assert ada.cart()["count"] == 2
    assert floor.count(Cart, user_id=ada.user_id, status="open") == 1
