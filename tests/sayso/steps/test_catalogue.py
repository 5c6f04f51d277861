"""The catalogue tells what can be said, where it is said, and what for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sayso.gherkin.document import FeatureDocument
from sayso.steps.catalogue import CatalogueEntry, catalogue
from sayso.steps.catalogue_page import page as catalogue_page
from sayso.steps.registry import StepRegistry
from tests.projects.isolation import steps_command as main
from tests.projects.sample_definitions import HEAD, STEPS, TYPES, definitions

FEATURE = """
Feature: Filling a cart
  Scenario: Two
    Given Ada has 2 "Blue mug" in the cart
    And Ada has 1 "<b>mug</b>" in the cart
  Scenario Outline: Rows
    Given Ben has <n> "Tea pot" in the cart
    Examples:
      | n |
      | 3 |
      | 4 |
"""


def entries() -> list[CatalogueEntry]:
    document = FeatureDocument.of(FEATURE, "features/cart.feature", Path("cart.feature"))
    index = StepRegistry(definitions())
    return catalogue(index.definitions, [(document, index)])


def test_uses_values_and_an_example_are_told() -> None:
    has = next(each for each in entries() if "person" in each.definition.pattern)
    assert len(has.uses) == 4
    assert has.scenarios == 2  # the rows of an outline are one
    assert has.example == 'Given Ada has 2 "Blue mug" in the cart'
    assert [(name, kind) for name, kind, _ in has.parameters] == [
        ("person", "Name"),
        ("quantity", "a whole number"),
        ("product", "Text"),
    ]
    assert {name: values for name, _, values in has.parameters}["person"] == ["Ada", "Ben"]


ADDING = """
@when(cucumber_parser("Ada adds {int} {string} and {int} cup(s)", "mugs", "colour", "cups"))
def adds(): ...
"""


@pytest.mark.parametrize("said", [True, False])
def test_each_value_of_a_cucumber_expression_has_its_name_its_kind_and_what_is_said(
    said: bool,
) -> None:
    text = (
        'Feature: F\n  Scenario: S\n    When Ada adds 3 "red" and 1 cup\n' if said else "Feature:"
    )
    document = FeatureDocument.of(text, "features/cart.feature", Path("cart.feature"))
    index = StepRegistry(definitions(ADDING))
    (entry,) = catalogue(index.definitions, [(document, index)])
    assert entry.parameters == [
        ("mugs", "a whole number", ["3"] * said),
        ("colour", "words in quotes", ['"red"'] * said),
        ("cups", "a whole number", ["1"] * said),
    ]
    assert [text for text, is_slot in entry.parts if is_slot] == ["mugs", "colour", "cups"]
    blank = "When Ada adds <mugs> <colour> and <cups> cup(s)"
    assert entry.example == ('When Ada adds 3 "red" and 1 cup' if said else blank)


def test_entries_stand_by_noun_and_keyword() -> None:
    keywords = [each.keyword for each in entries()]
    assert keywords == sorted(keywords, key=["Given", "When", "Then"].index)
    assert {each.noun for each in entries()} == {"cart"}


def test_words_find_entries_in_any_order() -> None:
    found = [each.definition.pattern for each in entries() if each.has_words(["HOLDS", "cart"])]
    assert found == ["her cart holds {quantity:d}"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path, text in {
        "pyproject.toml": '[tool.sayso]\ntitle = "Tea & more"\n',
        "features/cart.feature": FEATURE,
        "features/broken.feature": "rubbish",
        "kinds.py": TYPES,
        "steps/cart.py": f"{HEAD}; from kinds import TYPES{STEPS}",
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_terminal_lists_what_was_asked_for(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cart", "person"], project) == 0
    told = capsys.readouterr().out
    assert "Given {person:Name} has {quantity:d} {product:Text} in the cart" in told
    assert "used 4x, first in features/cart.feature:3" in told
    assert "steps/cart.py:5" in told
    assert main(["moonshine"], project) == 1


def test_the_page_is_one_file_that_may_run_only_its_own_script(project: Path) -> None:
    assert main(["--html", str(project / "out" / "steps.html")], project) == 0
    text = (project / "out" / "steps.html").read_text(encoding="utf-8")
    assert "Tea &amp; more" in text
    assert "<b>mug</b>" not in text
    assert not re.search(r"""(?:src|href)=["'](?!#)""", text)
    assert re.search(r"default-src &#39;none&#39;; style-src &#39;sha256-", text)


def test_one_step_definition_is_counted_as_one(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "steps/cart.py").write_text(
        'from pytest_bdd import given\n\n@given("a mug")\ndef mug(): ...\n', encoding="utf-8"
    )
    (project / "features/cart.feature").write_text("Feature: A\n  Scenario: B\n    Given a mug\n")
    page = project / "steps.html"
    assert main(["--html", str(page)], project) == 0
    assert capsys.readouterr().out == f"1 step definition in {page}\n"
    text = page.read_text(encoding="utf-8")
    assert "A scenario is written from this step." in text
    assert "Used in 1 scenario," in text


def test_the_page_can_be_searched_and_copied_from(tmp_path: Path, page: Page) -> None:
    target = tmp_path / "steps.html"
    target.write_text(catalogue_page(entries(), "Tea"), encoding="utf-8")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(target.as_uri())
    page.get_by_label("Find steps with these words").fill("cart holds")
    shown = page.locator(".entry:visible")
    expect(shown).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^1 of \d+ steps$"))
    shown.get_by_role("button", name="Copy").click()
    expect(shown.get_by_role("button")).to_have_text("Copied")
    assert complaints == []
