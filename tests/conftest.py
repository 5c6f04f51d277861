"""What all tests have in common: the runs they start load no plugin that they do not need.

schemathesis and hypothesis come with plugins for pytest that take half a second to import, and the
tests start thousands of runs.
"""

from __future__ import annotations

import os

import pytest

WITHOUT = "-p no:schemathesis -p no:hypothesispytest"

os.environ["PYTEST_ADDOPTS"] = WITHOUT


@pytest.fixture(autouse=True)
def _few_plugins(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pytester takes the variable away."""
    if "pytester" in request.fixturenames:
        request.getfixturevalue("pytester")
        monkeypatch.setenv("PYTEST_ADDOPTS", WITHOUT)
