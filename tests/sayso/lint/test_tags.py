"""`sayso check` knows the tags that pytest knows, wherever they are declared."""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import pytest

from sayso.cli.check import check
from sayso.lint.finding import is_error
from sayso.lint.markers import declared_markers, markers_of_plugins
from sayso.lint.tags import TagRules
from sayso.settings import Settings
from sayso.steps.pytest_settings import settings_file
from tests.sayso.lint.conftest import CART, FEATURE, Write, found

pytest_plugins = ["pytester"]

UNKNOWN = [f"{CART}:5 unknown-tag"]
HOOK = "def pytest_configure(config):\n    "
DECLARED = {
    "a conftest": ("conftest.py", f'{HOOK}config.addinivalue_line("markers", "odd: what it is")'),
    "a conftest of features": (
        "features/conftest.py",
        f'{HOOK}config.addinivalue_line("markers", "odd: " "what it is")',
    ),
    "a fixture module": (
        "fixtures/odd.py",
        f'LINE = "odd: what it is"\n{HOOK}config.addinivalue_line("markers", LINE)',
    ),
    "a name": (
        "conftest.py",
        f'{HOOK}line = "odd: it is"\n    config.addinivalue_line("markers", line)',
    ),
    "a loop": (
        "conftest.py",
        f'{HOOK}for each in ("odd: 1", "a: 2"): config.addinivalue_line("markers", each)',
    ),
    "an f-string": (
        "conftest.py",
        f'{HOOK}config.addinivalue_line("markers", f"odd: {{MEANING}}")',
    ),
    "pytest.ini": ("pytest.ini", "[pytest]\nmarkers =\n    even: yes\n    odd: what it is\n"),
    "pytest.toml": ("pytest.toml", '[pytest]\nmarkers = ["odd: what it is"]\n'),
    "setup.cfg": ("setup.cfg", "[tool:pytest]\nmarkers =\n    odd: what it is\n"),
    "lines of pyproject.toml": (
        "pyproject.toml",
        '[tool.pytest.ini_options]\nmarkers = """\nodd: what it is\n"""\n',
    ),
    "a pattern": ("pyproject.toml", '[tool.sayso]\ntags = ["o*"]\n'),
}


def test_what_pytest_knows_is_known(pytestconfig: pytest.Config) -> None:
    settings = Settings.at(pytestconfig.rootpath)
    known = TagRules.of([*declared_markers(settings), *markers_of_plugins()], ())
    pytests = TagRules.of(pytestconfig.getini("markers"), ())
    unknown = (pytests.declared - known.declared) | (pytests.with_arguments - known.with_arguments)
    assert unknown <= {"pytester_example_path"}  # of a plugin that only tests of plugins load


@pytest.mark.parametrize("name", DECLARED)
def test_a_tag_is_known_wherever_it_is_declared(name: str, write: Write, tmp_path: Path) -> None:
    write(CART, FEATURE.replace("@smoke", "@odd"))
    assert found(tmp_path) == UNKNOWN
    write("pyproject.toml", "[tool.sayso]\n")  # whose [tool.pytest] would win over a setup.cfg
    write(*DECLARED[name])
    assert "unknown-tag" not in str(found(tmp_path))


SETTINGS = {
    "pytest.toml": '[pytest]\nmarkers = ["in_toml"]\n',
    ".pytest.toml": "",
    "pytest.ini": "[pytest]\nmarkers =\n    in_ini\n",
    ".pytest.ini": "",
    "pyproject.toml": '[tool.pytest]\nmarkers = ["in_project"]\n',
    "tox.ini": "[pytest]\nmarkers = in_tox\n",
    "setup.cfg": "[tool:pytest]\nmarkers = in_cfg\n",
}


