"""The question of a bank: did you, the owner of the card, want to pay? (3-D Secure)"""

from dataclasses import dataclass

from app_under_test.payment_sandbox.cards import NOT_CONFIRMED
from app_under_test.payment_sandbox.errors import UnknownError
from app_under_test.payment_sandbox.ledger import Answer, Ledger
from app_under_test.payment_sandbox.notices import Courier
from app_under_test.payment_sandbox.outcomes import answer_of, notice_of, settled
from app_under_test.payment_sandbox.schemas import Charge

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Your bank</title><link rel="icon" href="data:,"></head>
<body>
<h1>Your bank asks</h1>
<p>Do you want to pay <strong>{amount}</strong>?</p>
<form method="post">
<button name="decision" value="confirm">Yes, pay</button>
<button name="decision" value="refuse">No, do not pay</button>
</form>
</body>
</html>
"""


@dataclass(frozen=True)
class Challenge:
    """A charge that waits for its owner's answer."""

    idempotency_key: str
    fingerprint: str
    return_url: str


class Challenges:
    """The questions that are open, each answered once."""

    def __init__(self, ledger: Ledger, courier: Courier) -> None:
        self._ledger = ledger
        self._courier = courier
        self._open: dict[str, Challenge] = {}

    def begin(self, charge: Charge, challenge: Challenge) -> None:
        """Wait for the owner's answer."""
        self._open[charge.id] = challenge

    def page(self, charge_id: str) -> str:
        """The question as the owner sees it; UnknownError if it is not open any more."""
        charge = self._ledger.charge(charge_id)
        if charge is None or charge_id not in self._open:
            raise UnknownError("This question has been answered.")
        amount = f"{charge.amount // 100}.{charge.amount % 100:02} {charge.currency.upper()}"
        return PAGE.format(amount=amount)

    def answer(self, charge_id: str, *, confirm: bool) -> str:
        """Take the owner's answer; the address to go on to. UnknownError for a second answer."""
        challenge = self._end(charge_id, confirm=confirm)
        if confirm or not challenge.return_url:
            return challenge.return_url
        mark = "&" if "?" in challenge.return_url else "?"
        return f"{challenge.return_url}{mark}redirect_status=failed"

    def cancel(self, charge_id: str) -> Charge:
        """Wait no longer; the charge as it is then. One that was answered stays as it is."""
        if charge_id in self._open:
            self._end(charge_id, confirm=False)
        charge = self._ledger.charge(charge_id)
        if charge is None:
            raise UnknownError(f"No such charge: {charge_id}")
        return charge

    def _end(self, charge_id: str, *, confirm: bool) -> Challenge:
        with self._ledger.lock:
            challenge = self._open.pop(charge_id, None)
            charge = self._ledger.charge(charge_id)
            if challenge is None or charge is None:
                raise UnknownError("This question has been answered.")
            decline = None if confirm else NOT_CONFIRMED
            charge = settled(charge, decline)
            status, body = answer_of(charge, decline)
            key = challenge.idempotency_key
            notice = notice_of(charge, key)
            answer = Answer(challenge.fingerprint, status, body)
            self._ledger.record(key, answer, charge, notice)
        self._courier.post(notice)
        return challenge
