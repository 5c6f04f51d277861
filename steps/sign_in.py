"""Sentences about proving who one is."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from fixtures.browser import Doorkeeper
from fixtures.carts import FilledCarts
from fixtures.clients.gateway import Refused, refusal
from fixtures.people import Accounts, People
from fixtures.products import Products
from fixtures.programs import Program, Programs
from fixtures.records.accounts import AccountRecords
from pages.account import AccountPage
from pages.checkout import CheckoutPage
from pages.registration import RegistrationPage
from pages.sign_in import SignInPage
from sayso import ScenarioInfo, eventually
from steps.phrases import parsed


@given("Ada is signed in")
def be_signed_in(accounts: Accounts, doorkeeper: Doorkeeper) -> None:
    accounts.of("Ada")
    doorkeeper.let_in("Ada")


@given(parsed("Ada is signed in, with {quantity:d} {product:Text} in her cart"))
def be_signed_in_with_cart(
    accounts: Accounts,
    doorkeeper: Doorkeeper,
    filled_carts: FilledCarts,
    products: Products,
    quantity: int,
    product: str,
) -> None:
    be_signed_in(accounts, doorkeeper)
    filled_carts.put(accounts.of("Ada"), products[product], quantity)


@given("Ada is signed in here and elsewhere", target_fixture="elsewhere")
def be_signed_in_twice(accounts: Accounts, doorkeeper: Doorkeeper, programs: Programs) -> Program:
    be_signed_in(accounts, doorkeeper)
    return programs.elsewhere("Ada")


@given("Sam is signed in as stock staff")
def be_signed_in_as_staff(accounts: Accounts, doorkeeper: Doorkeeper) -> None:
    be_signed_in_as_member(accounts, doorkeeper, "Sam")


@given(parsed("{person:Name} is signed in as a member of the staff"))
def be_signed_in_as_member(accounts: Accounts, doorkeeper: Doorkeeper, person: str) -> None:
    accounts.of(person, staff=True)
    doorkeeper.let_in(person)


@given(
    parsed(
        "Ada has got as far as the checkout with {quantity:d} {product:Text} before she signs in"
    )
)
def have_reached_checkout(
    checkout_page: CheckoutPage,
    doorkeeper: Doorkeeper,
    programs: Programs,
    products: Products,
    quantity: int,
    product: str,
) -> None:
    sku = products[product].sku
    doorkeeper.hand_over_cart(programs.stranger.orders.add_to_new_cart(sku, quantity))
    checkout_page.open()
    checkout_page.header.sign_in_link.click()


@given(
    parsed(
        "Ada has got as far as the checkout with {quantity:d} {product:Text}, and has mistyped her password"
    )
)
def have_mistyped(
    checkout_page: CheckoutPage,
    sign_in_page: SignInPage,
    doorkeeper: Doorkeeper,
    programs: Programs,
    people: People,
    products: Products,
    quantity: int,
    product: str,
) -> None:
    have_reached_checkout(checkout_page, doorkeeper, programs, products, quantity, product)
    sign_in_page.sign_in(people["Ada"].email, people["Ada"].next_password)
    be_told_of_mismatch(sign_in_page)


@when("Ada signs in")
def sign_in(sign_in_page: SignInPage, people: People) -> None:
    sign_in_page.sign_in(people["Ada"].email, people["Ada"].password)


@then("she is told that what she collected as a guest is in her cart, all of it")
def be_told_of_merger(checkout_page: CheckoutPage) -> None:
    told = "What you collected before you signed in is in your cart, too."
    expect(checkout_page.notice, "notice after signing in").to_have_text(told)


@then("she is told that what she collected as a guest is in her cart, as far as it is in stock")
def be_told_of_limit(checkout_page: CheckoutPage) -> None:
    told = "What you collected before you signed in is in your cart, too, as far as it is in stock."
    expect(checkout_page.notice, "notice after signing in").to_have_text(told)


@then("she is told nothing about her cart")
def be_told_nothing(checkout_page: CheckoutPage) -> None:
    expect(checkout_page.pay_button, "way to pay at the checkout").to_be_visible()
    expect(checkout_page.notice, "notice after signing in").to_be_hidden()


@when("Ada asks to sign in")
def ask_to_sign_in(sign_in_page: SignInPage) -> None:
    sign_in_page.open()


@when("Ada asks to open an account")
def ask_to_open_account(registration_page: RegistrationPage) -> None:
    registration_page.open()


@when("Ada tries to sign in with a wrong password")
def try_wrong_password(sign_in_page: SignInPage, people: People) -> None:
    sign_in_page.open()
    sign_in_page.sign_in(people["Ada"].email, people["Ada"].next_password)


@when("Ada tries to sign in with an unknown address")
def try_unknown_address(sign_in_page: SignInPage, people: People) -> None:
    sign_in_page.open()
    sign_in_page.sign_in(people["Ben"].email, people["Ada"].password)


@when(parsed("a program signs in for {person:Name}"), target_fixture="session")
def sign_in_by_program(programs: Programs, person: str) -> Program:
    return programs.elsewhere(person)


@when(
    parsed("a program signs in for {person:Name} with her address in capitals"),
    target_fixture="session",
)
def sign_in_in_capitals(programs: Programs, people: People, person: str) -> Program:
    owner = people[person]
    return programs.signed_in(owner.email.upper(), owner.password)


@when(
    parsed("a program signs in for {person:Name} with her address with blanks around it"),
    target_fixture="session",
)
def sign_in_with_blanks(programs: Programs, people: People, person: str) -> Program:
    owner = people[person]
    return programs.signed_in(f"  {owner.email} ", owner.password)


@when(parsed("Ada signs in by a link that promises to lead to {address}"))
def sign_in_towards(sign_in_page: SignInPage, people: People, address: str) -> None:
    sign_in_page.open_towards(address)
    sign_in_page.sign_in(people["Ada"].email, people["Ada"].password)


@when(
    parsed("a program tries a wrong password for {person:Name} and an unknown address"),
    target_fixture="refusals",
)
def try_both_mistakes(programs: Programs, people: People, person: str) -> list[Refused]:
    sign_in, known = programs.stranger.accounts.sign_in, people[person]
    return [
        refusal(lambda: sign_in(known.email, known.next_password)),
        refusal(lambda: sign_in(people["Ben"].email, known.password)),
    ]


@then("she is at the checkout again, under her name, with 1 open session recorded")
def be_at_checkout(
    checkout_page: CheckoutPage, account_records: AccountRecords, people: People
) -> None:
    expect(checkout_page.heading, "heading of the page after signing in").to_have_text("Check out")
    expect(checkout_page.header.signed_in_name, "name at the top of the page").to_have_text("Ada")
    note_visit(account_records, people, 1, "Ada")


@then("she is told that address and password do not match")
def be_told_of_mismatch(sign_in_page: SignInPage) -> None:
    message = "That e-mail address and password do not match."
    expect(sign_in_page.alert, "alert on the sign-in page").to_contain_text(message)


@then("her password lets her into her account, under her name and e-mail address")
def be_let_in(sign_in_page: SignInPage, account_page: AccountPage, people: People) -> None:
    ada = people["Ada"]
    sign_in_page.sign_in(ada.email, ada.password)
    expect(account_page.header.signed_in_name, "name at the top of the page").to_have_text("Ada")
    expect(account_page.email, "address on the account page").to_have_text(ada.email)


@then("she is in her account, under her name")
def be_on_account_page(account_page: AccountPage) -> None:
    expect(account_page.heading, "heading after signing in").to_have_text("Your account")
    expect(account_page.header.signed_in_name, "name at the top of the page").to_have_text("Ada")


@then(parsed("the program is let in for {person:Name}"))
def let_session_in(session: Program, people: People, person: str) -> None:
    known = session.accounts.whoami()
    assert known == people[person].email, f"the program acts for {known}, not for {person}"


@then("she is not signed in")
def not_be_signed_in(account_page: AccountPage) -> None:
    account_page.open()
    expect(account_page.heading, "what her account shows").to_have_text("Sign in")


@then("both refusals read the same")
def refuse_alike(refusals: list[Refused]) -> None:
    known, unknown = (each.wording for each in refusals)
    assert known == unknown, (
        f"a wrong password is refused with {known}, but an unknown address with {unknown}"
    )


@then(parsed("{number:d} open session and her last visit are recorded for {person:Name}"))
def note_visit(account_records: AccountRecords, people: People, number: int, person: str) -> None:
    eventually(
        lambda: account_records.sign_ins(people[person].email),
        equals={"open sessions": number, "last visit noted": True},
        what=f"sessions of {person}",
        where="the shop's database",
    )


@then(parsed("a {event:AuditEvent} is recorded in the audit log"))
def note_event(account_records: AccountRecords, scenario: ScenarioInfo, event: str) -> None:
    eventually(
        lambda: account_records.audited(scenario.correlation_id, event),
        equals=[event],
        what="note of what happened in this scenario",
        where="the shop's audit log",
    )
