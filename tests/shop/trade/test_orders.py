"""Placing orders and looking at them."""

from concurrent.futures import ThreadPoolExecutor

from app_under_test.kernel.events import Outbox
from app_under_test.orders.models import Order, OrderEvent
from tests.shop.trade.floor import NOWHERE, Floor
from tests.shop.trade.visitor import SHIPPING, Visitor, body_of


def orders_of(floor: Floor, visitor: Visitor) -> int:
    return floor.count(Order, email=visitor.email)


def test_an_order_keeps_the_cart_and_promises_its_stock(floor: Floor) -> None:
    mug, jug = floor.product("Blue mug", price_minor=1250), floor.product("Jug", price_minor=400)
    ada = floor.person()
    ada.add(mug, 2)
    ada.add(jug, 1)
    answer = ada.order()
    order = answer.json()
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/api/orders/{order['number']}"
    sold = [(one["name"], one["quantity"], one["line_total_minor"]) for one in order["lines"]]
    assert sold == [("Blue mug", 2, 2500), ("Jug", 1, 400)]
    assert (order["subtotal_minor"], order["shipping_minor"]) == (2900, 395)
    assert (order["total_minor"], order["currency"]) == (3295, "GBP")
    assert (order["status"], order["email"]) == ("pending_payment", ada.email)
    assert order["shipping"] == SHIPPING
    assert floor.stock(mug) == (10, 2)
    assert ada.cart()["count"] == 3
    assert floor.count(Outbox, topic="order.placed", subject_id=order["number"]) == 1
    assert floor.count(Outbox, topic="stock.reserved", subject_id=order["number"]) == 1


def test_the_total_is_the_shops_whatever_is_sent(floor: Floor) -> None:
    mug, ben = floor.product(price_minor=1250), floor.guest()
    ben.add(mug)
    figures = {f"{name}_minor": 1 for name in ("subtotal", "shipping", "discount", "tax", "total")}
    line = {"product_id": mug.id, "sku": mug.sku, "quantity": 1, "unit_price_minor": 1}
    forged = {"status": "paid", "number": "SO-MINE", "currency": "JPY", "user_id": "x"}
    order = ben.order(**figures, **forged, lines=[line], total=1, discount=100).json()
    assert (order["subtotal_minor"], order["shipping_minor"]) == (1250, 395)
    assert (order["discount_minor"], order["total_minor"]) == (0, 1645)
    assert (order["currency"], order["status"]) == ("GBP", "pending_payment")
    assert order["number"] != "SO-MINE"


def test_an_order_stays_as_it_was_on_the_day(floor: Floor) -> None:
    mug, ada = floor.product("Blue mug", price_minor=1250), floor.person()
    number = ada.bought(mug)
    floor.reprice(mug, 9900)
    order = body_of(ada.ask("GET", f"/api/orders/{number}"))
    assert order["lines"][0]["unit_price_minor"] == 1250


def test_an_empty_cart_is_no_order(floor: Floor) -> None:
    ada = floor.person()
    assert ada.order().json()["type"] == "empty-cart"
    ada.add(mug := floor.product())
    ada.set(mug, 0)
    assert ada.order().json()["type"] == "empty-cart"
    assert orders_of(floor, ada) == 0


def test_if_something_is_short_nothing_is_ordered(floor: Floor) -> None:
    plenty, short = floor.product("Plenty", on_hand=9), floor.product("Short", on_hand=2)
    ada = floor.person()
    ada.add(plenty, 2)
    ada.add(short, 2)
    ben = floor.guest()
    ben.add(short, 1)
    ben.order()
    refused = ada.order()
    assert (refused.status_code, refused.json()["type"]) == (409, "insufficient-stock")
    assert refused.json()["lines"] == [{"sku": short.sku, "name": "Short", "available": 1}]
    assert floor.stock(plenty) == (9, 0)
    assert orders_of(floor, ada) == 0
    assert ada.cart()["count"] == 4


