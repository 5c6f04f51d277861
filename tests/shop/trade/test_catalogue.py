"""Products as customers find them."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app_under_test.catalogue import demo as catalogue_demo
from app_under_test.catalogue.models import Product
from app_under_test.inventory import demo as inventory_demo
from app_under_test.inventory.models import Stock
from app_under_test.kernel.database import Database
from app_under_test.kernel.migrations import make_ready
from tests.shop.trade.floor import NOWHERE, Floor
from tests.shop.trade.invariants import IN_ORDER, broken


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
        "ready": 3,
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


def test_a_product_is_shown_when_nobody_can_say_how_many_are_left(floor: Floor) -> None:
    mug = floor.product("Blue mug")
    with floor.beside("catalogue", inventory_url=NOWHERE) as lonely:
        shown = lonely.ask("GET", f"/api/products/{mug.slug}").json()
    assert (shown["name"], shown["available"]) == ("Blue mug", None)


def test_the_demo_puts_ten_things_on_sale_once(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'demo.db'}")
    make_ready(database)
    for _ in range(2):
        catalogue_demo.seed(database)
        inventory_demo.seed(database)
    with database.read() as session:
        products = {product.id: product for product in session.scalars(select(Product))}
        stock = session.scalars(select(Stock)).all()
    assert len(products) == 10
    assert {row.product_id for row in stock} == set(products)
    assert {row.on_hand > 0 for row in stock} == {True, False}
    assert broken(database) == IN_ORDER
    database.dispose()
