"""Step definitions about the carts of guests, and of those who sign in with one."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.browser import Doorkeeper
from fixtures.buyers import Buyers
from fixtures.clients.orders import CartAnswer
from fixtures.guests import GuestOrder, Guests
from fixtures.money import Money
from fixtures.products import Products
from fixtures.programs import Programs
from sayso import eventually
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


@given(parsed("{person:Name} has signed in with {quantity:d} {product:Text} in a guest's cart"))
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


@given(
    parsed(
        "a guest has ordered {quantity:d} {product:Text} without paying, and then put {more:d} more into the cart"
    ),
    target_fixture="guest_order",
)
def have_ordered_and_put(guests: Guests, quantity: int, product: str, more: int) -> GuestOrder:
    return guests.order_and_put(quantity, product, more)


@when("a program pays for what the guest has ordered")
def pay(guests: Guests, guest_order: GuestOrder) -> None:
    guests.pay(guest_order)


@then(parsed("the guest goes on with {quantity:d} {product:Text} in the cart, for {total:Money}"))
def go_on(
    programs: Programs,
    products: Products,
    guest_order: GuestOrder,
    quantity: int,
    product: str,
    total: Money,
) -> None:
    eventually(
        programs.with_cart(guest_order.cart).orders.cart,
        equals=CartAnswer({products[product].name: quantity}, total),
        what="cart of the guest",
        where="the shop's answer to a program",
    )
