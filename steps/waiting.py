"""Step definitions about customers who wait until a product is back."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.browser import Doorkeeper
from fixtures.buyers import Buyers
from fixtures.clients.gateway import Refused, refusal
from fixtures.mailbox import Mailboxes
from fixtures.people import People
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.order_tables import Order
from fixtures.records.stock import StockRecords
from pages.product import ProductPage
from sayso import eventually
from steps.phrases import parsed


@given(parsed("Ada has asked in the shop to be told when {product:Text} is back"))
def have_asked_on_page(
    product_page: ProductPage, people: People, products: Products, product: str
) -> None:
    product_page.open(slug=products[product].slug)
    product_page.ask_to_be_told(people["Ada"].email)
    told = f"We write to {people['Ada'].email} when it is back."
    expect(product_page.notice, "notice on the product page").to_have_text(told)


@given(parsed("{person:Name} has asked to be told when {product:Text} is back"))
def have_asked(
    programs: Programs, people: People, products: Products, person: str, product: str
) -> None:
    programs.stranger.inventory.ask_to_be_told(products[product].sku, people[person].email)


@given(parsed("{person:Name} has asked twice to be told when {product:Text} is back"))
def have_asked_twice(
    programs: Programs, people: People, products: Products, person: str, product: str
) -> None:
    have_asked(programs, people, products, person, product)
    have_asked(programs, people, products, person, product)


@given(parsed("{names:Names} have asked in this order to be told when {product:Text} is back"))
def have_asked_in_order(
    programs: Programs, people: People, products: Products, names: list[str], product: str
) -> None:
    for name in names:
        have_asked(programs, people, products, name, product)


@given(
    parsed("{person:Name} has ordered the last {product:Text} without paying"),
    target_fixture="order",
)
def have_ordered_last(buyers: Buyers, products: Products, person: str, product: str) -> Order:
    products.stock(product, 1)
    return buyers.order_unpaid(person, 1, product)


@given(parsed("{person:Name} has bought the last {product:Text}"), target_fixture="order")
def have_bought_last(buyers: Buyers, products: Products, person: str, product: str) -> Order:
    products.stock(product, 1)
    return buyers.buy_and_settle(person, 1, product)


@given(
    parsed("{person:Name} is signed in, and has bought the last {product:Text}"),
    target_fixture="order",
)
def be_signed_in_and_buy_last(
    doorkeeper: Doorkeeper, buyers: Buyers, products: Products, person: str, product: str
) -> Order:
    order = have_bought_last(buyers, products, person, product)
    doorkeeper.let_in(person)
    return order


@given(
    parsed("{person:Name} has bought the last {product:Text}, which {staff:Name} has dispatched"),
    target_fixture="order",
)
def have_bought_last_dispatched(
    buyers: Buyers, programs: Programs, products: Products, person: str, product: str, staff: str
) -> Order:
    order = have_bought_last(buyers, products, person, product)
    programs[staff].orders.dispatch(order.number)
    return order


@given(parsed("Ada is looking at {product:Text}"))
def look_at(product_page: ProductPage, products: Products, product: str) -> None:
    product_page.open(slug=products[product].slug)


@given(parsed("Ada is looking at {product:Text} while {quantity:d} of it arrive"))
def look_and_take_delivery(
    product_page: ProductPage, programs: Programs, products: Products, product: str, quantity: int
) -> None:
    look_at(product_page, products, product)
    programs["Sam"].inventory.replenish(products[product].sku, quantity)


@when("Ada asks to be told when it is back")
def ask_on_page(product_page: ProductPage, people: People) -> None:
    product_page.ask_to_be_told(people["Ada"].email)


@when(parsed("Ada asks to be told at {address:Text}"))
def ask_on_page_at(product_page: ProductPage, address: str) -> None:
    product_page.ask_to_be_told(address)


@then(parsed("she is told that {product:Text} is in stock again"))
def be_told_of_stock(product_page: ProductPage, products: Products, product: str) -> None:
    told = f"{products[product].name} is in stock again."
    expect(product_page.notice, "notice on the product page").to_have_text(told)


@then("her address is filled in for the news")
def be_filled_in(product_page: ProductPage, people: People) -> None:
    address = product_page.field("E-mail address")
    expect(address, "address for the news that it is back").to_have_value(people["Ada"].email)


@when(
    parsed("a program asks to tell {person:Name} when {product:Text} is back"),
    target_fixture="refused",
)
def try_to_ask(
    programs: Programs, people: People, products: Products, person: str, product: str
) -> Refused:
    inventory, sku = programs.stranger.inventory, products[product].sku
    return refusal(lambda: inventory.ask_to_be_told(sku, people[person].email))


@then(parsed("the notice leads Ada to {product:Text}, with {number:d} left"))
def lead_to_product(
    product_page: ProductPage,
    mailboxes: Mailboxes,
    people: People,
    product: str,
    number: int,
) -> None:
    notice = mailboxes[people["Ada"].email].newest("back-in-stock notice")
    product_page.follow(notice.link("/products/"))
    note = f"note about the stock of {product}"
    expect(product_page.stock_note, note).to_have_text(f"{number} left")


@then(parsed("only {person:Name} is recorded as waiting for {product:Text}"))
def record_only(
    stock_records: StockRecords, people: People, products: Products, person: str, product: str
) -> None:
    eventually(
        lambda: stock_records.waiting(products[product].id),
        equals=[people[person].email],
        what=f"addresses that wait for {product}",
        where="the shop's database",
    )


@then(parsed("nobody is recorded as waiting for {product:Text}"))
def record_nobody(stock_records: StockRecords, products: Products, product: str) -> None:
    eventually(
        lambda: stock_records.waiting(products[product].id),
        equals=list[str](),
        what=f"addresses that wait for {product}",
        where="the shop's database",
        within=0,
    )
