"""The snippet for a missing step definition, pasted, defines the step."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from sayso.steps.definition import StepDefinition, define
from sayso.steps.pattern import Written, pattern_of
from sayso.steps.registry import StepRegistry
from sayso.steps.snippets import snippet
from tests.projects.forks import run_pytest_apart
from tests.sayso.conftest import CART, PYPROJECT, QUIET

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[3]
TABLE: dict[str, Any] = {"dataTable": {"rows": []}}
DOC_STRING = {"docString": {"content": ""}}


def code_of(lines: Sequence[str]) -> str:
    """What is to be pasted of the lines of a snippet."""
    return dedent("\n".join(lines[2:])) + "\n"


def loaded(source: str) -> list[StepDefinition]:
    """The definitions of a module as pytest-bdd has them once it is imported."""
    names: dict[str, Any] = {}
    exec(compile(source, "pasted.py", "exec"), names)  # noqa: S102 - the code is what is tested
    markers = (getattr(each, "__wrapped__", None) for each in names.values())
    contexts = [each() for each in markers if each and each.__name__ == "step_function_marker"]
    return [define(each, ROOT, lambda _: ()) for each in contexts]


@pytest.mark.parametrize(
    "text",
    [
        "Ada has {1} things",
        'he wrote "" and "x"',
        'he wrote ""',
        "{{{2}}} of {these} and }3{",
        "{b:c?} 1",
        '{"a"}',
        'Ada adds 2 "mug"',
        'it says "don\'t"',
        "it's",
        "it's 3",
        "back\\slash 3\\",
        "class",
        "given",
        "parsers 3",
        "pytest runs 1 test",
        "print",
        "1 thing",
        "…",
        "-5 and -0.50 and 1.2.3 and 1,000 and 007 and 1_0 and 0x1F and 3-4",
        "100% of {number:d} {text} %s {}",
        '"{a}" costs £1.5 (or "}2{")',
        '"odd 3 quotes',
        "<n> of <b>2</b>",
        "٣ and 3 and ² and ß and İ",
        "a\ttab\u00a0and 3\u2028lines",
    ],
)
def test_an_odd_text_is_defined(text: str) -> None:
    assert_defines(text)


ODD = [
    *'{}{}{}""""\'\\%<>|#@:.,-+*?()[]$^&~`_  ',
    *"0123456789",
    "Ada",
    "é",
    "ß",
    "\t",
    "x",
    "10.5",
]


@pytest.mark.parametrize("seed", range(20))
def test_any_text_is_defined(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(25):
        text = "".join(chance.choices(ODD, k=chance.randint(1, 25))).strip()
        assert_defines(text or "x")


def assert_defines(text: str) -> None:
    """The pasted snippet matches the text and no longer one."""
    code = code_of(list(snippet("when", text)))
    found = loaded(code)
    index = StepRegistry(found)
    assert [index.find("when", text), len(found)] == [tuple(found), 1], (text, code)
    assert not index.find("when", f"{text}x"), (text, code)
    assert not index.find("when", f"x{text}"), (text, code)
    assert not index.find("given", text), (text, code)


OUTLINES = [
    ("Ada pays <n> pounds", {"n": ["1", "2"]}, "Ada pays {n:d} pounds"),
    ("Ada pays <n> pounds", {"n": ["1", "2.5"]}, "Ada pays {n:g} pounds"),
    ("Ada pays <n> pounds", {"n": ["1", "nothing"]}, "Ada pays {n} pounds"),
    ("<who> is <what>", {"who": ["Ada", "Bob"], "what": ['"x"', "y"]}, "{who} is {what}"),
    ("<who> is <what>", {"who": ["Ada"], "what": ['"x"']}, '{who} is "{what}"'),
    ('a "<who>" and 2', {"who": ["1"]}, 'a "{who}" and {number:d}'),
    ('a "<who> <n>"', {"who": ["1"], "n": ["2"]}, 'a "{text}"'),
    ("<n> of <n> and 3", {"n": ["1", "2"]}, "{n:d} of {n2:d} and {number:d}"),
    ("£<Unit price>", {"Unit price": ["3.50"]}, "£{unit_price:g}"),
    (
        "<class> <2nd> <datatable> <…>",
        {name: ["é"] for name in ("class", "2nd", "datatable", "…")},
        "",
    ),
    ("{x} <{n}> <b>", {"{n}": ["1"], "n": ["2"]}, "{{x}} {n:d} <b>"),
    ("SO-<n>, <n>% and -<n>", {"n": ["7", "-8"]}, "SO-{n:d}, {n2:d}% and -{n3:d}"),
    ("<text2> <text> 1", {"text2": ["a"], "text": ["b"]}, "{text2} {text} {number:d}"),
]


@pytest.mark.parametrize(("text", "values", "pattern"), OUTLINES)
def test_what_an_outline_fills_in_is_a_parameter_that_takes_the_values_of_all_rows(
    text: str, values: dict[str, list[str]], pattern: str
) -> None:
    placeholders = [f"<{column}>" for column in values]
    rows = [zip(placeholders, row, strict=True) for row in zip(*values.values(), strict=True)]
    said = [reduce(lambda one, cell: one.replace(*cell), row, text) for row in rows]
    written = Written(text, values)
    found = loaded(code_of(list(snippet("when", said[0], {}, written))))
    assert [each for each in said if not StepRegistry(found).find("when", each)] == []
    assert pattern in ("", pattern_of(written)[0])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("class", "class_2"),
        ("print", "print_2"),
        ("given", "given_2"),
        ("pytest runs", "_pytest_runs"),  # pytest would look for a hook of that name
        ("2nd", "_2nd"),
        ("…", "step"),
    ],
)
def test_the_function_takes_no_name_that_means_something(text: str, name: str) -> None:
    assert f"  def {name}() -> None:" in list(snippet("given", text))


