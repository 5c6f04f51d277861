"""The features that are data of tests are no features of this project, from the first look on."""

from __future__ import annotations

from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "compat/cucumber"


def test_samples_are_neither_run_nor_reported(pytestconfig: pytest.Config) -> None:
    assert list(SAMPLES.rglob("*.feature"))
    assert pytestconfig.hook.pytest_ignore_collect(collection_path=SAMPLES, config=pytestconfig)
