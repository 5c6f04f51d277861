"""The modules of steps/ and fixtures/ are loaded once, whoever else loads them."""

from __future__ import annotations

import pytest

from tests.sayso.conftest import CART, GOOD, PYPROJECT, Trial, census

pytest_plugins = ["pytester"]

HOOK = """
import pathlib

def note(text):
    with pathlib.Path("notes").open("a") as file:
        print(text, file=file)

note("imported")

def pytest_runtest_setup(item):
    note(item.name)
"""


@pytest.mark.parametrize("mode", [(), ("-n", "1")], ids=["alone", "worker"])
def test_a_step_module_that_is_a_plugin_too_is_loaded_once(
    trial: Trial, mode: tuple[str, ...]
) -> None:
    path = PYPROJECT.replace("[tool.pytest]", '[tool.pytest]\npythonpath = ["."]')
    trial.write("pyproject.toml", path)
    trial.write("acts/cart.py", CART + HOOK)
    trial.write("conftest.py", 'pytest_plugins = ["acts.cart"]\n')
    trial.feature(GOOD)
    result = trial.run_apart("features", *mode)
    assert census(result) == "1 scenario: 1 passed"
    notes = (trial.pytester.path / "notes").read_text().splitlines()
    assert notes[-2:] == ["imported", "One mug"]  # the process that hands out work imports it, too
    assert notes.count("One mug") == 1
