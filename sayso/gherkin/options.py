"""Command line options of selecting scenarios."""

from __future__ import annotations

import pytest


def add_options(group: pytest.OptionGroup) -> None:
    """Called by the plugin when it declares its options."""
    group.addoption(
        "--tags",
        action="append",
        metavar="EXPRESSION",
        dest="sayso_tags",
        help='run what carries these tags, like "@smoke and not @slow" (a Cucumber tag '
        "expression); when given several times, what fits them all",
    )
