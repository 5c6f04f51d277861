"""Step definitions about a cart as a whole: the order of what is in it, and what comes in later."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.browser import Doorkeeper
from fixtures.buyers import Buyers
from fixtures.cards import GOOD
from fixtures.carts import FilledCarts
from fixtures.clients.orders import CartAnswer
from fixtures.money import Money
from fixtures.people import Accounts
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.shopping import Shopping
from pages.cart import CartPage
from pages.checkout import CheckoutPage
from pages.order import OrderPage
from sayso import eventually
from steps.cart import have_two_in_cart
from steps.phrases import parsed


@given(parsed("Ada has put {first:d} {one:Text} and {second:d} {other:Text} into her cart since"))
def have_put_since(buyers: Buyers, first: int, one: str, second: int, other: str) -> None:
    buyers.fill_cart("Ada", first, one)
    buyers.fill_cart("Ada", second, other)


@given(parsed("Ada has {number:d} kinds of tins in her cart"), target_fixture="tins")
def have_tins(
    filled_carts: FilledCarts, accounts: Accounts, products: Products, number: int
) -> list[str]:
    """Their names, in order; what comes last in it was put into the cart first."""
    names = products.kinds("Tea tin", number)
    for title in reversed([name.rpartition(" ")[0] for name in names]):
        filled_carts.put(accounts.of("Ada"), products[title], 1)
    return names


@given(parsed("Ada is at the checkout with {first:d} {one:Text} and {second:d} {other:Text}"))
def be_at_checkout_with(
    filled_carts: FilledCarts,
    accounts: Accounts,
    products: Products,
    doorkeeper: Doorkeeper,
    shopping: Shopping,
    first: int,
    one: str,
    second: int,
    other: str,
) -> None:
    have_two_in_cart(filled_carts, accounts, products, "Ada", first, one, second, other)
    doorkeeper.let_in("Ada")
    shopping.go_to_checkout(GOOD)


@given(
    parsed("Ben has meanwhile bought {first:d} {one:Text} and {second:d} {other:Text}"),
)
def have_bought_both(buyers: Buyers, first: int, one: str, second: int, other: str) -> None:
    buyers.fill_cart("Ben", first, one)
    buyers.fill_cart("Ben", second, other)
    buyers.buy_cart("Ben")


@when("Ada looks at what is in her cart")
def look_at_cart(cart_page: CartPage) -> None:
    cart_page.open()


@then(parsed("she is told in her cart that only {number:d} {product:Text} are left"))
def be_told_in_cart(cart_page: CartPage, products: Products, number: int, product: str) -> None:
    told = f"Only {number} left of {products[product].name}"
    expect(cart_page.alert, "alert in the cart").to_contain_text(told)


@then("the tins are listed by name")
def stand_in_order(cart_page: CartPage, tins: list[str]) -> None:
    expect(cart_page.names, "names of the things in the cart").to_have_text(tins)


@then("the tins are listed by name on it")
def stand_in_order_on_it(order_page: OrderPage, tins: list[str]) -> None:
    expect(order_page.names, "names of the things on the order's page").to_have_text(tins)


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


@then(
    parsed(
        "she is told at the checkout that only {number:d} {product:Text} is left, and no {other:Text}"
    )
)
def be_told_of_both(
    checkout_page: CheckoutPage, products: Products, number: int, product: str, other: str
) -> None:
    one, two = products[product].name, products[other].name
    told = f"There is only {number} left of {one} and nothing left of {two}."
    expect(checkout_page.alert, "alert at the checkout").to_contain_text(told)
