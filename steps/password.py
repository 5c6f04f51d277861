"""Sentences about passwords: kept, forgotten and replaced."""

from __future__ import annotations

from functools import partial

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.clients.gateway import Refused, refusal, verdict
from fixtures.mailbox import Mailboxes
from fixtures.people import People
from fixtures.programs import Programs
from fixtures.records.accounts import AccountRecords
from fixtures.records.books import Books
from fixtures.records.news import NewsRecords
from pages.account import AccountPage
from pages.password import ForgottenPasswordPage, NewPasswordPage
from sayso import eventually
from steps.phrases import parsed

LINK = "link to a new password"


@given(parsed("{person:Name} has asked for a link to a new password"))
def have_asked_for_link(programs: Programs, people: People, person: str) -> None:
    programs.stranger.accounts.forget_password(people[person].email)


@given(
    parsed("{person:Name} has replaced her password through a mailed link"),
    target_fixture="used_link",
)
def have_replaced_password(
    programs: Programs, people: People, mailboxes: Mailboxes, person: str
) -> str:
    owner, accounts = people[person], programs.stranger.accounts
    accounts.forget_password(owner.email)
    link = mailboxes[owner.email].newest("link to a new password").link("/reset-password")
    accounts.replace_password(link, owner.next_password)
    return link


@given(parsed("{person:Name} has asked for another link to a new password"))
def have_asked_again(programs: Programs, people: People, mailboxes: Mailboxes, person: str) -> None:
    mailboxes[people[person].email].newest(LINK)  # sent before the other one is asked for
    programs.stranger.accounts.forget_password(people[person].email)


@given(parsed("a program has asked {times:d} times for a link to a new password for {person:Name}"))
@when(
    parsed("a program asks {times:d} times for a link to a new password for {person:Name}"),
    target_fixture="answers",
)
def ask_often(programs: Programs, people: People, times: int, person: str) -> list[str]:
    accounts = programs.stranger.accounts
    return [accounts.forget_password(people[person].email) for _ in range(times)]


@when(parsed("a program uses {person:Name}'s newest link"), target_fixture="refused")
def use_newest_link(
    programs: Programs, people: People, mailboxes: Mailboxes, person: str
) -> Refused:
    owner, accounts = people[person], programs.stranger.accounts
    link = mailboxes[owner.email].newest(LINK).link("/reset-password")
    return refusal(lambda: accounts.replace_password(link, owner.next_password))


@when(parsed("a program uses {person:Name}'s first link"), target_fixture="refused")
def use_first_link(
    programs: Programs,
    people: People,
    mailboxes: Mailboxes,
    news_records: NewsRecords,
    person: str,
) -> Refused:
    owner, accounts = people[person], programs.stranger.accounts
    news_records.wait_until_all_is_told()
    first = mailboxes[owner.email].letters(LINK)[0].link("/reset-password")
    return refusal(lambda: accounts.replace_password(first, owner.next_password))


@when(
    parsed("a program uses the link in {person:Name}'s welcome to choose a new password"),
    target_fixture="refused",
)
def use_welcome_link(
    programs: Programs, people: People, mailboxes: Mailboxes, person: str
) -> Refused:
    owner, accounts = people[person], programs.stranger.accounts
    link = mailboxes[owner.email].newest("welcome").link("/confirm-email")
    return refusal(lambda: accounts.replace_password(link, owner.next_password))


@when(parsed("{person:Name} replaces her password through a mailed link"))
def replace_password(programs: Programs, people: People, mailboxes: Mailboxes, person: str) -> None:
    have_replaced_password(programs, people, mailboxes, person)


@when(parsed("Ada follows the link and chooses {password:Text}"))
def choose_given_password(
    new_password_page: NewPasswordPage, mailboxes: Mailboxes, people: People, password: str
) -> None:
    letter = mailboxes[people["Ada"].email].newest(LINK)
    new_password_page.follow(letter.link("/reset-password"))
    new_password_page.choose(password)


@when("Ada follows a made-up link and chooses a new password")
def choose_with_made_up_link(new_password_page: NewPasswordPage, people: People) -> None:
    new_password_page.follow("/reset-password?token=made-up")
    new_password_page.choose(people["Ada"].next_password)


@then(parsed("she is told of the new password {remark:Text}"))
def be_told_of_link_to_password(new_password_page: NewPasswordPage, remark: str) -> None:
    expect(new_password_page.alert, "alert about the link").to_contain_text(remark)


@when("Ada changes her password")
def change_password(account_page: AccountPage, people: People) -> None:
    account_page.open()
    account_page.change_password(people["Ada"].password, people["Ada"].next_password)


@when("Ada changes her password and mistypes the current one")
def mistype_password(account_page: AccountPage, people: People) -> None:
    account_page.open()
    account_page.change_password("not the password", people["Ada"].next_password)