@pytest.mark.parametrize(
    ("argument", "arguments"),
    [
        (TABLE, "number: int, datatable: list[list[str]]"),
        (DOC_STRING, "number: int, docstring: str"),
        ({}, "number: int"),
    ],
)
def test_what_stands_below_the_step_is_taken(argument: dict[str, Any], arguments: str) -> None:
    code = code_of(list(snippet("given", "3 pots", argument)))
    assert f"def pots({arguments}) -> None:" in code


STEPS = '''
    Given Ada has {1} things
    And he wrote "" and "x"
    When Ada sells 3 songs:
      | name |
      | Sun  |
    Then she reads
      """
      Sun
      """
'''


def test_a_run_tells_what_to_paste_and_then_finds_it(pytester: pytest.Pytester) -> None:
    pytester.makefile(".toml", pyproject=PYPROJECT)
    cart = pytester.mkdir("acts") / "cart.py"
    cart.write_text(CART)
    steps = pytester.mkdir("features") / "songs.feature"
    steps.write_text(f"Feature: Songs\n  Scenario: One\n{STEPS}")
    told = run_pytest_apart(*QUIET, "features").stdout.str()
    codes = re.findall(r"To define it:\n\s*\n((?: {6}.*\n|\s*\n)+)", told)
    assert len(codes) == 4
    assert "datatable: list[list[str]]" in codes[2]
    assert "docstring: str" in codes[3]
    pasted = "".join(dedent(each) for each in codes).replace("raise NotImplementedError", "pass")
    cart.with_name("songs.py").write_text(pasted)
    run_pytest_apart(*QUIET, "features").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("text", "pattern", "parameters"),
    [
        ("an empty cart", "an empty cart", []),
        ('2 "Blue mug"', '{number:d} "{text}"', [("number", "int"), ("text", "str")]),
        ('"" and "x"', '"" and "{text}"', [("text", "str")]),
        ("2 of 1.5", "{number:d} of {number2:g}", [("number", "int"), ("number2", "float")]),
        ('"a" and "b"', '"{text}" and "{text2}"', [("text", "str"), ("text2", "str")]),
        ("it costs 1.5", "it costs {number:g}", [("number", "float")]),
        ("a {curly} one", "a {curly} one", []),
        ("a {curly} 1", "a {{curly}} {number:d}", [("number", "int")]),
        ("order SO-7K3M9Q2P", "order SO-7K3M9Q2P", []),
    ],
)
def test_values_become_parameters(
    text: str, pattern: str, parameters: list[tuple[str, str]]
) -> None:
    assert pattern_of(Written(text)) == (pattern, parameters)
