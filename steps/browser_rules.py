"""Step definitions about what the shop tells browsers to refuse (OWASP ASVS 5.0, 3.3 and 3.4)."""

from __future__ import annotations

from playwright.sync_api import BrowserContext
from pytest_bdd import then, when
from requests import Response

from fixtures.browser_answers import BrowserAnswers
from fixtures.clients.gateway import Refused
from steps.phrases import parsed

NOTHING_FOREIGN = (
    *("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"),
    "form-action 'self'",
)
OWN = {"'none'", "'self'"}


@when(parsed("a browser is answered with {kind}"), target_fixture="answer")
def be_answered(browser_answers: BrowserAnswers, kind: str) -> Response:
    return browser_answers.answer(kind)


@then("every cookie is for this shop alone, for safe connections, and out of reach for programs")
def guard_cookies(context: BrowserContext) -> None:
    cookies = context.cookies()
    assert cookies, "cookies in Ada's browser: none, but one was expected for her session"
    open_ones = [
        cookie["name"]
        for cookie in cookies
        if not cookie["name"].startswith("__Host-")
        or (cookie["secure"], cookie["httpOnly"], cookie["path"]) != (True, True, "/")
        or cookie["sameSite"] not in {"Lax", "Strict"}
    ]
    assert not open_ones, f"cookies that are not guarded: {open_ones}, of {cookies}"


@then("it is told to run nothing foreign, to be framed by nobody and to guess no types")
def forbid_foreign(answer: Response) -> None:
    policy = answer.headers.get("Content-Security-Policy", "").split("; ")
    missing = set(NOTHING_FOREIGN) - set(policy)
    assert not missing, f"what the content security policy lacks: {missing}, it is {policy}"
    foreign = [rule for rule in policy if not set(rule.split()[1:]) <= OWN]
    assert not foreign, f"sources beside the shop in the content security policy: {foreign}"
    forbid_guessing(answer)


@then("it is told to come back over safe connections only, and to tell others nothing")
def demand_safe_connections(answer: Response) -> None:
    said = answer.headers.get("Strict-Transport-Security", "")
    assert said.startswith("max-age=31536000"), f"time to come back over TLS only: {said!r}"
    told = answer.headers.get("Referrer-Policy")
    assert told == "same-origin", f"what others are told of the address: {told!r}"


@then(parsed("the number of the answer is {status:d}"))
def tell_status(answer: Response, status: int) -> None:
    told = answer.status_code
    assert told == status, f"status of the shop's answer: expected {status}, but it was {told}"


@then("the refusal forbids to guess its type")
def forbid_guessing_of_refusal(refused: Refused) -> None:
    forbid_guessing(refused.answer)


def forbid_guessing(answer: Response) -> None:
    said = answer.headers.get("X-Content-Type-Options")
    assert said == "nosniff", f"whether types may be guessed: {said!r}, read in the answer"
