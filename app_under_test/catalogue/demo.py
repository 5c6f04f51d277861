"""A small homeware shop to look at: what `--demo` puts on sale."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select

from app_under_test.catalogue.models import Product
from app_under_test.kernel.clock import SystemClock
from app_under_test.kernel.database import Database

PRODUCTS = (
    ("BLUE-MUG", "Blue mug", 1250, "Stoneware, glazed by hand in Stoke; holds 350 ml of tea."),
    ("TEAPOT", "Brown teapot", 2800, "The Brown Betty: red clay, four cups, pours without a drip."),
    (
        "TEA-TOWEL",
        "Linen tea towel",
        950,
        "Washed linen with a woven stripe and a loop to hang it.",
    ),
    ("THROW", "Lambswool throw", 6500, "Spun and woven in Yorkshire; 140 by 185 cm, herringbone."),
    ("CANDLE", "Beeswax candle", 1400, "Pure beeswax from Kent; burns for thirty hours."),
    ("BREAD-BOARD", "Oak bread board", 3200, "One piece of English oak, oiled, with a handle."),
    ("BUTTER-DISH", "Butter dish", 1850, "White porcelain with a lid, for a whole pat of butter."),
    ("DOORSTOP", "Tweed doorstop", 2150, "A stout little house of Harris tweed, filled with sand."),
    ("ENAMEL-JUG", "Enamel jug", 1675, "Cream with a blue rim; for milk, gravy or sweet peas."),
    ("COAL-SCUTTLE", "Brass coal scuttle", 8900, "The last ones of their kind; polished by hand."),
)
"""Stock number, name, price in pence, description."""


def product_id(sku: str) -> str:
    """The id of a demo product: the same everywhere, so that the inventory need not ask."""
    return str(uuid5(NAMESPACE_URL, f"https://shop.example/products/{sku}"))


def seed(database: Database) -> None:
    """Put the products on sale; those that are there already stay as they are."""
    now = SystemClock().now()
    with database.begin() as session:
        known = set(session.scalars(select(Product.sku)))
        session.add_all(_product(now, *row) for row in PRODUCTS if row[0] not in known)


def _product(now: datetime, sku: str, name: str, price_minor: int, description: str) -> Product:
    return Product(
        id=product_id(sku),
        sku=sku,
        slug=name.lower().replace(" ", "-"),
        name=name,
        description=description,
        price_minor=price_minor,
        created_at=now,
    )
