"""Step definitions about carts that wait: for a browser to come back, and for another one."""

from __future__ import annotations

from playwright.sync_api import Page as Browser
from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.browser import Doorkeeper
from fixtures.guests import Guests
from fixtures.money import Money
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.carts import CartRecords
from pages.cart import CartPage
from pages.product import ProductPage
from sayso import eventually
from steps.phrases import parsed


@given(parsed("Ada has filled her cart with {quantity:d} {product:Text} as a guest"))
def have_filled(product_page: ProductPage, products: Products, quantity: int, product: str) -> None:
    product_page.open(slug=products[product].slug)
    product_page.add_to_cart(quantity)
    expect(product_page.notice, "notice on the product page").to_contain_text("to your cart")


@given(parsed("a guest has {quantity:d} {product:Text} in a cart"))
def have_guest_cart(guests: Guests, quantity: int, product: str) -> None:
    guests.fill_cart(quantity, product)


@given(parsed("Ada has changed {product:Text} to {quantity:d} in her cart"))
def have_changed(cart_page: CartPage, products: Products, product: str, quantity: int) -> None:
    cart_page.open()
    cart_page.change_quantity(products[product].name, quantity)
    expect(cart_page.notice, "notice on the cart page").to_have_text("Your cart is up to date.")


@given(
    parsed("Ada is looking at her cart while {quantity:d} {product:Text} come in from elsewhere")
)
def look_at_cart(
    cart_page: CartPage, programs: Programs, products: Products, quantity: int, product: str
) -> None:
    cart_page.open()
    programs["Ada"].orders.add_to_cart(products[product].sku, quantity)


@when(parsed("Ada changes the {product:Text} that she still sees to {quantity:d}"))
def change_what_is_seen(
    cart_page: CartPage, products: Products, product: str, quantity: int
) -> None:
    cart_page.change_quantity(products[product].name, quantity)


@when("Ada closes her browser and comes back")
def restart(doorkeeper: Doorkeeper) -> None:
    doorkeeper.restart()


@given(parsed("Ada is looking at her cart while the {product:Text} is removed elsewhere"))
def have_removed_elsewhere(
    cart_page: CartPage, programs: Programs, products: Products, product: str
) -> None:
    cart_page.open()
    programs["Ada"].orders.set_quantity(products[product].sku, 0)


@when(parsed("Ada removes the {product:Text} that she still sees"))
def remove_before_her(cart_page: CartPage, products: Products, product: str) -> None:
    cart_page.remove(products[product].name)


@then(
    parsed("the guest's cart with {quantity:d} {product:Text} is recorded as {status:CartStatus}")
)
def record_cart(
    cart_records: CartRecords, products: Products, quantity: int, product: str, status: str
) -> None:
    eventually(
        lambda: cart_records.guests_carts(products[product].id),
        equals=[(status, quantity)],
        what=f"state of the guest's cart with {product}, and how many it holds",
        where="the shop's database",
    )


@then(parsed("her browser keeps the cart for {number:d} days"))
def keep_in_browser(doorkeeper: Doorkeeper, number: int) -> None:
    eventually(
        doorkeeper.days_of_cart,
        equals=number,
        what="days for which the cart is kept",
        where="the cookies of her browser",
    )


@then(parsed("a second browser shows her {quantity:d} {product:Text} for {total:Money}"))
def show_elsewhere(
    second_browser: Browser, products: Products, quantity: int, product: str, total: Money
) -> None:
    cart_page = CartPage(second_browser)
    cart_page.open()
    line = cart_page.line(products[product].name)
    where = f"{product} in the cart, in a second browser"
    expect(line.quantity, f"quantity of {where}").to_have_value(str(quantity))
    expect(line.total, f"price of {where}").to_have_text(str(total))
