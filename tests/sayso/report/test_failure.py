"""What was raised, in words that say something."""

from __future__ import annotations

import pytest

from sayso.report.worker_report import message_of


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("an odd number"), "an odd number"),
        (AssertionError(), "AssertionError"),
        (SystemExit(0), "sys.exit(0) was called"),
        (SystemExit("no disk"), "sys.exit('no disk') was called"),
    ],
)
def test_a_message_says_what_happened(error: BaseException, said: str) -> None:
    assert message_of(error) == said
