"""Step definitions about money and goods that go back after an order was paid."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.buyers import Buyers
from fixtures.clients.gateway import Refused, refusal
from fixtures.counter import Counter
from fixtures.mailbox import Mailboxes
from fixtures.money import Money
from fixtures.payment_provider import PaymentProvider
from fixtures.people import People
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.news import NewsRecords
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords
from fixtures.records.stock import StockRecords
from fixtures.surfaces import Surfaces
from pages.order import OrderPage
from sayso import eventually
from steps.phrases import parsed


@given(parsed("{person:Name} has refunded {amount:Money} of the order"))
@when(parsed("a program refunds {amount:Money} of the order on behalf of {person:Name}"))
def refund(programs: Programs, order: Order, amount: Money, person: str) -> None:
    programs[person].orders.refund(order.number, amount)


@when(parsed("a program sends the same refund of {amount:Money} twice on behalf of {person:Name}"))
def refund_twice(programs: Programs, order: Order, amount: Money, person: str) -> None:
    programs[person].orders.refund(order.number, amount, key=order.number)
    programs[person].orders.refund(order.number, amount, key=order.number)


@given(parsed("{person:Name} has dispatched the order"))
@when(parsed("a program dispatches the order on behalf of {person:Name}"))
def dispatch(programs: Programs, order: Order, person: str) -> None:
    programs[person].orders.dispatch(order.number)


@given(
    parsed("{person:Name} has bought {quantity:d} {product:Text}, and the order is {ended:Ended}"),
    target_fixture="order",
)
def have_bought_and_ended(
    counter: Counter, person: str, quantity: int, product: str, ended: str
) -> Order:
    return counter.bring_to_end(person, quantity, product, ended)


@given(parsed("{quantity:d} {product:Text} of the order have come back to {person:Name}"))
@when(
    parsed(
        "a program takes back {quantity:d} {product:Text} of the order on behalf of {person:Name}"
    )
)
def take_back(
    programs: Programs, products: Products, order: Order, quantity: int, product: str, person: str
) -> None:
    programs[person].orders.take_back(order.number, products[product].sku, quantity)


@when(parsed("{person:Name} refunds {amount:Money} of the order"))
def refund_on_page(order_page: OrderPage, order: Order, person: str, amount: Money) -> None:
    order_page.refund(order.number, str(amount), f"chipped, says {person}")


@when(parsed("{person:Name} asks to refund {typed:Text} of the order"))
def ask_to_refund(order_page: OrderPage, order: Order, person: str, typed: str) -> None:
    order_page.refund(order.number, typed, f"chipped, says {person}")


@given(parsed("a program has sent a refund of {amount:Money} on behalf of {person:Name}"))
def have_sent_refund(programs: Programs, order: Order, amount: Money, person: str) -> None:
    programs[person].orders.refund(order.number, amount, key=order.number)


@when(
    parsed("a program sends the same refund with {amount:Money} on behalf of {person:Name}"),
    target_fixture="refused",
)
def send_other_refund(programs: Programs, order: Order, amount: Money, person: str) -> Refused:
    orders = programs[person].orders
    return refusal(lambda: orders.refund(order.number, amount, key=order.number))


@then(parsed("she reads: {told:Text}"))
def read(order_page: OrderPage, told: str) -> None:
    expect(order_page.notice, "notice on the order's page").to_have_text(told)


@when(parsed("{person:Name} dispatches the order"))
def dispatch_on_page(order_page: OrderPage, order: Order, person: str) -> None:  # noqa: ARG001
    order_page.dispatch(order.number)


@when(
    parsed(
        "a program refunds {amount:Money} of the order {times:d} times at once on behalf of {person:Name}"
    ),
    target_fixture="outcomes_of_refunds",
)
def refund_at_once(
    counter: Counter, order: Order, amount: Money, times: int, person: str
) -> list[str]:
    return counter.refund_at_once(person, order.number, amount, times)


@when(
    parsed("a program tries to refund {amount:Money} of the order on behalf of {person:Name}"),
    target_fixture="refused",
)
def try_to_refund(programs: Programs, order: Order, amount: Money, person: str) -> Refused:
    return refusal(lambda: programs[person].orders.refund(order.number, amount))


@when(
    parsed("a program tries to dispatch the order on behalf of {person:Name}"),
    target_fixture="refused",
)
def try_to_dispatch(programs: Programs, order: Order, person: str) -> Refused:
    return refusal(lambda: programs[person].orders.dispatch(order.number))


@when(
    parsed(
        "a program tries to take back {quantity:d} {product:Text} of the order on behalf of {person:Name}"
    ),
    target_fixture="refused",
)
def try_to_take_back(
    programs: Programs, products: Products, order: Order, quantity: int, product: str, person: str
) -> Refused:
    sku = products[product].sku
    return refusal(lambda: programs[person].orders.take_back(order.number, sku, quantity))


@when(
    parsed("a program cancels the order {times:d} times at once on behalf of {person:Name}"),
)
def cancel_at_once(buyers: Buyers, order: Order, times: int, person: str) -> None:
    buyers.cancel_many_times(person, order.number, times)


@then(parsed("the payment provider has given back {amount:Money} once for the order"))
def give_back_once(payment_provider: PaymentProvider, order: Order, amount: Money) -> None:
    give_back(payment_provider, order, [amount])


@then(parsed("the payment provider has given back {one:Money} and {other:Money} for the order"))
def give_back_twice(
    payment_provider: PaymentProvider, order: Order, one: Money, other: Money
) -> None:
    give_back(payment_provider, order, [one, other])


@then("the payment provider has given back nothing for the order")
def give_back_nothing(
    payment_provider: PaymentProvider, news_records: NewsRecords, order: Order
) -> None:
    news_records.wait_until_all_is_told()
    give_back(payment_provider, order, [])


@then(parsed("the order is recorded as {status:OrderStatus}, with {amount:Money} refunded"))
def record_refund(order_records: OrderRecords, order: Order, status: str, amount: Money) -> None:
    eventually(
        lambda: order_records.refunded(order.number),
        equals=(status, amount),
        what=f"state of order {order.number}, and how much of it went back",
        where="the shop's database",
    )


@then(parsed("she is told that {amount:Money} goes back, and sees it noted on the order"))
def be_told_of_refund(
    order_page: OrderPage, order_records: OrderRecords, order: Order, amount: Money
) -> None:
    expect(order_page.notice, "notice on the order's page").to_contain_text(f"{amount} goes back")
    eventually(
        lambda: order_records.refunded(order.number)[1],
        equals=amount,
        what=f"how much of order {order.number} went back",
        where="the shop's database",
    )
    order_page.open(number=order.number)
    expect(order_page.refunded, "refund on the order's page").to_have_text(str(amount))


@then(parsed("the notice of refund in {person:Name}'s mailbox states {amount:Money}"))
def state_refund(mailboxes: Mailboxes, people: People, person: str, amount: Money) -> None:
    letter = mailboxes[people[person].email].newest("notice of refund")
    missing = letter.lacks(f"given {amount} of your order")
    assert not missing, (
        f"amount in the notice of refund to {person}: expected {amount}, but it says {letter.text!r}"
    )


@then(parsed("1 notice of dispatch is in {person:Name}'s mailbox, and names the day"))
def state_day(
    mailboxes: Mailboxes,
    news_records: NewsRecords,
    order_records: OrderRecords,
    people: People,
    order: Order,
    person: str,
) -> None:
    news_records.wait_until_all_is_told()
    mailbox, day = mailboxes[people[person].email], order_records.day_of_dispatch(order.number)
    mailbox.expect(1, "notice of dispatch", f"{person}'s mailbox")
    letter = mailbox.newest("notice of dispatch")
    assert not letter.lacks(day), (
        f"day in the notice of dispatch to {person}: expected {day}, but it says {letter.text!r}"
    )


@then("the order is shown as dispatched")
def show_dispatched(order_page: OrderPage, order: Order) -> None:
    order_page.open(number=order.number)
    expect(order_page.status, "state of the order on its page").to_have_text("Dispatched")
    expect(order_page.cancel_button, "offer to cancel the order").to_be_hidden()


@then(
    parsed("{done:d} of the refunds are done, and {refused:d} are refused because {reason:Reason}")
)
def end_refunds(outcomes_of_refunds: list[str], done: int, refused: int, reason: str) -> None:
    expected = sorted(["done"] * done + [reason] * refused)
    assert outcomes_of_refunds == expected, (
        f"outcomes of the refunds, read in the gateway's answers: expected {expected},"
        f" but they were {outcomes_of_refunds}"
    )


@then(
    parsed(
        "{quantity:d} {product:Text} are in stock, after {times:d} return of {back:d} for the order"
    )
)
def show_return(
    surfaces: Surfaces,
    stock_records: StockRecords,
    products: Products,
    order: Order,
    quantity: int,
    product: str,
    times: int,
    back: int,
) -> None:
    surfaces.expect_stock(products[product], quantity)
    expect_moves(stock_records, products, product, "return", [(back, order.number)] * times)


@then(
    parsed(
        "{amount:Money} and {back:d} {product:Text} have come back once, which makes {quantity:d} in stock"
    )
)
def bring_back_all(
    surfaces: Surfaces,
    payment_provider: PaymentProvider,
    stock_records: StockRecords,
    products: Products,
    order: Order,
    amount: Money,
    back: int,
    product: str,
    quantity: int,
) -> None:
    give_back(payment_provider, order, [amount])
    expect_moves(stock_records, products, product, "cancellation", [(back, order.number)])
    surfaces.expect_stock(products[product], quantity)


@then(
    parsed(
        "the order is recorded as {status:OrderStatus}, with {charged:Money} charged once and {amount:Money} refunded"
    )
)
def record_charge_and_refund(
    surfaces: Surfaces,
    order_records: OrderRecords,
    order: Order,
    status: str,
    charged: Money,
    amount: Money,
) -> None:
    record_refund(order_records, order, status, amount)
    surfaces.expect_charged(order, [charged])


def expect_moves(
    stock_records: StockRecords,
    products: Products,
    product: str,
    kind: str,
    moves: list[tuple[int, str]],
) -> None:
    eventually(
        lambda: stock_records.moves(products[product].sku, kind),
        equals=moves,
        what=f"{kind} of {product}",
        where="the shop's stock ledger",
    )


def give_back(payment_provider: PaymentProvider, order: Order, amounts: list[Money]) -> None:
    eventually(
        lambda: payment_provider.given_back(order.number),
        equals=amounts,
        what=f"refunds for order {order.number}",
        where="the payment provider's books",
    )
