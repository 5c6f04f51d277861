"""The question "how many?", of one product or of each product on a page."""

from collections.abc import Iterable

from app_under_test.storefront.forms import checks
from app_under_test.storefront.forms.field import Check, Field

QUANTITY = Field(
    *("quantity", "Quantity", "Enter a whole number from 1 to 999.", checks.quantity_of_some),
    kind="number",
    digits=True,
    least=1,
)


def in_cart(lines: Iterable[tuple[str, str]]) -> list[Field]:
    """One field for each (sku, name) of a cart."""
    return [_of(sku, f"Quantity of {name}", checks.quantity, least=0) for sku, name in lines]


def to_add(products: Iterable[tuple[str, str]]) -> list[Field]:
    """One field for each (sku, name) of the stock list."""
    return [_of(sku, f"Add to {name}", checks.quantity_of_some, least=1) for sku, name in products]


def field_name(sku: str) -> str:
    """The name of the field that belongs to a product."""
    return f"quantity-{sku}"


def _of(sku: str, label: str, check: Check, *, least: int) -> Field:
    missing = f"Enter a whole number from {least} to {checks.QUANTITY_MOST}."
    return Field(field_name(sku), label, missing, check, "number", digits=True, least=least)
