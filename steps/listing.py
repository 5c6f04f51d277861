"""Step definitions about long lists."""

from __future__ import annotations

from pytest_bdd import given, then, when

from fixtures.clients.gateway import Refused, refusal
from fixtures.products import Products
from fixtures.programs import Programs
from steps.phrases import parsed


@given(parsed("the shop has {number:d} kinds of lamps"), target_fixture="lamps")
def have_lamps(products: Products, number: int) -> list[str]:
    return products.kinds("Desk lamp", number)


@when(
    parsed(
        "a program leafs through the lamps {size:d} at a time while another lamp arrives each time"
    ),
    target_fixture="listed",
)
def leaf_through(programs: Programs, products: Products, size: int) -> list[str]:
    pages = programs.stranger.inventory.pages("lamp", size)
    listed = []
    for page in pages:
        listed += page
        products.stock("A lamp", 1)
    return listed


@when(parsed("a program asks for {number:d} products at a time"), target_fixture="refused")
def ask_for_page(programs: Programs, number: int) -> Refused:
    return refusal(lambda: list(programs.stranger.inventory.pages("", number)))


@then(parsed("each of the {number:d} lamps has been listed once"))
def be_listed_once(lamps: list[str], listed: list[str], number: int) -> None:
    times = {lamp: listed.count(lamp) for lamp in lamps}
    assert times == dict.fromkeys(lamps, 1), f"how often each of {number} lamps was listed: {times}"
