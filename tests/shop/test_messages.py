"""The whole shop with a broker that goes away, and its dead letters as staff see them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from kombu import Producer

from app_under_test.catalogue import demo as catalogue_demo
from app_under_test.composition import Shop, open_shop
from app_under_test.identity.demo import hire_sam
from app_under_test.inventory import demo as inventory_demo
from app_under_test.kernel.broker_link import Topology, connected
from app_under_test.kernel.dead_letters import bury
from app_under_test.settings import Settings
from sayso.target.mail_sink import MailSink
from sayso.target.proxies import Proxy
from sayso.target.waiting import eventually
from tests.shop.customer import Customer, Door
from tests.shop.servers import BROKER, own_broker_names
from tests.shop.test_purchase import CARD, SHIPPING

DEAD = "/api/messages/dead"


@dataclass(frozen=True)
class Counter:
    """A shop with a broker, seen from outside."""

    shop: Shop
    door: Door
    proxy: Proxy

    @property
    def sam(self) -> Customer:
        said = hire_sam(self.shop.settings, self.shop.database)
        return self.door.admit(*said.split()[-2:])

    def put(self, topic: str, body: bytes) -> None:
        with connected(BROKER) as connection:
            topology = Topology(self.shop.settings.namespace)
            topology.declare(connection)  # as every part does before it publishes
            producer = Producer(connection.default_channel, topology.events, auto_declare=False)
            producer.publish(body, routing_key=topic, content_type="application/json")

    def bought(self, ada: Customer) -> str:
        """The number of an order that was placed and paid for."""
        ada.call("POST", "/api/cart/lines", json={"sku": "BLUE-MUG", "quantity": 1})
        placed = ada.call("POST", "/api/orders", json={"shipping": SHIPPING})
        assert placed.status_code == 201, placed.text
        number = str(placed.json()["number"])
        paid = ada.call("POST", "/api/payments", json={"order_number": number, "card": CARD})
        assert paid.status_code == 201, paid.text
        return number


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory, mailboxes: MailSink) -> Iterator[Counter]:
    database: Path = tmp_path_factory.mktemp("shop") / "shop.db"
    with own_broker_names() as namespace, Proxy("127.0.0.1:5672") as proxy:
        settings = Settings(
            environment="test",
            database_url=f"sqlite:///{database}",
            smtp_url=mailboxes.url,
            password_cost="low",
            rate_limit="1000/second",
            broker_url=f"amqp://guest:guest@{proxy.address}",
            namespace=namespace,
        )
        with open_shop(settings, migrate=True) as shop:
            catalogue_demo.seed(shop.database)
            inventory_demo.seed(shop.database)
            address = shop.settings.url_of("gateway")
            with httpx2.Client(base_url=address, timeout=10) as client:
                yield Counter(shop, Door(client), proxy)


def broker_in_health(counter: Counter) -> Any:
    answer = counter.door.call("GET", "/health")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_an_order_is_placed_and_paid_while_the_broker_is_away(
    counter: Counter, mailboxes: MailSink
) -> None:
    ada = counter.door.welcome("Ada")
    healthy, without = (
        {"status": "healthy", "broker": state} for state in ("reachable", "unreachable")
    )
    eventually(lambda: broker_in_health(counter), equals=healthy, what="health", where="/health")
    counter.proxy.cut()
    try:
        number = counter.bought(ada)
        eventually(
            lambda: broker_in_health(counter), equals=without, what="health", where="/health"
        )
        assert ada.call("GET", f"/api/orders/{number}").json()["status"] == "pending_payment"
    finally:
        counter.proxy.restore()
    eventually(
        lambda: ada.call("GET", f"/api/orders/{number}").json()["status"],
        equals="paid",
        what="the order",
        where="the gateway",
        within=20,
    )
    eventually(
        lambda: [m["Subject"] for m in mailboxes.messages_to(ada.email) if number in m["Subject"]],
        equals=[f"Your order {number} is confirmed"],
        what="mails",
        where="the mailbox",
        within=20,
    )
    eventually(lambda: broker_in_health(counter), equals=healthy, what="health", where="/health")


def test_staff_see_a_message_that_cannot_be_processed(counter: Counter) -> None:
    counter.put("order.paid", b'{"id": "poison"}')
    sam = counter.sam
    letters = eventually(
        lambda: sam.call("GET", DEAD).json(),
        satisfies=lambda letters: len(letters) == 2,
        what="dead letters",
        where=DEAD,
    )
    assert {letter["consumer"] for letter in letters} == {"inventory", "notifications"}
    for letter in letters:
        assert letter.keys() == {"id", "topic", "consumer", "reason", "failed_at"}
        assert letter["topic"] == "order.paid"
        assert "subject_id: Field required" in letter["reason"]
    answer = sam.call("POST", f"{DEAD}/{letters[0]['id']}/retry")
    assert (answer.status_code, answer.json()["type"]) == (409, "still-refused")
    assert len(sam.call("GET", DEAD).json()) == 2


def test_a_retry_that_works_settles_the_message(counter: Counter) -> None:
    sam = counter.sam
    event = {"id": "good-1", "topic": "payment.declined", "subject_id": "SO-1"}
    rest = '"payload": {}, "headers": {}, "occurred_at": "2026-11-29T08:00:00Z"'
    body = ", ".join([*(f'"{name}": "{value}"' for name, value in event.items()), rest])
    with counter.shop.database.begin() as session:
        bury(session, "orders", "payment.declined", f"{{{body}}}".encode(), "KeyError: 'x'")
    (letter,) = [one for one in sam.call("GET", DEAD).json() if one["consumer"] == "orders"]
    path = f"{DEAD}/{letter['id']}/retry"
    assert sam.call("POST", path).status_code == 204
    assert letter["id"] not in {one["id"] for one in sam.call("GET", DEAD).json()}
    assert sam.call("POST", path).status_code == 404


def test_dead_letters_are_for_staff_only(counter: Counter) -> None:
    ada = counter.door.welcome("Ada")
    for method, path in (("GET", DEAD), ("POST", f"{DEAD}/1/retry")):
        assert counter.door.call(method, path).status_code == 401
        assert ada.call(method, path).status_code == 403
