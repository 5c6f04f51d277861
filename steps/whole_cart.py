"""Step definitions about a cart as a whole: the order of what is in it, and what comes in later."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.buyers import Buyers
from fixtures.clients.orders import CartAnswer
from fixtures.money import Money
from fixtures.programs import Programs
from pages.cart import CartPage
from sayso import eventually
from steps.phrases import parsed


@given(parsed("Ada has put {first:d} {one:Text} and {second:d} {other:Text} into her cart since"))
def have_put_since(buyers: Buyers, first: int, one: str, second: int, other: str) -> None:
    buyers.fill_cart("Ada", first, one)
    buyers.fill_cart("Ada", second, other)


@when("Ada looks at what is in her cart", target_fixture="seen_names")
def look_at_cart(cart_page: CartPage) -> list[str]:
    cart_page.open()
    return cart_page.names.all_inner_texts()


@then(
    parsed(
        "a program that asks on behalf of {person:Name} is told of an empty cart that costs nothing"
    )
)
def know_empty_cart(programs: Programs, person: str) -> None:
    eventually(
        programs[person].orders.cart,
        equals=CartAnswer({}, Money(0)),
        what=f"cart of {person}",
        where="the shop's answer to a program",
    )
