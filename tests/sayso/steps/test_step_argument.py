"""What a sentence needs below it is told, and stands in the example to copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sayso.gherkin.document import FeatureDocument
from sayso.steps.catalogue import CatalogueEntry, catalogue
from sayso.steps.catalogue_page import page as catalogue_page
from sayso.steps.registry import StepRegistry
from sayso.steps.step_argument import written
from tests.projects.isolation import steps_command as main
from tests.projects.sample_definitions import HEAD, definitions

STEPS = """
@given("a letter")
def letter(docstring): ...

@given(parsers.parse('the shop sells, from "{maker}"'))
def sells(shop, datatable): ...

@then("a note", target_fixture="note")
def note(docstring=""): ...

@given("nothing below")
def nothing(): ...
"""
FEATURE = '''
Feature: Posting
  Scenario: One
    Given a letter
      """
      Dear Ada,

        yours
      """
    And the shop sells, from "Bo"
      | name      | note   |
      | mug \\| cup | a\\\\nb\\nc |
    Then a note
'''


def sentences(feature: str = FEATURE) -> dict[str, CatalogueEntry]:
    document = FeatureDocument.of(feature, "features/post.feature", Path("post.feature"))
    index = StepRegistry(definitions(STEPS))
    return {
        each.definition.pattern: each for each in catalogue(index.definitions, [(document, index)])
    }


def test_the_example_is_the_step_with_what_stands_below_it() -> None:
    said = sentences()
    assert said["a letter"].example.split("\n") == [
        "Given a letter",
        '  """',
        "  Dear Ada,",
        "",
        "    yours",
        '  """',
    ]
    assert said['the shop sells, from "{maker}"'].example.split("\n")[1:] == [
        "  | name       | note     |",
        "  | mug \\| cup | a\\\\nb\\nc |",
    ]
    assert said["a note"].example == "Then a note"


def test_a_sentence_nobody_says_shows_where_to_fill_in() -> None:
    said = sentences("Feature: None\n  Scenario: One\n    Given nothing below\n")
    assert said["a letter"].example == 'Given a letter\n  """\n  <text>\n  """'
    assert said['the shop sells, from "{maker}"'].example == (
        'Given the shop sells, from "<maker>"\n  | <column> |\n  | <value>  |'
    )
    assert said["a note"].example == "Then a note"


def test_what_is_needed_below_is_told_with_the_values() -> None:
    said = sentences()
    assert said["a letter"].parameters == [("below it", "a doc string", [])]
    assert said['the shop sells, from "{maker}"'].parameters == [
        ("maker", "any words", ["Bo"]),
        ("below it", "a data table", []),
    ]
    assert said["nothing below"].parameters == []
    assert said["a note"].parameters == []


@pytest.mark.parametrize("text", ["", "a", '"""', '```\n"""', "  a\n\nb  ", "a\\b", "\\n"])
def test_what_is_written_reads_back(text: str) -> None:
    argument = {
        "docString": {"content": text, "mediaType": "text/plain"},
        "dataTable": {"rows": [{"cells": [{"value": text.strip()}, {"value": "| \\ |"}]}]},
    }
    for key in argument:
        lines = "\n".join(written({key: argument[key]}))
        feature = f"Feature: F\n  Scenario: S\n    Given a\n{lines}\n"
        document = FeatureDocument.of(feature, "f.feature", Path("f.feature"))
        (step,) = document.examples[0].pickle["steps"]
        assert step["argument"] == {key: argument[key]}


def test_the_terminal_tells_what_goes_below(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, text in {"features/post.feature": FEATURE, "steps/post.py": f"{HEAD}{STEPS}"}.items():
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert main(["letter"], tmp_path) == 0
    told = capsys.readouterr().out
    assert "      below it: a doc string\n" in told
    assert '      Given a letter\n        """\n        Dear Ada,\n\n' in told


def test_the_page_shows_it_and_copies_all_of_it(tmp_path: Path, page: Page) -> None:
    target = tmp_path / "steps.html"
    target.write_text(catalogue_page(sentences().values(), "Post"), encoding="utf-8")
    page.goto(target.as_uri())
    letter = page.locator(".entry", has_text="a letter")
    expect(letter).to_contain_text("a doc string")
    letter.get_by_role("button", name="Copy").click()
    expect(letter.get_by_role("button")).to_have_text("Copied")
    page.evaluate("document.body.append(document.createElement('textarea'))")
    page.locator("textarea").press("Control+v")
    assert page.locator("textarea").input_value() == sentences()["a letter"].example
