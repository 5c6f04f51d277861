"""What the command line may say about evidence."""

from __future__ import annotations

import pytest

from sayso.settings import EVIDENCE


def add_options(group: pytest.OptionGroup) -> None:
    """Declare the options; the defaults stand in [tool.sayso]."""
    group.addoption(
        "--evidence",
        dest="sayso_evidence",
        choices=EVIDENCE,
        help="how much is kept: nothing; pictures of failures only; also one of the end of every "
        "scenario (default); or one after every step that changed the page, and all log lines",
    )
