"""Definitions are found in the source as pytest-bdd finds them when it is imported."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from sayso.sentences.source import definitions_in, read_modules, types_in
from tests.framework.sentences.made import definitions

ROOT = Path(__file__).resolve().parents[3]


def test_keyword_pattern_kind_and_place_are_read() -> None:
    read = [(each.keyword, each.pattern, each.kind, each.location) for each in definitions()]
    assert read == [
        ("given", "an empty cart", "string", "steps/cart.py:2"),
        (
            "given",
            "{person:Name} has {quantity:d} {product:Text} in the cart",
            "parse",
            "steps/cart.py:5",
        ),
        ("when", 'Ada adds {quantity:d} "{product}" to her cart', "parse", "steps/cart.py:8"),
        ("when", "Ada pays", "string", "steps/cart.py:11"),
        ("then", "her cart holds {quantity:d}", "parse", "steps/cart.py:14"),
        ("then", "she is told that (?P<what>.+)", "re", "steps/cart.py:17"),
        ("then", "{int} letter(s) are/is sent", "CucumberParser", "steps/cart.py:20"),
    ]


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("an empty cart", "an empty cart"),
        (
            'Ada has 2 "Blue mug" in the cart',
            "{person:Name} has {quantity:d} {product:Text} in the cart",
        ),
        ('Ada adds 2 "Blue mug" to her cart', 'Ada adds {quantity:d} "{product}" to her cart'),
        ("she is told that it rains", "she is told that (?P<what>.+)"),
        ("1 letter is sent", "{int} letter(s) are/is sent"),
        ("Ada has 2 Blue mug in the cart", None),
        ("her cart holds two", None),
        ("an empty cart!", None),
    ],
)
def test_sentences_match_as_their_definitions_say(text: str, pattern: str | None) -> None:
    matching = [each.pattern for each in definitions() if each.matches(text)]
    assert matching == ([] if pattern is None else [pattern])


def test_a_computed_type_fits_anything_and_is_not_exact() -> None:
    source = (
        '@given(parsed("a {card:Card} card"))\ndef card(): ...\nTYPES = {"Card": one_of(CARDS)}\n'
    )
    (definition,) = definitions(source)
    assert definition.matches("a stolen card")
    assert not definition.context.parser.exact


def test_the_values_of_a_sentence_are_found() -> None:
    definition = definitions()[1]
    assert definition.context.parser.arguments('Ada has 2 "Blue mug" in the cart') == [
        (0, 3, "Ada", "person", "Name"),
        (8, 9, "2", "quantity", "d"),
        (10, 20, '"Blue mug"', "product", "Text"),
    ]


def test_a_module_that_is_no_python_is_left_to_pytest(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("def (:\n")
    (tmp_path / "sound.py").write_text("x = 1\n")
    assert [each.uri for each in read_modules([tmp_path], tmp_path)] == ["sound.py"]


def test_this_project_is_read_as_it_is_imported(pytester: pytest.Pytester) -> None:
    """What `sayso check` sees without importing is what pytest sees, sentence by sentence."""
    modules = list(read_modules([ROOT / "steps"], ROOT))
    read = {(each.keyword, each.pattern) for each in definitions_in(modules, types_in(modules))}
    script = pytester.makepyfile(
        f"""
        import importlib, json, sys
        sys.path.insert(0, {str(ROOT)!r})
        from pytest_bdd.steps import StepFunctionContext
        found = []
        for name in {[each.uri.removesuffix(".py").replace("/", ".") for each in modules]!r}:
            for value in vars(importlib.import_module(name)).values():
                wrapped = getattr(value, "__wrapped__", None)
                if wrapped and wrapped.__name__ == "step_function_marker":
                    context = wrapped()
                    found.append([context.type, context.parser.name])
        print(json.dumps(found))
        """
    )
    result = pytester.run(sys.executable, script)
    imported = {tuple(each) for each in json.loads(result.outlines[-1])}
    assert read == imported
