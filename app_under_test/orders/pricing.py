"""What a purchase costs. Prices include tax, so no tax is added and none is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app_under_test.catalogue.schemas import ProductRecord

CURRENCY = "GBP"


@dataclass(frozen=True)
class PricedLine:
    """So many of a product at today's price."""

    product_id: str
    sku: str
    slug: str
    name: str
    unit_price_minor: int
    quantity: int
    weight_grams: int = 0
    # False for a product that was withdrawn from sale since it was put into the cart.
    on_sale: bool = True

    @property
    def line_total_minor(self) -> int:
        """What the line costs."""
        return self.unit_price_minor * self.quantity


@dataclass(frozen=True)
class Totals:
    """The figures at the foot of a cart or an order, in minor units."""

    subtotal_minor: int
    shipping_minor: int
    discount_minor: int
    tax_minor: int
    total_minor: int
    currency: str = CURRENCY


def priced(
    quantities: Mapping[str, int], products: Mapping[str, ProductRecord]
) -> list[PricedLine]:
    """Lines at today's prices, by name; both maps are by product id."""
    lines = [
        PricedLine(
            product_id=product.id,
            sku=product.sku,
            slug=product.slug,
            name=product.name,
            unit_price_minor=product.price_minor,
            quantity=quantities[product.id],
            weight_grams=product.weight_grams,
            on_sale=product.active,
        )
        for product in products.values()
    ]
    return sorted(lines, key=lambda line: (line.name, line.sku))


def totals_of(lines: Iterable[PricedLine], shipping_minor: int, discount_minor: int = 0) -> Totals:
    """The sums of a purchase."""
    subtotal = sum(line.line_total_minor for line in lines)
    return Totals(
        subtotal_minor=subtotal,
        shipping_minor=shipping_minor,
        discount_minor=discount_minor,
        tax_minor=0,
        total_minor=subtotal + shipping_minor - discount_minor,
    )
