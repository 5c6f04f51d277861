"""Step definitions about another e-mail address for an account."""

from __future__ import annotations

from functools import partial

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.clients.accounts import AccountsClient
from fixtures.clients.gateway import Refused, refusal, verdict
from fixtures.mailbox import Mailboxes
from fixtures.people import Accounts, People
from fixtures.programs import Programs
from fixtures.records.accounts import AccountRecords
from fixtures.records.news import NewsRecords
from pages.account import AccountPage
from pages.email import EmailPage, NewEmailPage
from sayso import eventually
from steps.phrases import parsed

LINK = "link to confirm a new address"


@given(parsed("{person:Name} has asked for her new address"))
def have_asked(accounts: Accounts, programs: Programs, people: People, person: str) -> None:
    accounts.of(person)
    owner = people[person]
    programs[person].accounts.ask_for_address(owner.password, owner.next_email)


@given(parsed("{person:Name} has confirmed her new address"))
def have_confirmed(
    programs: Programs,
    mailboxes: Mailboxes,
    news_records: NewsRecords,
    people: People,
    person: str,
) -> None:
    programs.stranger.accounts.confirm_address(mailed_link(mailboxes, people, person))
    news_records.wait_until_all_is_told()


@given(parsed("{person:Name} has changed to her new address"))
def have_changed(
    accounts: Accounts,
    programs: Programs,
    mailboxes: Mailboxes,
    news_records: NewsRecords,
    people: People,
    person: str,
) -> None:
    have_asked(accounts, programs, people, person)
    have_confirmed(programs, mailboxes, news_records, people, person)


@given(parsed("{person:Name} has chosen a new password in her account"))
def have_changed_password(programs: Programs, people: People, person: str) -> None:
    owner = people[person]
    programs[person].accounts.change_password(owner.password, owner.next_password)


@given(parsed("an account has been opened with {person:Name}'s new address"))
def have_been_taken(programs: Programs, people: People, person: str) -> None:
    programs.stranger.accounts.register(people[person], email=people[person].next_email)


@when("Ada asks in her account for her new address")
def ask(email_page: EmailPage, people: People) -> None:
    email_page.open()
    email_page.ask_for(people["Ada"].next_email, people["Ada"].password)


@when("Ada asks in her account for her new address and mistypes her password")
def ask_and_mistype(email_page: EmailPage, people: People) -> None:
    email_page.open()
    email_page.ask_for(people["Ada"].next_email, people["Ada"].next_password)


@when("Ada follows the link to confirm her new address")
def follow_link(new_email_page: NewEmailPage, mailboxes: Mailboxes, people: People) -> None:
    new_email_page.follow(mailed_link(mailboxes, people, "Ada"))


@when(parsed("a program asks for {person:Name} to have her own address"))
def ask_for_own(accounts: Accounts, programs: Programs, people: People, person: str) -> None:
    accounts.of(person)
    owner = people[person]
    programs[person].accounts.ask_for_address(owner.password, owner.email)


@when(parsed("a program asks {times:d} times for {person:Name} to have her new address"))
def ask_often(programs: Programs, people: People, times: int, person: str) -> None:
    owner, accounts = people[person], programs[person].accounts
    for _ in range(times):
        accounts.ask_for_address(owner.password, owner.next_email)


@when(parsed("a program confirms {person:Name}'s new address"), target_fixture="refused")
def try_to_confirm(
    programs: Programs, mailboxes: Mailboxes, people: People, person: str
) -> Refused:
    accounts, link = programs.stranger.accounts, mailed_link(mailboxes, people, person)
    return refusal(lambda: accounts.confirm_address(link))


@when(
    parsed(
        "a program asks for {person:Name} to have the address of {other:Name}, and then her new address"
    ),
    target_fixture="both_answers",
)
def ask_for_both(
    programs: Programs, people: People, person: str, other: str
) -> list[tuple[int, str]]:
    owner, accounts = people[person], programs[person].accounts
    wanted = (people[other].email, owner.next_email)
    return [answer_to(accounts, owner.password, email) for email in wanted]


@then(
    parsed(
        "the shop answers both addresses alike, and keeps the old ones of {person:Name} and {other:Name}"
    )
)
def answer_alike(
    both_answers: list[tuple[int, str]],
    account_records: AccountRecords,
    accounts: Accounts,
    people: People,
    person: str,
    other: str,
) -> None:
    first, second = both_answers
    assert first == second, f"the shop's answers to a program: first {first}, then {second}"
    record_old_address(account_records, accounts, people, person)
    record_old_address(account_records, accounts, people, other)


