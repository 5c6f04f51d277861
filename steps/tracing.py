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


@then(parsed("the message that the order is {topics:News} bears the number of the call"))
def bear_number(
    news_records: NewsRecords, order: Order, scenario: ScenarioInfo, topics: list[str]
) -> None:
    eventually(
        lambda: [news_records.numbers_of_calls(order.number, topic) for topic in topics],
        equals=[[scenario.correlation_id]] * len(topics),
        what=f"numbers of calls that the messages about {order.number} bear",
        where="the shop's outbox",
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
