"""`sayso check` knows the tags that pytest knows, wherever they are declared."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects.isolation import check_command
from tests.sayso.lint.conftest import CART, FEATURE, Write, found

UNKNOWN = [f"{CART}:5 unknown-tag"]
HOOK = "def pytest_configure(config):\n    "
DECLARED = {
    "a conftest": ("conftest.py", f'{HOOK}config.addinivalue_line("markers", "odd: what it is")'),
    "a fixture module": (
        "fixtures/odd.py",
        f'LINE = "od" + "d: what it is"\n{HOOK}config.addinivalue_line("markers", LINE)',
    ),
    "pytest.ini": ("pytest.ini", "[pytest]\nmarkers =\n    even: yes\n    odd: what it is\n"),
    "a pattern": ("pyproject.toml", '[tool.sayso]\ntags = ["o*"]\n'),
}


@pytest.mark.parametrize("name", DECLARED)
def test_a_tag_is_known_wherever_it_is_declared(name: str, write: Write, tmp_path: Path) -> None:
    write(CART, FEATURE.replace("@smoke", "@odd"))
    assert found(tmp_path) == UNKNOWN
    write(*DECLARED[name])
    assert found(tmp_path) == []


def test_a_folder_named_like_a_marker_with_an_effect_is_refused(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("features/skip/cart.feature", FEATURE)
    assert check_command([], tmp_path) == 2
    assert capsys.readouterr().err.startswith("features/skip: ")


PLUGIN = """
from pytest_bdd import given

def pytest_configure(config):
    config.addinivalue_line("markers", "odd: it is")

@given("an odd cart", target_fixture="cart")
def odd_cart():
    return []
"""


def test_an_installed_plugin_declares_tags_and_step_definitions(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(CART, FEATURE.replace("@smoke", "@odd").replace("an empty cart", "an odd cart"))
    write("site/odd-1.dist-info/METADATA", "Name: odd\nVersion: 1\n")
    write("site/odd-1.dist-info/entry_points.txt", "[pytest11]\nodd = shared.plugin\n")
    write("site/shared/plugin.py", PLUGIN)
    assert f"{CART}:7 undefined-step" in found(tmp_path)
    monkeypatch.syspath_prepend(tmp_path / "site")
    unused = ["steps/cart.py:2 unused-definition"]
    assert found(tmp_path) == unused
