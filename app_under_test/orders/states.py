"""The life of an order: which status may follow which."""

EDGES: dict[str, frozenset[str]] = {
    "": frozenset({"pending_payment"}),
    "pending_payment": frozenset({"paid", "cancelled", "expired"}),
    "paid": frozenset(),
    "cancelled": frozenset(),
    "expired": frozenset(),
}


def may_become(status: str, later: str) -> bool:
    """Whether an order with this status may get that one."""
    return later in EDGES[status]


def before(later: str) -> frozenset[str]:
    """Every status from which an order may get this one."""
    return frozenset(status for status in EDGES if may_become(status, later))
