"""Step definitions about servers that are away and parts that end suddenly."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.entrance import Entrance
from fixtures.outages import Outages
from fixtures.patience import PatientBuyer
from fixtures.records.order_tables import Order
from sayso import eventually
from steps.phrases import parsed


@given(parsed("the {server:Server} is away"))
def be_away(outages: Outages, server: str) -> None:
    outages.begin(server)


@given(parsed("the {server:Server} has been away and is back"))
def have_been_away(outages: Outages, server: str) -> None:
    outages.begin(server)
    outages.end(server)
    outages.wait_until_healthy()


@given(parsed("the {server:Server} takes calls and answers none"))
def answer_none(outages: Outages, server: str) -> None:
    outages.freeze(server)


@when(parsed("the {server:Server} is back"))
def be_back(outages: Outages, server: str) -> None:
    outages.end(server)


@when(
    parsed(
        "{part:Part} ends suddenly while a program buys {quantity:d} {product:Text} for {person:Name}"
    ),
    target_fixture="order",
)
def end_suddenly(
    outages: Outages,
    patient_buyer: PatientBuyer,
    part: str,
    quantity: int,
    product: str,
    person: str,
) -> Order:
    return patient_buyer.buy_while(person, quantity, product, lambda: outages.kill(part))


@then(parsed("the shop raises the alarm within {seconds:d} seconds"))
def raise_alarm(entrance: Entrance, seconds: int) -> None:
    eventually(
        lambda: entrance.health()["alarm"],
        equals=True,
        what="alarm about the shop",
        where="the shop's entrance",
        within=seconds,
    )
