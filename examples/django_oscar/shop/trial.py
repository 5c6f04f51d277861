"""`trial.py create` makes the database of one run, with what the shop sells; `trial.py drop` removes it."""

import os
import sys
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.contrib.sites.models import Site  # noqa: E402 - Django has to be set up first
from oscar.apps.address.models import Country  # noqa: E402
from oscar.apps.catalogue.models import Product, ProductClass  # noqa: E402
from oscar.apps.partner.models import Partner, StockRecord  # noqa: E402

DATABASE = urlsplit(os.environ["SHOP_DATABASE"])
PRODUCTS = [("MUG-B", "Blue mug", "12.55"), ("MUG-R", "Red mug", "9.90")]


def on_the_server(command: str) -> None:
    server = DATABASE._replace(path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'{command} "{DATABASE.path[1:]}"')


def create() -> None:
    if DATABASE.scheme == "postgresql":
        on_the_server("CREATE DATABASE")
    call_command("migrate", verbosity=0)
    Site.objects.update(domain=os.environ["SHOP_ADDRESS"])  # what the links of a mail begin with
    Country.objects.create(
        iso_3166_1_a2="GB",
        printable_name="United Kingdom",
        name="United Kingdom",
        is_shipping_country=True,
    )
    goods = ProductClass.objects.create(name="Goods", requires_shipping=True, track_stock=True)
    partner = Partner.objects.create(name="The pottery")
    for sku, title, price in PRODUCTS:
        product = Product.objects.create(upc=sku, title=title, product_class=goods)
        StockRecord.objects.create(
            product=product,
            partner=partner,
            partner_sku=title,
            price=Decimal(price),
            num_in_stock=5,
        )


def drop() -> None:
    if DATABASE.scheme == "postgresql":
        on_the_server("DROP DATABASE IF EXISTS")
    else:
        Path(DATABASE.path[1:]).unlink(missing_ok=True)


{"create": create, "drop": drop}[sys.argv[1]]()
