"""The catalogue's addresses."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Query, Request

from app_under_test.catalogue.schemas import Lookup, ProductRecord, ProductShown
from app_under_test.catalogue.service import Catalogue


def _catalogue(request: Request) -> Catalogue:
    return cast(Catalogue, request.app.state.catalogue)


Service = Annotated[Catalogue, Depends(_catalogue)]

router = APIRouter()


@router.get("/api/products")
def products(
    catalogue: Service, q: Annotated[str, Query(max_length=100)] = ""
) -> list[ProductShown]:
    return catalogue.search(q)


@router.get("/api/products/{slug}")
def product(slug: str, catalogue: Service) -> ProductShown:
    return catalogue.on_sale(slug)


@router.post("/internal/products/lookup")
def look_up(wanted: Lookup, catalogue: Service) -> list[ProductRecord]:
    return catalogue.look_up(wanted)
