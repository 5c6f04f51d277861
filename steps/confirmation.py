"""Sentences about proving that an e-mail address is one's own."""

from __future__ import annotations

from datetime import datetime

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.browser import Doorkeeper
from fixtures.clients.gateway import Refused, refusal, verdict
from fixtures.mailbox import Mailboxes
from fixtures.people import Accounts, People
from fixtures.programs import Programs
from fixtures.records.accounts import AccountRecords
from pages.account import AccountPage
from pages.confirmation import ConfirmationPage
from sayso import eventually
from steps.phrases import parsed

NEW_LINK = "new link to confirm the address"


@given(parsed("{person:Name} has confirmed her address"), target_fixture="confirmed_at")
def have_confirmed(
    programs: Programs,
    mailboxes: Mailboxes,
    people: People,
    account_records: AccountRecords,
    person: str,
) -> datetime | None:
    programs.stranger.accounts.confirm(welcome_link(mailboxes, people[person].email))
    account = account_records.account(people[person].email)
    return account.verified_at if account else None


@given(parsed("{person:Name}'s address is confirmed"))
def be_confirmed(accounts: Accounts, person: str) -> None:
    accounts.confirm(person)


@given(parsed("{person:Name} has opened an account and confirmed her address"))
def have_opened_and_confirmed(
    programs: Programs, mailboxes: Mailboxes, people: People, person: str
) -> None:
    programs.stranger.accounts.register(people[person])
    programs.stranger.accounts.confirm(welcome_link(mailboxes, people[person].email))


@given(parsed("{person:Name} has got her welcome and is signed in"))
def have_got_welcome(
    mailboxes: Mailboxes, people: People, doorkeeper: Doorkeeper, person: str
) -> None:
    welcome_link(mailboxes, people[person].email)
    doorkeeper.let_in(person)


@when("Ada follows the link in her welcome")
def follow_link(confirmation_page: ConfirmationPage, mailboxes: Mailboxes, people: People) -> None:
    confirmation_page.follow(welcome_link(mailboxes, people["Ada"].email))


@when("Ada asks for a new link to confirm her address")
def ask_for_link(account_page: AccountPage) -> None:
    account_page.open()
    account_page.new_link_button.click()


@when(
    parsed("a program asks {times:d} times for a new link to confirm the address of {person:Name}")
)
def ask_often(programs: Programs, times: int, person: str) -> None:
    for _ in range(times):
        programs[person].accounts.ask_for_confirmation()


@when(
    parsed("a program confirms the address of {person:Name} with an altered link"),
    target_fixture="refused",
)
def alter_link(programs: Programs, mailboxes: Mailboxes, people: People, person: str) -> Refused:
    link = welcome_link(mailboxes, people[person].email)
    return refusal(lambda: programs.stranger.accounts.confirm(link, altered="x"))


@then("she is told that her e-mail address is confirmed")
def be_told(confirmation_page: ConfirmationPage) -> None:
    notice = "Your e-mail address is confirmed."
    expect(confirmation_page.notice, "notice").to_have_text(notice)


@then(parsed("she is told of the link {remark:Text}"))
def be_told_of_link(confirmation_page: ConfirmationPage, remark: str) -> None:
    expect(confirmation_page.alert, "alert about the link").to_contain_text(remark)


@then("she is not asked to confirm her address")
def not_be_asked(account_page: AccountPage) -> None:
    expect(account_page.heading, "heading of the page").to_have_text("Your account")
    expect(account_page.new_link_button, "offer of a new link").to_be_hidden()


@then("she is offered a way to a new link")
def be_offered_link(confirmation_page: ConfirmationPage) -> None:
    expect(confirmation_page.new_link_way, "way to a new link").to_be_visible()


@then("she is told that a new link is on its way to her")
def be_told_of_new_link(account_page: AccountPage) -> None:
    notice = "A new link is on its way to you. Earlier links do not work any more."
    expect(account_page.notice, "notice on the account page").to_have_text(notice)


@then(parsed("her address is recorded as confirmed, with {links:d} used link"))
def record_confirmation(account_records: AccountRecords, people: People, links: int) -> None:
    eventually(
        lambda: account_records.confirmation(people["Ada"].email),
        equals={"confirmed": True, "used links": links},
        what="confirmation of Ada's address",
        where="the shop's database",
    )


@then("her address is not confirmed")
def record_no_confirmation(account_records: AccountRecords, people: People) -> None:
    eventually(
        lambda: account_records.confirmation(people["Ada"].email),
        equals={"confirmed": False, "used links": 0},
        what="confirmation of Ada's address",
        where="the shop's database",
        within=0,
    )


@then("the moment at which she confirmed her address stays as it was")
def keep_moment(
    account_records: AccountRecords, people: People, confirmed_at: datetime | None
) -> None:
    account = account_records.account(people["Ada"].email)
    now = account.verified_at if account else None
    assert confirmed_at is not None
    assert now == confirmed_at, f"Ada's address was confirmed at {confirmed_at}, and then at {now}"


@then("only the new link confirms her address")
def know_new_link_only(programs: Programs, mailboxes: Mailboxes, people: People) -> None:
    email, confirm = people["Ada"].email, programs.stranger.accounts.confirm
    new = mailboxes[email].newest(NEW_LINK).link("/confirm-email")
    old = welcome_link(mailboxes, email)
    verdicts = [verdict(lambda link=link: confirm(link)) for link in (old, new)]  # type: ignore[misc]
    assert verdicts == ["refused", "accepted"], f"old and new link are {verdicts}"


def welcome_link(mailboxes: Mailboxes, email: str) -> str:
    return mailboxes[email].newest("welcome").link("/confirm-email")
