"""What the command line may say about evidence."""

from __future__ import annotations

import pytest


def add_options(group: pytest.OptionGroup) -> None:
    """Declare the options; the defaults stand in [tool.sayso]."""
    group.addoption(
        "--evidence",
        dest="sayso_evidence",
        choices=["failures", "scenarios", "steps"],
        help="pictures: of failing steps only; also of the end of every scenario (default); "
        "or after every step that changed the page",
    )
