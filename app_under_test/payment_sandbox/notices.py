"""Signed notices to the merchant, sent from a thread of their own and tried again on failure."""

import hashlib
import heapq
import hmac
import itertools
import threading
import time

import httpx2

from app_under_test.payment_sandbox.schemas import Notice
from app_under_test.payment_sandbox.settings import SandboxSettings

SIGNATURE_HEADER = "Sandbox-Signature"


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """The value of the signature header: `t=<unix seconds>,v1=<HMAC-SHA256 of "t.body">`.

    Source of the form: https://docs.stripe.com/webhooks#verify-manually
    """
    signed = f"{timestamp}.".encode() + body
    return f"t={timestamp},v1={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


class Courier:
    """Carries notices to the merchant; use as a context manager, so that its thread ends."""

    def __init__(self, settings: SandboxSettings) -> None:
        self._settings = settings
        # (due, order of arrival, tries so far, notice); the second keeps notices uncompared
        self._waiting: list[tuple[float, int, int, Notice]] = []
        self._held: set[str] = set()
        self._arrivals = itertools.count()
        self._changed = threading.Condition()
        self._stopping = False
        self._client = httpx2.Client(timeout=settings.notice_timeout, trust_env=False)
        self._thread = threading.Thread(target=self._run, name="sandbox-notices", daemon=True)

    def __enter__(self) -> "Courier":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._client.close()
        self._thread.join(timeout=1.0)

    def post(self, notice: Notice) -> None:
        """Send `notice` soon, unless held; failures are tried again after `notice_pauses`."""
        if notice.data.order_number in self._held:
            return
        self._enqueue(notice, tries=0, pause=0.0)

    def hold(self, order_number: str) -> None:
        """Send no notice about this order any more, except when asked to `deliver` it."""
        self._held.add(order_number)

    def deliver(self, notice: Notice, signed_ago: int = 0) -> int | None:
        """Send `notice` now, as if it had been signed so many seconds ago.

        The merchant's status, or None if it could not be reached.
        """
        if self._settings.webhook_url is None:
            return None
        body = notice.model_dump_json().encode()
        headers = {
            "Content-Type": "application/json",
            SIGNATURE_HEADER: sign(
                self._settings.webhook_secret, int(time.time()) - signed_ago, body
            ),
        }
        try:
            answer = self._client.post(self._settings.webhook_url, content=body, headers=headers)
        except httpx2.TransportError:
            return None
        return answer.status_code

    def _enqueue(self, notice: Notice, tries: int, pause: float) -> None:
        entry = (time.monotonic() + pause, next(self._arrivals), tries, notice)
        with self._changed:
            heapq.heappush(self._waiting, entry)
            self._changed.notify()

    def _run(self) -> None:
        while (due := self._next()) is not None:
            notice, tries = due
            status = self.deliver(notice)
            delivered = status is not None and status < 300
            if not delivered and tries < len(self._settings.notice_pauses):
                self._enqueue(notice, tries + 1, self._settings.notice_pauses[tries])

    def _next(self) -> tuple[Notice, int] | None:
        """The next notice that is due, waited for; None once the courier stops."""
        with self._changed:
            while not self._stopping:
                now = time.monotonic()
                if self._waiting and self._waiting[0][0] <= now:
                    _due, _arrival, tries, notice = heapq.heappop(self._waiting)
                    return notice, tries
                self._changed.wait(self._waiting[0][0] - now if self._waiting else None)
        return None
