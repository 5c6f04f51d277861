"""Step definitions about the address book, and about where an order goes."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.cards import GOOD
from fixtures.clients.gateway import Refused, refusal
from fixtures.people import Accounts, People
from fixtures.programs import Programs
from fixtures.records.accounts import AccountRecords
from fixtures.records.order_tables import Order
from fixtures.records.orders import OrderRecords
from fixtures.shopping import Shopping
from pages.addresses import AddressesPage
from pages.order import OrderPage
from sayso import Tables, eventually
from steps.phrases import parsed


@given(parsed("{person:Name} keeps {street:Text}"))
def keep(programs: Programs, people: People, person: str, street: str) -> None:
    programs[person].accounts.keep_address(people[person], street)


@given(parsed("{person:Name} keeps {street:Text} in France"))
def keep_abroad(programs: Programs, people: People, person: str, street: str) -> None:
    moved = replace(people[person], postcode="75008", country="FR")
    programs[person].accounts.keep_address(moved, street)


@given(parsed("{person:Name} keeps {one:Text} and {other:Text}"))
def keep_two(programs: Programs, people: People, person: str, one: str, other: str) -> None:
    for street in (one, other):
        programs[person].accounts.keep_address(people[person], street)


@given(parsed("{person:Name} keeps {one:Text}, {other:Text} and {third:Text}"))
def keep_three(
    programs: Programs, people: People, person: str, one: str, other: str, third: str
) -> None:
    for street in (one, other, third):
        programs[person].accounts.keep_address(people[person], street)


@given(parsed("{person:Name} keeps {number:d} addresses"))
def keep_many(programs: Programs, people: People, person: str, number: int) -> None:
    programs[person].accounts.keep_addresses(people[person], number)


@given(parsed("Ada has paid for her cart, delivered to {street:Text}"), target_fixture="order")
def have_paid(shopping: Shopping, order_page: OrderPage, street: str) -> Order:
    order = shopping.pay_as_filled_in(GOOD)
    expect(order_page.shipping_address, "address of the order").to_contain_text(street)
    return order


@when(parsed("Ada adds {street:Text} to her addresses"))
def add(addresses_page: AddressesPage, people: People, street: str) -> None:
    ada = people["Ada"]
    addresses_page.open()
    addresses_page.add(ada.full_name, street, ada.city, ada.postcode, ada.country)


@when(parsed("Ada makes {street:Text} her default"))
def prefer(addresses_page: AddressesPage, street: str) -> None:
    addresses_page.open()
    addresses_page.prefer(street)


@when(parsed("Ada removes {street:Text} from her addresses"))
def remove(addresses_page: AddressesPage, street: str) -> None:
    addresses_page.open()
    addresses_page.remove(street)


@when(parsed("Ada changes {street:Text} to {new:Text}"))
def change(addresses_page: AddressesPage, street: str, new: str) -> None:
    addresses_page.open()
    addresses_page.change_street(street, new)


@when(parsed("a program changes {street:Text} to {new:Text} for {person:Name}"))
def change_by_program(
    programs: Programs, people: People, street: str, new: str, person: str
) -> None:
    accounts = programs[person].accounts
    accounts.change_kept(accounts.kept_addresses()[street], people[person], new)


@when(parsed("a program removes {street:Text} for {person:Name}"))
def remove_by_program(programs: Programs, street: str, person: str) -> None:
    accounts = programs[person].accounts
    accounts.remove_kept(accounts.kept_addresses()[street])


@when(parsed("a program makes {street:Text} the default of {person:Name}"))
def prefer_by_program(programs: Programs, street: str, person: str) -> None:
    accounts = programs[person].accounts
    accounts.prefer_kept(accounts.kept_addresses()[street])


@when(
    parsed("a program on behalf of {person:Name} tries to change {street:Text} to {new:Text}"),
    target_fixture="refused",
)
def try_to_change(
    programs: Programs, people: People, person: str, street: str, new: str
) -> Refused:
    """The address is Ada's."""
    address_id = programs["Ada"].accounts.kept_addresses()[street]
    accounts = programs[person].accounts
    return refusal(lambda: accounts.change_kept(address_id, people[person], new))


@when(parsed("a program tries to keep another address for {person:Name}"), target_fixture="refused")
def try_to_keep(programs: Programs, people: People, person: str) -> Refused:
    return refusal(lambda: programs[person].accounts.keep_address(people[person], "1 New Close"))


@when("Ada pays at the checkout without touching the address", target_fixture="order")
def pay_as_filled_in(shopping: Shopping) -> Order:
    return shopping.pay_as_filled_in(GOOD)


@when(parsed("Ada pays at the checkout with the street {street:Text}"), target_fixture="order")
def pay_with_street(shopping: Shopping, street: str) -> Order:
    return shopping.pay_as_filled_in(GOOD, street)


@then(parsed("her addresses are {streets:Text}, and {street:Text} is the default"))
def show_addresses(
    addresses_page: AddressesPage, people: People, streets: str, street: str
) -> None:
    addresses_page.open()
    ada = people["Ada"]
    expected = [
        f"{ada.full_name} {one} {ada.city} {ada.postcode} United Kingdom"
        for one in streets.split(", ")
    ]
    shown = addresses_page.address
    expect(shown, "addresses in the book").to_have_text(expected)
    expect(addresses_page.default, "default of the book").to_have_count(1)
    expect(addresses_page.default, "default of the book").to_contain_text(street)


@then("the addresses recorded for Ada are the same")
def record_addresses(
    account_records: AccountRecords, addresses_page: AddressesPage, people: People
) -> None:
    shown = addresses_page.streets()
    eventually(
        lambda: sorted(account_records.addresses(people["Ada"].email)),
        equals=sorted(shown),
        what="addresses of Ada, and which of them is the default",
        where="the shop's database",
    )


@then(parsed("{street:Text} is the only address recorded for {person:Name}"))
def record_only(account_records: AccountRecords, people: People, street: str, person: str) -> None:
    eventually(
        lambda: account_records.addresses(people[person].email),
        equals=[(street, True)],
        what=f"addresses of {person}, and which of them is the default",
        where="the shop's database",
        within=0,
    )


@then(parsed("{street:Text} in France is recorded for {person:Name}"))
def record_abroad(tables: Tables, accounts: Accounts, street: str, person: str) -> None:
    eventually(
        lambda: [
            (row["line1"], row["country"])
            for row in tables.addresses.rows(user_id=accounts.of(person).id)
        ],
        equals=[(street, "FR")],
        what=f"street and country of each address of {person}",
        where="the shop's database",
    )


@then(parsed("{number:d} addresses are recorded for {person:Name}"))
def record_number(tables: Tables, accounts: Accounts, number: int, person: str) -> None:
    eventually(
        lambda: tables.addresses.count(user_id=accounts.of(person).id),
        equals=number,
        what=f"addresses of {person}",
        where="the shop's database",
    )


@then(parsed("her order goes to {street:Text}"))
def go_to(
    order_page: OrderPage, order_records: OrderRecords, people: People, order: Order, street: str
) -> None:
    ada = people["Ada"]
    order_page.open(number=order.number)
    expected = f"{ada.full_name} {street} {ada.city} {ada.postcode} United Kingdom"
    expect(order_page.shipping_address, "address on the order's page").to_have_text(expected)
    noted = order_records.order(order.number).ship_line1
    assert noted == street, f"street of the order in the shop's database: {noted}, not {street}"