def test_the_last_one_goes_to_one_of_many(floor: Floor) -> None:
    mug = floor.product(on_hand=1)
    guests = [floor.guest() for _ in range(8)]
    for guest in guests:
        guest.add(mug)
    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(answer.status_code for answer in pool.map(Visitor.order, guests))
    assert statuses == [201] + [409] * 7
    assert floor.stock(mug) == (1, 1)
    assert sum(orders_of(floor, guest) for guest in guests) == 1


class TestOrderingAgain:
    def test_an_unchanged_cart_is_the_same_order(self, floor: Floor) -> None:
        mug, ben = floor.product(), floor.guest()
        ben.add(mug, 2)
        first = ben.order()
        moved = {**SHIPPING, "line1": "1 Elsewhere"}
        again = ben.order(shipping=moved, email="new@example.org")
        assert (first.status_code, again.status_code) == (201, 200)
        assert again.json()["number"] == first.json()["number"]
        assert again.json()["shipping"]["line1"] == "1 Elsewhere"
        assert again.json()["email"] == "new@example.org"
        assert floor.stock(mug) == (10, 2)

    def test_a_changed_cart_is_a_new_order_and_the_old_one_is_given_up(self, floor: Floor) -> None:
        mug, ben = floor.product(on_hand=4), floor.guest()
        ben.add(mug, 3)
        old = ben.order().json()["number"]
        assert ben.set(mug, 4).status_code == 200
        new = ben.order()
        assert new.status_code == 201
        assert new.json()["number"] != old
        assert floor.status_of(old) == "cancelled"
        assert floor.stock(mug) == (4, 4)
        assert floor.count(Outbox, topic="order.cancelled", subject_id=old) == 1
        assert ben.pay(old).json()["type"] == "order-closed"
        assert floor.stock(mug) == (4, 4)

    def test_a_cart_can_change_back_and_forth(self, floor: Floor) -> None:
        mug, ben = floor.product(on_hand=4), floor.guest()
        ben.add(mug, 1)
        numbers = []
        for quantity in (1, 2, 1, 2):
            ben.set(mug, quantity)
            numbers.append(ben.order().json()["number"])
        assert len(set(numbers)) == 4
        assert [floor.status_of(one) for one in numbers] == ["cancelled"] * 3 + ["pending_payment"]
        assert floor.stock(mug) == (4, 2)

    def test_a_new_price_is_a_new_order(self, floor: Floor) -> None:
        mug, ben = floor.product(price_minor=1250), floor.guest()
        ben.add(mug)
        old = ben.order().json()
        floor.reprice(mug, 1300)
        new = ben.order().json()
        assert (old["subtotal_minor"], new["subtotal_minor"]) == (1250, 1300)
        assert floor.status_of(old["number"]) == "cancelled"

    def test_pressing_twice_at_once_makes_one_order(self, floor: Floor) -> None:
        mug, ben = floor.product(on_hand=2), floor.guest()
        ben.add(mug, 2)
        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(lambda _: ben.order(), range(6)))
        assert {answer.json()["number"] for answer in answers} == {answers[0].json()["number"]}
        assert sorted(answer.status_code for answer in answers) == [200] * 5 + [201]
        assert orders_of(floor, ben) == 1
        assert floor.stock(mug) == (2, 2)

    def test_ordering_while_the_cart_changes_leaves_one_order(self, floor: Floor) -> None:
        mug, ben = floor.product(on_hand=50), floor.guest()
        ben.add(mug)

        def change_and_order(quantity: int) -> int:
            ben.set(mug, quantity)
            return ben.order().status_code

        with ThreadPoolExecutor(6) as pool:
            statuses = set(pool.map(change_and_order, range(1, 7)))
        assert statuses <= {200, 201, 409}
        assert floor.count(Order, email=ben.email, status="pending_payment") == 1


