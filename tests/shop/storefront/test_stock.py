"""The stock page of the staff (behaviours I05, I08, I13)."""

import pytest

from tests.shop.storefront.browser import Person, text_of
from tests.shop.storefront.gateway_stub import Answer, GatewayStub, problem
from tests.shop.storefront.samples import ADA, ROW

LOW = {"sku": "MUG-BLUE", "name": "Blue mug", "on_hand": 3, "low_threshold": 5}


@pytest.fixture
def sam(ada: Person, gateway: GatewayStub) -> Person:
    gateway.answers["GET /profile"] = Answer(200, {**ADA, "name": "Sam", "role": "staff"})
    gateway.answers["GET /api/inventory"] = Answer(200, [ROW])
    gateway.answers["GET /api/inventory/MUG-BLUE"] = Answer(200, ROW)
    gateway.answers["GET /api/inventory/low-stock"] = Answer(200, [])
    return ada


def test_it_lists_what_is_low_and_everything(sam: Person, gateway: GatewayStub) -> None:
    page = sam.open("/staff/stock").text
    assert "Nothing is low." in page
    for fact in ('"on-hand">10<', '"reserved">1<', '"available">9<', ">Add to Blue mug</label>"):
        assert fact in page, f"the stock page lacks {fact}"
    gateway.answers["GET /api/inventory/low-stock"] = Answer(200, [LOW])
    assert "Low stock Product On hand Low from Blue mug 3 5" in text_of(sam.open("/staff/stock"))


def test_replenishing_shows_the_sum(sam: Person, gateway: GatewayStub) -> None:
    added = Answer(201, {**ROW, "on_hand": 15})
    gateway.answers["POST /api/inventory/MUG-BLUE/replenishments"] = added
    response = sam.send("/staff/stock", sku="MUG-BLUE", quantity="5")
    assert response.headers["location"] == "/staff/stock"
    assert gateway.body("POST /api/inventory/MUG-BLUE/replenishments") == {"quantity": 5}
    assert "10 + 5 = 15 Blue mug in stock." in text_of(sam.open("/staff/stock"))


@pytest.mark.parametrize("quantity", ["", "0", "-5", "1000", "five"])
def test_an_impossible_delivery_is_said_beside_its_field(
    sam: Person, gateway: GatewayStub, quantity: str
) -> None:
    response = sam.send("/staff/stock", sku="MUG-BLUE", quantity=quantity)
    assert response.status_code == 422
    assert '<a href="#quantity-MUG-BLUE">Enter a whole number from 1 to 999.</a>' in response.text
    assert gateway.changes() == []


def test_an_unknown_product_is_not_replenished(sam: Person, gateway: GatewayStub) -> None:
    assert sam.send("/staff/stock", sku="../profile", quantity="5").status_code == 404
    assert gateway.changes() == []


def test_a_product_that_was_renamed_since_it_was_found_is_replenished(
    sam: Person, gateway: GatewayStub
) -> None:
    gateway.answers["GET /api/inventory"] = Answer(200, [])
    gateway.answers["POST /api/inventory/MUG-BLUE/replenishments"] = Answer(201, ROW)
    sam.send("/staff/stock?q=jug", sku="MUG-BLUE", quantity="5")
    assert gateway.body("POST /api/inventory/MUG-BLUE/replenishments") == {"quantity": 5}
    refused = sam.send("/staff/stock?q=jug", sku="MUG-BLUE", quantity="0")
    assert "Enter a whole number from 1 to 999." in refused.text


def test_customers_see_no_way_there_and_are_refused(ada: Person, gateway: GatewayStub) -> None:
    gateway.answers["GET /api/inventory"] = problem(403, "forbidden")
    assert "/staff/stock" not in ada.open("/").text
    response = ada.open("/staff/stock")
    assert response.status_code == 403
    assert "Not open to you" in text_of(response)


def test_a_search_is_passed_on_and_stays(sam: Person, gateway: GatewayStub) -> None:
    page = sam.open("/staff/stock?q=blue+mug").text
    assert 'value="blue mug"' in page
    assert 'action="/staff/stock?q=blue+mug"' in page
    gateway.answers["POST /api/inventory/MUG-BLUE/replenishments"] = Answer(201, ROW)
    response = sam.send("/staff/stock?q=blue+mug", sku="MUG-BLUE", quantity="5")
    assert response.headers["location"] == "/staff/stock?q=blue+mug"
