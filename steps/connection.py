"""Step definitions about a poor connection, and browsers that can do little."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.money import Money
from fixtures.network import Network
from fixtures.people import People
from fixtures.products import Products
from fixtures.programs import Programs
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords
from pages.account import AccountPage
from steps.phrases import parsed


@given("Ada's browser runs no programs")
def run_no_programs(network: Network) -> None:
    network.forbid_programs()


@given(parsed("a program has just looked at {product:Text}"))
def have_looked(programs: Programs, products: Products, product: str) -> None:
    programs.stranger.inventory.available(products[product].slug)


@when("Ada pays and loses the network before she has an answer", target_fixture="order")
def lose_answer(network: Network, order_records: OrderRecords, people: People) -> Order:
    network.lose_answer()
    return order_records.newest_of(people["Ada"].email)


@when("Ada pays and loses the network before the shop hears of it")
def lose_form(network: Network) -> None:
    network.lose_form()


@then(parsed("her account shows her the order as paid, with a total of {total:Money}"))
def show_paid(account_page: AccountPage, order: Order, total: Money) -> None:
    account_page.open()
    expect(account_page.order(order.number), "the order in her account").to_contain_text("Paid")
    expect(account_page.order(order.number), "the order in her account").to_contain_text(str(total))
