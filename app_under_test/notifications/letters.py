"""Which event is worth a mail, to whom, and what makes it the same mail."""

from dataclasses import dataclass
from typing import Any

from app_under_test.kernel.events import Event


@dataclass(frozen=True)
class Letter:
    """A mail to be written: `subject_id` is what there is only one such mail about."""

    recipient: str
    template: str
    subject_id: str
    subject: str
    facts: dict[str, Any]


PERSONAL = {
    "user.registered": ("confirm-address", "Welcome, confirm your address"),
    "user.registration_repeated": ("account-exists", "You already have an account"),
    "user.sign_in_blocked": ("sign-in-blocked", "Somebody tries to sign in as you"),
    "user.confirmation_requested": ("confirm-again", "Confirm your address"),
    "password.reset_requested": ("reset-password", "Choose a new password"),
    "password.changed": ("password-changed", "Your password was changed"),
    "user.email_requested": ("change-address", "Confirm your new address"),
    "user.email_changing": ("address-changing", "Your address is about to change"),
    "user.deleted": ("goodbye", "Your account is closed"),
}
"""Mails to a person about the account: template and subject, by topic."""

ONCE_A_DAY = {"user.registration_repeated", "user.sign_in_blocked"}
"""Whoever types in a stranger's address again and again does not fill that stranger's mailbox."""


def letter_for(event: Event, stock_team: str) -> Letter | None:
    """The mail that follows from this event; None for events nobody is written about."""
    if event.topic in PERSONAL:
        return _to_person(event)
    match event.topic:
        case "stock.low":
            facts = {name: event.payload[name] for name in ("sku", "name", "on_hand", "threshold")}
            subject = f"Low stock: {facts['name']}"
            return Letter(stock_team, "low-stock", event.payload["alert_id"], subject, facts)
        case "stock.back":
            facts = {name: event.payload[name] for name in ("name", "slug")}
            subject = f"Back in stock: {facts['name']}"
            email = event.payload["email"]
            return Letter(email, "stock-back", event.payload["wait_id"], subject, facts)
        case _:
            return _about_order(event)


def _about_order(event: Event) -> Letter | None:
    if not event.payload.get("email"):  # the account of the buyer was closed
        return None
    number = event.subject_id
    facts: dict[str, Any] = {"number": number}
    match event.topic:
        case "order.paid":
            subject = f"Your order {number} is confirmed"
            return Letter(event.payload["email"], "order-confirmation", number, subject, facts)
        case "order.cancelled" if event.payload.get("reason") == "asked for":
            subject = f"Your order {number} is cancelled"
            return Letter(event.payload["email"], "order-cancelled", number, subject, facts)
        case "order.dispatched":
            subject = f"Your order {number} is on its way"
            facts["day"] = event.payload["dispatched_at"]
            facts["tracking_link"] = event.payload.get("tracking_link")
            return Letter(event.payload["email"], "order-dispatched", number, subject, facts)
        case "order.refunded":
            subject = f"Your refund for order {number}"
            facts["amount_minor"] = event.payload["amount_minor"]
            refund = event.payload["refund_id"]  # each refund has a mail of its own
            return Letter(event.payload["email"], "order-refunded", refund, subject, facts)
        case _:
            return None


def _to_person(event: Event) -> Letter:
    template, subject = PERSONAL[event.topic]
    facts = {"user_id": event.subject_id} | {n: event.payload[n] for n in ("name", "email")}
    return Letter(event.payload["email"], template, _matter(event), subject, facts)


def _matter(event: Event) -> str:
    """What there is one such mail about: a person, a person and a day, or this event."""
    if event.topic == "user.registered":
        return event.subject_id
    return (
        f"{event.subject_id} {event.occurred_at:%Y-%m-%d}"
        if event.topic in ONCE_A_DAY
        else event.id
    )
