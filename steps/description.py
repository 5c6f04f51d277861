"""Sentences about what the shop publishes of itself for those who write programs."""

from __future__ import annotations

from pytest_bdd import then, when
from requests import Response

from fixtures.description import Description
from fixtures.programs import Programs
from steps.phrases import ADDRESSES


@when("a program asks the shop to describe itself", target_fixture="description")
def ask_for_description(programs: Programs) -> Description:
    return described(programs)


@then("people, products, stock, the cart, orders and payments are described")
def cover_all(description: Description) -> None:
    left_out = [subject for subject, path in ADDRESSES.items() if not description.covers(path)]
    assert not left_out, f"the shop does not describe {left_out}, only {description.paths()}"


@then("nothing of the inside of the shop is described")
def leave_inside_out(description: Description) -> None:
    told = [path for path in description.paths() if path.startswith(("/internal", "/health"))]
    assert not told, f"the shop describes its inside: {told}"


@then("the answer is as the shop describes it")
def be_as_described(programs: Programs, answer: Response) -> None:
    faults = described(programs).faults(answer)
    assert not faults, f"the answer is not as described: {faults}"


def described(programs: Programs) -> Description:
    return Description(programs.stranger.gateway.get("/openapi.json").json())
