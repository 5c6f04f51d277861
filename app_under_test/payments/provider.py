"""The card company as the shop asks it: over HTTP, with a time limit."""

import time
from types import TracebackType
from typing import Any, Self

import httpx2
from pydantic import ValidationError

from app_under_test.kernel.calls import tls
from app_under_test.payments.errors import ProviderUnreachable
from app_under_test.payments.models import Payment, PaymentAttempt, Refund
from app_under_test.payments.schemas import Card, Charge, RefundGiven

CONNECTED_WITHIN = 1.0
"""Seconds; the person who pays is waiting."""

PAUSES, PATIENCE = (0.3, 0.9), 3.0
"""Seconds before each further try, and after how many of them none is made."""

TROUBLE = {
    httpx2.codes.TOO_MANY_REQUESTS,
    httpx2.codes.INTERNAL_SERVER_ERROR,
    httpx2.codes.BAD_GATEWAY,
    httpx2.codes.SERVICE_UNAVAILABLE,
}
"""Answers that may be better the next time (https://docs.stripe.com/error-low-level)."""

REFUSALS = {
    httpx2.codes.PAYMENT_REQUIRED,
    httpx2.codes.NOT_FOUND,
    httpx2.codes.CONFLICT,
    httpx2.codes.BAD_REQUEST,
}
"""Answers about a refund that asking again would not change."""


class NoAnswer(Exception):  # noqa: N818 - a state of knowledge, not a failure of the program
    """The card company was asked, and nobody knows what became of it."""


class KeyInUse(Exception):  # noqa: N818 - as above
    """The attempt was made before, with another card."""


class Refused(Exception):  # noqa: N818 - a business answer
    """The card was declined."""

    def __init__(self, decline_code: str) -> None:
        super().__init__(decline_code)
        self.decline_code = decline_code


class Troubled(Exception):  # noqa: N818 - it is an answer
    """The card company answered, more than once, that it cannot do its work now."""


class RefundRefused(Exception):  # noqa: N818 - a business answer
    """The card company gives no money back for this."""


class CardCompany:
    """Takes money from cards; a context manager that closes its connections at the end."""

    def __init__(self, address: str, key: str, answered_within: float) -> None:
        self._http = httpx2.Client(
            base_url=address,
            headers={"Authorization": f"Bearer {key}"},
            timeout=httpx2.Timeout(answered_within, connect=CONNECTED_WITHIN),
            verify=tls(),
            trust_env=False,
        )

    def __enter__(self) -> Self:
        """Nothing is opened before the first call."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close every connection."""
        self._http.close()

    def charge(
        self, payment: Payment, attempt: PaymentAttempt, card: Card, return_url: str
    ) -> Charge:
        """Charge the card for this attempt; asked again for the same one, it charges nothing more.

        The bank may want to ask the card's owner first, who then goes on at `return_url`. Raises
        Refused, KeyInUse, NoAnswer, Troubled, or ProviderUnreachable if it surely was not asked.
        """
        body = {
            "amount": payment.amount_minor,
            "currency": payment.currency,
            "card": {
                "number": card.number,
                "exp_month": card.month,
                "exp_year": card.year,
                "cvc": card.security_code,
            },
            "metadata": {"order_number": payment.order_number, "attempt_id": attempt.id},
            "return_url": return_url,
        }
        headers = {"Idempotency-Key": attempt.idempotency_key}
        return self._read(self._ask_patiently("/v1/charges", json=body, headers=headers))

    def charge_of(self, payment: Payment, attempt: PaymentAttempt) -> Charge | None:
        """What became of an attempt, asked for afterwards; None if the company knows nothing of it.

        Raises NoAnswer or ProviderUnreachable.
        """
        order = {"order_number": payment.order_number}
        response = self._ask("GET", "/v1/charges", params=order)
        if response.status_code != httpx2.codes.OK:
            raise NoAnswer
        try:
            charges = [Charge.model_validate(charge) for charge in response.json()]
        except (ValueError, TypeError) as error:
            raise NoAnswer from error
        return next((one for one in charges if one.metadata.attempt_id == attempt.id), None)

    def cancel(self, charge: Charge) -> Charge:
        """Let the bank wait for no answer any more; the charge as it is then.

        Raises NoAnswer or ProviderUnreachable.
        """
        response = self._ask("POST", f"/v1/charges/{charge.id}/cancel")
        if response.status_code != httpx2.codes.OK:
            raise NoAnswer
        try:
            return Charge.model_validate(response.json())
        except ValueError as error:
            raise NoAnswer from error

    def refund(self, payment: Payment, refund: Refund) -> str:
        """Give money back to the card; asked again for the same refund, it gives nothing more.

        The company's own number of it; raises RefundRefused, NoAnswer or ProviderUnreachable.
        """
        body = {"charge": payment.charge_id, "amount": refund.amount_minor}
        headers = {"Idempotency-Key": refund.id}
        response = self._ask("POST", "/v1/refunds", json=body, headers=headers)
        if response.status_code in REFUSALS:
            raise RefundRefused(response.text[:200])
        if response.status_code != httpx2.codes.OK:
            raise NoAnswer
        try:
            return RefundGiven.model_validate(response.json()).id
        except ValueError as error:
            raise NoAnswer from error

    def ailment(self) -> str:
        """What keeps us from charging cards: no answer, or a key the company does not know."""
        try:
            response = self._ask("GET", "/v1/charges", params={"order_number": "none"})
        except (NoAnswer, ProviderUnreachable):
            return "the card company cannot be reached"
        if response.status_code == httpx2.codes.OK:
            return ""
        return f"the card company answers {response.status_code}; is SHOP_PAYMENT_KEY right?"

    def _ask_patiently(self, path: str, **how: Any) -> httpx2.Response:
        """The answer, asked for again after growing pauses while the company has trouble."""
        began = time.monotonic()
        response = self._ask("POST", path, **how)
        for pause in PAUSES:
            if response.status_code not in TROUBLE or time.monotonic() - began > PATIENCE:
                break
            time.sleep(pause)
            response = self._ask("POST", path, **how)
        return response

    def _ask(self, method: str, path: str, **how: Any) -> httpx2.Response:
        try:
            return self._http.request(method, path, **how)
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            raise ProviderUnreachable from error
        except httpx2.HTTPError as error:
            raise NoAnswer from error

    def _read(self, response: httpx2.Response) -> Charge:
        try:
            if response.status_code == httpx2.codes.OK:
                return Charge.model_validate(response.json())
            if response.status_code == httpx2.codes.PAYMENT_REQUIRED:
                raise Refused(str(response.json()["error"]["decline_code"])[:40])
        except (ValidationError, ValueError, KeyError, TypeError) as error:
            raise NoAnswer from error
        if response.status_code == httpx2.codes.CONFLICT:
            raise KeyInUse
        if response.status_code in TROUBLE:
            raise Troubled
        raise NoAnswer