@then("she is told that a message is on its way to the new address")
def be_told_of_message(account_page: AccountPage) -> None:
    told = "We have sent a message to the new address. Follow its link to change to it."
    expect(account_page.notice, "notice on the account page").to_have_text(told)


@then("she is told that her account has its new address")
def be_told_of_change(new_email_page: NewEmailPage) -> None:
    told = "Your account has its new e-mail address."
    expect(new_email_page.notice, "notice after following the link").to_have_text(told)


@then(parsed("she is told of the link to her new address {remark:Text}"))
def be_told_of_link(new_email_page: NewEmailPage, remark: str) -> None:
    expect(new_email_page.alert, "alert about the link").to_contain_text(remark)
    expect(new_email_page.notice, "notice of a change").to_be_hidden()


@then("only her old address opens her account")
def know_old_address(programs: Programs, people: People) -> None:
    judge_addresses(programs, people, ["accepted", "refused"])


@then("only her new address opens her account")
def know_new_address(programs: Programs, people: People) -> None:
    judge_addresses(programs, people, ["refused", "accepted"])


@then(parsed("no address is recorded as pending for {person:Name}"))
def record_nothing_pending(account_records: AccountRecords, people: People, person: str) -> None:
    addresses = (people[person].email, people[person].next_email)
    eventually(
        lambda: account_records.pending(addresses),
        equals=list[str](),
        what=f"address that the account of {person} is to have",
        where="the shop's database",
        within=0,
    )


@then(parsed("the old address is recorded for {person:Name}"))
def record_old_address(
    account_records: AccountRecords, accounts: Accounts, people: People, person: str
) -> None:
    found = account_records.account(people[person].email)
    assert found is not None, f"no account is recorded in the shop's database for {person}"
    assert found.id == accounts.of(person).id, (
        f"account recorded in the shop's database with the address of {person}: expected"
        f" {accounts.of(person).id}, but it was {found.id}"
    )


@then(parsed("{number:Count} {kind:Letter} is all that is in {person:Name}'s mailbox"))
def count_only_letters(
    mailboxes: Mailboxes,
    news_records: NewsRecords,
    people: People,
    number: int,
    kind: str,
    person: str,
) -> None:
    news_records.wait_until_all_is_told()
    mailbox = mailboxes[people[person].email]
    eventually(
        lambda: (len(mailbox.letters(kind)), mailbox.count()),
        equals=(number, number),
        what=f'letters of the kind "{kind}", and letters altogether',
        where=f"{person}'s mailbox",
        within=2,
    )


@then(
    parsed(
        "{links:d} link to confirm it is mailed to the new address, and {notices:d} notice of the change to the old"
    )
)
@then(
    parsed(
        "{links:d} links to confirm it are mailed to the new address, and {notices:d} notices of the change to the old"
    )
)
def mail_both(
    mailboxes: Mailboxes, news_records: NewsRecords, people: People, links: int, notices: int
) -> None:
    news_records.wait_until_all_is_told()
    ada = people["Ada"]
    mailboxes[ada.next_email].expect(links, LINK, "the mailbox of Ada's new address")
    mailboxes[ada.email].expect(notices, "notice of a change of address", "Ada's mailbox")


@then(parsed("{number:d} {kind:Letter} is mailed to the new address, and none to the old"))
def mail_new_alone(
    mailboxes: Mailboxes, news_records: NewsRecords, people: People, number: int, kind: str
) -> None:
    news_records.wait_until_all_is_told()
    ada = people["Ada"]
    mailboxes[ada.next_email].expect(number, kind, "the mailbox of Ada's new address")
    mailboxes[ada.email].expect(0, kind, "Ada's mailbox")


def mailed_link(mailboxes: Mailboxes, people: People, person: str) -> str:
    return mailboxes[people[person].next_email].newest(LINK).link("/change-email")


def judge_addresses(programs: Programs, people: People, expected: list[str]) -> None:
    ada, accounts = people["Ada"], programs.stranger.accounts
    addresses = (ada.email, ada.next_email)
    eventually(
        lambda: [verdict(partial(accounts.sign_in, one, ada.password)) for one in addresses],
        equals=expected,
        what="verdict on signing in with Ada's old and new address",
        where="the shop's answers to a program",
    )


def answer_to(accounts: AccountsClient, password: str, email: str) -> tuple[int, str]:
    """What the shop says to the wish for an address, a refusal included."""
    try:
        return accounts.ask_for_address(password, email)
    except Refused as refused:
        return refused.answer.status_code, refused.text
