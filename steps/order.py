"""Sentences about buying: from the cart to an order that is placed and paid."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.buyers import Buyers
from fixtures.cards import GOOD, Card
from fixtures.claims import figures_claiming
from fixtures.clients.gateway import Refused, refusal
from fixtures.clients.orders import OrderAnswer
from fixtures.money import Money
from fixtures.people import People
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords, Settlement
from fixtures.shopping import Shopping
from pages.order import OrderPage
from sayso import eventually
from steps.phrases import parsed


@given(parsed('{person:Name} has bought {quantity:d} "{product}"'), target_fixture="order")
@when(parsed('a program buys {quantity:d} "{product}" for {person:Name}'), target_fixture="order")
def buy_by_program(buyers: Buyers, person: str, quantity: int, product: str) -> Order:
    return buyers.buy(person, quantity, product)


@given(
    parsed('{person:Name} has ordered {quantity:d} "{product}" without paying'),
    target_fixture="order",
)
def have_ordered(buyers: Buyers, person: str, quantity: int, product: str) -> Order:
    return buyers.order_unpaid(person, quantity, product)


@given(
    parsed('{person:Name} has been refused with {card:RefusedCard} for {quantity:d} "{product}"'),
    target_fixture="order",
)
def have_been_refused(
    buyers: Buyers, person: str, card: Card, quantity: int, product: str
) -> Order:
    return buyers.be_refused(person, quantity, product, card)


@when(parsed('Ada buys {quantity:d} "{product}" by card'), target_fixture="order")
def buy(shopping: Shopping, quantity: int, product: str) -> Order:
    return shopping.buy(quantity, product, GOOD)


@when(parsed('Ada buys {quantity:d} "{product}" by card as a guest'), target_fixture="order")
def buy_as_guest(shopping: Shopping, quantity: int, product: str) -> Order:
    return shopping.buy_as_guest(quantity, product, GOOD)


@when(
    parsed('Ada buys {quantity:d} "{product}" but pays with {card:RefusedCard}'),
    target_fixture="order",
)
def buy_with_refused_card(shopping: Shopping, quantity: int, product: str, card: Card) -> Order:
    return shopping.buy(quantity, product, card)


@when("Ada pays with a good card instead", target_fixture="order")
def pay_with_another_card(shopping: Shopping) -> Order:
    return shopping.pay_for_order(GOOD)


@when(
    parsed('Ada buys {quantity:d} "{product}" and her browser claims they cost {price:Money}'),
    target_fixture="order",
)
def buy_claiming(shopping: Shopping, quantity: int, product: str, price: Money) -> Order:
    return shopping.buy_claiming(quantity, product, GOOD, figures_claiming(price))


@when(
    parsed(
        'a program buys {quantity:d} "{product}" for {person:Name}'
        " and claims they cost {price:Money}"
    ),
    target_fixture="order",
)
def buy_by_program_claiming(
    buyers: Buyers, quantity: int, product: str, person: str, price: Money
) -> Order:
    return buyers.buy(person, quantity, product, **figures_claiming(price))


@when("Ada pays for her cart and notes every total on the way", target_fixture="order")
def pay_noting_totals(shopping: Shopping) -> Order:
    return shopping.pay_noting_totals(GOOD)


@when("a stranger's program asks for the order by its number", target_fixture="refused")
def ask_as_stranger(programs: Programs, order: Order) -> Refused:
    return refusal(lambda: programs.stranger.orders.order(order.number))


@then(parsed("she is thanked for an order of {total:Money}"))
def be_thanked(order_page: OrderPage, order: Order, total: Money) -> None:
    thanks = "Thank you for your order"
    expect(order_page.heading, "heading after paying").to_have_text(thanks)
    expect(order_page.number, "number of the order on its page").to_have_text(order.number)
    expect(order_page.status, "state of the order on its page").to_have_text("Paid")
    expect(order_page.totals.total, "total on the order's page").to_have_text(str(total))


@then(parsed("cart, checkout and confirmation have all shown her {total:Money}"))
def have_shown_total(shopping: Shopping, total: Money) -> None:
    expected = dict.fromkeys(("cart", "checkout", "confirmation"), str(total))
    assert shopping.noted_totals == expected, (
        f"totals on the screens: expected {total} on each, but they were {shopping.noted_totals}"
    )


@then(parsed("she sees the order with a total of {total:Money}"))
def see_order(order_page: OrderPage, order: Order, total: Money) -> None:
    expect(order_page.number, "number of the order on its page").to_have_text(order.number)
    expect(order_page.totals.total, "total on the order's page").to_have_text(str(total))


@then(
    parsed(
        "a program that asks on behalf of {person:Name} is told"
        " that the order is paid, with {total:Money}"
    )
)
def tell_program(programs: Programs, order: Order, person: str, total: Money) -> None:
    eventually(
        lambda: programs[person].orders.order(order.number),
        equals=OrderAnswer("paid", total),
        what=f"order {order.number}",
        where="the shop's answer to a program",
    )


@then(
    parsed(
        'the shop\'s books show {quantity:d} "{product}" at {price:Money} as paid,'
        " and the cart as closed"
    )
)
def show_as_paid(
    order_records: OrderRecords,
    order: Order,
    products: Products,
    quantity: int,
    product: str,
    price: Money,
) -> None:
    line = (products[product].name, quantity, price)
    settled = Settlement(order="paid", payment="captured", cart="converted")
    eventually(
        lambda: (order_records.lines(order.number), order_records.settlement(order.number)),
        equals=([line], settled),
        what=f"lines and state of order {order.number}",
        where="the shop's database",
    )


@then(
    parsed(
        'the shop\'s books show the order as waiting for payment, declined once as "{decline_code}"'
    )
)
def show_as_declined(order_records: OrderRecords, order: Order, decline_code: str) -> None:
    eventually(
        lambda: (
            order_records.settlement(order.number),
            order_records.attempts(order.number),
        ),
        equals=(
            Settlement(order="pending_payment", payment="declined", cart="open"),
            [("declined", decline_code)],
        ),
        what=f"state of order {order.number}, and attempts to pay for it",
        where="the shop's database",
    )


@then("the shop's books show the order as waiting for payment")
def show_as_waiting(order_records: OrderRecords, order: Order) -> None:
    eventually(
        lambda: order_records.order(order.number).status,
        equals="pending_payment",
        what=f"state of order {order.number}",
        where="the shop's database",
        within=0,
    )


@then(parsed("the shop's books show {number:d} order of {person:Name}"))
def show_orders(order_records: OrderRecords, people: People, number: int, person: str) -> None:
    eventually(
        lambda: order_records.count_of(people[person].email),
        equals=number,
        what=f"orders of {person}",
        where="the shop's database",
    )


@then("the shop's books show the order under Ada's address and under no account")
def show_as_guest_order(order_records: OrderRecords, order: Order, people: People) -> None:
    eventually(
        lambda: order_records.owner(order.number),
        equals={"address": people["Ada"].email, "account": None},
        what=f"owner of order {order.number}",
        where="the shop's database",
    )


@then(parsed("the shop's books add up {subtotal:Money} and {delivery:Money} to {total:Money}"))
def add_up(
    order_records: OrderRecords, order: Order, subtotal: Money, delivery: Money, total: Money
) -> None:
    eventually(
        lambda: order_records.sums(order.number),
        equals={"subtotal": subtotal, "delivery": delivery, "total": total},
        what=f"sums of order {order.number}",
        where="the shop's database",
    )
