"""`sayso check` and `sayso steps` know the sentences that pytest loads, wherever they lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects.isolation import steps_command as steps
from tests.sayso.lint.conftest import CART, STEPS, Write, found

PLACES = {
    "a fixture module": {"fixtures/cart.py": STEPS},
    "a conftest": {"conftest.py": STEPS},
    "a conftest of features": {"features/purchase/conftest.py": STEPS},
    "a plugin of a conftest": {
        "conftest.py": 'pytest_plugins = ["parts.cart"]\n',
        "parts/cart.py": STEPS,
    },
    "a plugin of a step module": {
        "steps/all.py": 'pytest_plugins = "parts.cart"\n',
        "parts/cart.py": STEPS,
    },
    "a plugin of a plugin": {
        "conftest.py": 'pytest_plugins = ("parts",)\n',
        "parts/__init__.py": 'pytest_plugins = ["parts.cart"]\n',
        "parts/cart.py": STEPS,
    },
    "a star import": {
        "steps/all.py": "from parts.cart import *\n",
        "parts/cart.py": STEPS,
    },
    "a loop": {
        "steps/all.py": STEPS.replace(
            '@given("an empty cart", target_fixture="cart")\ndef empty_cart():\n    return []',
            'for kind in ("an empty",):\n'
            '    @given(f"{kind} cart", target_fixture="cart")\n    def some_cart(): return []\n'
            "    globals()[kind] = some_cart",
        ),
    },
    "a module of steps with a constant from elsewhere": {
        "fixtures/words.py": 'EMPTY = "an empty cart"\n',
        "steps/cart.py": "from fixtures.words import EMPTY\n"
        + STEPS.replace('"an empty cart"', "EMPTY"),
    },
}


@pytest.mark.parametrize("name", PLACES)
def test_both_commands_read_the_sentences_of(
    name: str, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "steps" / "cart.py").unlink()
    for path, text in PLACES[name].items():
        write(path, text)
    assert found(tmp_path) == []
    assert steps([], tmp_path) == 0
    told = capsys.readouterr().out
    assert told.count(f"used 1x, first in {CART}:6") == 3
    assert "Given an empty cart" in told


def test_a_module_of_two_folders_is_read_once(write: Write, tmp_path: Path) -> None:
    write("pyproject.toml", '[tool.sayso]\nsteps = ["."]\nfixtures = ["steps"]\ntags = ["smoke"]\n')
    assert found(tmp_path) == []


def test_a_sentence_is_said_only_where_its_conftest_reaches(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("features/sale/selling_a_cart.feature", (tmp_path / CART).read_text(encoding="utf-8"))
    write(
        "features/sale/conftest.py",
        "from pytest_bdd import given\n"
        '@given("an empty cart", target_fixture="cart")\ndef one(): return []\n',
    )
    assert found(tmp_path) == []
    assert steps(["empty"], tmp_path) == 0
    told = capsys.readouterr().out
    assert "used 1x, first in features/sale/selling_a_cart.feature:6" in told
    assert f"used 1x, first in {CART}:6" in told
