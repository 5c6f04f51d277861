"""What the command line may say about the system under test and the browser."""

from __future__ import annotations

import pytest


def add_options(group: pytest.OptionGroup) -> None:
    """Declare the options; the defaults stand in [tool.sayso]."""
    group.addoption(
        "--target",
        dest="sayso_target",
        metavar="NAME",
        help="the system under test, by its name in [tool.sayso.targets]",
    )
    group.addoption(
        "--browser-path",
        dest="sayso_browser_path",
        metavar="PATH",
        help="the Chromium to use, instead of looking for one",
    )
