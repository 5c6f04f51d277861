"""Products that catalogues keep in Redis for a moment, and never for an order."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app_under_test.catalogue import kept
from app_under_test.catalogue.models import Product
from sayso.target.proxies import Proxy
from sayso.target.waiting import eventually
from tests.shop.servers import own_redis_keys
from tests.shop.trade.floor import Floor


@pytest.fixture
def namespace() -> Iterator[str]:
    with own_redis_keys() as namespace:
        yield namespace


@pytest.fixture
def proxy(namespace: str) -> Iterator[Proxy]:
    assert namespace, "Redis answers"
    with Proxy("127.0.0.1:6379") as proxy:
        yield proxy


@contextmanager
def keeping(floor: Floor, proxy: Proxy, namespace: str, *parts: str) -> Iterator[Floor]:
    """Parts that run a second time, with a Redis."""
    url = f"redis://{proxy.address}/0"
    with floor.beside(*parts, redis_url=url, namespace=namespace) as other:
        yield other


def price(floor: Floor, product: Product) -> int:
    shown = floor.ask("GET", f"/api/products/{product.slug}").json()
    return int(shown["price_minor"])


def test_product_is_kept_for_a_moment_by_all_catalogues_together(
    floor: Floor, proxy: Proxy, namespace: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "KEPT_FOR_MS", 1000)
    mug = floor.product(price_minor=1250)
    with (
        keeping(floor, proxy, namespace, "catalogue") as one,
        keeping(floor, proxy, namespace, "catalogue") as other,
    ):
        assert price(one, mug) == 1250
        floor.reprice(mug, 1300)
        assert price(other, mug) == 1250
        eventually(
            lambda: price(other, mug), equals=1300, what="price", where="its page", within=3.0
        )


def test_stock_is_never_kept_and_orders_are_never_priced_from_what_is(
    floor: Floor, proxy: Proxy, namespace: str
) -> None:
    mug = floor.product(price_minor=1250, on_hand=5)
    with keeping(floor, proxy, namespace, "catalogue") as catalogue:
        assert price(catalogue, mug) == 1250
        floor.reprice(mug, 1300)
        address = catalogue.shop.settings.url_of("catalogue")
        with floor.beside("orders", catalogue_url=address) as shop:
            ben = floor.guest().at(shop)
            ben.add(mug, 2)
            assert ben.order().json()["subtotal_minor"] == 2600
        shown = catalogue.ask("GET", f"/api/products/{mug.slug}").json()
        assert shown["available"] == 3


def test_products_are_read_from_the_database_while_redis_is_away(
    floor: Floor, proxy: Proxy, namespace: str
) -> None:
    mug = floor.product(price_minor=1250)
    with keeping(floor, proxy, namespace, "catalogue") as catalogue:
        assert price(catalogue, mug) == 1250
        proxy.cut()
        floor.reprice(mug, 1300)
        assert price(catalogue, mug) == 1300
        url = catalogue.shop.settings.url_of("catalogue")
        health = floor.get(f"{url}/health")
        assert health.status_code == 200
        assert health.json() == {"status": "healthy", "redis": "unreachable"}
