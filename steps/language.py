"""Sentences about the language in which the shop writes to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.buyers import Buyers
from fixtures.languages import ANY, LANGUAGES, TOTAL, Language, amounts
from fixtures.mailbox import Mailboxes
from fixtures.people import Accounts, People
from fixtures.records.accounts import AccountRecords
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords
from pages.account import AccountPage
from sayso import eventually, rows
from steps.phrases import as_written, parsed


@dataclass(frozen=True)
class Confirmed:
    name: str
    language: str
    total: str


@given(parsed("{person:Name} reads {language:Language}"))
def read(accounts: Accounts, person: str, language: Language) -> None:
    accounts.let_read(person, language.code)


@given(parsed("Ada's browser prefers {language:Language}"), target_fixture="browser_locale")
def prefer(language: Language) -> str:
    return language.locale


@given(parsed("Ada has chosen {choice:Text} as the language of her mails"))
def choose(account_page: AccountPage, choice: str) -> None:
    account_page.open()
    account_page.choose_language(choice)
    expect(account_page.notice, "notice").to_have_text("Your details are saved.")


@when(
    parsed(
        "programs buy {quantity:d} {product:Text} for {one:Name} and {other:Name} at the same moment"
    )
)
def buy_together(buyers: Buyers, quantity: int, product: str, one: str, other: str) -> None:
    buyers.buy_together([one, other], quantity, product)


@then(parsed("the {kind:Letter} in {person:Name}'s mailbox is in {language:Language}"))
def be_in_language(
    mailboxes: Mailboxes, people: People, kind: str, person: str, language: Language
) -> None:
    email = people[person].email
    eventually(
        lambda: {
            name: len(mailboxes.reading(email, each.subjects).letters(kind))
            for name, each in LANGUAGES.items()
        },
        equals={name: int(each == language) for name, each in LANGUAGES.items()},
        what=f'letters of the kind "{kind}" by the language of their subject',
        where=f"{person}'s mailbox",
    )
    mailbox = mailboxes.reading(email, language.subjects)
    mailbox.newest(kind).expect_no_differences()
    plain, markup = mailbox.newest(kind).text, mailbox.markup(kind)
    seen = {
        "plain text": plain.startswith(f"{language.greeting} "),
        "markup": f"<p>{language.greeting} " in markup,
        "language of the markup": f'<html lang="{language.code}">' in markup,
    }
    wrong = [part for part, is_right in seen.items() if not is_right]
    assert not wrong, (
        f"what of the {kind} to {person} is not in the language {language.code}: {wrong}"
    )


@then(
    parsed(
        "the total in {person:Name}'s order confirmation is written {total:Written}, in plain text and in markup"
    )
)
def write_total(mailboxes: Mailboxes, people: People, person: str, total: str) -> None:
    mailbox = mailboxes.reading(people[person].email, ANY)
    plain = mailbox.newest("order confirmation").text
    markup = unescape(mailbox.markup("order confirmation"))
    stated = (TOTAL.findall(plain), TOTAL.findall(markup))
    assert stated == ([total], [total]), (
        f"total in plain text and markup of the confirmation to {person}:"
        f" expected {total!r} in both, but they were {stated}"
    )
    signs = (amounts(plain), amounts(markup))
    assert signs == (amounts(total), amounts(total)), (
        f"signs of the amounts in plain text and markup of the confirmation to {person}:"
        f" expected all as in {total!r}, but they were {signs}"
    )


@then(
    parsed(
        "the {kind:Letter} in {person:Name}'s mailbox says {words:Text}, in plain text and in markup"
    )
)
def say_in_both(mailboxes: Mailboxes, people: People, kind: str, person: str, words: str) -> None:
    mailbox = mailboxes.reading(people[person].email, ANY)
    said = (words in mailbox.newest(kind).text, words in unescape(mailbox.markup(kind)))
    assert said == (True, True), (
        f"whether plain text and markup of the {kind} to {person} say {words!r}: {said}"
    )


@then(
    parsed(
        "the notice of dispatch in {person:Name}'s mailbox names the day as in {language:Language}"
    )
)
def name_day(
    mailboxes: Mailboxes,
    order_records: OrderRecords,
    people: People,
    order: Order,
    person: str,
    language: Language,
) -> None:
    letter = mailboxes.reading(people[person].email, ANY).newest("notice of dispatch")
    left = order_records.order(order.number).dispatched_at
    assert left is not None, f"order {order.number} has not left the shop"
    assert not letter.lacks(f" {language.day(left)}"), (
        f"day in the notice of dispatch to {person}: expected {language.day(left)!r},"
        f" but it says {letter.text!r}"
    )


@then(parsed("{language:Language} is recorded as the language of {person:Name}'s mails"))
def record_for_person(
    account_records: AccountRecords, people: People, language: Language, person: str
) -> None:
    eventually(
        lambda: account_records.language(people[person].email),
        equals=language.code,
        what=f"language of {person}'s account",
        where="the shop's database",
    )


@then(parsed("{language:Language} is recorded as the language of the order"))
def record_for_order(order_records: OrderRecords, order: Order, language: Language) -> None:
    eventually(
        lambda: order_records.order(order.number).language,
        equals=language.code,
        what=f"language of order {order.number}",
        where="the shop's database",
    )


@then("each of them has an order confirmation in their own language:")
def be_in_own_languages(mailboxes: Mailboxes, people: People, datatable: list[list[str]]) -> None:
    kind = "order confirmation"
    for one in rows(datatable, Confirmed):
        be_in_language(mailboxes, people, kind, one.name, LANGUAGES[one.language])
        write_total(mailboxes, people, one.name, as_written(one.total))
