"""Step definitions about requests that make no sense, and those of somebody else's pages."""

from __future__ import annotations

from playwright.sync_api import expect
from pytest_bdd import then, when
from requests import Response

from fixtures.clients.gateway import REASONS, Gateway, Refused, refusal
from fixtures.entrance import Entrance
from fixtures.odd_requests import ODD, ODD_FORMS, inside_told
from fixtures.people import People
from fixtures.programs import Programs
from pages.failure import FailurePage
from sayso import HttpSession
from steps.phrases import parsed

FOREIGN = {"Origin": "https://evil.example"}


@when(
    parsed("a program sends {sent:OddRequest} on behalf of {person:Name}"), target_fixture="refused"
)
def send_odd(programs: Programs, sent: str, person: str) -> Refused:
    return refusal(lambda: programs[person].gateway.call("PUT", "/profile", **ODD[sent]))


@when(parsed("a program asks for the orders of {person:Name} there"), target_fixture="refused")
def ask_there(entrance: Entrance, programs: Programs, person: str) -> Refused:
    gateway = Gateway(entrance.http, entrance.address, programs.token(person))
    return refusal(lambda: gateway.get("/api/orders"))


@when(parsed("a browser sends {sent:OddForm}"), target_fixture="answer")
def send_odd_form(http: HttpSession, base_url: str, sent: str) -> Response:
    return http.post(f"{base_url}/sign-in", **ODD_FORMS[sent])


@then(parsed("it is turned away because {reason:Reason}"))
def turn_away(answer: Response, reason: str) -> None:
    assert REASONS.get(answer.status_code) == reason, (
        f"answer to the form: expected that {reason}, but it was {answer.status_code}"
    )


@when("Ada follows a link that leads nowhere")
def open_missing(failure_page: FailurePage) -> None:
    failure_page.open()


@when(parsed("Ada follows a link that leads to {address:OddLink}"))
def follow_odd_link(failure_page: FailurePage, address: str) -> None:
    failure_page.follow(address)


@when("a program signs in with a message instead of a form", target_fixture="refused")
def sign_in_by_message(programs: Programs, people: People) -> Refused:
    message = {"username": people["Ada"].email, "password": people["Ada"].password}
    return refusal(lambda: programs.stranger.gateway.post("/login", message))


@when("a foreign site reads the list of products", target_fixture="answer")
def read_from_elsewhere(programs: Programs) -> Response:
    return programs.stranger.gateway.call_once("GET", "/api/products", headers=FOREIGN)


@when("a foreign site asks whether it may change the cart", target_fixture="answer")
def ask_from_elsewhere(programs: Programs) -> Response:
    headers = {**FOREIGN, "Access-Control-Request-Method": "POST"}
    return programs.stranger.gateway.call_once("OPTIONS", "/api/cart/lines", headers=headers)


@then("its browser is not allowed to let it")
def not_be_let(answer: Response) -> None:
    allowed = [name for name in answer.headers if name.lower().startswith("access-control-")]
    assert not allowed, f"what the answer allows pages of others: {allowed}"


@then("the refusal tells nothing of the inside of the shop")
def keep_inside(refused: Refused) -> None:
    headers = "\n".join(f"{name}: {value}" for name, value in refused.answer.headers.items())
    told = inside_told(refused.answer.text, headers)
    assert not told, f"what the refusal tells of the inside: {told}, in {refused}"


@then(parsed("she is told {heading:Text}, with a reference to quote"))
def be_told_with_reference(failure_page: FailurePage, heading: str) -> None:
    expect(failure_page.heading, "heading of the page").to_have_text(heading)
    expect(failure_page.reference, "reference on the page").not_to_be_empty()


@then("what she reads tells nothing of the inside of the shop")
def keep_inside_of_page(failure_page: FailurePage) -> None:
    told = inside_told(failure_page.browser.content())
    assert not told, f"what the page tells of the inside: {told}"
