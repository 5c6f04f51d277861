"""Step definitions about what people type to see what happens."""

from __future__ import annotations

from urllib.parse import quote

from playwright.sync_api import expect
from pytest_bdd import then, when

from fixtures.buyers import Buyers
from fixtures.claims_of_rank import CLAIMS
from fixtures.clients.gateway import Refused, refusal
from fixtures.mailbox import Mailboxes
from fixtures.people import People
from fixtures.programs import Programs
from fixtures.records.accounts import AccountRecords
from fixtures.records.order_tables import Order
from fixtures.shop_log import ShopLog
from pages.products import ProductsPage
from sayso import eventually
from steps.phrases import parsed


@when(parsed("Ada searches for {words:Text}"))
def search(products_page: ProductsPage, words: str) -> None:
    products_page.open()
    products_page.search(words)


@when(parsed("a program searches for {words:Text}"), target_fixture="found")
def search_by_program(programs: Programs, words: str) -> list[str]:
    answer = programs.stranger.gateway.get("/api/products", q=words)
    return [product["name"] for product in answer.json()]


@when(
    parsed("a program signs in as {name:Text} with {person:Name}'s password"),
    target_fixture="refused",
)
def sign_in_as(programs: Programs, people: People, name: str, person: str) -> Refused:
    return refusal(lambda: programs.stranger.accounts.sign_in(name, people[person].password))


@when(
    parsed("a program asks for the order {number:Text} on behalf of {person:Name}"),
    target_fixture="refused",
)
def ask_for_order(programs: Programs, number: str, person: str) -> Refused:
    return refusal(lambda: programs[person].orders.order(number))


@when(
    parsed(
        "a program buys {quantity:d} {product:Text} for {person:Name}, to be delivered to {receiver:Text}"
    ),
    target_fixture="order",
)
def buy_for(buyers: Buyers, quantity: int, product: str, person: str, receiver: str) -> Order:
    return buyers.buy_for(receiver, person, quantity, product)


@when(
    parsed(
        "a program tries to open an account for {person:Name}, as {name:Text} and a line that copies it to {other:Name}"
    ),
    target_fixture="refused",
)
def register_copying(
    programs: Programs, people: People, person: str, name: str, other: str
) -> Refused:
    line = f"{name}\r\nBcc: {people[other].email}"
    return refusal(lambda: programs.stranger.accounts.register(people[person], name=line))


@when("a program asks for something whose name ends a line and begins one of its own")
def ask_forging(programs: Programs) -> None:
    forged = quote('\n{"event": "forged", "service": "gateway", "path": "forged"}', safe="")
    programs.stranger.gateway.call_once("GET", f"/api/products/mug{forged}")


@when(parsed("a program changes {person:Name}'s name to {name:Text} and says that {claim:Claim}"))
def change_claiming(programs: Programs, person: str, name: str, claim: str) -> None:
    programs[person].gateway.put("/profile", {"name": name, **CLAIMS[claim]})


@when(parsed("a program opens an account for {person:Name} and says that {claim:Claim}"))
def register_claiming(programs: Programs, people: People, person: str, claim: str) -> None:
    programs.stranger.accounts.register(people[person], **CLAIMS[claim])


@then(parsed("she reads that nothing was found for {words:Text}"))
def find_nothing_on_page(products_page: ProductsPage, words: str) -> None:
    expect(products_page.found, "what was searched for").to_contain_text(
        f"0 products for “{words}”"
    )


@then("no line of the shop's log is of the program's making")
def forge_no_line(shop_log: ShopLog) -> None:
    forged = [entry for entry in shop_log.entries() if entry.get("event") == "forged"]
    assert not forged, f"lines in the shop's log that the program has made: {forged}"


@then("nothing is found")
def find_nothing(found: list[str]) -> None:
    assert found == [], f"products found: expected none, but they were {found}"


@then(parsed("the order confirmation shows {text:Text} as text"))
def show_as_text(mailboxes: Mailboxes, people: People, order: Order, text: str) -> None:
    mailboxes[order.email].newest("order confirmation")
    markup = mailboxes[people["Ada"].email].markup("order confirmation")
    assert text not in markup, f"the confirmation holds {text!r} as markup"
    escaped = text.replace("<", "&lt;").replace(">", "&gt;")
    assert escaped in markup, f"the confirmation does not show {text!r} as text: {markup}"


@then(parsed("a customer {name:Text} with her own address, not yet confirmed, is recorded"))
def record_customer(account_records: AccountRecords, people: People, name: str) -> None:
    eventually(
        lambda: account_records.rights(people["Ada"].email),
        equals={"name": name, "role": "customer", "confirmed": False},
        what="name and rights of the account with Ada's address",
        where="the shop's database",
    )
