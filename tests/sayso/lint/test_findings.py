"""How `sayso check` tells its findings: by its exit code, to people and to programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.projects.isolation import check_command as main
from tests.projects.isolation import findings_in
from tests.sayso.lint.conftest import CART, FEATURE, STEPS, Write


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
    assert 'features must be a list of strings like ["features"]' in capsys.readouterr().err


def test_a_path_that_is_not_there_is_misuse(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(CART, FEATURE)
    with pytest.raises(SystemExit, match="2"):
        main([str(tmp_path / "features/none")], tmp_path)
    assert "features/none does not exist; name feature files" in capsys.readouterr().err


def test_a_folder_without_features_is_misuse(
    write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(CART, FEATURE)
    assert main([str(tmp_path / "steps")], tmp_path) == 2
    assert "steps has no feature files; name feature files" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("ignore = 5", 'ignore must be a list of strings like ["ignore"], not 5'),
        ('templates = "shop"', 'templates must be a list of strings like ["shop"], not "shop"'),
        ('max_steps = "lots"', 'max_steps must be a whole number, not "lots"'),
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
    assert told["summary"] == "1 error and 1 warning in 1 scenario and 3 step definitions"
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


def test_a_module_that_does_not_import_is_one_problem_and_the_rest_is_checked(
    write: Write, tmp_path: Path
) -> None:
    write("steps/broken.py", "import sys\n\nsys.nothing\n")
    write(CART, FEATURE.replace("One mug", "One mug should work"))
    first, second = findings_in(tmp_path)
    assert (first.uri, first.line, first.rule) == (CART, 6, "vague-title")
    assert (second.uri, second.line, second.rule) == ("steps/broken.py", 3, "not-loaded")
    assert "AttributeError: module 'sys' has no attribute 'nothing'" in second.reason


def test_a_step_that_a_broken_module_may_define_is_a_warning(write: Write, tmp_path: Path) -> None:
    write("steps/cart.py", STEPS + "\nraise SystemExit('no')\n")
    findings = findings_in(tmp_path)
    assert [one.rule for one in findings] == ["maybe-undefined"] * 3 + ["not-loaded"]
    assert [one.severity == "error" for one in findings] == [False] * 3 + [True]
