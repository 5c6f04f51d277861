"""Products as they are asked for and shown."""

from pydantic import BaseModel, ConfigDict, Field

from app_under_test.kernel.fields import Body


class ProductRecord(BaseModel):
    """A product as the other parts of the shop see it, withdrawn ones included."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    sku: str
    slug: str
    name: str
    price_minor: int
    currency: str
    weight_grams: int
    active: bool


class ProductShown(BaseModel):
    """A product as customers see it; `available` and `ready` are None while nobody can say."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    sku: str
    slug: str
    name: str
    description: str
    price_minor: int
    currency: str
    available: int | None = None
    ready: int | None = None


class Lookup(Body):
    """Which products another part wants to know about."""

    ids: list[str] = Field(default_factory=list, max_length=10_000)
    skus: list[str] = Field(default_factory=list, max_length=10_000)
