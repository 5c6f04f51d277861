"""Step definitions about customers who want the same thing at the same moment."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.crowd import Crowd
from steps.phrases import parsed


@given(parsed("{customers:d} customers have {quantity:d} {product:Text} each in their carts"))
def have_in_carts(crowd: Crowd, customers: int, quantity: int, product: str) -> None:
    crowd.fill_carts(customers, quantity, product)


@when("they all order at the same moment", target_fixture="outcomes")
def order_at_once(crowd: Crowd) -> list[str]:
    return crowd.order_at_once()


@then(parsed("{placed:d} order is placed, and {refused:d} are refused because {reason:Reason}"))
def place_some(outcomes: list[str], placed: int, refused: int, reason: str) -> None:
    expected = sorted(["placed"] * placed + [reason] * refused)
    assert outcomes == expected, (
        f"outcomes of {len(outcomes)} orders, read in the gateway's answers:"
        f" expected {expected}, but they were {outcomes}"
    )
