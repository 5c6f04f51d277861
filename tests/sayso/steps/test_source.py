"""Definitions are found in the source as pytest-bdd finds them when it is imported."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from sayso.steps.module import read_modules
from sayso.steps.source import Source, definitions_in, read_source, types_in
from tests.projects.sample_definitions import definitions, module

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


IMPORTS = """
import pytest_bdd as bdd
from pytest_bdd import given as gg, parsers
from pytest_bdd.parsers import re as rx
from fixtures import words
from fixtures.words import MUG as A_MUG, SENTENCE
from . import nouns
HERE = "a constant"
BUILT = "a " + HERE
PARSER = parsers.parse("{n:d} parsers")
def regular(text): return parsers.re(text)
def any_case(text): return parsers.re(text, flags=re.I)
def plain(text): return text
ANY_CASE = re.IGNORECASE
"""
WORDS = 'MUG = "mug"\nSENTENCE = "an imported sentence"\n'
SPELLINGS = {
    "a constant": ("@given(HERE)", "a constant"),
    "a constant of a constant": ("@given(BUILT)", "a a constant"),
    "a constant parser": ("@given(PARSER)", "2 parsers"),
    "an imported constant": ("@given(SENTENCE)", "an imported sentence"),
    "a constant of a module": ("@given(words.SENTENCE)", "an imported sentence"),
    "joined literals": ('@given("a joined " + "sentence")', "a joined sentence"),
    "literals side by side": ('@given(parsers.parse("a long " "one {n:d}"))', "a long one 3"),
    "another name": ('@gg("a thing")', "a thing"),
    "another name of the module": ('@bdd.given("a thing")', "a thing"),
    "another name of a parser": ('@given(rx("a (red|blue) thing"))', "a red thing"),
    "a parser of the suite": ('@given(regular("a (red|blue) thing"))', "a red thing"),
    "a keyword": ('@given(name="a thing")', "a thing"),
    "a known part": ('@given(f"a {A_MUG}")', "a mug"),
    "a part known in braces": (
        '@given(parsers.parse(f"{A_MUG} of {{n:d}} pounds"))',
        "mug of 2 pounds",
    ),
    "a part that is computed": ('@given(f"a {colour} {{thing}}")', "a red {thing}"),
    "a pattern in any case": ('@given(rx("a (RED|blue) thing", re.I))', "A red thing"),
    "a pattern with flags": (
        '@given(parsers.re(r"a  (RED|blue) [ ] thing", flags=re.X | re.IGNORECASE))',
        "ared thing",
    ),
    "a pattern with a constant flag": ('@given(rx("a (RED|blue) thing", ANY_CASE))', "A red thing"),
    "a pattern of the suite with a flag": (
        '@given(any_case("a (RED|blue) thing"))',
        "A red thing",
    ),
    "a pattern with flags that are computed": (
        '@given(rx("a (RED|blue) thing", flags()))',
        "A red thing",
    ),
    "a computed part of a pattern": ('@given(parsers.re(f"a ({ANY}) thing"))', "a red thing"),
}
PLACES = {
    "under an if": "if True:\n    {definition}",
    "in the else": "if False:\n    pass\nelse:\n    {definition}",
    "in a loop": "for colour in COLOURS:\n    {definition}",
    "in a try": "try:\n    pass\nfinally:\n    {definition}",
    "with something": "with this():\n    {definition}",
}


def read(text: str) -> Source:
    other = module(WORDS, "fixtures/words.py")
    return read_source([module(IMPORTS + text)], {}, [other])


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_sentence_is_read_however_it_is_written(name: str) -> None:
    decorator, text = SPELLINGS[name]
    source = read(f"{decorator}\ndef one(): ...\n")
    assert [each.matches(text) for each in source.definitions] == [True]
    assert not source.definitions[0].matches("something else")
    assert source.definitions[0].context.parser.exact == ("computed" not in name)
    assert not source.unread


@pytest.mark.parametrize("name", PLACES)
def test_a_definition_is_read_wherever_it_is_made(name: str) -> None:
    definition = '@given("a thing")\n    def one(): ...'
    source = read(PLACES[name].format(definition=definition))
    assert [each.pattern for each in source.definitions] == ["a thing"]


UNREADABLE = {
    "a call": "@gg(sentence())\ndef one(): ...",
    "a text that is filled in": '@gg("a {}".format(thing))\ndef one(): ...',
    "a constant that is filled in": "@gg(HERE.format(thing))\ndef one(): ...",
    "a constant that is given twice": "TWICE = 'a'\nTWICE = 'b'\n@gg(TWICE)\ndef one(): ...",
    "only a value": '@gg(f"{thing}")\ndef one(): ...',
    "a decorator of the suite": "def kennt(text):\n    return gg(parsers.parse(text))",
    "a function that makes steps": "def make(text):\n    @gg(text)\n    def one(): ...",
    "a constant made of itself": "LOOP = 'a' + LOOP\n@gg(LOOP[1:])\ndef one(): ...",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_sentence_that_cannot_be_read_is_known(name: str) -> None:
    source = read(UNREADABLE[name])
    assert not source.definitions
    assert [each.keyword for each in source.unread] == ["given"]


@pytest.mark.parametrize(
    "text",
    [
        '@allure.step("Adds a mug")\ndef one(): ...',
        'import allure\nwith allure.step("Adds a mug"):\n    pass',
        "def one(given):\n    given(1)",
    ],
)
def test_what_other_tools_call_alike_is_no_definition(text: str) -> None:
    assert read(text) == Source([], [], [])


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
