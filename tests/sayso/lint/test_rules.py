"""Where the rules of `sayso check` end: what is sound, and what a house may change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sayso.lint.conftest import (
    CART,
    FEATURE,
    PAGE,
    PYPROJECT,
    STEPS,
    TEMPLATE,
    Write,
    found,
)


@pytest.mark.usefixtures("write")
def test_a_sound_project_has_no_findings(tmp_path: Path) -> None:
    assert found(tmp_path) == []


def test_a_soft_then_is_sound(write: Write, tmp_path: Path) -> None:
    write("steps/cart.py", STEPS.replace("def holds(", "@soft\ndef holds("))
    assert found(tmp_path) == []


def test_a_step_for_any_keyword_may_check_nothing(write: Write, tmp_path: Path) -> None:
    write("steps/cart.py", STEPS.replace("@when(", "@step("))
    assert found(tmp_path) == []


def test_a_conftest_defines_steps_for_its_folder(write: Write, tmp_path: Path) -> None:
    write("steps/cart.py", "")
    write("features/purchase/conftest.py", STEPS)
    assert found(tmp_path) == []
    write("features/sale/filling_a_cart.feature", FEATURE)
    assert found(tmp_path) == [
        f"features/sale/filling_a_cart.feature:{line} undefined-step" for line in (7, 8, 9)
    ]


def test_a_conftest_above_the_features_defines_steps(write: Write, tmp_path: Path) -> None:
    write("steps/cart.py", "")
    write("conftest.py", STEPS)
    assert found(tmp_path) == []


@pytest.mark.parametrize("plugins", ['["shared.cart"]', '("shared.cart",)', '"shared.cart"'])
def test_a_module_that_a_conftest_loads_defines_steps(
    plugins: str, write: Write, tmp_path: Path
) -> None:
    write("steps/cart.py", "")
    write("shared/cart.py", STEPS)
    write("conftest.py", f"pytest_plugins = {plugins}\n")
    assert found(tmp_path) == []


def test_a_nearer_definition_replaces_an_equal_one(write: Write, tmp_path: Path) -> None:
    write("features/purchase/conftest.py", STEPS)
    assert not [each for each in found(tmp_path) if each.endswith("ambiguous-step")]


def test_a_conftest_that_cannot_be_read_is_told(write: Write, tmp_path: Path) -> None:
    write("features/conftest.py", "def (:")
    assert found(tmp_path) == ["features/conftest.py:1 not-loaded"]


GRAMMAR = """
@then(parsers.parse("a cart holds {n:d}"))
@then(parsers.parse("the cart holds {n:d}"))
@then("""


def test_a_second_sentence_for_grammar_only_is_no_duplicate(write: Write, tmp_path: Path) -> None:
    write("steps/cart.py", STEPS.replace("@then(", GRAMMAR))
    twice = [each for each in found(tmp_path) if each.endswith("near-duplicate")]
    assert twice == ["steps/cart.py:11 near-duplicate"]  # "her cart" is nearly "a cart"


def test_test_ids_that_are_computed_fit(write: Write, tmp_path: Path) -> None:
    write("pages/cart.py", PAGE.replace('"cart-total"', 'f"{self.kind}-total"'))
    write("shop/cart.html", TEMPLATE.replace("cart-total", "{{ kind }}-total"))
    assert found(tmp_path) == []


def test_the_house_may_change_words_sizes_and_rules(write: Write, tmp_path: Path) -> None:
    rules = 'forbidden_step_words = ["cart"]\nwarn_steps = 1\nignore = ["long-scenario"]\n'
    write("pyproject.toml", PYPROJECT + rules)
    assert found(tmp_path) == [f"{CART}:{line} ui-wording" for line in (7, 8, 9)]


def test_quoted_words_are_data(write: Write, tmp_path: Path) -> None:
    write(CART, FEATURE.replace("Blue mug", "Status field"))
    assert found(tmp_path) == []
