"""Sentences about people who guess passwords."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.clients.gateway import Refused, refusal
from fixtures.people import People
from fixtures.programs import Programs
from fixtures.records.accounts import AccountRecords
from pages.sign_in import SignInPage
from sayso import eventually
from steps.phrases import parsed


@given(parsed("a program has tried {times:d} wrong passwords for {person:Name}"))
@when(parsed("a program tries {times:d} wrong passwords for {person:Name}"))
def have_tried(programs: Programs, people: People, times: int, person: str) -> None:
    for _ in range(times):
        try_wrong_password(programs, people[person].email)


@given(
    parsed(
        "a program has tried {times:d} wrong passwords for {person:Name} and for an unknown address"
    )
)
def have_tried_both(programs: Programs, people: People, times: int, person: str) -> None:
    for name in (person, "Ben"):
        have_tried(programs, people, times, name)


@when(parsed("a program tries the right password for {person:Name}"), target_fixture="refused")
def try_right_password(programs: Programs, people: People, person: str) -> Refused:
    owner = people[person]
    return refusal(lambda: programs.stranger.accounts.sign_in(owner.email, owner.password))


@when("Ada tries to sign in with the right password")
def try_right_password_on_page(sign_in_page: SignInPage, people: People) -> None:
    sign_in_page.open()
    sign_in_page.sign_in(people["Ada"].email, people["Ada"].password)


@then(parsed("the request is refused for {minutes:d} minutes, because {reason:Reason}"))
def be_told_to_wait(refused: Refused, minutes: int, reason: str) -> None:
    assert refused.reason == reason, (
        f"reason of the refusal: expected that {reason}, but {refused.reason} ({refused})"
    )
    seconds = minutes * 60
    assert seconds - 30 <= refused.pause <= seconds, (
        f"pause that the refusal states: expected {seconds} s, but it was {refused.pause} s"
    )


@then("both refusals tell the program to wait")
def be_told_twice_to_wait(refusals: list[Refused]) -> None:
    pauses = [(each.reason, each.pause > 0) for each in refusals]
    assert pauses == [("it calls too often", True)] * 2, (
        f"reasons of the refusals, and whether they state a pause: {pauses}"
    )


@then(parsed("she is told to try again in {minutes:d} minutes"))
def be_told_to_try_again(sign_in_page: SignInPage, minutes: int) -> None:
    message = f"There were too many attempts. Please try again in {minutes} minutes."
    expect(sign_in_page.alert, "alert on the sign-in page").to_contain_text(message)


@then(parsed("{wrong:d} wrong passwords and 1 try too many are recorded for {person:Name}"))
def record_tries(account_records: AccountRecords, people: People, wrong: int, person: str) -> None:
    eventually(
        lambda: account_records.failed_sign_ins(people[person].email),
        equals={"refused": wrong, "too many tries": 1},
        what=f"failed sign-ins of {person} by outcome",
        where="the shop's audit log",
    )


@then(parsed("no wrong passwords are counted for {person:Name} any more"))
def count_no_tries(account_records: AccountRecords, people: People, person: str) -> None:
    eventually(
        lambda: account_records.tries(people[person].email),
        equals=0,
        what=f"wrong passwords counted for {person}",
        where="the shop's database",
        within=0,
    )


def try_wrong_password(programs: Programs, email: str) -> None:
    answer = refusal(lambda: programs.stranger.accounts.sign_in(email, "not the password"))
    assert answer.reason == "it has not signed in", f"a wrong password was answered with {answer}"