@given(parsed("a program has changed {person:Name}'s password to {password:Text}"))
def have_changed_password(programs: Programs, people: People, person: str, password: str) -> None:
    programs[person].accounts.change_password(people[person].password, password)


@when(
    parsed("a program changes {person:Name}'s password to {password:Text}"),
    target_fixture="refused",
)
def change_to_given_password(
    programs: Programs, people: People, person: str, password: str
) -> Refused:
    accounts, current = programs[person].accounts, people[person].password
    return refusal(lambda: accounts.change_password(current, password))


@then("she is told in her account and by mail that her password has been changed")
def be_told_on_account_page(
    account_page: AccountPage, news_records: NewsRecords, mailboxes: Mailboxes, people: People
) -> None:
    notice = "Your password has been changed."
    expect(account_page.notice, "notice on the account page").to_have_text(notice)
    news_records.wait_until_all_is_told()
    mailboxes[people["Ada"].email].expect(1, "notice of a new password", "Ada's mailbox")


@then(parsed("all {times:d} requests get the same answer"))
def answer_alike(answers: list[str], times: int) -> None:
    assert answers == [answers[0]] * times, f"the shop answers with {answers}"


@then("only her old password opens her account")
def know_old_password_only(programs: Programs, people: People) -> None:
    judge_passwords(programs, people, ["accepted", "refused"])


@when("Ada asks for a link to a new password without having an account")
def ask_for_link(forgotten_password_page: ForgottenPasswordPage, people: People) -> None:
    forgotten_password_page.open()
    forgotten_password_page.ask_for_link(people["Ada"].email)


@when("Ada follows the link and chooses a new password")
def choose_password(
    new_password_page: NewPasswordPage, mailboxes: Mailboxes, people: People
) -> None:
    letter = mailboxes[people["Ada"].email].newest("link to a new password")
    new_password_page.follow(letter.link("/reset-password"))
    new_password_page.choose(people["Ada"].next_password)


@when(parsed("a program uses {person:Name}'s link once more"), target_fixture="refused")
def reuse_link(programs: Programs, people: People, used_link: str, person: str) -> Refused:
    accounts, password = programs.stranger.accounts, people[person].password
    return refusal(lambda: accounts.replace_password(used_link, password))


@then("she is signed in and told that her password has been changed")
def be_told_of_change(new_password_page: NewPasswordPage) -> None:
    notice = "Your password has been changed."
    expect(new_password_page.notice, "notice after the change").to_have_text(notice)
    expect(new_password_page.header.signed_in_name, "name at the top").to_have_text("Ada")


@then("she is told that a link is on its way if the shop knows the address")
def be_told_of_link(forgotten_password_page: ForgottenPasswordPage) -> None:
    notice = "If we know that address, a link is on its way to it."
    expect(forgotten_password_page.notice, "answer of the shop").to_have_text(notice)


@then("only her new password opens her account")
def know_new_password_only(programs: Programs, people: People) -> None:
    judge_passwords(programs, people, ["refused", "accepted"])


@then(parsed("only {password:Text} opens her account"))
def know_exact_password(programs: Programs, people: People, password: str) -> None:
    sign_in, email = programs.stranger.accounts.sign_in, people["Ada"].email
    near = (password.swapcase(), password.replace(" ", ""), password[:-1], f"{password} ")
    verdicts = [verdict(partial(sign_in, email, word)) for word in (password, *near)]
    assert verdicts == ["accepted", *["refused"] * 4], (
        f"verdicts on {password!r} and on {near}: {verdicts}"
    )


def judge_passwords(programs: Programs, people: People, expected: list[str]) -> None:
    ada, accounts = people["Ada"], programs.stranger.accounts
    passwords = (ada.password, ada.next_password)
    eventually(
        lambda: [verdict(partial(accounts.sign_in, ada.email, word)) for word in passwords],
        equals=expected,
        what="verdict on signing in with Ada's old and new password",
        where="the shop's answers to a program",
        within=0,
    )


@then("her password is kept as a fingerprint and nowhere else")
def keep_fingerprint(account_records: AccountRecords, books: Books, people: People) -> None:
    ada = people["Ada"]
    eventually(
        lambda: (
            account_records.fingerprint_of(ada.email, ada.password),
            books.places_that_hold(ada.password),
        ),
        equals=("argon2id, fits the password", list[str]()),
        what="fingerprint of Ada's password, and places where the password stands readable",
        where="the shop's database",
    )


@then("only the fingerprint of the new password and 1 used link are recorded for Ada")
def hold_new_fingerprint(account_records: AccountRecords, people: People) -> None:
    ada = people["Ada"]
    eventually(
        lambda: (
            account_records.fingerprint_of(ada.email, ada.next_password),
            account_records.used_links(ada.email, "reset"),
        ),
        equals=("argon2id, fits the password", 1),
        what="fingerprint of Ada's new password, and links used",
        where="the shop's database",
    )
