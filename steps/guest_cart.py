"""Step definitions about the carts of guests, and of those who sign in with one."""

from __future__ import annotations

from pytest_bdd import given, when

from fixtures.browser import Doorkeeper
from fixtures.buyers import Buyers
from fixtures.guests import Guests
from fixtures.products import Products
from fixtures.programs import Programs
from steps.phrases import parsed


@given(
    parsed("Ada has put {first:d} {one:Text} and {second:d} {other:Text} into her cart as a guest")
)
def have_put_as_guest(
    programs: Programs,
    products: Products,
    doorkeeper: Doorkeeper,
    first: int,
    one: str,
    second: int,
    other: str,
) -> None:
    orders = programs.stranger.orders
    token = orders.add_to_new_cart(products[one].sku, first)
    orders.add_to_guest_cart(token, products[other].sku, second)
    doorkeeper.hand_over_cart(token)


@when(
    parsed("a program signs in as {person:Name} with {quantity:d} {product:Text} in a guest's cart")
)
def sign_in_with_cart(guests: Guests, person: str, quantity: int, product: str) -> None:
    guests.become(person, guests.fill_cart(quantity, product))


@when(
    parsed(
        "a program signs in as {person:Name} with {quantity:d} {product:Text} in a guest's cart, which {other:Name} has bought by then"
    )
)
def sign_in_with_sold(
    guests: Guests, buyers: Buyers, person: str, quantity: int, product: str, other: str
) -> None:
    cart = guests.fill_cart(quantity, product)
    buyers.buy(other, quantity, product)
    guests.become(person, cart)


@when(
    parsed(
        "a program orders {quantity:d} {product:Text} as a guest and then signs in as {person:Name}"
    )
)
def order_and_sign_in(guests: Guests, person: str, quantity: int, product: str) -> None:
    guests.become(person, guests.order(person, guests.fill_cart(quantity, product)))
