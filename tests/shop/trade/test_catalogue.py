"""Products as customers find them."""

from typing import Any

import pytest

from tests.shop.trade.floor import Floor


def found(floor: Floor, words: str) -> list[dict[str, Any]]:
    products: list[dict[str, Any]] = floor.ask("GET", "/api/products", params={"q": words}).json()
    return products


def test_a_product_says_what_it_costs_and_how_many_are_left(floor: Floor) -> None:
    mug = floor.product("Blue mug", on_hand=3, description="Holds tea.")
    shown = floor.ask("GET", f"/api/products/{mug.slug}").json()
    assert shown == {
        "id": mug.id,
        "sku": mug.sku,
        "slug": mug.slug,
        "name": "Blue mug",
        "description": "Holds tea.",
        "price_minor": 1250,
        "currency": "GBP",
        "available": 3,
    }


def test_what_is_promised_to_others_is_not_available(floor: Floor) -> None:
    mug = floor.product(on_hand=3)
    other = floor.guest()
    other.add(mug, 2)
    other.order()
    assert floor.ask("GET", f"/api/products/{mug.slug}").json()["available"] == 1


def test_a_search_finds_every_word_in_name_or_description(floor: Floor) -> None:
    kettle = floor.product("Zinc kettle", description="Whistles loudly.")
    bucket = floor.product("Zinc bucket")
    skus = {one["sku"] for one in found(floor, "ZINC whistles")}
    assert skus & {kettle.sku, bucket.sku} == {kettle.sku}
    assert found(floor, "zinc trumpet") == []


@pytest.mark.parametrize("words", ["%", "_", "'; DROP TABLE products; --", '"', "\\", "é"])
def test_signs_of_the_database_are_plain_text_in_a_search(floor: Floor, words: str) -> None:
    floor.product("Plain thing")
    odd = floor.product(f"Odd {words} thing")
    names = [one["name"] for one in found(floor, words)]
    assert odd.name in names
    assert "Plain thing" not in names


def test_a_withdrawn_product_is_not_shown(floor: Floor) -> None:
    gone = floor.product("Withdrawn whisk", active=False)
    assert found(floor, "withdrawn whisk") == []
    assert floor.ask("GET", f"/api/products/{gone.slug}").status_code == 404


def test_an_unknown_product_is_not_found(floor: Floor) -> None:
    answer = floor.ask("GET", "/api/products/nothing-of-the-kind")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_search_for_a_whole_novel_is_refused(floor: Floor) -> None:
    answer = floor.ask("GET", "/api/products", params={"q": "x" * 101})
    assert answer.status_code == 422
