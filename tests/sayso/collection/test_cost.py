"""What sayso costs a project that is no suite of it."""

from __future__ import annotations

import sys

import pytest

pytest_plugins = ["pytester"]

PROBE = """
import sys

def pytest_unconfigure(config):
    names = [name for name, _ in config.pluginmanager.list_name_plugin()]
    print("plugins:", *sorted(name for name in names if name.startswith("sayso")))
    print("modules:", *sorted(name for name in sys.modules if name.startswith("sayso.")))
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makepyprojecttoml("[tool.pytest]\n")
    pytester.makeconftest(PROBE)
    pytester.makepyfile("def test_plain(): pass")
    return pytester


def _run(project: pytest.Pytester, *arguments: str) -> tuple[list[str], list[str]]:
    """The plugins and modules of sayso in a process of its own."""
    result = project.run(sys.executable, "-m", "pytest", "-q", *arguments)
    lines = dict(
        line.split(":", 1) for line in result.outlines if line[:7] in ("plugins", "modules")
    )
    return lines["plugins"].split(), lines["modules"].split()


def test_plain_project_gets_no_plugin_with_hooks(project: pytest.Pytester) -> None:
    plugins, modules = _run(project)
    assert plugins == ["sayso"]
    heavy = ("gherkin", "lint", "steps", "report", "evidence", "target", "browser", "runner")
    assert not [name for name in modules if name.split(".")[1] in heavy], modules


@pytest.mark.parametrize(
    ("file", "arguments"),
    [
        ("features/a.feature", ()),
        ("elsewhere/a.feature", ("elsewhere/a.feature",)),
        ("features/a.txt", ("features",)),
        ("elsewhere/a.txt", ("--tags=@slow",)),
        ("elsewhere/a.txt", ("--no-report",)),
    ],
)
def test_features_or_an_option_switch_sayso_on(
    project: pytest.Pytester, file: str, arguments: tuple[str, ...]
) -> None:
    path = project.path / file
    path.parent.mkdir()
    path.write_text("Feature: A\n")
    assert "sayso.evidence.plugin" in _run(project, *arguments)[0]


def test_a_table_switches_sayso_on(project: pytest.Pytester) -> None:
    project.makepyprojecttoml('[tool.pytest]\n[tool.sayso]\ntitle = "Ours"\n')
    assert "sayso.evidence.plugin" in _run(project)[0]


def test_collecting_only_imports_nothing_that_records(project: pytest.Pytester) -> None:
    path = project.path / "features/a.feature"
    path.parent.mkdir()
    path.write_text("Feature: A\n")
    plugins, modules = _run(project, "--collect-only", "features")
    assert "sayso.evidence.plugin" in plugins  # its fixtures are looked for
    assert "sayso.report.plugin" not in plugins
    assert not {"sayso.report.model", "sayso.report.messages", "sayso.evidence.logs"} & {*modules}
    of_problems = {"sayso.steps.suggestions", "sayso.steps.pattern", "sayso.gherkin.parse_errors"}
    assert not {*of_problems, "sayso.browser.finder", "sayso.browser.installer"} & {*modules}
