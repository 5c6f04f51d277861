"""Which event is worth a mail, to whom, and what makes it the same mail."""

from dataclasses import dataclass
from typing import Any

from app_under_test.kernel.events import Event
from app_under_test.notifications.subjects import language_of, subject_of


@dataclass(frozen=True)
class Letter:
    """A mail to be written: `subject_id` is what there is only one such mail about."""

    recipient: str
    template: str
    subject_id: str
    facts: dict[str, Any]

    @property
    def subject(self) -> str:
        """What stands above it, in its reader's language."""
        return subject_of(self.template, self.facts)


@dataclass(frozen=True)
class Teams:
    """Where those of the staff are written to who look after the stock, and after orders."""

    stock: str
    orders: str


PERSONAL = {
    "user.registered": "confirm-address",
    "user.registration_repeated": "account-exists",
    "user.sign_in_blocked": "sign-in-blocked",
    "user.confirmation_requested": "confirm-again",
    "password.reset_requested": "reset-password",
    "password.changed": "password-changed",
    "user.email_requested": "change-address",
    "user.email_changing": "address-changing",
    "user.deleted": "goodbye",
}
"""Mails to a person about the account: the template, by topic."""

ONCE_A_DAY = {"user.registration_repeated", "user.sign_in_blocked"}
"""Whoever types in a stranger's address again and again does not fill that stranger's mailbox."""


def letter_for(event: Event, teams: Teams) -> Letter | None:
    """The mail that follows from this event; None for events nobody is written about."""
    if event.topic in PERSONAL:
        return _to_person(event)
    match event.topic:
        case "stock.low":
            facts = {name: event.payload[name] for name in ("sku", "name", "on_hand", "threshold")}
            return Letter(teams.stock, "low-stock", event.payload["alert_id"], facts)
        case "stock.back":
            facts = {name: event.payload[name] for name in ("name", "slug")}
            email = event.payload["email"]
            return Letter(email, "stock-back", event.payload["wait_id"], facts)
        case "payment.refund_refused":
            asked = {name: event.payload[name] for name in ("amount_minor", "currency", "reason")}
            facts = {"number": event.subject_id} | asked
            return Letter(teams.orders, "refund-refused", event.payload["refund_id"], facts)
        case _:
            return _about_order(event)


def _about_order(event: Event) -> Letter | None:
    if not event.payload.get("email"):  # the account of the buyer was closed
        return None
    number = event.subject_id
    facts: dict[str, Any] = {"number": number, "language": language_of(event.payload)}
    match event.topic:
        case "order.paid":
            return Letter(event.payload["email"], "order-confirmation", number, facts)
        case "order.cancelled" if event.payload.get("reason") == "asked for":
            return Letter(event.payload["email"], "order-cancelled", number, facts)
        case "order.dispatched":
            facts["day"] = event.payload["dispatched_at"]
            facts["tracking_link"] = event.payload.get("tracking_link")
            return Letter(event.payload["email"], "order-dispatched", number, facts)
        case "order.refunded":
            facts["amount_minor"] = event.payload["amount_minor"]
            refund = event.payload["refund_id"]  # each refund has a mail of its own
            return Letter(event.payload["email"], "order-refunded", refund, facts)
        case _:
            return None


def _to_person(event: Event) -> Letter:
    facts = {"user_id": event.subject_id, "language": language_of(event.payload)}
    facts |= {name: event.payload[name] for name in ("name", "email")}
    return Letter(event.payload["email"], PERSONAL[event.topic], _matter(event), facts)


def _matter(event: Event) -> str:
    """What there is one such mail about: a person, a person and a day, or this event."""
    if event.topic == "user.registered":
        return event.subject_id
    return (
        f"{event.subject_id} {event.occurred_at:%Y-%m-%d}"
        if event.topic in ONCE_A_DAY
        else event.id
    )