class TestPaid:
    def test_the_cart_is_empty_and_a_new_one_starts(self, floor: Floor) -> None:
        mug, ben = floor.product(), floor.guest()
        ben.bought(mug)
        old = ben.token
        assert ben.cart()["lines"] == []
        assert ben.order().json()["type"] == "empty-cart"
        ben.add(mug)
        assert ben.token != old

    def test_what_was_added_meanwhile_stays_in_the_cart(self, floor: Floor) -> None:
        mug, jug, ben = floor.product(), floor.product(), floor.guest()
        ben.add(mug, 2)
        number = ben.order().json()["number"]
        ben.add(mug, 1)
        ben.add(jug, 1)
        ben.pay(number)
        floor.wait_for_status(number, "paid")
        held = {line["sku"]: line["quantity"] for line in ben.cart()["lines"]}
        assert held == {mug.sku: 1, jug.sku: 1}

    def test_a_paid_order_is_not_paid_again(self, floor: Floor) -> None:
        mug, ada = floor.product(), floor.person()
        number = ada.bought(mug)
        assert floor.count(Outbox, topic="order.paid", subject_id=number) == 1
        with floor.database.read() as session:
            order = session.query(Order).filter_by(number=number).one()
            history = session.query(OrderEvent).filter_by(order_id=order.id)
            steps = {(one.from_status, one.to_status) for one in history}
        assert steps == {("", "pending_payment"), ("pending_payment", "paid")}
        assert order.paid_at is not None
        assert order.paid_at > order.placed_at


class TestLooking:
    def test_an_order_is_seen_by_its_owner_by_staff_and_with_its_key(self, floor: Floor) -> None:
        mug, ada = floor.product(), floor.person()
        ada.add(mug)
        order = ada.order().json()
        path = f"/api/orders/{order['number']}"
        key = {"key": order["key"]}
        assert ada.ask("GET", path).json() == order
        assert floor.person("staff").ask("GET", path).json() == order
        assert floor.guest().ask("GET", path, params=key).json() == order
        for stranger in (floor.guest(), floor.person()):
            assert stranger.ask("GET", path).status_code == 404
            assert stranger.ask("GET", path, params={"key": "wrong"}).status_code == 404
        assert ada.ask("GET", "/api/orders/SO-NOTHING").status_code == 404
        assert ada.ask("GET", "/api/orders/SO-NOTHING", params=key).status_code == 404

    def test_guests_do_not_see_the_orders_of_other_guests(self, floor: Floor) -> None:
        ben = floor.guest()
        ben.add(floor.product())
        number = ben.order().json()["number"]
        for stranger in (floor.guest(), floor.person(), ben):
            assert stranger.ask("GET", f"/api/orders/{number}").status_code == 404

    def test_a_person_lists_the_own_orders_newest_first(self, floor: Floor) -> None:
        mug, ada, ben = floor.product(), floor.person(), floor.person()
        mine = [ada.bought(mug) for _ in range(3)]
        ben.bought(mug)
        listed = [one["number"] for one in ada.ask("GET", "/api/orders").json()]
        assert listed == mine[::-1]
        assert floor.guest().ask("GET", "/api/orders").status_code == 401

    def test_other_parts_learn_whose_order_it_is(self, floor: Floor) -> None:
        mug, ada = floor.product(), floor.person()
        ada.add(mug)
        order = ada.order().json()
        known = floor.ask("GET", f"/internal/orders/{order['number']}").json()
        assert known == {**order, "user_id": ada.user_id}
        assert floor.ask("GET", "/internal/orders/SO-NOTHING").status_code == 404


def test_without_the_payments_a_changed_cart_keeps_its_order(floor: Floor) -> None:
    mug, ben = floor.product(), floor.guest()
    ben.add(mug, 1)
    old = ben.order().json()["number"]
    ben.set(mug, 2)
    with floor.beside("orders", payments_url=NOWHERE) as lonely:
        body = {"email": ben.email, "shipping": SHIPPING}
        answer = lonely.ask("POST", "/api/orders", headers=ben.headers, json=body)
    assert (answer.status_code, answer.json()["part"]) == (503, "payments")
    assert floor.status_of(old) == "pending_payment"
    assert floor.stock(mug) == (10, 1)
