"""Finding products and saying how many of them there are."""

from collections.abc import Sequence

import structlog
from sqlalchemy import ColumnElement, and_, or_, select

from app_under_test.catalogue.kept import Kept
from app_under_test.catalogue.models import Product
from app_under_test.catalogue.schemas import Lookup, ProductRecord, ProductShown
from app_under_test.inventory.client import StockKeeper
from app_under_test.inventory.schemas import StockLevel
from app_under_test.kernel.database import Database
from app_under_test.kernel.problems import NotFound, Problem

log = structlog.get_logger()


class Catalogue:
    """What is on sale."""

    def __init__(self, database: Database, stock: StockKeeper, kept: Kept) -> None:
        self._database = database
        self._kept = kept
        self._stock = stock

    def search(
        self, words: str, limit: int | None = None, after: str = ""
    ) -> tuple[list[ProductShown], bool]:
        """Products on sale that have every one of the words in name or description, by name.

        At most `limit`, those that come behind the product with the id `after`; and whether there
        are more. A page begins where the last one ended, whatever has come or gone meanwhile.
        """
        query = select(Product).where(Product.active, matches(words), comes_after(after))
        query = query.order_by(Product.name, Product.id).limit(None if limit is None else limit + 1)
        with self._database.read() as session:
            found = [ProductShown.model_validate(product) for product in session.scalars(query)]
        more = limit is not None and len(found) > limit
        return self._with_stock(found[:limit]), more

    def on_sale(self, slug: str) -> ProductShown:
        """The product at this address; NotFound if there is none or it was withdrawn."""
        product = self._kept.find(slug)
        if product is None:
            product = self._read(slug)
            self._kept.keep(product)
        return self._with_stock([product])[0]

    def look_up(self, wanted: Lookup) -> list[ProductRecord]:
        """The products with these ids and stock numbers, also withdrawn ones."""
        query = select(Product).where(or_(Product.id.in_(wanted.ids), Product.sku.in_(wanted.skus)))
        with self._database.read() as session:
            return [ProductRecord.model_validate(product) for product in session.scalars(query)]

    def _read(self, slug: str) -> ProductShown:
        with self._database.read() as session:
            product = session.scalar(select(Product).where(Product.active, Product.slug == slug))
        if product is None:
            raise NotFound("There is no such product.")
        return ProductShown.model_validate(product)

    def _with_stock(self, products: Sequence[ProductShown]) -> list[ProductShown]:
        """The stock is never kept: it changes with every order."""
        levels = self._levels([product.id for product in products])
        return [_with_level(product, levels.get(product.id)) for product in products]

    def _levels(self, ids: list[str]) -> dict[str, StockLevel]:
        """The stock of each; empty while the inventory cannot be asked."""
        try:
            return self._stock.levels(ids)
        except Problem as problem:
            log.warning("products shown without stock", reason=problem.detail)
            return {}


def _with_level(product: ProductShown, level: StockLevel | None) -> ProductShown:
    known = {"available": level.available, "ready": level.ready} if level else {}
    return product.model_copy(update=known)


def comes_after(product_id: str) -> ColumnElement[bool]:
    """Behind this product in the order of names; everything does for an id that nothing has."""
    name = select(Product.name).where(Product.id == product_id).scalar_subquery()
    same_name = and_(Product.name == name, Product.id > product_id)
    return or_(name.is_(None), Product.name > name, same_name)


def matches(words: str) -> ColumnElement[bool]:
    """Every word occurs in name or description, in any letter case; no words match all."""
    return and_(
        True,
        *(
            or_(
                Product.name.icontains(word, autoescape=True),
                Product.description.icontains(word, autoescape=True),
            )
            for word in words.split()
        ),
    )
