"""The smallest django-oscar that sells: everything usual, addresses from the environment."""

import os
from pathlib import Path

import dj_database_url
from oscar.defaults import *  # noqa: F403 - as Oscar's own documentation has it

BASE = Path(__file__).parent
SECRET_KEY = os.environ["SHOP_SECRET_KEY"]
DEBUG = True  # Django serves the style sheets then
ALLOWED_HOSTS = ["127.0.0.1"]
DATABASES = {"default": dj_database_url.config("SHOP_DATABASE")}
LANGUAGES = [("en-gb", "British English")]
USE_TZ, TIME_ZONE, LANGUAGE_CODE, STATIC_URL, MEDIA_URL = True, "UTC", "en-gb", "static/", "media/"
MEDIA_ROOT = BASE / "media"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
SITE_ID, ROOT_URLCONF = 1, "urls"
EMAIL_HOST, EMAIL_PORT = os.environ["SHOP_MAIL"].split(":")
OSCAR_FROM_EMAIL = DEFAULT_FROM_EMAIL = "shop@shop.example"
OSCAR_SHOP_NAME, OSCAR_DEFAULT_CURRENCY = "Oscar", "GBP"
OSCAR_ALLOW_ANON_CHECKOUT = True
OSCAR_INITIAL_ORDER_STATUS = OSCAR_INITIAL_LINE_STATUS = "Pending"
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
AUTHENTICATION_BACKENDS = ["oscar.apps.customer.auth_backends.EmailBackend"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,  # the line of each request
    "handlers": {"all": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["all"]},
}

_OSCAR = """
analytics.Analytics checkout.Checkout address.Address shipping.Shipping catalogue.Catalogue
catalogue.reviews.CatalogueReviews communication.Communication partner.Partner basket.Basket
payment.Payment offer.Offer order.Order customer.Customer search.Search voucher.Voucher
wishlists.Wishlists dashboard.Dashboard dashboard.reports.ReportsDashboard
dashboard.users.UsersDashboard dashboard.orders.OrdersDashboard
dashboard.catalogue.CatalogueDashboard dashboard.offers.OffersDashboard
dashboard.partners.PartnersDashboard dashboard.pages.PagesDashboard
dashboard.ranges.RangesDashboard dashboard.reviews.ReviewsDashboard
dashboard.vouchers.VouchersDashboard dashboard.communications.CommunicationsDashboard
dashboard.shipping.ShippingDashboard
"""
_DJANGO = "admin auth contenttypes sessions messages staticfiles sites flatpages"
INSTALLED_APPS = [
    *(f"django.contrib.{app}" for app in _DJANGO.split()),
    "oscar.config.Shop",
    *(
        f"oscar.apps.{app.rpartition('.')[0]}.apps.{app.rpartition('.')[2]}Config"
        for app in _OSCAR.split()
    ),
    *("sorl.thumbnail", "widget_tweaks", "haystack", "treebeard", "django_tables2"),
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "oscar.apps.basket.middleware.BasketMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                *(
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                ),
                *(
                    "django.contrib.messages.context_processors.messages",
                    "django.template.context_processors.i18n",
                ),
                *(
                    "oscar.apps.search.context_processors.search_form",
                    "oscar.apps.checkout.context_processors.checkout",
                ),
                *(
                    "oscar.apps.communication.notifications.context_processors.notifications",
                    "oscar.core.context_processors.metadata",
                ),
            ]
        },
    }
]
