"""The catalogue's addresses."""

from typing import Annotated, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from app_under_test.catalogue.schemas import Lookup, ProductRecord, ProductShown
from app_under_test.catalogue.service import Catalogue


def _catalogue(request: Request) -> Catalogue:
    return cast(Catalogue, request.app.state.catalogue)


Service = Annotated[Catalogue, Depends(_catalogue)]

router = APIRouter()

MOST_ON_A_PAGE = 200


@router.get("/api/products")
def products(
    catalogue: Service,
    response: Response,
    q: Annotated[str, Query(max_length=100)] = "",
    limit: Annotated[int | None, Query(ge=1, le=MOST_ON_A_PAGE)] = None,
    after: Annotated[str, Query(max_length=36)] = "",
) -> list[ProductShown]:
    """All of them, or with `limit` a page; `Link` tells where the next one is (RFC 8288)."""
    found, more = catalogue.search(q, limit, after)
    if more:
        following = urlencode({"q": q, "limit": limit, "after": found[-1].id})
        response.headers["Link"] = f'</api/products?{following}>; rel="next"'
    return found


@router.get("/api/products/{slug}")
def product(slug: str, catalogue: Service) -> ProductShown:
    return catalogue.on_sale(slug)


@router.post("/internal/products/lookup")
def look_up(wanted: Lookup, catalogue: Service) -> list[ProductRecord]:
    return catalogue.look_up(wanted)
