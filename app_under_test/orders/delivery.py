"""In which ways goods can be delivered, and what that costs: rules without I/O."""

from collections.abc import Sequence
from dataclasses import dataclass

from app_under_test.orders.pricing import PricedLine


@dataclass(frozen=True)
class Service:
    """A way to deliver up to some weight; goods of some value are delivered for nothing."""

    name: str
    price_minor: int
    most_grams: int
    free_from_minor: int | None = None


AT_HOME = (
    Service("standard", 395, 30_000, free_from_minor=5000),
    Service("express", 795, 5_000),
)
ABROAD = (Service("standard", 995, 20_000, free_from_minor=10_000),)


@dataclass(frozen=True)
class Choice:
    """A way in which this cart can be delivered."""

    name: str
    price_minor: int


def choices(country: str, lines: Sequence[PricedLine]) -> list[Choice]:
    """Every way to deliver these goods to that country; none if they are too heavy."""
    weight = sum(line.weight_grams * line.quantity for line in lines)
    value = sum(line.line_total_minor for line in lines)
    services = AT_HOME if country == "GB" else ABROAD
    return [Choice(one.name, price_of(one, value)) for one in services if weight <= one.most_grams]


def price_of(service: Service, value_minor: int) -> int:
    """What it costs for goods of this value."""
    free_from = service.free_from_minor
    is_free = value_minor == 0 or (free_from is not None and value_minor >= free_from)
    return 0 if is_free else service.price_minor
