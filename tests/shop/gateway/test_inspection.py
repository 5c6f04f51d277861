"""What those who look after the shop are told, and nobody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import create_engine, text

from app_under_test.composition import Shop, open_shop
from app_under_test.settings import SERVICES, Settings

WATCH_KEY = "the watch key of this test"


@contextmanager
def second_gateway(shop: Shop, **changed: Any) -> Iterator[httpx2.Client]:
    """Another gateway before the parts of a shop, with other settings than theirs."""
    known = {f"{part}_url": shop.settings.url_of(part) for part in SERVICES}
    shared = ("environment", "database_url", "secret_key", "internal_key", "payment_key")
    same = {name: getattr(shop.settings, name) for name in (*shared, "payment_webhook_secret")}
    given = {**same, "watch_key": WATCH_KEY, "storefront_url": "http://127.0.0.1:1", **changed}
    settings = Settings.model_validate({**given, **known})
    with (
        open_shop(settings, ["gateway"]) as gateway,
        httpx2.Client(base_url=gateway.settings.url_of("gateway"), timeout=10) as client,
    ):
        yield client


def details(client: httpx2.Client) -> Any:
    return client.get("/health/details", headers={"X-Watch-Key": WATCH_KEY}).json()


def faults(told: Any) -> dict[str, set[str]]:
    """What is wrong, and with which parts."""
    found: dict[str, set[str]] = {}
    for part, one in told["parts"].items():
        for reason in filter(None, one["checks"].values()):
            found.setdefault(reason, set()).add(part)
    return found


def test_shop_in_order_tells_of_every_part_and_finds_nothing_wrong(whole_shop: Shop) -> None:
    with second_gateway(whole_shop, version="unreleased") as client:
        told = details(client)
    assert told["status"] == "healthy"
    assert set(told["parts"]) == {*SERVICES, "gateway"}
    assert {one["version"] for one in told["parts"].values()} == {"unreleased"}
    assert {"database", "tables", "payment provider"} <= set(told["parts"]["payments"]["checks"])
    assert told["parts"]["notifications"]["checks"]["mail server"] == ""


@pytest.mark.parametrize("key", ["", "another key that opens nothing"])
def test_details_are_for_those_who_hold_the_watch_key(whole_shop: Shop, key: str) -> None:
    with second_gateway(whole_shop) as client:
        answer = client.get("/health/details", headers={"X-Watch-Key": key})
    assert answer.status_code == 403
    assert "parts" not in answer.json()


def test_parts_with_another_internal_key_are_named(whole_shop: Shop) -> None:
    with second_gateway(whole_shop, internal_key="another internal key") as client:
        told = details(client)
    assert told["status"] == "unhealthy"
    assert faults(told) == {"It does not accept the gateway's internal key.": set(SERVICES)}


def test_setting_that_differs_is_named_and_its_value_is_not_told(whole_shop: Shop) -> None:
    with second_gateway(whole_shop, payment_key="another payment key") as client:
        told = details(client)
    reason = "differs from the gateway's: SHOP_PAYMENT_KEY"
    assert faults(told) == {reason: set(SERVICES)}
    assert "another payment key" not in str(told)


def test_part_that_is_away_is_named(whole_shop: Shop) -> None:
    away = whole_shop.settings.model_copy(update={"orders_url": "http://127.0.0.1:1"})
    with second_gateway(Shop(away, whole_shop.database, whole_shop.parts)) as client:
        told = details(client)
    assert faults(told) == {"The orders service cannot be reached.": {"orders"}}


def test_old_tables_wrong_payment_key_and_mute_mail_server_are_named(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/shop.db"
    theirs = {"payment_key": "key of the provider", "gateway_url": "http://127.0.0.1:1"}
    with open_shop(Settings.model_validate(theirs), ["payment_sandbox"]) as other:
        ours = {
            "database_url": url,
            "smtp_url": "smtp://127.0.0.1:1",
            "payment_url": other.settings.url_of("payment_sandbox"),
            "payment_key": "key of the shop",
            "watch_key": WATCH_KEY,
        }
        with open_shop(Settings.model_validate(ours), migrate=True) as shop:
            with create_engine(url).begin() as connection:
                connection.execute(text("UPDATE kernel_schema_version SET version_num = '0001'"))
            with httpx2.Client(base_url=shop.settings.url_of("gateway"), timeout=10) as client:
                found = faults(details(client))
    assert found == {
        "the database is at 0001, kernel needs 0003; run `python -m app_under_test migrate`": set(
            SERVICES
        ),
        "the card company answers 401; is SHOP_PAYMENT_KEY right?": {"payments"},
        "the mail server cannot be used: ConnectionRefusedError": {"notifications"},
    }
