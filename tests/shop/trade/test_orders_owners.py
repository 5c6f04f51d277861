"""Whose orders are whose, and how long a guest's cart is kept."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from app_under_test.identity.models import User
from app_under_test.kernel.clock import SystemClock
from app_under_test.orders import owners
from app_under_test.orders.abandoning import Abandoning
from app_under_test.orders.models import Cart, Order
from tests.shop.trade.floor import Floor


def test_only_a_guests_orders_with_the_same_address_are_adopted(floor: Floor) -> None:
    guest, stranger, person = floor.guest(), floor.guest(), floor.person()
    mine, theirs = guest.ordered(), stranger.ordered()
    person.email = guest.email
    own = person.ordered()
    with floor.database.begin() as session:
        owners.adopt(session, "ada", str(guest.email))
    with floor.database.read() as session:
        found = dict(session.execute(select(Order.number, Order.user_id)).all())
    assert (found[mine], found[theirs], found[own]) == ("ada", None, person.user_id)


def test_what_is_forgotten_of_an_order_is_its_buyer(floor: Floor) -> None:
    person, other = floor.person(), floor.person()
    mine, theirs = person.ordered(), other.ordered()
    with floor.database.begin() as session:
        session.execute(update(Order).filter_by(number=mine).values(tracking_number="KL2026GB"))
        owners.forget(session, str(person.user_id), SystemClock().now())
    with floor.database.read() as session:
        rows = {row.number: row for row in session.scalars(select(Order))}
        carts = session.scalars(select(Cart.status).filter_by(user_id=person.user_id)).all()
    kept = rows[mine]
    assert (kept.user_id, kept.email, kept.ship_name, kept.ship_country) == (None, "", "", "GB")
    assert kept.tracking_number is None, "it leads to whoever took the parcel in"
    assert kept.total_minor == rows[theirs].total_minor
    assert rows[theirs].ship_name == "Ada Lovelace"
    assert carts == ["abandoned"]


def test_a_guests_cart_lapses_a_fortnight_after_its_last_change(floor: Floor) -> None:
    carts = {}
    for days, visitor in ((13, floor.guest()), (14, floor.guest()), (15, floor.person())):
        product = floor.product()
        visitor.add(product)
        past = datetime.now(UTC) - timedelta(days=days)
        with floor.database.begin() as session:
            held = select(Cart.id).where(Cart.lines.any(product_id=product.id))
            carts[days] = session.scalars(held).one()
            session.execute(update(Cart).filter_by(id=carts[days]).values(updated_at=past))
    Abandoning(floor.database, SystemClock()).sweep()
    with floor.database.read() as session:
        said = {days: session.get_one(Cart, one).status for days, one in carts.items()}
    assert said == {13: "open", 14: "abandoned", 15: "open"}


def test_an_order_keeps_the_language_of_the_account_or_of_the_guests_browser(floor: Floor) -> None:
    guest, person = floor.guest(), floor.person()
    with floor.database.begin() as session:
        session.execute(update(User).filter_by(id=person.user_id).values(language="de"))
    numbers = []
    for visitor, said in ((guest, "de"), (person, "en"), (floor.guest(), "")):
        visitor.language = said
        numbers.append(visitor.ordered())
    with floor.database.read() as session:
        kept = dict(session.execute(select(Order.number, Order.language)).all())
    assert [kept[number] for number in numbers] == ["de", "de", "en"]
