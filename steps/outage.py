"""Step definitions about servers that are away and parts that end suddenly."""

from __future__ import annotations

import time
from collections.abc import Callable

from pytest_bdd import given, then, when

from fixtures.entrance import Entrance
from fixtures.outages import Outages
from fixtures.patience import PatientBuyer
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.order_tables import Order
from fixtures.resending import Resending
from fixtures.second_shop import SecondShops
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


@given("a second process sends the messages of the orders, too")
def send_twice(second_shops: SecondShops) -> None:
    second_shops.open()


@when(parsed("the {server:Server} is back"))
def be_back(outages: Outages, server: str) -> None:
    outages.end(server)


@when("all messages about the order are sent once more")
def send_again(resending: Resending, order: Order) -> None:
    sent = resending.send_again(order.number)
    assert sent >= 3, f"messages about {order.number} to send again: {sent}, expected 3 or more"


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


@when(
    parsed(
        "the {server:Server} is lost for a moment while a program buys {quantity:d} {product:Text} for {person:Name}"
    ),
    target_fixture="order",
)
def be_lost(
    outages: Outages,
    patient_buyer: PatientBuyer,
    server: str,
    quantity: int,
    product: str,
    person: str,
) -> Order:
    return patient_buyer.buy_while(person, quantity, product, lambda: outages.interrupt(server))


@when(
    parsed("a program signs in and looks around for {person:Name}"), target_fixture="answer_times"
)
def look_around(programs: Programs, products: Products, person: str) -> dict[str, float]:
    program, slug = programs[person], products["Blue mug"].slug
    visits = {
        "signing in": lambda: programs.elsewhere(person),
        "the list of products": lambda: program.gateway.get("/api/products"),
        "a product": lambda: program.inventory.available(slug),
        "the cart": program.orders.cart,
    }
    return {what: seconds_for(visit) for what, visit in visits.items()}


@then(parsed("it has had every answer within {seconds:d} second"))
def answer_in_time(answer_times: dict[str, float], seconds: int) -> None:
    late = {what: f"{took:.2f} s" for what, took in answer_times.items() if took > seconds}
    assert not late, f"answers that took longer than {seconds} s at the gateway: {late}"


@then(parsed("the shop raises the alarm within {seconds:d} seconds"))
def raise_alarm(entrance: Entrance, seconds: int) -> None:
    eventually(
        lambda: entrance.health()["alarm"],
        equals=True,
        what="alarm about the shop",
        where="the shop's entrance",
        within=seconds,
    )


def seconds_for(visit: Callable[[], object]) -> float:
    began = time.monotonic()
    visit()
    return time.monotonic() - began
