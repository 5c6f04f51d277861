"""Which part of the shop listens to which events of which other part."""

SUBSCRIPTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "identity": {
        "user.registered": ("notifications",),
        "user.registration_repeated": ("notifications",),
        "user.sign_in_blocked": ("notifications",),
        "user.confirmation_requested": ("notifications",),
        "password.reset_requested": ("notifications",),
        "password.changed": ("notifications",),
        "user.email_requested": ("notifications",),
        "user.email_changing": ("notifications",),
        "user.verified": ("inventory", "orders"),
        "user.deleted": ("inventory", "notifications", "orders"),
    },
    "inventory": {"stock.low": ("notifications",), "stock.back": ("notifications",)},
    "orders": {
        "order.paid": ("inventory", "notifications"),
        "order.cancelled": ("inventory", "notifications", "payments"),
        "order.expired": ("inventory",),
        "order.dispatched": ("notifications",),
        "order.refunded": ("notifications",),
    },
    "payments": {
        "payment.captured": ("orders",),
        "payment.declined": ("orders",),
        "payment.refunded": ("orders",),
        "payment.refund_refused": ("notifications",),
    },
}
"""The consumers by producer and topic; topics that are not listed leave the outbox unheard."""


def topics_by_consumer() -> dict[str, list[str]]:
    """What each consumer listens to."""
    heard: dict[str, list[str]] = {}
    for topics in SUBSCRIPTIONS.values():
        for topic, consumers in topics.items():
            for consumer in consumers:
                heard.setdefault(consumer, []).append(topic)
    return heard
