"""Sentences about opening an account."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.clients.gateway import Refused, refusal, verdict
from fixtures.people import People
from fixtures.programs import Programs
from fixtures.records.accounts import AccountRecords
from pages.registration import RegistrationPage
from pages.sign_in import SignInPage
from sayso import eventually
from steps.phrases import parsed


@given(parsed("a program has registered {person:Name}"))
@when(parsed("a program registers {person:Name}"))
def have_been_registered(programs: Programs, people: People, person: str) -> None:
    programs.stranger.accounts.register(people[person])


@when("Ada opens an account")
def open_account(registration_page: RegistrationPage, people: People) -> None:
    ada = people["Ada"]
    registration_page.open()
    registration_page.open_account(ada.name, ada.email, ada.password, ada.password)


@when(parsed("Ada opens an account with the password {password:Text}"))
def open_account_with_given(
    registration_page: RegistrationPage, people: People, password: str
) -> None:
    registration_page.open()
    registration_page.open_account(people["Ada"].name, people["Ada"].email, password, password)
    expect(registration_page.heading, "heading after registering").to_have_text("Sign in")


@when("Ada opens an account and wants news")
def open_account_with_news(registration_page: RegistrationPage, people: People) -> None:
    ada = people["Ada"]
    registration_page.open()
    registration_page.news.check()
    registration_page.open_account(ada.name, ada.email, ada.password, ada.password)


@when("Ada opens an account and signs in")
def open_account_and_sign_in(
    registration_page: RegistrationPage, sign_in_page: SignInPage, people: People
) -> None:
    open_account(registration_page, people)
    expect(sign_in_page.heading, "heading after registering").to_have_text("Sign in")
    sign_in_page.sign_in(people["Ada"].email, people["Ada"].password)
    expect(sign_in_page.header.signed_in_name, "name at the top").to_have_text("Ada")


@when(parsed("Ada opens an account with {mistake:Mistake}"), target_fixture="typed")
def open_account_with_mistake(
    registration_page: RegistrationPage, people: People, mistake: tuple[str, str]
) -> dict[str, str]:
    ada = people["Ada"]
    typed = {"name": ada.name, "email": ada.email, "password": ada.password}
    typed |= dict([mistake])
    registration_page.open()
    registration_page.news.check()
    registration_page.open_account(**typed, repetition=typed["password"])
    return typed


@when(parsed("a program registers the address of {person:Name} in capitals"))
def register_in_capitals(programs: Programs, people: People, person: str) -> None:
    programs.stranger.accounts.register(people[person], email=people[person].email.upper())


@when(parsed("a program registers the address of {person:Name} {times:d} times"))
def register_often(programs: Programs, people: People, person: str, times: int) -> None:
    for _ in range(times):
        programs.stranger.accounts.register(people[person])


@when(parsed("a program registers {person:Name} with the password {password:Text}"))
def register_with_given(programs: Programs, people: People, person: str, password: str) -> None:
    programs.stranger.accounts.register(people[person], password=password)


@when(
    parsed("a program tries to register {person:Name} with the password {password:Text}"),
    target_fixture="refused",
)
def try_to_register_with_given(
    programs: Programs, people: People, person: str, password: str
) -> Refused:
    accounts = programs.stranger.accounts
    return refusal(lambda: accounts.register(people[person], password=password))


@when("Ada opens another account with the same address")
def open_another_account(registration_page: RegistrationPage, people: People) -> None:
    ada = people["Ada"]
    registration_page.open()
    registration_page.open_account(ada.name, ada.email, ada.next_password, ada.next_password)


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


@then("she is told that a message is on its way to her, and asked to sign in")
def be_told_of_message(sign_in_page: SignInPage) -> None:
    notice = "Thank you. We have sent a message to your address. Sign in to go on."
    expect(sign_in_page.notice, "answer to the registration").to_have_text(notice)
    expect(sign_in_page.heading, "heading of the page after registering").to_have_text("Sign in")


@then("her other details are kept, and her passwords are not")
def keep_details(registration_page: RegistrationPage, typed: dict[str, str]) -> None:
    expect(registration_page.name, "name after the refusal").to_have_value(typed["name"])
    expect(registration_page.email, "address after the refusal").to_have_value(typed["email"])
    expect(registration_page.news, "wish for news after the refusal").to_be_checked()
    expect(registration_page.password, "password after the refusal").to_have_value("")
    expect(registration_page.repetition, "repetition after the refusal").to_have_value("")


@then("she is told beside the repetition that the two passwords differ")
def be_told_of_difference(registration_page: RegistrationPage) -> None:
    expect(registration_page.alert, "alert").to_contain_text("not the same")
    expect(registration_page.repetition, "remark on the repetition").to_have_accessible_description(
        "Problem: The two passwords are not the same."
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
