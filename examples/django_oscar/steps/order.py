"""Steps about the stock, baskets and orders."""

from playwright.sync_api import Page, expect
from pytest_bdd import given, parsers, then, when

from fixtures.customers import place_order
from fixtures.stock import put_in_stock
from pages.shop import BasketPage, CheckoutPage, ProductPage
from sayso import Call, MailSink, Member, SignedIn, System, Tables, at_once, links_in, text_of


@given(parsers.parse('the shop has {number:d} "{product}" in stock'))
def restock(number: int, product: str, system: System) -> None:
    put_in_stock(system["database"], number, product)


@given(parsers.parse('{name:w} has put {quantity:d} "{product}" into {whose} basket'))
@when(parsers.parse('{name:w} puts {quantity:d} "{product}" into {whose} basket'))
def put_into_basket(quantity: int, product: str, page: Page) -> None:
    for _ in range(quantity):
        ProductPage(page).open(product)
        ProductPage(page).add.click()


@given(parsers.parse('{name} has put {quantity:d} "{product}" into the basket of {whose} account'))
def put_by_account(name: str, quantity: int, product: str, signed_in: SignedIn) -> None:
    put_into_basket(quantity, product, signed_in(name).page)


@given(parsers.parse('{number:d} customers want "{product}"'), target_fixture="customers")
def fill_baskets(number: int, product: str, signed_in: SignedIn) -> list[Member]:
    customers = [signed_in(f"customer{each}") for each in range(number)]
    for customer in customers:
        put_into_basket(1, product, customer.page)
        CheckoutPage(customer.page).enter_address()
    return customers


@when(parsers.parse('{name:w} looks at "{product}"'))
def look_at(product: str, page: Page) -> None:
    ProductPage(page).open(product)


@given("Ada has ordered as a guest")
@when("Ada orders as a guest")
def order(page: Page, address: str) -> None:
    CheckoutPage(page).enter_address(address)
    CheckoutPage(page).place_order.click()


@when("all of them order at the same moment", target_fixture="calls")
def order_at_once(customers: list[Member], base_url: str) -> list[Call[bool]]:
    return at_once(lambda customer: place_order(base_url, customer), customers)


@then("it is unavailable")
def check_unavailable(page: Page) -> None:
    expect(ProductPage(page).availability).to_have_text("Unavailable")
    expect(ProductPage(page).add).to_have_count(0)


@then(parsers.parse("she is told that {number:d} can be bought at most"))
def check_limit(number: int, page: Page) -> None:
    expect(ProductPage(page).notice).to_contain_text(f"a maximum of {number} can be bought")


@then(parsers.parse('{who} sees {quantity} "{product}" for {total} in {whose} basket'))
def check_basket(quantity: str, product: str, total: str, page: Page) -> None:
    basket = BasketPage(page, product)
    basket.open()
    expect(basket.quantity).to_have_value(quantity)
    expect(basket.total).to_contain_text(total)


@then("she sees that her order is confirmed")
def check_confirmation(page: Page) -> None:
    expect(CheckoutPage(page).heading).to_contain_text("confirmation")


@then(parsers.parse('she is sent a confirmation of {quantity} "{product}" for {total}'))
def check_mail(quantity: str, product: str, total: str, mail_sink: MailSink, address: str) -> None:
    mail = mail_sink.wait(to=address, subject="Confirmation of order")
    assert f" * {product} - quantity: {quantity} - price: {total}\n" in text_of(mail)


@then("its link leads to her order, once she has said her address")
def check_link(mail_sink: MailSink, address: str, page: Page) -> None:
    mail = mail_sink.wait(to=address, subject="Confirmation of order")
    CheckoutPage(page).look_up(links_in(mail)[0], address)
    expect(CheckoutPage(page).heading).to_have_text(f"Order #{str(mail['Subject']).split()[-1]}")


@then(parsers.parse("{number:d} of the orders is confirmed"))
def check_orders(number: int, calls: list[Call[bool]]) -> None:
    assert [call.result for call in calls].count(True) == number


@then(parsers.parse('{number:d} "{product}" {be:w} in stock, {allocated:d} of them allocated'))
def check_stock(number: int, product: str, allocated: int, tables: Tables) -> None:
    [stock] = tables.partner_stockrecord.rows(partner_sku=product)
    assert (stock["num_in_stock"], stock["num_allocated"]) == (number, allocated)
