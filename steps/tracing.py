"""Step definitions about following a call through the shop."""

from __future__ import annotations

import re

from pytest_bdd import then, when
from requests import Response

from fixtures.programs import Programs
from fixtures.records.news import NewsRecords
from fixtures.records.order_tables import Order
from fixtures.shop_log import ShopLog
from sayso import ScenarioInfo, eventually
from steps.phrases import parsed


@when("a program asks for the list of products without naming a number", target_fixture="answer")
def ask_without_number(programs: Programs) -> Response:
    unnamed = {"X-Request-ID": None}
    return programs.stranger.gateway.call("GET", "/api/products", headers=unnamed)


@then("every message about the order bears the number of the call")
def bear_number(news_records: NewsRecords, order: Order, scenario: ScenarioInfo) -> None:
    news_records.wait_until_all_is_told()
    numbers = news_records.numbers_of_calls(order.number)
    assert set(numbers) == {scenario.correlation_id}, (
        f"numbers of calls that the messages about {order.number} bear, read in the shop's outbox:"
        f" expected {scenario.correlation_id} alone, but they were {numbers}"
    )


@then(parsed("{parts:Parts} have noted the number of the call"))
def note_number(shop_log: ShopLog, scenario: ScenarioInfo, parts: list[str]) -> None:
    eventually(
        lambda: shop_log.parts_that_noted(scenario.correlation_id) & set(parts),
        equals=set(parts),
        what=f"parts that have noted the call {scenario.correlation_id}",
        where="the shop's log",
    )


@then("the answer names a number of its own")
def name_number(answer: Response) -> None:
    number = answer.headers.get("X-Request-ID", "")
    assert re.fullmatch("[0-9a-f]{32}", number), f"number that the answer names: {number!r}"
