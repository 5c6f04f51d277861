"""What a browser posts, read only if it comes from a page of this shop."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from fastapi import Depends
from starlette.requests import Request

from app_under_test.kernel.problems import Problem
from app_under_test.storefront.cookies import FORMS, Cookies
from app_under_test.storefront.visit import Shop

MOST_BYTES = 64 * 1024
MOST_FIELDS = 500
MEDIA_TYPE = "application/x-www-form-urlencoded"


class ForeignForm(Problem):
    """A form that did not come from a page of this shop, or from one of long ago."""

    status = 403
    type = "foreign-form"


async def sent_form(request: Request) -> Mapping[str, str]:
    """The fields of a posted form; of a field sent twice the last value counts.

    Raises `ForeignForm` (403), or a `Problem` with 413 or 415 for what is no form. A GET has no
    fields. Every page depends on this, so no form can be forgotten (ASVS 5.0, 3.5.1).
    """
    if request.method in {"GET", "HEAD"}:
        return {}
    _refuse_foreign_origin(request)
    fields = _parse(request, await request.body())
    cookie = Cookies(request).get(FORMS)
    shop: Shop = request.app.state.shop
    if not cookie or not shop.seals.is_mark(fields.get("csrf_token", ""), FORMS, cookie):
        raise ForeignForm("The form's token does not belong to this browser.")
    return fields


SentForm = Annotated[Mapping[str, str], Depends(sent_form)]


def _refuse_foreign_origin(request: Request) -> None:
    """Browsers say where a form was; programs that say nothing still need the token."""
    if request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        raise ForeignForm("The form was sent from another site.")
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise ForeignForm("The form was sent from another origin.")


def _parse(request: Request, body: bytes) -> dict[str, str]:
    media_type = request.headers.get("content-type", MEDIA_TYPE).partition(";")[0].strip().lower()
    if media_type != MEDIA_TYPE:
        raise Problem(f"Forms are sent as {MEDIA_TYPE}.", status=415)
    if len(body) > MOST_BYTES:
        raise Problem(f"A form may hold {MOST_BYTES} bytes at most.", status=413)
    text = body.decode("utf-8", "replace")
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError as error:
        raise Problem(f"A form may have {MOST_FIELDS} fields at most.", status=413) from error
