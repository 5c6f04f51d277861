"""The page of messages that nobody could process."""

import pytest

from tests.shop.storefront.browser import Person, text_of
from tests.shop.storefront.gateway_stub import Answer, GatewayStub, problem
from tests.shop.storefront.samples import ADA

DEAD = "/api/messages/dead"
LETTER = {
    "id": "5f1d",
    "topic": "order.paid",
    "consumer": "inventory",
    "reason": "id: Field <b>required</b>",
    "failed_at": "2026-11-05T10:07:00Z",
}


@pytest.fixture
def sam(ada: Person, gateway: GatewayStub) -> Person:
    gateway.answers["GET /profile"] = Answer(200, {**ADA, "name": "Sam", "role": "staff"})
    gateway.answers[f"GET {DEAD}"] = Answer(200, [LETTER])
    return ada


def test_it_lists_what_waits_and_why(sam: Person, gateway: GatewayStub) -> None:
    page = sam.open("/staff/messages")
    told = "order.paid inventory id: Field <b>required</b> 5 November 2026, 10:07 UTC Retry"
    assert told in text_of(page)
    assert "<b>required" not in page.text
    gateway.answers[f"GET {DEAD}"] = Answer(200, [])
    assert "No message waits." in text_of(sam.open("/staff/messages"))


@pytest.mark.parametrize(
    ("answer", "notice"),
    [
        (Answer(204), "The message was taken in."),
        (problem(409, "still-refused", "KeyError"), "The message was refused again: KeyError"),
        (problem(404, "not-found"), "taken in by somebody else meanwhile"),
    ],
)
def test_a_retry_says_how_it_went(
    sam: Person, gateway: GatewayStub, answer: Answer, notice: str
) -> None:
    gateway.answers[f"POST {DEAD}/5f1d/retry"] = answer
    response = sam.send("/staff/messages", message="5f1d")
    assert response.headers["location"] == "/staff/messages"
    assert notice in text_of(sam.open("/staff/messages"))


def test_a_made_up_id_leads_nowhere_else(sam: Person, gateway: GatewayStub) -> None:
    sam.send("/staff/messages", message="../../../profile")
    assert gateway.changes() == [f"POST {DEAD}/..%2F..%2F..%2Fprofile/retry"]


def test_customers_see_no_way_there_and_are_refused(ada: Person, gateway: GatewayStub) -> None:
    gateway.answers[f"GET {DEAD}"] = problem(403, "forbidden")
    assert "/staff/messages" not in ada.open("/").text
    response = ada.open("/staff/messages")
    assert response.status_code == 403
    assert "Not open to you" in text_of(response)
