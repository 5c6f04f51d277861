"""Step definitions about an order as everybody has to tell it; a failure names who says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_bdd import then

from fixtures.cards import Card
from fixtures.clients.orders import OrderAnswer
from fixtures.mailbox import Letter
from fixtures.money import Money
from fixtures.people import People
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords, Settlement
from fixtures.shopping import Shopping
from fixtures.surfaces import Surfaces
from sayso import eventually, rows
from steps.phrases import parsed

NONE = Money(0)


@dataclass(frozen=True)
class Figures:
    """What an order comes to, as the columns of a table."""

    goods: Money
    delivery: Money
    total: Money
    discount: Money = NONE


@then(
    parsed(
        "{quantity:d} {product:Text} at {price:Money} is sold once, {total:Money} is charged, and {left:d} are left"
    )
)
@then(
    parsed(
        "{quantity:d} {product:Text} at {price:Money} are sold once, {total:Money} is charged, and {left:d} are left"
    )
)
def sell_once(
    surfaces: Surfaces,
    order: Order,
    products: Products,
    quantity: int,
    product: str,
    price: Money,
    total: Money,
    left: int,
) -> None:
    surfaces.expect_charged(order, [total])
    surfaces.expect_sold(order, products[product], quantity, price)
    surfaces.expect_stock(products[product], left)


@then(parsed("{product:Text} is sold for nothing, and {left:d} are left"))
def sell_for_nothing(
    surfaces: Surfaces, order: Order, products: Products, product: str, left: int
) -> None:
    surfaces.expect_sold_for_nothing(order)
    surfaces.expect_stock(products[product], left)


@then(parsed("the order is {ended:Ended}, and {quantity:d} {product:Text} are for sale again"))
def end(
    surfaces: Surfaces, order: Order, products: Products, ended: str, quantity: int, product: str
) -> None:
    surfaces.expect_ended(order, ended)
    surfaces.expect_stock(products[product], quantity)


@then(
    parsed(
        "the order waits for payment, and {reserved:d} of {quantity:d} {product:Text} are reserved"
    )
)
def wait(
    surfaces: Surfaces, order: Order, products: Products, reserved: int, quantity: int, product: str
) -> None:
    surfaces.expect_waiting(order)
    surfaces.expect_stock(products[product], quantity, reserved)


@then(
    parsed(
        "1 refused payment with {card:RefusedCard} is recorded for the order, and {reserved:d} of {quantity:d} {product:Text} are reserved"
    )
)
def decline(
    surfaces: Surfaces,
    order_records: OrderRecords,
    order: Order,
    products: Products,
    card: Card,
    reserved: int,
    quantity: int,
    product: str,
) -> None:
    surfaces.expect_settled(order, Settlement("pending_payment", "declined", "open"))
    eventually(
        lambda: order_records.attempts(order.number),
        equals=[f"declined ({card.declined_as})"],
        what=f"attempts to pay for order {order.number}",
        where="the shop's database",
    )
    surfaces.expect_stock(products[product], quantity, reserved)


@then(parsed("{person:Name} has {number:d} order, for which {amount:Money} was charged once"))
def have_charged_orders(
    order_records: OrderRecords,
    surfaces: Surfaces,
    people: People,
    order: Order,
    person: str,
    number: int,
    amount: Money,
) -> None:
    eventually(
        lambda: order_records.count_of(people[person].email),
        equals=number,
        what=f"orders of {person}",
        where="the shop's database",
    )
    surfaces.expect_charged(order, [amount])


@then("nothing is charged for the order, and nothing is confirmed")
def charge_nothing(surfaces: Surfaces, order: Order) -> None:
    surfaces.expect_nothing_charged(order)


@then(
    parsed(
        "nothing is ordered, and {quantity:d} {product:Text} are in stock, {reserved:d} of them reserved"
    )
)
def order_nothing(
    order_records: OrderRecords,
    surfaces: Surfaces,
    people: People,
    products: Products,
    quantity: int,
    product: str,
    reserved: int,
) -> None:
    eventually(
        lambda: order_records.count_of(people["Ada"].email),
        equals=0,
        what="orders of Ada",
        where="the shop's database",
        within=0,
    )
    surfaces.expect_stock(products[product], quantity, reserved)


@then("every place states the same figures:")
def state_figures(
    shopping: Shopping,
    programs: Programs,
    order_records: OrderRecords,
    surfaces: Surfaces,
    confirmation: Letter,
    order: Order,
    datatable: list[list[str]],
) -> None:
    """Every screen on the way, a program, the mail, the database and the payment provider."""
    [figures] = rows(datatable, Figures, {Money: Money.of})
    expect_shown(shopping.noted_totals, figures)
    eventually(
        lambda: programs["Ada"].orders.order(order.number),
        equals=OrderAnswer("paid", figures.total),
        what=f"order {order.number}",
        where="the shop's answer to a program",
    )
    expect_stated(confirmation, figures)
    expect_recorded(order_records, order, figures)
    surfaces.expect_charged(order, [figures.total])


def expect_shown(noted: dict[str, dict[str, str]], figures: Figures) -> None:
    expected = {
        "goods": str(figures.goods),
        "discount": f"−{figures.discount}" if figures.discount.minor else "",  # noqa: RUF001  # a minus sign
        "delivery": str(figures.delivery),
        "total": str(figures.total),
    }
    wrong = {screen: shown for screen, shown in noted.items() if shown != expected}
    assert not wrong, f"figures on the screens: expected {expected} on each, but some show {wrong}"


def expect_stated(confirmation: Letter, figures: Figures) -> None:
    expected = {"Subtotal": figures.goods, "Delivery": figures.delivery, "Total": figures.total}
    if figures.discount.minor:
        expected["Discount"] = figures.discount
    stated = {name: confirmation.amounts_beside(name) for name in expected}
    assert stated == {name: [amount] for name, amount in expected.items()}, (
        f"figures in the order confirmation: expected {expected}, but they were {stated}"
    )


def expect_recorded(order_records: OrderRecords, order: Order, figures: Figures) -> None:
    eventually(
        lambda: order_records.sums(order.number),
        equals={
            "subtotal": figures.goods,
            "discount": figures.discount,
            "delivery": figures.delivery,
            "total": figures.total,
        },
        what=f"sums of order {order.number}",
        where="the shop's database",
    )
