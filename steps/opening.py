"""Step definitions about a shop that is set up wrongly."""

from __future__ import annotations

from pytest_bdd import then, when

from fixtures.second_shop import SecondShops
from steps.phrases import parsed


@when(parsed("somebody opens a second shop with {setting:SetUp}"), target_fixture="said")
def open_wrongly(second_shops: SecondShops, setting: tuple[str, str]) -> str:
    return second_shops.fail_to_open(dict([setting]))


@when(
    parsed("somebody opens a second shop for customers with {setting:SetUp}"),
    target_fixture="said",
)
def open_for_customers(second_shops: SecondShops, setting: tuple[str, str]) -> str:
    return second_shops.fail_to_open({"SHOP_ENVIRONMENT": "production", **dict([setting])})


@then(parsed("it does not open, and says: {reason:Text}"))
def say_why(said: str, reason: str) -> None:
    assert reason in said, f"the shop was expected to say {reason!r}, but it said: {said}"
