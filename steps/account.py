"""Sentences about having, opening and keeping an account."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.clients.accounts import Profile
from fixtures.clients.gateway import verdict
from fixtures.people import Accounts, People
from fixtures.programs import Programs
from fixtures.records.accounts import AccountRecords
from pages.account import AccountPage
from pages.registration import RegistrationPage
from sayso import eventually
from steps.phrases import parsed


@given(parsed("{person:Name} has an account"))
def have_account(accounts: Accounts, person: str) -> None:
    accounts.of(person)


@given(parsed("{person:Name} is a member of the stock staff"))
def belong_to_staff(accounts: Accounts, person: str) -> None:
    accounts.of(person, staff=True)


@given(parsed("a program has registered {person:Name}"))
def have_been_registered(programs: Programs, people: People, person: str) -> None:
    programs.stranger.accounts.register(people[person])


@when("Ada opens an account")
def open_account(registration_page: RegistrationPage, people: People) -> None:
    ada = people["Ada"]
    registration_page.open()
    registration_page.open_account(ada.name, ada.email, ada.password, ada.password)


@when("Ada opens an account but repeats her password differently")
def repeat_password_differently(registration_page: RegistrationPage, people: People) -> None:
    ada = people["Ada"]
    registration_page.open()
    registration_page.open_account(ada.name, ada.email, ada.password, ada.next_password)


@when(
    parsed("a program registers {person:Name} with a password of {length:d} characters"),
    target_fixture="registration",
)
def register_with_password(programs: Programs, people: People, person: str, length: int) -> str:
    password = "é" * length
    return verdict(lambda: programs.stranger.accounts.register(people[person], password=password))


@when(
    parsed("a program registers the address of {person:Name} and a new address"),
    target_fixture="registrations",
)
def register_twice(programs: Programs, people: People, person: str) -> list[dict[str, object]]:
    accounts = programs.stranger.accounts
    return [accounts.shape_of_answer(people[name]) for name in (person, "Ben")]


@when(parsed('a program changes {person:Name}\'s name to "{new_name}"'))
def change_name(programs: Programs, person: str, new_name: str) -> None:
    programs[person].accounts.rename(new_name)


@then("she is welcomed by name")
def be_welcomed(account_page: AccountPage) -> None:
    expect(account_page.notice, "greeting on the account page").to_have_text("Welcome, Ada.")
    expect(account_page.header.signed_in_name, "name at the top of the page").to_have_text("Ada")


@then("her account shows her e-mail address")
def show_address(account_page: AccountPage, people: People) -> None:
    account_page.open()
    address = people["Ada"].email
    expect(account_page.email, "address on the account page").to_have_text(address)


@then("her account is in front of her")
def see_account(account_page: AccountPage, people: People) -> None:
    expect(account_page.heading, "heading of the page").to_have_text("Your account")
    address = people["Ada"].email
    expect(account_page.email, "address on the account page").to_have_text(address)


@then("she is told beside the repetition that the two passwords differ")
def be_told_of_difference(registration_page: RegistrationPage) -> None:
    expect(registration_page.alert, "alert").to_contain_text("not the same")
    expect(registration_page.repetition, "remark on the repetition").to_have_accessible_description(
        "Problem: The two passwords are not the same."
    )


@then(parsed("a program that asks on behalf of {person:Name} is told the same name and address"))
def know_profile(programs: Programs, people: People, person: str) -> None:
    eventually(
        programs[person].accounts.profile,
        equals=Profile(people[person].email, people[person].name),
        what=f"profile of {person}",
        where="the answer of the shop to a program",
    )


@then(parsed('a program that asks on behalf of {person:Name} is told the name "{name}"'))
def know_name(programs: Programs, people: People, person: str, name: str) -> None:
    eventually(
        programs[person].accounts.profile,
        equals=Profile(people[person].email, name),
        what=f"profile of {person}",
        where="the answer of the shop to a program",
    )


@then(parsed("the registration is {expected}"))
def decide_on_registration(
    registration: str, account_records: AccountRecords, people: People, expected: str
) -> None:
    accounts = {"accepted": 1, "refused": 0}
    eventually(
        lambda: (registration, account_records.count(people["Ada"].email)),
        equals=(expected, accounts[expected]),
        what="verdict on the registration, and accounts of Ada",
        where="the shop's answer and its database",
        within=1,
    )


@then("both get the same answer")
def answer_alike(registrations: list[dict[str, object]]) -> None:
    known, unknown = registrations
    assert known == unknown, (
        f"the shop answers a known address with {known}, and an unknown one with {unknown}"
    )


@then(
    parsed(
        "the shop's books hold {number:d} account for {person:Name},"
        " with {links:Count} link to confirm the address"
    )
)
def hold_account(
    account_records: AccountRecords, people: People, number: int, person: str, links: int
) -> None:
    eventually(
        lambda: account_records.standing(people[person].email),
        equals={"accounts": number, "confirmed": False, "links to confirm it": links},
        what=f"account of {person}",
        where="the shop's database",
    )


@then(parsed("the shop's books hold no account for {person:Name}"))
def hold_no_account(account_records: AccountRecords, people: People, person: str) -> None:
    eventually(
        lambda: account_records.count(people[person].email),
        equals=0,
        what=f"accounts of {person}",
        where="the shop's database",
        within=0,
    )


@then(
    parsed(
        'the shop\'s books show the name "{name}" for {person:Name}, changed after she registered'
    )
)
def show_changed_name(
    account_records: AccountRecords, people: People, name: str, person: str
) -> None:
    eventually(
        lambda: account_records.name_and_change(people[person].email),
        equals=(name, "changed after registration"),
        what=f"name of {person}, and when it was written",
        where="the shop's database",
    )
