"""Sentences about whether the shop is well."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.entrance import Entrance, Entrances
from steps.phrases import parsed


@given(parsed("the part that keeps {part} is down"), target_fixture="entrance")
def be_down(entrances: Entrances, part: str) -> Entrance:
    return entrances.without(part)


@when("a watchman asks how the shop is", target_fixture="health")
def ask_how_the_shop_is(entrance: Entrance) -> dict[str, object]:
    return entrance.health()


@then("the answer is that it is healthy")
def be_healthy(health: dict[str, object]) -> None:
    expected = {"alarm": False, "status": "healthy"}
    assert expected.items() <= health.items(), (
        f"health, read at the shop's entrance: expected {expected}, but it was {health}"
    )


@then(parsed("the answer is that {part} cannot be reached"))
def name_part(health: dict[str, object], part: str) -> None:
    expected = {"alarm": True, "status": "unhealthy", "parts": {part: "unreachable"}}
    assert expected.items() <= health.items(), (
        f"health, read at the shop's entrance: expected {expected}, but it was {health}"
    )


@then("the entrance itself still answers")
def still_answer(entrance: Entrance) -> None:
    assert entrance.is_up(), f"the entrance at {entrance.address} was expected to answer"