@pytest.mark.parametrize("files", list(combinations(SETTINGS, 2)), ids=" and ".join)
def test_of_two_files_of_settings_the_one_that_pytest_uses_counts(
    files: tuple[str, str], pytester: pytest.Pytester
) -> None:
    for name in files:
        pytester.path.joinpath(name).write_text(SETTINGS[name])
    (pytester.path / "features").mkdir()
    known = declared_markers(Settings.at(pytester.path))
    config = pytester.parseconfig()
    used = config.getini("markers")
    assert {each for each in known if each.startswith("in_")} == {
        each for each in used if each.startswith("in_")
    }
    assert config.inipath is not None
    assert settings_file(pytester.path) == config.inipath.name


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pytest.ini", "no settings"),
        ("pytest.toml", "[pytest"),
        ("tox.ini", "[testenv]\nmarkers = odd\n"),
        ("conftest.py", f'{HOOK}config.addinivalue_line("usefixtures", "odd")'),
    ],
)
def test_what_declares_nothing_makes_no_tag_known(
    path: str, text: str, write: Write, tmp_path: Path
) -> None:
    write(CART, FEATURE.replace("@smoke", "@odd"))
    write(path, text)
    assert found(tmp_path) == UNKNOWN


LINE = 'config.addinivalue_line("markers", {})'
COMPUTED = {
    "a call": LINE.format("line()"),
    "a name in a loop": 'for each in ("odd", "a"): ' + LINE.format('f"{each}: what it is"'),
    "part of a name": LINE.format('f"od{letter}: what it is"'),
    "a name from elsewhere": LINE.format("imported"),
    "a loop over what is computed": "for each in lines(): " + LINE.format("each"),
}


@pytest.mark.parametrize("name", COMPUTED)
def test_a_tag_is_perhaps_declared_by_a_computed_line(
    name: str, write: Write, tmp_path: Path
) -> None:
    write("conftest.py", HOOK + COMPUTED[name])
    assert found(tmp_path) == []
    write(CART, FEATURE.replace("@smoke", "@odd"))
    assert found(tmp_path) == [f"{CART}:5 perhaps-unknown-tag"]
    findings, _ = check(Settings.at(tmp_path), [])
    assert findings[0].reason.endswith("perhaps the line at conftest.py:2 declares it.")
    write(CART, FEATURE.replace("@smoke", "@parametrize"))
    assert found(tmp_path) == UNKNOWN  # no line makes that usable


def test_a_loop_over_a_constant_declares_what_it_holds(write: Write, tmp_path: Path) -> None:
    loop = "for each in LINES: " + LINE.format("each")
    write("conftest.py", f'LINES = ["odd: it is", "a: it is"]\n{HOOK}{loop}')
    write(CART, FEATURE.replace("@smoke", "@odd"))
    assert found(tmp_path) == []


@pytest.mark.parametrize("name", ["skip", "skipif", "xfail", "parametrize", "flaky"])
def test_a_folder_named_like_a_marker_with_an_effect_is_found(
    name: str, write: Write, tmp_path: Path
) -> None:
    write(f"features/{name}/later/readme.md", "No feature.")
    assert found(tmp_path) == []
    write(f"features/{name}/later/cart.feature", FEATURE)
    findings, _ = check(Settings.at(tmp_path), [])
    (finding,) = (each for each in findings if each.rule == "folder-tag")
    assert finding.uri == f"features/{name}"
    effect = "which is a marker with an effect of its own"
    assert finding.reason == f"The folder counts as the tag @{name}, {effect}."
    assert is_error(finding)


PLUGIN = "def pytest_configure(config):\n    config.addinivalue_line('markers', 'odd: it is')\n"
POINT = "[pytest11]\nodd = {module}\n"


@pytest.mark.parametrize(
    ("file", "module"),
    [
        ("odd_plugin.py", "odd_plugin"),
        ("odd_plugins/__init__.py", "odd_plugins"),
        ("odd_parts/inner/part.py", "odd_parts.inner.part"),
    ],
)
def test_an_installed_plugin_declares_tags_without_being_imported(
    file: str, module: str, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(CART, FEATURE.replace("@smoke", "@odd"))
    write("site/odd-1.dist-info/METADATA", "Name: odd\nVersion: 1\n")
    write("site/odd-1.dist-info/entry_points.txt", POINT.format(module=module))
    assert found(tmp_path) == UNKNOWN
    write(f"site/{file}", PLUGIN)
    monkeypatch.syspath_prepend(tmp_path / "site")
    assert found(tmp_path) == []
    assert module not in sys.modules
