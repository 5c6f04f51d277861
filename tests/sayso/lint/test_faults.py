"""Each fault that `sayso check` knows, put into a sound project and found at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sayso.lint.conftest import CART, STEPS, Write, found

THEN = STEPS[STEPS.index("@then") :]
CHANGES = {
    "a keystroke": (CART, "When Ada adds", "When Ada clicks and adds", f"{CART}:8 ui-wording"),
    "a nameless actor": (
        CART,
        "Given an empty cart",
        "Given I have a cart",
        f"{CART}:7 first-person",
    ),
    "an empty word": (CART, "One mug", "One mug should work", f"{CART}:6 vague-title"),
    "two events": (
        CART,
        "    Then her",
        '    When Ada adds 1 "x" to her cart\n    Then her',
        f"{CART}:9 multiple-when",
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
        "steps/cart.py:10 near-duplicate",
    ),
    "a Then without assertion": (
        "steps/cart.py",
        "assert len(cart) == quantity",
        "pass",
        "steps/cart.py:10 no-assertion",
    ),
    "a pattern that is none": (
        "steps/cart.py",
        '@given("an empty cart"',
        '@given(parsers.re("an (empty cart")',
        "steps/cart.py:2 not-loaded",
    ),
    "a promise of a step for any keyword": (
        "steps/cart.py",
        THEN,
        THEN.replace("@then", "@step").replace("assert", "return"),
        "steps/cart.py:10 no-assertion",
    ),
    "a step that nobody awaits": (
        "steps/cart.py",
        "def add(",
        "async def add(",
        "steps/cart.py:6 async-step",
    ),
    "a soft step that is no Then": (
        "steps/cart.py",
        "def add(",
        "@soft\ndef add(",
        "steps/cart.py:6 soft-step",
    ),
    "a soft step above its When": (
        "steps/cart.py",
        "@when(",
        "@soft\n@when(",
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


@pytest.mark.parametrize("folder", ["steps", "fixtures"])
@pytest.mark.parametrize(
    ("text", "line"),
    [("import os\ndef broken(:\n", 2), (b"x = 'caf\xe9'\n".decode("latin-1"), 1), ("\0", 1)],
)
def test_a_module_that_cannot_be_read_is_found(
    tmp_path: Path, write: Write, folder: str, text: str, line: int
) -> None:
    write(f"{folder}/good.py", "")
    (tmp_path / folder / "broken.py").write_text(text, encoding="latin-1")
    assert found(tmp_path) == [f"{folder}/broken.py:{line} not-loaded"]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + STEPS.encode(),
        b"# coding: latin-1\nCAFE = 'caf\xe9'\n" + STEPS.encode(),
    ],
    ids=["with a mark of its byte order", "in a declared encoding"],
)
def test_a_module_is_read_as_python_reads_it(write: Write, tmp_path: Path, content: bytes) -> None:
    write("steps/cart.py", "")
    (tmp_path / "steps" / "cart.py").write_bytes(content)
    assert found(tmp_path) == []


@pytest.mark.usefixtures("write")
def test_a_module_that_is_a_link_to_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "steps" / "more.py").symlink_to("nowhere.py")
    assert found(tmp_path) == ["steps/more.py:1 not-loaded"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("    Then her", "    Than her"), ("Feature:", "Feat:")],
    ids=["a lost line", "a feature that cannot be read"],
)
def test_no_sentence_is_unused_while_lines_are_lost(
    write: Write, tmp_path: Path, old: str, new: str
) -> None:
    text = (tmp_path / CART).read_text(encoding="utf-8")
    write(CART, text.replace("Given an empty cart", 'When Ada adds 1 "x" to her cart'))
    assert "steps/cart.py:2 unused-definition" in found(tmp_path)
    write(CART, text.replace(old, new))
    assert not [each for each in found(tmp_path) if "unused-definition" in each]
