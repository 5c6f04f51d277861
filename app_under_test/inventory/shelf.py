"""The row of stock that a product has, and how it is shown."""

from sqlalchemy.orm import Session

from app_under_test.catalogue.client import Products
from app_under_test.catalogue.schemas import ProductRecord
from app_under_test.inventory.models import DEFAULT_THRESHOLD, Stock
from app_under_test.inventory.schemas import StockShown
from app_under_test.kernel.problems import NotFound


def known(products: Products, sku: str) -> ProductRecord:
    """The product with this stock number; NotFound if there is none."""
    product = products.by_sku(sku)
    if product is None:
        raise NotFound("There is no such product.")
    return product


def never_stocked(product_id: str) -> Stock:
    """The stock of a product that nobody has put on the shelf yet."""
    return Stock(
        product_id=product_id,
        on_hand=0,
        reserved=0,
        low_threshold=DEFAULT_THRESHOLD,
        counted=True,
        backorder_limit=0,
    )


def locked(session: Session, product_id: str) -> Stock:
    """The stock of a product, held for this transaction; there is one from now on."""
    stock = session.get(Stock, product_id, with_for_update=True)
    if stock is None:
        stock = never_stocked(product_id)
        session.add(stock)
        session.flush()
    return stock


def shown(product: ProductRecord, stock: Stock) -> StockShown:
    """For staff and programs."""
    names = StockShown.model_fields.keys() - {"sku", "name"}
    facts = {name: getattr(stock, name) for name in names}
    return StockShown(sku=product.sku, name=product.name, **facts)
