"""Sentences about who of the staff did something, and why; the ledger's lines among them."""

from __future__ import annotations

from pytest_bdd import then

from fixtures.money import Money
from fixtures.people import Accounts
from fixtures.products import Products
from fixtures.records.order_tables import Order
from fixtures.records.stock import StockRecords
from sayso import Tables, eventually
from steps.phrases import parsed


@then(parsed("it is recorded that {person:Name} gave {amount:Money} back, since {reason:Text}"))
def record_refund(
    tables: Tables, accounts: Accounts, order: Order, person: str, amount: Money, reason: str
) -> None:
    [payment] = tables.payments.rows(order_number=order.number)
    eventually(
        lambda: [
            (row["actor"], row["amount_minor"], row["reason"])
            for row in tables.refunds.rows(payment_id=payment["id"])
        ],
        equals=[(accounts.of(person).id, amount.minor, reason)],
        what=f"who has refunded how much of order {order.number}, and why",
        where="the shop's database",
    )


@then(parsed("it is recorded that {person:Name} has dispatched the order, once"))
def record_dispatch(tables: Tables, accounts: Accounts, order: Order, person: str) -> None:
    eventually(
        lambda: [
            (row["from_status"], row["actor"])
            for row in tables.order_events.rows(order_id=order.id, to_status="dispatched")
        ],
        equals=[("paid", accounts.of(person).id)],
        what=f"who has dispatched order {order.number}, and in which state it was",
        where="the shop's database",
    )


@then(
    parsed("the ledger shows {times:d} {move:Move} of {quantity:d} {product:Text} by {person:Name}")
)
def record_mover(
    stock_records: StockRecords,
    products: Products,
    accounts: Accounts,
    times: int,
    move: str,
    quantity: int,
    product: str,
    person: str,
) -> None:
    eventually(
        lambda: stock_records.movers(products[product].sku, move),
        equals=[(quantity, accounts.of(person).id)] * times,
        what=f"lines of the kind {move} for {product}, and who made them",
        where="the shop's stock ledger",
    )


@then(
    parsed(
        "the ledger shows {times:d} {move:Move} of {quantity:d} {product:Text}, since {reason:Text}"
    )
)
@then(
    parsed(
        "the ledger shows {times:d} {move:Move} of {quantity:d} more {product:Text}, since {reason:Text}"
    )
)
def record_reason(
    stock_records: StockRecords,
    products: Products,
    times: int,
    move: str,
    quantity: int,
    product: str,
    reason: str,
) -> None:
    eventually(
        lambda: stock_records.moves(products[product].sku, move),
        equals=[(quantity, reason)] * times,
        what=f"lines of the kind {move} for {product}, and what they were for",
        where="the shop's stock ledger",
    )
