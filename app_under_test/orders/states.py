"""The life of an order: which status may follow which."""

EDGES: dict[str, frozenset[str]] = {
    "": frozenset({"pending_payment"}),
    "pending_payment": frozenset({"paid", "cancelled", "expired"}),
    "paid": frozenset({"dispatched", "cancelled", "refunded"}),
    "dispatched": frozenset({"refunded"}),
    "refunded": frozenset(),
    "cancelled": frozenset(),
    "expired": frozenset(),
}


def may_become(status: str, later: str) -> bool:
    """Whether an order with this status may get that one."""
    return later in EDGES[status]
