"""Running the shop, or some of its parts, until a signal ends it."""

import argparse
import gc
import json
import signal
import sys
from importlib import import_module

from app_under_test.composition import Shop, open_shop
from app_under_test.identity.demo import hire_sam
from app_under_test.processes import open_processes
from app_under_test.settings import Settings


def run(settings: Settings, options: argparse.Namespace) -> None:
    """As the command line says; raises what keeps a part from starting."""
    if options.processes:
        _run_processes(settings, options)
    else:
        _run_here(settings, options)


def _run_here(settings: Settings, options: argparse.Namespace) -> None:
    ports = dict(options.port)
    with open_shop(settings, options.parts, options.host, ports, migrate=options.demo) as shop:
        if options.demo:
            _plant_demo(shop)
        gc.freeze()  # going through all that is loaded would hold up the end by half a second
        print(json.dumps(shop.addresses()), flush=True)  # noqa: T201 - the promised line
        while True:
            signal.pause()


def _run_processes(settings: Settings, options: argparse.Namespace) -> None:
    ports = dict(options.port)
    with open_processes(settings, options.host, ports, options.gateways) as processes:
        print(json.dumps(processes.addresses()), flush=True)  # noqa: T201 - the promised line
        processes.watch()


def _plant_demo(shop: Shop) -> None:
    for part in ("catalogue", "inventory"):
        if part in shop.parts:
            import_module(f"app_under_test.{part}.demo").seed(shop.database)
    if "identity" in shop.parts:
        print(hire_sam(shop.settings, shop.database), file=sys.stderr)  # noqa: T201 - for people
    if "storefront" in shop.parts:
        url = shop.settings.link("/")
        print(f"open {url} in a browser; Ctrl-C ends the shop", file=sys.stderr)  # noqa: T201
