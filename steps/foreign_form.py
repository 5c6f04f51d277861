"""Step definitions about forms that did not come from a page of the shop."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import then, when
from requests import Response

from fixtures.foreign_forms import CSRF, ForeignForms, proof_of_another_browser, right_proof
from fixtures.possessions import Possessions
from fixtures.records.order_tables import Order
from pages.account import AccountPage
from pages.failure import FailurePage
from pages.tampering import claim
from sayso import HttpSession
from steps.phrases import parsed

MADE_UP = {"no proof": "", "a made-up proof": "0" * 64}


@when("a foreign site lets her browser cancel the order")
def cancel_elsewhere(foreign_forms: ForeignForms, possessions: Possessions, order: Order) -> None:
    possessions.note()
    foreign_forms.cancel(order.number)


@when(parsed("a foreign site lets her browser {act:ForeignAct}"))
def act_elsewhere(foreign_forms: ForeignForms, possessions: Possessions, act: str) -> None:
    possessions.note()
    foreign_forms.send(act)


@when(parsed("a form that changes her name carries {proof}"))
def carry_proof(
    account_page: AccountPage, possessions: Possessions, base_url: str, proof: str
) -> None:
    possessions.note()
    account_page.open()
    claim(account_page.browser, {CSRF: proof_called(proof, base_url)})
    account_page.rename("Mallory")


@when("a browser sends a form with the right proof from another site", target_fixture="answer")
def send_right_proof(http: HttpSession, base_url: str) -> Response:
    proof, cookie = right_proof(http, base_url)
    headers = {"Cookie": cookie, "Origin": "https://evil.example"}
    return http.post(f"{base_url}/sign-in", data={CSRF: proof}, headers=headers)


@when("Ada follows a link that leads to signing out")
def follow_link_out(failure_page: FailurePage, possessions: Possessions) -> None:
    possessions.note()
    failure_page.follow("/sign-out")


@then("the form is not accepted")
def not_be_accepted(failure_page: FailurePage) -> None:
    expect(failure_page.heading, "answer to the form").to_have_text("This form was not accepted")


@then("nothing of Ada's has changed")
def be_unchanged(possessions: Possessions) -> None:
    changes = possessions.changes()
    assert not changes, f"changed in the shop's database, as it was and as it is: {changes}"


def proof_called(proof: str, shop: str) -> str:
    return MADE_UP[proof] if proof in MADE_UP else proof_of_another_browser(shop)
