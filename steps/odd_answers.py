"""Step definitions about a payment provider whose answers make no sense."""

from __future__ import annotations

from pytest_bdd import then, when

from fixtures.cards import GOOD
from fixtures.clients.gateway import refusal
from fixtures.odd_provider import OddCheckout
from fixtures.records.order_tables import Order


@when(
    "a program tries to pay for the order on behalf of Ada, and the payment provider answers with",
    target_fixture="heard",
)
def try_to_pay(
    odd_checkout: OddCheckout, order: Order, datatable: list[list[str]]
) -> dict[str, str]:
    return {answer: hear(odd_checkout, order, answer) for [answer] in datatable}


def hear(checkout: OddCheckout, order: Order, answer: str) -> str:
    """What the shop says after the provider has said that."""
    asked = checkout.provider.asked
    checkout.provider.answer = answer
    said = refusal(lambda: checkout.program.orders.pay(order.number, GOOD))
    assert checkout.provider.asked > asked, f"the provider was not asked, to answer with {answer}"
    return said.reason


@then("it is told each time that the payment is still being checked")
def be_told_of_doubt(heard: dict[str, str]) -> None:
    otherwise = {a: said for a, said in heard.items() if said != "the payment is being checked"}
    assert not otherwise, f"after these answers of the provider, the shop says: {otherwise}"
