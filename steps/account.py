"""Sentences about having and keeping an account."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.clients.accounts import Profile
from fixtures.people import Accounts, People
from fixtures.programs import Programs
from fixtures.records.accounts import AccountRecords
from fixtures.records.news import NewsRecords
from pages.account import AccountPage
from sayso import eventually
from steps.phrases import parsed


@given(parsed("{person:Name} has an account"))
def have_account(accounts: Accounts, person: str) -> None:
    accounts.of(person)


@given(parsed("{one:Name} and {other:Name} have an account each"))
def have_accounts(accounts: Accounts, one: str, other: str) -> None:
    accounts.of(one)
    accounts.of(other)


@given(parsed("{person:Name} is a member of the staff"))
@given(parsed("{person:Name} is a member of the stock staff"))
def belong_to_staff(accounts: Accounts, person: str) -> None:
    accounts.of(person, staff=True)


@when(parsed("a program changes {person:Name}'s name to {new_name:Text}"))
def change_name(programs: Programs, person: str, new_name: str) -> None:
    programs[person].accounts.rename(new_name)


@then(parsed("a program that asks on behalf of {person:Name} is told the same name and address"))
def know_profile(programs: Programs, people: People, person: str) -> None:
    eventually(
        programs[person].accounts.profile,
        equals=Profile(people[person].email, people[person].name),
        what=f"profile of {person}",
        where="the answer of the shop to a program",
    )


@then(parsed("a program that asks on behalf of {person:Name} is told the name {name:Text}"))
def know_name(programs: Programs, people: People, person: str, name: str) -> None:
    eventually(
        programs[person].accounts.profile,
        equals=Profile(people[person].email, name),
        what=f"profile of {person}",
        where="the answer of the shop to a program",
    )


@then(
    parsed(
        "{number:d} account is recorded for {person:Name}, with {links:Count} link to confirm the address"
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


@then(parsed("no account is recorded for {person:Name}"))
def hold_no_account(account_records: AccountRecords, people: People, person: str) -> None:
    eventually(
        lambda: account_records.count(people[person].email),
        equals=0,
        what=f"accounts of {person}",
        where="the shop's database",
        within=0,
    )


@then(parsed("the name {name:Text} is recorded for {person:Name}, changed after she registered"))
def show_changed_name(
    account_records: AccountRecords, people: People, name: str, person: str
) -> None:
    eventually(
        lambda: account_records.name_and_change(people[person].email),
        equals=(name, "changed after registration"),
        what=f"name of {person}, and when it was written",
        where="the shop's database",
    )


@then(parsed("her new name is recorded as {name:Text}, and told to the other services once"))
def record_and_tell_name(
    account_records: AccountRecords, news_records: NewsRecords, people: People, name: str
) -> None:
    show_changed_name(account_records, people, name, "Ada")
    account = account_records.account(people["Ada"].email)
    assert account is not None, "Ada has no account in the shop's database"
    news_records.expect_told_once(account.id, ["user.updated"])


@when(parsed("Ada changes her name to {name:Text}"))
def change_name_on_page(account_page: AccountPage, name: str) -> None:
    account_page.open()
    account_page.rename(name)


@then(parsed("she is greeted as {name:Text} and told that her name is saved"))
def be_greeted(account_page: AccountPage, name: str) -> None:
    expect(account_page.notice, "notice").to_have_text("Your details are saved.")
    expect(account_page.header.signed_in_name, "name at the top of the page").to_have_text(name)
    expect(account_page.name, "name on the account page").to_have_text(name)
    account_page.open()
    expect(account_page.name, "name on the account page, opened anew").to_have_text(name)
    expect(account_page.notice, "notice on the account page, opened anew").to_be_hidden()


@then(parsed("she is told beside the {label:Field} {remark:Text}"))
def be_told_beside_field(account_page: AccountPage, label: str, remark: str) -> None:
    """On whatever page she is."""
    field = account_page.field(label)
    said = re.compile(f"Problem: {re.escape(remark)}$")
    expect(field, f"remark on {label}").to_have_accessible_description(said)
    expect(field, f"state of {label}").to_have_attribute("aria-invalid", "true")


@then("no consent to news is recorded for Ada")
def record_no_consent(account_records: AccountRecords, people: People) -> None:
    show_consent(account_records, people, (False, "no moment"))


@then("the consent to news is recorded for Ada, with its moment")
def record_consent(account_records: AccountRecords, people: People) -> None:
    show_consent(account_records, people, (True, "at registration"))


def show_consent(
    account_records: AccountRecords, people: People, expected: tuple[bool, str]
) -> None:
    eventually(
        lambda: account_records.consent(people["Ada"].email),
        equals=expected,
        what="consent of Ada to news, and its moment",
        where="the shop's database",
    )
