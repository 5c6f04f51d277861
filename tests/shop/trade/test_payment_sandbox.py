"""The card company over HTTP: charges, repeats, the journal and signed notices."""

import contextlib
import hashlib
import hmac
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app_under_test.payment_sandbox import service
from app_under_test.payment_sandbox.app import create_app
from app_under_test.payment_sandbox.settings import SandboxSettings

KEY, SECRET = "merchant-key", "webhook-secret"
GOOD, POOR = "4242424242424242", "4000000000009995"


class Merchant:
    """Receives notices on a real port and answers with the statuses it was told to."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.notices: list[tuple[str, bytes]] = []
        self._arrived = threading.Condition()
        merchant = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = merchant.take(self.headers["Sandbox-Signature"], body)
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/notices"

    def take(self, signature: str, body: bytes) -> int:
        with self._arrived:
            self.notices.append((signature, body))
            self._arrived.notify_all()
            return self.statuses.pop(0) if self.statuses else 200

    def wait_for(self, count: int) -> list[tuple[str, bytes]]:
        with self._arrived:
            arrived = self._arrived.wait_for(lambda: len(self.notices) >= count, timeout=5)
        assert arrived, f"expected {count} notices at the merchant, but {len(self.notices)} came"
        return self.notices


@pytest.fixture
def merchant() -> Iterator[Merchant]:
    merchant = Merchant()
    thread = threading.Thread(target=merchant.server.serve_forever, args=(0.02,))
    thread.start()
    yield merchant
    merchant.server.shutdown()
    merchant.server.server_close()
    thread.join()


@pytest.fixture
def sandbox(merchant: Merchant) -> Iterator[TestClient]:
    settings = SandboxSettings(KEY, SECRET, merchant.url, notice_pauses=(0.01, 0.01, 0.01))
    with TestClient(create_app(settings), headers={"Authorization": f"Bearer {KEY}"}) as client:
        yield client


def charge(
    sandbox: TestClient, number: str = GOOD, key: str = "key-1", **changes: Any
) -> tuple[int, dict[str, Any]]:
    card = {"number": number, "exp_month": 12, "exp_year": 2030, "cvc": "123"}
    request = {
        "amount": 2900,
        "currency": "GBP",
        "card": card,
        "metadata": {"order_number": "SO-1"},
        **changes,
    }
    answer = sandbox.post("/v1/charges", json=request, headers={"Idempotency-Key": key})
    return answer.status_code, answer.json()


def test_a_good_card_is_charged(sandbox: TestClient) -> None:
    status, body = charge(sandbox)
    assert status == 200
    assert body["status"] == "succeeded"
    assert (body["amount"], body["currency"]) == (2900, "GBP")
    assert body["card"] == {"last4": "4242"}
    assert body in sandbox.get("/v1/charges").json()


def test_a_refused_card_says_why_and_leaves_a_failed_charge(sandbox: TestClient) -> None:
    status, body = charge(sandbox, POOR)
    assert status == 402
    assert body["error"]["code"] == "card_declined"
    assert body["error"]["decline_code"] == "insufficient_funds"
    charges = {one["id"]: one["status"] for one in sandbox.get("/v1/charges").json()}
    assert charges[body["error"]["charge"]] == "failed"


def test_the_same_key_at_once_makes_one_charge(
    sandbox: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_deciding = threading.Barrier(2)

    def decide_slowly(*_: Any) -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            both_deciding.wait(timeout=0.2)

    monkeypatch.setattr(service, "decline_of", decide_slowly)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: charge(sandbox), range(2)))
    assert len({body["id"] for _, body in answers}) == 1
    assert len(sandbox.get("/v1/charges?order_number=SO-1").json()) == 1
    repeated = [entry["repeated"] for entry in sandbox.get("/v1/journal").json()]
    assert repeated == [False, True]


def test_the_same_key_with_another_request_is_refused(sandbox: TestClient) -> None:
    charge(sandbox)
    status, body = charge(sandbox, amount=1)
    assert status == 409
    assert body["error"]["type"] == "idempotency_error"
    assert len(sandbox.get("/v1/charges").json()) == 1


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": 29.5}, "amount"),
        ({"amount": 10**30}, "amount"),
        ({"currency": "pounds"}, "currency"),
        ({"card": None}, "card"),
        ({"metadata": {"order_number": 5}}, "metadata.order_number"),
    ],
)
def test_a_bad_request_names_the_field(
    sandbox: TestClient, changes: dict[str, Any], param: str
) -> None:
    status, body = charge(sandbox, **changes)
    assert status == 400
    assert body["error"]["param"] == param


def test_a_charge_needs_an_idempotency_key(sandbox: TestClient) -> None:
    assert charge(sandbox, key="")[0] == 400


@pytest.mark.parametrize("path", ["/v1/charges", "/v1/journal", "/v1/events"])
def test_the_books_are_shown_to_the_merchant_only(sandbox: TestClient, path: str) -> None:
    for wrong in ("", "Bearer wrong", KEY):
        assert sandbox.get(path, headers={"Authorization": wrong}).status_code == 401


def test_no_card_number_is_kept_or_repeated(sandbox: TestClient) -> None:
    charge(sandbox)
    charge(sandbox, POOR, "key-2")
    charge(sandbox, "4242424242424241", "key-3")
    shown = "".join(sandbox.get(path).text for path in ("/v1/charges", "/v1/journal", "/v1/events"))
    for number in (GOOD, POOR, "4242424242424241"):
        assert number not in shown
    status, refused = charge(sandbox, "4" * 41, "key-4")
    assert status == 400
    assert "4444" not in str(refused)


def test_the_journal_tells_each_call_by_order(sandbox: TestClient) -> None:
    charge(sandbox, POOR, "key-1")
    charge(sandbox, GOOD, "key-2")
    charge(sandbox, GOOD, "key-3", metadata={"order_number": "SO-2"})
    entries = sandbox.get("/v1/journal?order_number=SO-1").json()
    told = [(e["idempotency_key"], e["outcome"], e["decline_code"], e["status"]) for e in entries]
    assert told == [
        ("key-1", "declined", "insufficient_funds", 402),
        ("key-2", "succeeded", None, 200),
    ]


def test_a_notice_is_signed_over_its_time_and_body(sandbox: TestClient, merchant: Merchant) -> None:
    _, body = charge(sandbox)
    signature, notice = merchant.wait_for(1)[0]
    timestamp, digest = (part.partition("=")[2] for part in signature.split(","))
    signed = f"{timestamp}.".encode() + notice
    assert digest == hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    event = sandbox.get("/v1/events?order_number=SO-1").json()[0]
    assert event["type"] == "charge.succeeded"
    assert event["data"] == body


def test_a_notice_that_was_not_taken_is_sent_again(sandbox: TestClient, merchant: Merchant) -> None:
    merchant.statuses = [500, 503]
    charge(sandbox)
    bodies = {body for _, body in merchant.wait_for(3)}
    assert len(bodies) == 1


def test_a_notice_can_be_asked_for_again(sandbox: TestClient, merchant: Merchant) -> None:
    charge(sandbox)
    merchant.wait_for(1)
    event = sandbox.get("/v1/events").json()[0]
    merchant.statuses = [409]
    answer = sandbox.post(f"/v1/events/{event['id']}/resend")
    assert answer.json() == {"delivered_status": 409}
    assert len(merchant.wait_for(2)) == 2
    assert sandbox.post("/v1/events/evt_none/resend").status_code == 404


def test_without_a_merchant_to_reach_charging_still_works() -> None:
    settings = SandboxSettings(KEY, SECRET, "http://127.0.0.1:9/nobody", notice_pauses=())
    with TestClient(create_app(settings), headers={"Authorization": f"Bearer {KEY}"}) as client:
        assert charge(client)[0] == 200
        event = client.get("/v1/events").json()[0]
        answer = client.post(f"/v1/events/{event['id']}/resend")
    assert answer.json() == {"delivered_status": None}
