"""What the card company remembers, in memory: charges, notices and the journal of calls."""

import hashlib
import hmac
import threading
from dataclasses import dataclass

from app_under_test.payment_sandbox.schemas import (
    Charge,
    ChargeRequest,
    JournalEntry,
    Notice,
    Refund,
    Refusal,
)


@dataclass(frozen=True)
class Answer:
    """What a call for money was answered with, kept so that a repeat hears the same."""

    fingerprint: str
    status: int
    body: Charge | Refusal


class Ledger:
    """The books. Hold `lock` while reading and writing more than one of them."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._answers: dict[str, Answer] = {}
        self._charges: dict[str, Charge] = {}
        self._refunds: dict[str, Refund] = {}
        self._notices: dict[str, Notice] = {}
        self._troubles: dict[str, int] = {}
        self._journal: list[JournalEntry] = []

    def answer_to(self, idempotency_key: str) -> Answer | None:
        return self._answers.get(idempotency_key)

    def record(
        self, idempotency_key: str, answer: Answer, charge: Charge, notice: Notice | None = None
    ) -> None:
        with self.lock:
            self._answers[idempotency_key] = answer
            self._charges[charge.id] = charge
            if notice is not None:
                self._notices[notice.id] = notice

    def refund_for(self, idempotency_key: str) -> Refund | None:
        return self._refunds.get(idempotency_key)

    def record_refund(self, idempotency_key: str, refund: Refund) -> None:
        with self.lock:
            self._refunds[idempotency_key] = refund

    def refunds(self, order_number: str | None) -> list[Refund]:
        with self.lock:
            return [r for r in self._refunds.values() if order_number in (None, r.order_number)]

    def trouble(self, idempotency_key: str) -> int:
        """How often this call was answered with trouble before; counts it once more."""
        with self.lock:
            self._troubles[idempotency_key] = self._troubles.get(idempotency_key, 0) + 1
            return self._troubles[idempotency_key] - 1

    def note(self, entry: JournalEntry) -> None:
        with self.lock:
            self._journal.append(entry)

    def charge(self, charge_id: str) -> Charge | None:
        return self._charges.get(charge_id)

    def notice(self, notice_id: str) -> Notice | None:
        return self._notices.get(notice_id)

    def charges(self, order_number: str | None) -> list[Charge]:
        with self.lock:
            return [c for c in self._charges.values() if order_number in (None, c.order_number)]

    def notices(self, order_number: str | None) -> list[Notice]:
        with self.lock:
            return [
                n for n in self._notices.values() if order_number in (None, n.data.order_number)
            ]

    def journal(self, order_number: str | None) -> list[JournalEntry]:
        with self.lock:
            return [e for e in self._journal if order_number in (None, e.order_number)]


def fingerprint_of(request: ChargeRequest, secret: bytes) -> str:
    """A keyed digest of the whole request, so that no card number has to be remembered."""
    return hmac.new(secret, request.model_dump_json().encode(), hashlib.sha256).hexdigest()
