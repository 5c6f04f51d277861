"""Cards whose bank asks the owner first, and a card company that has trouble."""

from typing import Any

import httpx2
import pytest

from app_under_test.payments.models import Payment
from tests.shop.trade.floor import Floor
from tests.shop.trade.visitor import body_of

ASKED = "4000000000003220"


def answer(url: str, decision: str) -> httpx2.Response:
    """What the card's owner says on the bank's page."""
    return httpx2.post(url, data={"decision": decision}, follow_redirects=False, trust_env=False)


def test_nothing_is_charged_before_the_owner_has_said_yes(floor: Floor) -> None:
    ada = floor.person()
    number = ada.ordered()
    waiting = body_of(ada.pay(number, ASKED))
    assert (waiting["status"], floor.charges(number)[0][0]) == ("pending", "requires_action")
    again = body_of(ada.pay(number, ASKED))
    assert again["challenge_url"] == waiting["challenge_url"]
    said = answer(waiting["challenge_url"], "confirm")
    assert f"/orders/{number}?key=" in said.headers["location"]
    floor.deliver(floor.notices(number)[0])
    floor.wait_for_status(number, "paid")
    assert floor.charges(number) == [("succeeded", 1645, "GBP")]
    assert answer(waiting["challenge_url"], "refuse").status_code == 404


def test_an_owner_who_says_no_may_take_another_card(floor: Floor) -> None:
    ada = floor.person()
    number = ada.ordered()
    said = answer(body_of(ada.pay(number, ASKED))["challenge_url"], "refuse")
    assert said.headers["location"].endswith("&redirect_status=failed")
    floor.deliver(floor.notices(number)[0])
    assert floor.attempts(number) == [("declined", "authentication_failed")]
    assert ada.pay(number).status_code == 201
    floor.wait_for_status(number, "paid")


def test_another_card_ends_a_question_that_nobody_has_answered(floor: Floor) -> None:
    ada = floor.person()
    number = ada.ordered()
    url = body_of(ada.pay(number, ASKED))["challenge_url"]
    assert ada.pay(number).status_code == 201
    assert answer(url, "confirm").status_code == 404
    floor.wait_for_status(number, "paid")
    assert [one[0] for one in floor.charges(number)] == ["failed", "succeeded"]


def test_an_order_can_be_cancelled_while_the_bank_waits(floor: Floor) -> None:
    ada = floor.person()
    number = ada.ordered()
    url = body_of(ada.pay(number, ASKED))["challenge_url"]
    body_of(ada.ask("POST", f"/api/orders/{number}/cancellation"))
    assert answer(url, "confirm").status_code == 404
    assert floor.count(Payment, order_number=number, status="closed") == 1


def calls(floor: Floor, number: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = floor.provider("GET", f"/v1/journal?order_number={number}")
    return told


def test_trouble_that_passes_is_not_noticed(floor: Floor) -> None:
    ada = floor.person()
    number = ada.ordered()
    assert ada.pay(number, "4000000000000507").status_code == 201
    assert [call["status"] for call in calls(floor, number)] == [500, 500, 200]
    assert len({call["idempotency_key"] for call in calls(floor, number)}) == 1
    floor.wait_for_status(number, "paid")


@pytest.mark.parametrize(("card", "status"), [("4000000000000515", 500), ("4000000000000424", 429)])
def test_trouble_that_stays_charges_nothing_and_another_card_works(
    floor: Floor, card: str, status: int
) -> None:
    ada = floor.person()
    number = ada.ordered()
    assert ada.pay(number, card).json()["type"] == "payment-unavailable"
    assert [call["status"] for call in calls(floor, number)] == [status] * 3
    assert floor.attempts(number) == [("failed", None)]
    assert ada.pay(number).status_code == 201
    floor.wait_for_status(number, "paid")
