"""The settings that pytest would use here, read without starting it."""

from __future__ import annotations

import configparser
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sayso.settings import pyproject

# In the order in which pytest looks for them: it uses the first and none of the others. The
# second column is the section; the third, whether a file counts even without it.
_FILES = (
    ("pytest.toml", "pytest", True),
    (".pytest.toml", "pytest", True),
    ("pytest.ini", "pytest", True),
    (".pytest.ini", "pytest", True),
    ("pyproject.toml", "tool.pytest", False),
    ("tox.ini", "pytest", False),
    ("setup.cfg", "tool:pytest", False),
)


def pytest_settings(root: Path) -> Mapping[str, Any]:
    """What the one file that counts says; values of ini files are texts.

    Raises SettingsError for a pyproject.toml that cannot be read.
    """
    return _that_counts(root)[1]


def settings_file(root: Path) -> str:
    """The name of the one file that counts, or of the one to make."""
    return _that_counts(root)[0]


def _that_counts(root: Path) -> tuple[str, Mapping[str, Any]]:
    for name, section, always in _FILES:
        path = root / name
        if path.is_file():
            found = _of_pyproject(root) if name == "pyproject.toml" else _table(path, section)
            if found is not None or always:
                return name, found or {}
    return "pyproject.toml", {}


def _of_pyproject(root: Path) -> Mapping[str, Any] | None:
    table = pyproject(root).get("tool", {}).get("pytest", {})
    own = {key: value for key, value in table.items() if key != "ini_options"}
    options: Mapping[str, Any] | None = table.get("ini_options")
    return own or options


def _table(path: Path, section: str) -> Mapping[str, Any] | None:
    """A section of a file of settings; of a file that cannot be read, pytest complains itself."""
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".toml":
            return tomllib.loads(text).get(section)
        parser = configparser.ConfigParser(interpolation=None)
        parser.read_string(text)
    except (tomllib.TOMLDecodeError, configparser.Error, UnicodeDecodeError):
        return None
    return parser[section] if parser.has_section(section) else None
