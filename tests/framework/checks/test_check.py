"""`sayso check` reads a project and says what is wrong, in three shapes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.checks.command import check, main
from sayso.settings import Settings

PYPROJECT = """
[tool.pytest]
markers = ["smoke: the gate"]
[tool.sayso.check]
templates = ["shop"]
"""
FEATURE = """\
Feature: Filling a cart

  Nobody pays for what is gone.

  @smoke
  Scenario: One mug
    Given an empty cart
    When Ada adds 1 "Blue mug" to her cart
    Then her cart holds 1
"""
STEPS = """
@given("an empty cart", target_fixture="cart")
def empty_cart():
    return []

@when(parsers.parse('Ada adds {quantity:d} "{product}" to her cart'))
def add(cart, quantity, product):
    cart.extend([product] * quantity)

@then(parsers.parse("her cart holds {quantity:d}"))
def holds(cart, quantity):
    assert len(cart) == quantity
"""
PAGE = """
class CartPage:
    def __init__(self, browser):
        self.total = browser.get_by_test_id("cart-total")
        self.empty = browser.get_by_text("Your cart is empty.")
        self.pay = browser.get_by_role("button", name=f"Remove {self.product}")
"""
TEMPLATE = """<p data-testid="cart-total">1</p>
<p>Your  cart
is empty.</p><button>Remove <span>{{ product }}</span></button>
"""

Write = Callable[[str, str], None]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(path: str, text: str) -> None:
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    put("pyproject.toml", PYPROJECT)
    put("features/purchase/filling_a_cart.feature", FEATURE)
    put("steps/cart.py", STEPS)
    put("pages/cart.py", PAGE)
    put("shop/cart.html", TEMPLATE)
    return put


def found(root: Path) -> list[str]:
    findings, _ = check(Settings.at(root), [])
    return [f"{each.uri}:{each.line} {each.rule}" for each in findings]


@pytest.mark.usefixtures("write")
def test_a_sound_project_has_no_findings(tmp_path: Path) -> None:
    assert found(tmp_path) == []


CART = "features/purchase/filling_a_cart.feature"
CHANGES = {
    "a keystroke": (CART, "When Ada adds", "When Ada clicks and adds", f"{CART}:8 how-not-what"),
    "a nameless actor": (
        CART,
        "Given an empty cart",
        "Given I have a cart",
        f"{CART}:7 nameless-actor",
    ),
    "an empty word": (CART, "One mug", "One mug should work", f"{CART}:6 empty-word"),
    "two events": (
        CART,
        "    Then her",
        '    When Ada adds 1 "x" to her cart\n    Then her',
        f"{CART}:9 one-when",
    ),
    "a wrong order": (
        CART,
        "    Given an empty cart\n",
        "    Then her cart holds 0\n    Given an empty cart\n",
        f"{CART}:6 keyword-order",
    ),
    "a smell of length": (
        CART,
        "    Then her",
        "    And an empty cart\n" * 3 + "    Then her",
        f"{CART}:6 long-scenario",
    ),
    "too many steps": (
        CART,
        "    Then her",
        "    And an empty cart\n" * 7 + "    Then her",
        f"{CART}:6 too-long",
    ),
    "no prose": (CART, "  Nobody pays for what is gone.\n", "", f"{CART}:1 no-description"),
    "a tag like the folder": (
        CART,
        "Feature:",
        "@purchase\nFeature:",
        f"{CART}:1 tag-repeats-folder",
    ),
    "an unknown tag": (CART, "@smoke", "@smoky", f"{CART}:5 unknown-tag"),
    "an undefined step": (CART, "an empty cart", "a full moon", f"{CART}:7 undefined-step"),
    "a scenario without steps": (
        CART,
        "  @smoke",
        "  Scenario: Nothing\n\n  @smoke",
        f"{CART}:5 no-steps",
    ),
    "rubbish": (CART, "Feature:", "Feat:", f"{CART}:1 invalid-gherkin"),
    "an ambiguous step": (
        "steps/cart.py",
        "@given(",
        '@given(parsers.re("an (?P<x>.*) cart"))\n@given(',
        f"{CART}:7 ambiguous-step",
    ),
    "an unused sentence": (
        "steps/cart.py",
        "@given(",
        '@given("a moon")\n@given(',
        "steps/cart.py:2 unused-definition",
    ),
    "the same fact said twice": (
        "steps/cart.py",
        "@then(",
        '@then(parsers.parse("her cart then holds {n:d}"))\n@then(',
        "steps/cart.py:11 near-duplicate",
    ),
    "an empty promise": (
        "steps/cart.py",
        "assert len(cart) == quantity",
        "pass",
        "steps/cart.py:10 empty-promise",
    ),
    "a soft step that is no Then": (
        "steps/cart.py",
        "def add(",
        "@soft\ndef add(",
        "steps/cart.py:6 soft-step",
    ),
    "an unknown test id": (
        "pages/cart.py",
        '"cart-total"',
        '"cart-sum"',
        "pages/cart.py:4 unknown-test-id",
    ),
    "an unused test id": (
        "shop/cart.html",
        "<p>",
        '<p data-testid="note">',
        "shop/cart.html:2 unused-test-id",
    ),
    "an unknown text": ("pages/cart.py", "is empty.", "is bare.", "pages/cart.py:5 unknown-text"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_fault_is_found_at_its_line(write: Write, tmp_path: Path, name: str) -> None:
    path, old, new, expected = CHANGES[name]
    text = (tmp_path / path).read_text(encoding="utf-8")
    assert old in text
    write(path, text.replace(old, new, 1))
    assert expected in found(tmp_path)


def test_a_soft_then_is_sound(write: Write, tmp_path: Path) -> None:
    write("steps/cart.py", STEPS.replace("def holds(", "@soft\ndef holds("))
    assert found(tmp_path) == []


GRAMMAR = """
@then(parsers.parse("a cart holds {n:d}"))
@then(parsers.parse("the cart holds {n:d}"))
@then("""


def test_a_second_sentence_for_grammar_only_is_no_duplicate(write: Write, tmp_path: Path) -> None:
    write("steps/cart.py", STEPS.replace("@then(", GRAMMAR))
    twice = [each for each in found(tmp_path) if each.endswith("near-duplicate")]
    assert twice == ["steps/cart.py:13 near-duplicate"]  # "her cart" is nearly "a cart"


def test_test_ids_that_are_computed_fit(write: Write, tmp_path: Path) -> None:
    write("pages/cart.py", PAGE.replace('"cart-total"', 'f"{self.kind}-total"'))
    write("shop/cart.html", TEMPLATE.replace("cart-total", "{{ kind }}-total"))
    assert found(tmp_path) == []


def test_the_house_may_change_words_sizes_and_rules(write: Write, tmp_path: Path) -> None:
    rules = 'steps_never_say = ["cart"]\nmany_steps = 1\nignore = ["long-scenario"]\n'
    write("pyproject.toml", PYPROJECT + rules)
    assert found(tmp_path) == [f"{CART}:{line} how-not-what" for line in (7, 8, 9)]


@pytest.mark.parametrize("folder", ["steps", "fixtures"])
@pytest.mark.parametrize(
    ("text", "line"), [("import os\ndef broken(:\n", 2), (b"# caf\xe9\n".decode("latin-1"), 1)]
)
def test_a_module_that_cannot_be_read_is_found(
    tmp_path: Path, write: Write, folder: str, text: str, line: int
) -> None:
    write(f"{folder}/good.py", "")
    (tmp_path / folder / "broken.py").write_text(text, encoding="latin-1")
    assert found(tmp_path) == [f"{folder}/broken.py:{line} unreadable"]


def test_quoted_words_are_data(write: Write, tmp_path: Path) -> None:
    write(CART, FEATURE.replace("Blue mug", "Status field"))
    assert found(tmp_path) == []


def test_the_exit_code_tells_errors_from_warnings(write: Write, tmp_path: Path) -> None:
    assert main([], tmp_path) == 0
    write("steps/cart.py", STEPS + '\n@given("a moon")\ndef moon():\n    pass\n')
    assert main([], tmp_path) == 0
    assert main(["--strict"], tmp_path) == 1
    write(CART, FEATURE.replace("an empty cart", "no cart"))
    assert main([], tmp_path) == 1


def test_a_wrong_setting_is_misuse(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("pyproject.toml", '[tool.sayso]\nfeatures = "features"\n')
    assert main([], tmp_path) == 2
    assert 'features must be a list of texts like ["features"]' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "why"), [("features/none", "does not exist"), ("steps", "has no feature files")]
)
def test_nothing_to_check_is_misuse(
    path: str, why: str, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(CART, FEATURE)
    with pytest.raises(SystemExit, match="2"):
        main([str(tmp_path / path)], tmp_path)
    assert f"{path} {why}; name feature files" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("ignore = 5", "ignore must be a list of texts, not 5"),
        ('templates = "shop"', "templates must be a list of texts, not 'shop'"),
        ('most_steps = "lots"', "most_steps must be a whole number, not 'lots'"),
    ],
)
def test_a_rule_of_the_wrong_kind_is_misuse(
    line: str, reason: str, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("pyproject.toml", f"[tool.sayso.check]\n{line}\n")
    assert main([], tmp_path) == 2
    assert f"[tool.sayso.check] {reason}" in capsys.readouterr().err


def test_findings_are_written_for_programs(write: Write, tmp_path: Path) -> None:
    write(CART, FEATURE.replace("an empty cart", "no cart"))
    main(["--format=json", "--output", str(tmp_path / "out.json")], tmp_path)
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert told["summary"] == "1 error and 1 warning in 1 scenarios and 3 step definitions"
    assert {each["rule"]: each["severity"] for each in told["findings"]} == {
        "undefined-step": "error",
        "unused-definition": "warning",
    }


def test_findings_are_written_for_gitlab(write: Write, tmp_path: Path) -> None:
    def report() -> list[dict[str, object]]:
        main(["--format=gitlab", "--output", str(tmp_path / "quality.json")], tmp_path)
        told: list[dict[str, object]] = json.loads((tmp_path / "quality.json").read_text("utf-8"))
        return told

    write(CART, FEATURE.replace("an empty cart", "no cart"))
    first = report()
    assert first[0]["location"] == {"path": CART, "lines": {"begin": 7}}
    assert (first[0]["severity"], first[0]["check_name"]) == ("major", "undefined-step")
    write(CART, "\n\n" + FEATURE.replace("an empty cart", "no cart"))
    assert [each["fingerprint"] for each in report()] == [each["fingerprint"] for each in first]


def test_the_command_needs_neither_pytest_nor_the_suite(write: Write, tmp_path: Path) -> None:
    write("steps/cart.py", STEPS + "\nraise SystemExit('imported')\n")
    code = (
        "import sys\nfrom sayso.cli import main\ncode = main(['check'])\n"
        "loaded = {'pytest', 'pytest_bdd', 'playwright', 'sqlalchemy'} & set(sys.modules)\n"
        "print(sorted(loaded))\nsys.exit(code)"
    )
    finished = subprocess.run(  # noqa: S603 - this interpreter, in a folder of our own
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert finished.stdout.splitlines()[-1] == "[]"
