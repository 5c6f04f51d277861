"""Sentences about the mails that people get."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.buyers import Buyers
from fixtures.mailbox import STOCK_TEAM, Letter, Mailboxes
from fixtures.money import Money
from fixtures.people import People
from fixtures.products import Products
from fixtures.records.news import NewsRecords
from fixtures.records.order_tables import Order
from pages.order import OrderPage
from sayso import eventually
from steps.phrases import parsed


@given(
    parsed("Ada has bought {quantity:d} {product:Text}, whose confirmation could not be sent"),
    target_fixture="order",
)
def have_tried_to_send(
    buyers: Buyers, news_records: NewsRecords, quantity: int, product: str
) -> Order:
    """A second attempt begins only after the first has failed."""
    order = buyers.buy("Ada", quantity, product)
    eventually(
        lambda: (
            news_records.attempts(order.number, "order-confirmation") > 1,
            news_records.mails(order.number, "order-confirmation"),
        ),
        equals=(True, [("pending", "no moment")]),
        what="whether the confirmation was tried again, and what became of it",
        where="the shop's database",
    )
    return order


@when("Ada opens the link in her order confirmation")
def open_link(order_page: OrderPage, confirmation: Letter) -> None:
    order_page.follow(confirmation.link("/orders/"))


@then(parsed("{number:Count} {kind:Letter} is in {person:Name}'s mailbox"))
def count_letters(
    mailboxes: Mailboxes,
    news_records: NewsRecords,
    people: People,
    number: int,
    kind: str,
    person: str,
) -> None:
    news_records.wait_until_all_is_told()
    mailboxes[people[person].email].expect(number, kind, f"{person}'s mailbox")


@then(parsed("{number:Count} {kind:Letter} is in {person:Name}'s mailbox, and says: {words:Text}"))
def count_saying(
    mailboxes: Mailboxes,
    news_records: NewsRecords,
    people: People,
    number: int,
    kind: str,
    person: str,
    words: str,
) -> None:
    count_letters(mailboxes, news_records, people, number, kind, person)
    letter = mailboxes[people[person].email].newest(kind)
    assert not letter.lacks(words), f"the {kind} was expected to say {words!r}: {letter.text!r}"


@then(parsed("{number:d} {kind:Letter} and {more:d} {other:Letter} are in {person:Name}'s mailbox"))
def count_two_kinds(
    mailboxes: Mailboxes,
    news_records: NewsRecords,
    people: People,
    number: int,
    kind: str,
    more: int,
    other: str,
    person: str,
) -> None:
    count_letters(mailboxes, news_records, people, number, kind, person)
    count_letters(mailboxes, news_records, people, more, other, person)


@then(parsed("{number:d} mails with a {kind:Letter} are in {person:Name}'s mailbox"))
def count_several(
    mailboxes: Mailboxes,
    news_records: NewsRecords,
    people: People,
    number: int,
    kind: str,
    person: str,
) -> None:
    count_letters(mailboxes, news_records, people, number, kind, person)


@then(parsed("1 welcome with {number:d} link to confirm the address is in {person:Name}'s mailbox"))
def count_links(mailboxes: Mailboxes, people: People, number: int, person: str) -> None:
    mailbox = mailboxes[people[person].email]
    eventually(
        lambda: [len(welcome.links("/confirm-email")) for welcome in mailbox.letters("welcome")],
        equals=[number],
        what="links to confirm the address in each welcome",
        where=f"{person}'s mailbox",
    )


@then(parsed("{number:Count} {kind:Letter} about {product:Text} is in the stock team's mailbox"))
@then(parsed("{number:Count} {kind:Letter} about {product:Text} are in the stock team's mailbox"))
def count_warnings(
    mailboxes: Mailboxes,
    news_records: NewsRecords,
    products: Products,
    number: int,
    kind: str,
    product: str,
) -> None:
    news_records.wait_until_all_is_told()
    name, where = products[product].name, "the stock team's mailbox"
    mailboxes[STOCK_TEAM].expect(number, kind, where, about=name)


@then(
    parsed(
        "the stock team reads that {number:d} {product:Text} are left and that {limit:d} count as low"
    )
)
def read_numbers(
    mailboxes: Mailboxes, products: Products, number: int, product: str, limit: int
) -> None:
    letters, name = mailboxes[STOCK_TEAM].letters, products[product].name
    eventually(
        lambda: [each.numbers() for each in letters("warning of low stock", about=name)],
        equals=[{"On hand": number, "Threshold": limit}],
        what=f"numbers in each warning about {product}",
        where="the stock team's mailbox",
    )


@then("the link in her order confirmation shows her the order")
def show_order(order_page: OrderPage, confirmation: Letter, order: Order) -> None:
    order_page.follow(confirmation.link("/orders/"))
    expect(order_page.number, "number of the order on its page").to_have_text(order.number)


@then("the order confirmation is to Ada alone, and names the order and her delivery address")
def address_confirmation(confirmation: Letter, people: People, order: Order) -> None:
    ada, envelope = people["Ada"], (confirmation.recipients, confirmation.subject)
    expected = ([ada.email], f"Your order {order.number} is confirmed")
    assert envelope == expected, (
        f"recipients and subject of the confirmation: expected {expected}, but they were {envelope}"
    )
    missing = confirmation.lacks(ada.full_name, ada.street, ada.city, ada.postcode)
    assert not missing, f"the confirmation was expected to name {missing}, but it does not"


@then(
    parsed(
        "the order confirmation lists {quantity:d} {product:Text} for {price:Money}, and states a subtotal of {subtotal:Money}, {delivery:Money} for delivery and a total of {total:Money}"
    )
)
def list_product(
    confirmation: Letter,
    products: Products,
    quantity: int,
    product: str,
    price: Money,
    subtotal: Money,
    delivery: Money,
    total: Money,
) -> None:
    line = f"{quantity} × {products[product].name}"  # noqa: RUF001  # as the letter writes it
    prices = confirmation.amounts_beside(line)
    assert prices == [price], (
        f"price beside {line!r} in the confirmation: expected {price}, but it was {prices}"
    )
    state_sums(confirmation, subtotal, delivery, total)


@then(
    parsed(
        "the order confirmation in Ada's mailbox states a subtotal of {subtotal:Money}, {delivery:Money} for delivery and a total of {total:Money}"
    )
)
def state_sums(confirmation: Letter, subtotal: Money, delivery: Money, total: Money) -> None:
    stated = [confirmation.amounts_beside(sum_) for sum_ in ("Subtotal", "Delivery", "Total")]
    assert stated == [[subtotal], [delivery], [total]], (
        f"subtotal, delivery and total in the confirmation:"
        f" expected {subtotal}, {delivery} and {total}, but they were {stated}"
    )


@then("the order confirmation says the same in plain text and in markup")
def say_the_same(mailboxes: Mailboxes, order: Order) -> None:
    mailboxes[order.email].newest("order confirmation").expect_no_differences()
    facts = mailboxes[order.email].facts("order confirmation")
    different = {what: both for what, both in facts.items() if both[0] != both[1]}
    assert not different, f"what plain text and markup of the mail do not agree on: {different}"
    assert all(plain for plain, _ in facts.values()), f"what was found in the mail: {facts}"


@then("the moment of sending is recorded for the order confirmation")
def note_sending(news_records: NewsRecords, order: Order) -> None:
    eventually(
        lambda: news_records.mails(order.number, "order-confirmation"),
        equals=[("sent", "moment noted")],
        what=f"mails to confirm order {order.number}",
        where="the shop's database",
    )
