"""The storefront as an application."""

from fastapi import APIRouter, Depends, FastAPI
from starlette.exceptions import HTTPException

from app_under_test.kernel.application import create_service
from app_under_test.kernel.calls import ServiceClient
from app_under_test.kernel.proxies import Proxies
from app_under_test.settings import Settings
from app_under_test.storefront import failures
from app_under_test.storefront.assets import Assets
from app_under_test.storefront.pages import load_templates
from app_under_test.storefront.routes import (
    account,
    addresses,
    artwork,
    cart,
    checkout,
    closure,
    email,
    messages,
    orders,
    passwords,
    products,
    registration,
    sessions,
    staff_orders,
    stock,
    stock_history,
)
from app_under_test.storefront.seals import Seals
from app_under_test.storefront.security_headers import SecurityHeaders
from app_under_test.storefront.sent_form import sent_form
from app_under_test.storefront.visit import Shop, Visitor

NOUNS = (
    products,
    cart,
    checkout,
    closure,
    orders,
    staff_orders,
    registration,
    sessions,
    passwords,
    account,
    email,
    addresses,
    stock,
    stock_history,
    messages,
)


def create_app(settings: Settings) -> FastAPI:
    """The pages of the shop, for people; everything they show comes from the gateway."""
    internal_key = settings.internal_key.get_secret_value()
    gateway = ServiceClient("gateway", settings.url_of("gateway"), internal_key)
    assets = Assets()
    app = create_service(
        *("storefront", settings, artwork.router),
        during=[gateway],
        open_to_all=True,
    )
    app.state.shop = Shop(
        gateway,
        Seals(settings.secret_key.get_secret_value()),
        load_templates(assets.address),
        Proxies(settings.trusted_proxies),
    )
    app.mount("/static", assets)
    app.include_router(_pages())
    failures.install(app)
    app.add_middleware(SecurityHeaders)
    return app


def _pages() -> APIRouter:
    """Every page of every noun; no form is read that `sent_form` has not let through."""
    pages = APIRouter(dependencies=[Depends(sent_form)])
    for noun in NOUNS:
        pages.include_router(noun.router)
    pages.add_api_route(failures.ANYWHERE, _nothing_here, methods=["GET"])
    return pages


def _nothing_here(_visit: Visitor) -> None:
    """An unknown address, refused on a page that knows who is asking."""
    raise HTTPException(404)
