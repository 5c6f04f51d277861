"""Every value in [tool.sayso] is checked once, before anything relies on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.cli.doctor import examine
from sayso.settings import Settings, SettingsError
from tests.projects.isolation import check_command as check


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project, beside a folder that does not belong to it."""
    (tmp_path / "beside").mkdir()
    (tmp_path / "project/steps").mkdir(parents=True)
    return tmp_path / "project"


def settings(root: Path, toml: str) -> Settings:
    (root / "pyproject.toml").write_text(f"[tool.sayso]\n{toml}\n", encoding="utf-8")
    return Settings.at(root)


WRONG = {
    'secret_names = ["("]': (
        'secret_names: invalid regular expression "(": missing ), '
        "unterminated subpattern at position 0"
    ),
    'secret_names = "key"': 'secret_names must be a list of strings like ["key"], not "key"',
    "secret_names = [5]": 'secret_names must be a list of strings like ["secret_names"], not [5]',
    'tags = "REQ-*"': 'tags must be a list of strings like ["REQ-*"], not "REQ-*"',
    'tag_links = "x"': 'tag_links must be a table, not "x"',
    "tag_links = { SHOP = 1 }": "tag_links.SHOP must be a string, not 1",
    'tag_links = { "(" = "https://x/{tag}" }': (
        'tag_links: invalid regular expression "(": missing )'
    ),
    'tag_links = { "A" = "tracker/{tag}" }': (
        'tag_links: "tracker/{tag}" for "A" is no web address like "https://tracker.example/{tag}"'
    ),
    'evidence = "sceanrios"': (
        "evidence must be one of none, failures, scenarios, steps, "
        'not "sceanrios". Did you mean "scenarios"?'
    ),
    "browser = 5": "browser must be a string, not 5",
    "title = 2026-12-24": 'title must be a string, not "2026-12-24"',
    "quarantine = 5": "quarantine must be a string, not 5",
    'steps = ["../beside"]': "beside is outside the project; modules are imported only from",
    'fixtures = ["/abs"]': "fixtures: /abs is outside the project; modules are imported only from",
    'steps = ["step"]': 'Did you mean "steps"?',
    'reports = "."': "contains other files and would be emptied; use a dedicated folder",
    'reports = "../"': "contains other files and would be emptied; use a dedicated folder",
}


@pytest.mark.parametrize(("toml", "said"), WRONG.items(), ids=WRONG)
def test_a_wrong_value_is_told_with_its_key_and_what_is_expected(
    root: Path, toml: str, said: str
) -> None:
    with pytest.raises(SettingsError) as raised:
        settings(root, toml)
    assert str(raised.value).startswith("[tool.sayso] ")
    assert said in str(raised.value)


@pytest.mark.parametrize(("machine", "kept"), [({}, 5), ({"CI": "true"}, 0)])
def test_a_pipeline_keeps_no_runs_unless_it_is_told_to(
    root: Path, monkeypatch: pytest.MonkeyPatch, machine: dict[str, str], kept: int
) -> None:
    monkeypatch.delenv("CI", raising=False)
    for name, value in machine.items():
        monkeypatch.setenv(name, value)
    assert Settings.at(root).keep_runs == kept
    assert Settings.at(root, {"keep_runs": 2}).keep_runs == 2


def test_what_is_right_is_read_as_it_stands(root: Path) -> None:
    found = settings(
        root,
        'secret_names = ["(?<=[?&])Key"]\ntag_links = { "SHOP-\\\\d+" = "https://x/{tag}" }\n'
        'evidence = "none"\nquarantine = "q.toml"\n'
        'steps = ["../project/steps"]\nreports = "../elsewhere"',
    )
    assert found.secret_names == ("(?<=[?&])Key",)
    assert found.tag_links == {"SHOP-\\d+": "https://x/{tag}"}
    assert found.evidence == "none"
    assert found.quarantine == root / "q.toml"
    assert found.steps == (root / "steps",)
    assert found.reports.resolve() == root.parent / "elsewhere"


def test_every_command_tells_it_without_a_traceback(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "pyproject.toml").write_text('[tool.sayso]\nsteps = ["../beside"]\n', "utf-8")
    assert check([], root) == 2
    assert "is outside the project" in capsys.readouterr().err
    assert [each.text for each in examine(root) if "outside the project" in each.text]
