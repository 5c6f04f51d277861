"""Who could know: a tag, or the last rule of CODEOWNERS that fits."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.gherkin.document import Example, FeatureDocument
from sayso.report.owners import Owners, read_owners

RULES = """
# who knows
*                      @everybody
/features/purchase/    @checkout pay@example.org  # the till
selling.feature        @sellers
features/**/stock/*    @stock
features/nobody.feature
[Platform][2] @platform
features/platform/
"""


def example(uri: str, tags: str = "") -> Example:
    text = f"Feature: A\n  {tags}\n  Scenario: B\n    Given c\n"
    return FeatureDocument.of(text, uri, Path(uri)).examples[0]


@pytest.mark.parametrize(
    ("uri", "owners"),
    [
        ("features/registration/opening.feature", ["@everybody"]),
        ("features/purchase/paying.feature", ["@checkout", "pay@example.org"]),
        ("features/purchase/card/paying.feature", ["@checkout", "pay@example.org"]),
        ("other/features/purchase/paying.feature", ["@everybody"]),
        ("features/purchase/selling.feature", ["@sellers"]),
        ("features/a/b/stock/counting.feature", ["@stock"]),
        ("features/stock/counting.feature", ["@stock"]),
        ("features/stock/more/counting.feature", ["@everybody"]),
        ("features/nobody.feature", []),
        ("features/platform/health.feature", ["@platform"]),
    ],
)
def test_the_last_rule_that_fits_counts(uri: str, owners: list[str]) -> None:
    assert Owners(RULES).of(example(uri)) == owners


def test_a_tag_names_the_owner_of_a_scenario() -> None:
    assert Owners(RULES).of(example("features/a.feature", "@owner:Sam @slow")) == ["Sam"]


def test_the_file_is_found_where_github_and_gitlab_look(tmp_path: Path) -> None:
    assert read_owners(tmp_path) == ""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/CODEOWNERS").write_text("* @docs", encoding="utf-8")
    assert read_owners(tmp_path) == "* @docs"
    (tmp_path / "CODEOWNERS").write_text("* @root", encoding="utf-8")
    assert read_owners(tmp_path) == "* @root"
