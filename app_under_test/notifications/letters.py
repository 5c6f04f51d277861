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


def letter_for(event: Event, stock_team: str) -> Letter | None:
    """The mail that follows from this event; None for events nobody is written about."""
    match event.topic:
        case "user.registered":
            subject = "Welcome, confirm your address"
            return _to_person(event, "confirm-address", event.subject_id, subject)
        case "user.registration_repeated":
            # One a day at most: whoever types in a stranger's address again and again
            # does not fill that stranger's mailbox.
            matter = f"{event.subject_id} {event.occurred_at:%Y-%m-%d}"
            return _to_person(event, "account-exists", matter, "You already have an account")
        case "user.sign_in_blocked":
            matter = f"{event.subject_id} {event.occurred_at:%Y-%m-%d}"  # one a day, as above
            return _to_person(event, "sign-in-blocked", matter, "Somebody tries to sign in as you")
        case "user.confirmation_requested":
            return _to_person(event, "confirm-again", event.id, "Confirm your address")
        case "password.reset_requested":
            return _to_person(event, "reset-password", event.id, "Choose a new password")
        case "password.changed":
            return _to_person(event, "password-changed", event.id, "Your password was changed")
        case "stock.low":
            facts = {name: event.payload[name] for name in ("sku", "name", "on_hand", "threshold")}
            subject = f"Low stock: {facts['name']}"
            return Letter(stock_team, "low-stock", event.payload["alert_id"], subject, facts)
        case _:
            return _about_order(event)


def _about_order(event: Event) -> Letter | None:
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
            return Letter(event.payload["email"], "order-dispatched", number, subject, facts)
        case "order.refunded":
            subject = f"Your refund for order {number}"
            facts["amount_minor"] = event.payload["amount_minor"]
            refund = event.payload["refund_id"]  # each refund has a mail of its own
            return Letter(event.payload["email"], "order-refunded", refund, subject, facts)
        case _:
            return None


def _to_person(event: Event, template: str, subject_id: str, subject: str) -> Letter:
    facts = {"user_id": event.subject_id, "name": event.payload["name"]}
    return Letter(event.payload["email"], template, subject_id, subject, facts)
