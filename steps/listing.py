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


@given(parsed("the shop has {number:d} lamps of one make"), target_fixture="make")
def have_lamps_of_make(products: Products, number: int) -> str:
    """What the descriptions of these lamps say, and nothing else in the shop."""
    return products.make("Floor lamp", number)


@when(
    parsed("a program leafs through the lamps of that make {size:d} at a time"),
    target_fixture="page_sizes",
)
def leaf_through_make(programs: Programs, make: str, size: int) -> list[int]:
    return [len(page) for page in programs.stranger.inventory.pages(make, size)]


@then(parsed("the lamps have come in {number:d} lots of {size:d}"))
def have_had_pages(page_sizes: list[int], number: int, size: int) -> None:
    expected = [size] * number
    assert page_sizes == expected, (
        f"lamps on each page: expected {expected}, but it was {page_sizes}"
    )


@when(parsed("a program asks for {number:d} products at a time"), target_fixture="refused")
def ask_for_page(programs: Programs, number: int) -> Refused:
    return refusal(lambda: list(programs.stranger.inventory.pages("", number)))


@then(parsed("each of the {number:d} lamps has been listed once"))
def be_listed_once(lamps: list[str], listed: list[str], number: int) -> None:
    times = {lamp: listed.count(lamp) for lamp in lamps}
    assert times == dict.fromkeys(lamps, 1), f"how often each of {number} lamps was listed: {times}"
