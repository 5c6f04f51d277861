"""Sentences about the company that takes the money, and what it tells the shop."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import then, when

from fixtures.cards import FIELDS as CARD_FIELDS
from fixtures.cards import GOOD
from fixtures.clients.gateway import Refused, refusal
from fixtures.forgery import forged_notice, made_up_signature
from fixtures.money import Money
from fixtures.payment_provider import PaymentProvider
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.books import Books
from fixtures.records.news import NewsRecords
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords
from fixtures.records.stock import StockRecords
from fixtures.shop_log import ShopLog
from fixtures.surfaces import Surfaces
from pages.checkout import CheckoutPage
from sayso import eventually
from steps.phrases import parsed


@when("the payment provider sends its notice about the order again", target_fixture="deliveries")
def resend_notice(payment_provider: PaymentProvider, order: Order) -> list[int | None]:
    return payment_provider.resend_notice(order.number, times=1)


@when(
    "the payment provider sends its notice about the order twice at once",
    target_fixture="deliveries",
)
def resend_notice_twice(payment_provider: PaymentProvider, order: Order) -> list[int | None]:
    return payment_provider.resend_notice(order.number, times=2)


@when(
    "a stranger's program sends a forged notice that the order is paid",
    target_fixture="refused",
)
def forge_notice(programs: Programs, order: Order) -> Refused:
    notice, signature = forged_notice(order), made_up_signature()
    return refusal(lambda: programs.stranger.orders.bring_notice(notice, signature))


@when(parsed("the payment provider charges {amount:Money} for the order after all"))
def charge_after_all(payment_provider: PaymentProvider, order: Order, amount: Money) -> None:
    payment_provider.charge(order.number, amount, GOOD)


@then(parsed("she is told that her card was declined: {reason:Text}"))
def be_told_why(checkout_page: CheckoutPage, reason: str) -> None:
    message = f"Your card was declined: {reason}."
    expect(checkout_page.alert, "alert at the checkout").to_contain_text(message)
    for question in CARD_FIELDS:  # what she typed is not sent back to her
        expect(checkout_page.ask(question), f"{question} at the checkout").to_have_value("")


@then("the notice is refused, since its signature is wrong")
def not_believe(refused: Refused) -> None:
    kind = refused.problem["type"]
    assert kind == "bad-signature", (
        f"reason of the refusal: expected bad-signature, but it was {kind} ({refused})"
    )


@then("the number of her card is recorded nowhere")
def record_no_card(books: Books, news_records: NewsRecords) -> None:
    news_records.wait_until_all_is_told()
    places = books.places_that_hold(GOOD.number)
    assert not places, f"the number of the card was expected nowhere, but it stands in {places}"


@then("the number of her card does not stand in the shop's log")
def log_no_card(shop_log: ShopLog) -> None:
    assert not shop_log.holds(GOOD.number), "the number of the card stands in the shop's log"


@then("the last 4 digits of her card are recorded with the payment")
def record_last_digits(order_records: OrderRecords, order: Order) -> None:
    eventually(
        lambda: order_records.card_digits(order.number),
        equals=[GOOD.number[-4:]],
        what=f"digits of the card that paid for order {order.number}",
        where="the shop's database",
    )


@then("the notice of the payment provider is recorded as set aside for the staff")
def set_aside(order_records: OrderRecords, order: Order) -> None:
    eventually(
        lambda: order_records.set_aside(order.number),
        equals=[True],
        what=f"notices about order {order.number}, and whether they wait for the staff",
        where="the shop's database",
    )


@then("the shop has accepted it each time")
def accept_notices(deliveries: list[int | None]) -> None:
    assert set(deliveries) == {200}, f"the shop answered the repeated notices with {deliveries}"


@then(parsed("the payment provider has charged {amount:Money} once for the order"))
def charge_once(surfaces: Surfaces, order: Order, amount: Money) -> None:
    surfaces.expect_charged(order, [amount])


@then("the payment provider has charged nothing for the order")
def charge_nothing(
    payment_provider: PaymentProvider, news_records: NewsRecords, order: Order
) -> None:
    news_records.wait_until_all_is_told()
    eventually(
        lambda: payment_provider.charged(order.number),
        equals=list[Money](),
        what=f"charges for order {order.number}",
        where="the payment provider's books",
        within=0,
    )


@then(
    parsed(
        "{notices:d} notices, 1 payment of {amount:Money} and {sales:d} sale of {quantity:d} {product:Text} are recorded"
    )
)
@then(
    parsed(
        "{notices:d} notice, 1 payment of {amount:Money} and {sales:d} sale of {quantity:d} {product:Text} are recorded"
    )
)
def count_once(
    order_records: OrderRecords,
    stock_records: StockRecords,
    order: Order,
    products: Products,
    notices: int,
    amount: Money,
    sales: int,
    quantity: int,
    product: str,
) -> None:
    sku = products[product].sku
    eventually(
        lambda: (
            order_records.notices(order.number),
            order_records.captured(order.number),
            stock_records.moves(sku, "sale"),
        ),
        equals=(notices, [amount], [(-quantity, order.number)] * sales),
        what=f"notices, payments and sales counted for order {order.number}",
        where="the shop's database",
    )
