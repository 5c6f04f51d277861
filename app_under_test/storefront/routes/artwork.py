"""The pictures of the products, drawn on demand."""

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from app_under_test.storefront.artwork import draw

router = APIRouter()


@router.get("/art/{slug}.svg")
def show_picture(request: Request, slug: str = Path(max_length=200)) -> Response:
    """A picture for any slug: the same for the same slug, so it may be kept for a day."""
    svg = draw(request.app.state.shop.templates, slug)
    headers = {"Cache-Control": "public, max-age=86400"}
    return Response(svg, media_type="image/svg+xml", headers=headers)
