"""What all tests have in common: what they start loads few plugins, and heeds Ctrl-C.

schemathesis and hypothesis come with plugins for pytest that take half a second to import, and the
tests start thousands of runs.
"""

from __future__ import annotations

import os
import signal

import pytest

WITHOUT = "-p no:schemathesis -p no:hypothesispytest"

os.environ["PYTEST_ADDOPTS"] = WITHOUT

# A shell starts what runs in its background with Ctrl-C ignored, and every test that presses Ctrl-C
# would wait in vain: a process inherits that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _few_plugins(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pytester takes the variable away."""
    if "pytester" in request.fixturenames:
        request.getfixturevalue("pytester")
        monkeypatch.setenv("PYTEST_ADDOPTS", WITHOUT)
