"""Step definitions about requests that come more than once."""

from __future__ import annotations

from pytest_bdd import given, then, when
from requests import Response

from fixtures.clients.gateway import Refused, refusal
from fixtures.people import Accounts, People
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.repetition import addition, delivery, order
from fixtures.second_shop import SecondShop
from steps.phrases import parsed


@given(
    parsed(
        "a program has booked a delivery of {quantity:d} {product:Text} on behalf of {person:Name} under a key"
    )
)
def have_booked(
    programs: Programs, products: Products, quantity: int, product: str, person: str
) -> None:
    delivery(programs[person].gateway, products[product].sku, quantity).send()


@given(
    parsed("a program has tried in vain to order the cart of {person:Name} under a key"),
    target_fixture="refused",
)
def have_tried_to_order(stock_outage: SecondShop, people: People, person: str) -> Refused:
    return refusal(order(stock_outage.program(person).gateway, people[person]).send)


@given(
    parsed(
        "a program has tried in vain to add {quantity:d} {product:Text} to the cart of {person:Name} under a key"
    ),
    target_fixture="refused",
)
@when(
    parsed(
        "a program tries to add {quantity:d} {product:Text} to the cart of {person:Name} under that key"
    ),
    target_fixture="refused",
)
def try_to_add(
    accounts: Accounts,
    programs: Programs,
    products: Products,
    quantity: int,
    product: str,
    person: str,
) -> Refused:
    accounts.of(person)
    posting = addition(programs[person].gateway, products[product].sku, quantity)
    return refusal(posting.send)


@when(parsed("a program orders the cart of {person:Name} under that key"))
def order_under_key(programs: Programs, people: People, person: str) -> None:
    order(programs[person].gateway, people[person]).send()


@when(
    parsed(
        "a program books a delivery of {quantity:d} {product:Text} on behalf of {person:Name} under that key"
    )
)
def book_delivery(
    programs: Programs, products: Products, quantity: int, product: str, person: str
) -> None:
    delivery(programs[person].gateway, products[product].sku, quantity).send()


@when(
    parsed(
        "a program books a delivery of {quantity:d} {product:Text} twice on behalf of {person:Name} under the same key"
    ),
    target_fixture="answers",
)
def book_twice(
    programs: Programs, products: Products, quantity: int, product: str, person: str
) -> list[Response]:
    posting = delivery(programs[person].gateway, products[product].sku, quantity)
    return [posting.send(), posting.send_again()]


@when(
    parsed(
        "a program books a delivery of {quantity:d} {product:Text} twice on behalf of {person:Name} under keys of their own"
    )
)
def book_two(
    programs: Programs, products: Products, quantity: int, product: str, person: str
) -> None:
    posting = delivery(programs[person].gateway, products[product].sku, quantity)
    posting.send("delivery-note-1")
    posting.send("delivery-note-2")


@when(
    parsed(
        "a program tries to book a delivery of {quantity:d} {product:Text} on behalf of {person:Name} under that key"
    ),
    target_fixture="refused",
)
def try_to_book(
    programs: Programs, products: Products, quantity: int, product: str, person: str
) -> Refused:
    posting = delivery(programs[person].gateway, products[product].sku, quantity)
    return refusal(posting.send)


@when(
    parsed(
        "a program tries to book a delivery of {quantity:d} {product:Text} on behalf of {person:Name} under a key of {length:d} letters"
    ),
    target_fixture="refused",
)
def try_with_long_key(
    programs: Programs, products: Products, quantity: int, product: str, person: str, length: int
) -> Refused:
    posting = delivery(programs[person].gateway, products[product].sku, quantity)
    return refusal(lambda: posting.send("k" * length))


@when(
    parsed(
        "a program adds {quantity:d} {product:Text} to the cart of {person:Name} {times:d} times at once under the same key"
    )
)
def add_at_once(
    programs: Programs, products: Products, quantity: int, product: str, person: str, times: int
) -> None:
    posting = addition(programs[person].gateway, products[product].sku, quantity)
    statuses = posting.send_at_once(times)
    assert set(statuses) <= {200, 409}, f"the same request at once was answered with {statuses}"
    assert 200 in statuses, f"the same request at once was answered with {statuses}"


@then("both answers are the same")
def be_same(answers: list[Response]) -> None:
    first, second = [(answer.status_code, answer.json()) for answer in answers]
    assert second == first, f"the repeated request was answered {second}, and the first {first}"
