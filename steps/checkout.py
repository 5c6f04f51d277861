"""Step definitions about the checkout: what it asks, and what has changed meanwhile."""

from __future__ import annotations

import re
from dataclasses import replace

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.browser import Doorkeeper
from fixtures.buyers import Buyers
from fixtures.cards import FIELDS as CARD_FIELDS
from fixtures.cards import GOOD
from fixtures.clients.gateway import Refused, refusal
from fixtures.guests import Guests
from fixtures.money import Money
from fixtures.people import People
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords
from fixtures.shopping import Shopping
from pages.cart import CartPage
from pages.checkout import CheckoutPage
from pages.order import OrderPage
from sayso import eventually
from steps.phrases import parsed


@given(parsed("Ada has put {quantity:d} {product:Text} into a cart as a guest"))
def have_guest_cart(
    programs: Programs, doorkeeper: Doorkeeper, products: Products, quantity: int, product: str
) -> None:
    orders = programs.stranger.orders
    doorkeeper.hand_over_cart(orders.add_to_new_cart(products[product].sku, quantity))


@given("Ada has filled in everything at the checkout")
def have_filled_in(shopping: Shopping) -> None:
    shopping.go_to_checkout(GOOD)


@given(parsed("{product:Text} meanwhile costs {price:Money}"))
def have_repriced(products: Products, product: str, price: Money) -> None:
    products.reprice(product, price)


@given(parsed("{product:Text} has meanwhile been withdrawn"))
def have_withdrawn(products: Products, product: str) -> None:
    products.withdraw(product)


@given(parsed("Ben has meanwhile bought {quantity:d} {product:Text}"))
def have_bought_meanwhile(buyers: Buyers, quantity: int, product: str) -> None:
    buyers.buy("Ben", quantity, product)


@given(parsed("Ada has put {quantity:d} more {product:Text} into her cart in another window"))
def have_added_elsewhere(
    programs: Programs, products: Products, quantity: int, product: str
) -> None:
    programs["Ada"].orders.add_to_cart(products[product].sku, quantity)


@given(parsed("Ada has taken {product:Text} out of her cart in another window"))
def have_emptied_elsewhere(buyers: Buyers, product: str) -> None:
    buyers.leave_out("Ada", product)


@given(
    "Ada has filled in everything at the checkout, but has paid in another window",
    target_fixture="order",
)
def have_paid_elsewhere(shopping: Shopping) -> Order:
    have_filled_in(shopping)
    return shopping.pay_in_another_window(GOOD)


@when("Ada asks for the checkout")
def ask_for(checkout_page: CheckoutPage) -> None:
    checkout_page.open()


@when("Ada pays")
def pay(checkout_page: CheckoutPage) -> None:
    checkout_page.pay_button.click()


@when(parsed("Ada pays with {answer:Text} as the {question:Question}"))
def pay_with_answer(checkout_page: CheckoutPage, answer: str, question: str) -> None:
    checkout_page.ask(question).fill(answer)
    checkout_page.pay_button.click()


@when(parsed("Ada pays with {postcode:Text} as a postcode of {country:Country}"))
def pay_with_postcode(checkout_page: CheckoutPage, postcode: str, country: str) -> None:
    checkout_page.country.select_option(country)
    checkout_page.postcode.fill(postcode)
    checkout_page.pay_button.click()


@when(parsed("a program orders the cart of {person:Name} to {postcode:Text} in {country:Country}"))
def order_to(buyers: Buyers, person: str, postcode: str, country: str) -> None:
    buyers.order_cart_to(person, postcode, country)


@when(
    parsed("a program tries to order {quantity:d} {product:Text} for a guest without an address"),
    target_fixture="refused",
)
def try_to_order_for_nobody(guests: Guests, quantity: int, product: str) -> Refused:
    return refusal(lambda: guests.order_for_nobody(guests.fill_cart(quantity, product)))


@when(
    parsed(
        "a program tries to pay for the order of {person:Name} with {answer:Text} as the {question:Question}"
    ),
    target_fixture="refused",
)
def try_to_pay_with(
    programs: Programs, order: Order, person: str, answer: str, question: str
) -> Refused:
    card = replace(GOOD, **{CARD_FIELDS[question]: answer})
    return refusal(lambda: programs[person].orders.pay(order.number, card))


@when(
    parsed(
        "a program pays for the order of {person:Name} with {answer:Text} as the {question:Question}"
    )
)
def pay_with_typed(
    programs: Programs, order: Order, person: str, answer: str, question: str
) -> None:
    card = replace(GOOD, **{CARD_FIELDS[question]: answer})
    programs[person].orders.pay(order.number, card)


@when("Ada looks at the checkout and pays again", target_fixture="order")
def pay_again(shopping: Shopping) -> Order:
    return shopping.pay_for_order(GOOD)


@then(parsed("{answer:Text} is filled in as the {question:Question}"))
def be_filled_in(checkout_page: CheckoutPage, answer: str, question: str) -> None:
    expect(checkout_page.ask(question), f"the {question} at the checkout").to_have_value(answer)


@then("she is led to her cart, which is empty")
def be_led_to_empty(cart_page: CartPage) -> None:
    expect(cart_page.heading, "heading of the screen").to_have_text("Your cart")
    expect(cart_page.empty_notice, "notice on the cart page").to_be_visible()


@then(parsed("she is told {message:Text} beside the {question:Question}"))
def be_told_beside(checkout_page: CheckoutPage, message: str, question: str) -> None:
    field = checkout_page.ask(question)
    description = re.compile(re.escape(message))
    expect(field, f"what is said beside the {question}").to_have_accessible_description(description)
    expect(checkout_page.alert, "summary of what is wrong").to_contain_text(message)


@then(parsed("she is told at the checkout: {message:Text}"))
def be_told(checkout_page: CheckoutPage, message: str) -> None:
    expect(checkout_page.alert, "alert at the checkout").to_contain_text(message)


@then("she is told that she has placed this order already")
def be_told_of_order(order_page: OrderPage, order: Order) -> None:
    told = "You have placed this order already."
    expect(order_page.notice, "notice on the order's page").to_contain_text(told)
    expect(order_page.number, "number of the order on its page").to_have_text(order.number)


@then(parsed("the checkout shows a total of {total:Money}"))
def show_total(checkout_page: CheckoutPage, total: Money) -> None:
    expect(checkout_page.totals.total, "total at the checkout").to_have_text(str(total))


@then(
    parsed(
        "the checkout lists {quantity:d} {product:Text} for {price:Money}, which come to {total:Money}"
    )
)
def list_goods(
    checkout_page: CheckoutPage,
    products: Products,
    quantity: int,
    product: str,
    price: Money,
    total: Money,
) -> None:
    line = f"{quantity} × {products[product].name} {price}"  # noqa: RUF001  # as the page writes it
    expect(checkout_page.goods, "goods at the checkout").to_have_text([line])
    show_total(checkout_page, total)


@then(parsed("no order is recorded for {person:Name}'s address"))
def record_no_order(order_records: OrderRecords, people: People, person: str) -> None:
    eventually(
        lambda: order_records.count_of(people[person].email),
        equals=0,
        what=f"orders of {person}",
        where="the shop's database",
        within=0,
    )
