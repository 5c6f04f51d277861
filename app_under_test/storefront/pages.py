"""From facts to an answer: a page, or the way to the next one."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse

from app_under_test.kernel.carriers import CARRIERS
from app_under_test.kernel.countries import COUNTRIES
from app_under_test.kernel.money import format_money
from app_under_test.storefront.cookies import NOTICE
from app_under_test.storefront.visit import Visit

TEMPLATES = Path(__file__).with_name("templates")
NOTICE_SECONDS = 60
CURRENT = Markup(' aria-current="page"')
ORDER_STATUS = {
    "pending_payment": "Waiting for payment",
    "paid": "Paid",
    "dispatched": "Dispatched",
    "refunded": "Refunded",
    "cancelled": "Cancelled",
    "expired": "Expired",
}
REFUND_STATUS = {
    "pending": "on its way",
    "succeeded": "back on the card",
    "failed": "refused by the bank; nothing went back",
}


def load_templates(asset: Callable[[str], str]) -> Environment:
    """The templates; `asset` answers the address of a static file."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals.update(asset=asset, art=lambda slug: f"/art/{quote(slug, safe='')}.svg")
    templates.filters.update(
        money=format_money,
        day=_day,
        minute=_minute,
        order_status=ORDER_STATUS.__getitem__,
        refund_status=REFUND_STATUS.__getitem__,
        country=_country,
        carrier=lambda code: CARRIERS[code][0],
    )
    return templates


def page(visit: Visit, template: str, status: int = 200, **facts: Any) -> HTMLResponse:
    """A page within the frame that all share; an open notice is shown and then gone."""
    return _render(visit, template, status, visit.cart_count(), facts)


def plain_page(visit: Visit, template: str, status: int, **facts: Any) -> HTMLResponse:
    """A page that asks the gateway nothing more, for when it has just failed."""
    return _render(visit, template, status, visit.cart_count(known_only=True), facts)


def onward(visit: Visit, path: str, notice: str = "") -> RedirectResponse:
    """To another page of the shop, where the notice (or one not shown yet) is shown once."""
    if notice:
        seal = visit.shop.seals.seal(NOTICE, notice, NOTICE_SECONDS)
        visit.cookies.keep(NOTICE, seal, NOTICE_SECONDS)
    response = RedirectResponse(path, 303)
    visit.cookies.write(response)
    return response


def _render(
    visit: Visit, template: str, status: int, count: int | None, facts: dict[str, Any]
) -> HTMLResponse:
    visit.cookies.forget(NOTICE)
    path = visit.request.url.path
    html = visit.shop.templates.get_template(template).render(
        person=visit.person,
        notice=visit.notice,
        csrf_token=visit.form_token(),
        cart_count=count,
        cart_name=_cart_name(count),
        here=lambda wanted: CURRENT if wanted == path else "",
        sign_in_path="/sign-in?next=/checkout" if path == "/checkout" else "/sign-in",
        **facts,
    )
    response = HTMLResponse(html, status)
    visit.cookies.write(response)
    return response


def _cart_name(count: int | None) -> str:
    if count is None:
        return "Cart"
    if count == 0:
        return "Cart, empty"
    return f"Cart, {count} {'item' if count == 1 else 'items'}"


def _day(moment: str) -> str:
    """`2026-11-05T10:00:00Z` reads as `5 November 2026`."""
    return f"{datetime.fromisoformat(moment):%-d %B %Y}"


def _minute(moment: str) -> str:
    """`2026-11-05T10:00:00Z` reads as `5 November 2026, 10:00 UTC`."""
    return f"{datetime.fromisoformat(moment):%-d %B %Y, %H:%M UTC}"


def _country(code: str) -> str:
    return COUNTRIES["en"].get(code, code)
