"""Sentences about what the parts of the shop tell each other."""

from __future__ import annotations

from pytest_bdd import then

from fixtures.people import People
from fixtures.products import Products
from fixtures.records.accounts import AccountRecords
from fixtures.records.news import NewsRecords
from fixtures.records.order_tables import Order
from steps.phrases import parsed


@then(parsed("the other services are notified once that the order is {topics:News}"))
def hear_of_order(news_records: NewsRecords, order: Order, topics: list[str]) -> None:
    news_records.expect_told_once(order.number, topics)


@then(parsed("the other services are notified once that {person:Name} has {topics:News}"))
def hear_of_person(
    news_records: NewsRecords,
    account_records: AccountRecords,
    people: People,
    person: str,
    topics: list[str],
) -> None:
    account = account_records.account(people[person].email)
    assert account is not None, f"{person} has no account in the shop's database"
    news_records.expect_told_once(account.id, topics)


@then(parsed("the other services are notified once that {product:Text} is {topics:News}"))
def hear_of_product(
    news_records: NewsRecords, products: Products, product: str, topics: list[str]
) -> None:
    news_records.expect_told_once(products[product].sku, topics)
