"""What [tool.sayso] and the command line say, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sayso.errors import PlainError
from sayso.gherkin.problems import nearest

if TYPE_CHECKING:  # the `sayso` command reads settings without paying for pytest
    import pytest


# Everything that any part reads from [tool.sayso]; another key would be passed over in silence.
KEYS = frozenset(
    {
        "browser",
        "check",
        "evidence",
        "features",
        "fixtures",
        "links",
        "quarantine",
        "reports",
        "secrets",
        "servers",
        "steps",
        "tags",
        "target",
        "targets",
        "title",
    }
)


class SettingsError(PlainError):
    """A value in [tool.sayso] cannot be used; the message names the key and the remedy."""


@dataclass(frozen=True)
class Settings:
    """Paths are absolute; `table` is the raw [tool.sayso] for parts with keys of their own."""

    root: Path
    features: tuple[Path, ...]
    steps: tuple[Path, ...]
    fixtures: tuple[Path, ...]
    reports: Path
    title: str
    target: str
    targets: Mapping[str, Mapping[str, Any]]
    evidence: str
    tags: tuple[str, ...]
    table: Mapping[str, Any]

    @classmethod
    def of(cls, config: pytest.Config) -> Settings:
        """The settings of this run: options of the command line win over the table."""
        if config not in _SETTINGS:
            options = {
                "target": config.getoption("sayso_target", None),
                "evidence": config.getoption("sayso_evidence", None),
                "reports": _from(config.invocation_params.dir, config, "sayso_report_dir"),
            }
            given = {key: value for key, value in options.items() if value is not None}
            _SETTINGS[config] = cls.at(config.rootpath, given)
        return _SETTINGS[config]

    @classmethod
    def at(cls, root: Path, options: Mapping[str, Any] | None = None) -> Settings:
        """The settings of the project in `root`; raises SettingsError for a wrong value."""
        table = {**sayso_table(root), **(options or {})}
        refuse_unknown("[tool.sayso]", table, KEYS)
        return cls(
            root=root,
            features=_named_folders(root, table, "features"),
            steps=_named_folders(root, table, "steps"),
            fixtures=_folders(root, table, "fixtures"),
            reports=root / _text(table, "reports", "reports"),
            title=_text(table, "title", root.name),
            target=_text(table, "target", "embedded"),
            targets=_table(table, "targets"),
            evidence=_text(table, "evidence", "scenarios"),
            tags=_texts(table, "tags", ()),
            table=table,
        )


_SETTINGS: WeakKeyDictionary[pytest.Config, Settings] = WeakKeyDictionary()


def pyproject(root: Path) -> Mapping[str, Any]:
    """The project's pyproject.toml, or nothing when there is none."""
    path = root / "pyproject.toml"
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error


def sayso_table(root: Path) -> Mapping[str, Any]:
    """The table [tool.sayso]; raises SettingsError when it is no table."""
    return _table(_table(pyproject(root), "tool"), "sayso")


def refuse_unknown(name: str, table: Mapping[str, Any], keys: Collection[str]) -> None:
    """Raises SettingsError for a key of the table called `name` that nobody would read."""
    for key in table:
        if key not in keys:
            close = nearest(key, keys) or f" It knows: {', '.join(sorted(keys))}."
            raise SettingsError(f'{name} has no key "{key}".{close}')


def _from(folder: Path, config: pytest.Config, option: str) -> str | None:
    """A path of the command line, which is meant as seen from where it was given."""
    given = config.getoption(option, None)
    return None if given is None else str(folder / given)


def _folders(root: Path, table: Mapping[str, Any], key: str) -> tuple[Path, ...]:
    return tuple(root / folder for folder in _texts(table, key, (key,)))


def _named_folders(root: Path, table: Mapping[str, Any], key: str) -> tuple[Path, ...]:
    """The folders under a key; one that is named must be there, the usual one need not be."""
    folders = _folders(root, table, key)
    for folder in folders if key in table else ():
        if not folder.is_dir():
            raise SettingsError(f"[tool.sayso] {key}: there is no folder {_near(folder)}")
    return folders


def _near(folder: Path) -> str:
    beside = folder.parent.iterdir() if folder.parent.is_dir() else ()
    return f"{folder}.{nearest(folder.name, [each.name for each in beside if each.is_dir()])}"


def _texts(table: Mapping[str, Any], key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    value = table.get(key, default)
    if isinstance(value, list | tuple) and all(isinstance(entry, str) for entry in value):
        return tuple(value)
    raise SettingsError(f'[tool.sayso] {key} must be a list of texts like ["{key}"], not {value!r}')


def _text(table: Mapping[str, Any], key: str, default: str) -> str:
    value = table.get(key, default)
    if isinstance(value, str):
        return value
    raise SettingsError(f"[tool.sayso] {key} must be a text, not {value!r}")


def _table(table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = table.get(key, {})
    if isinstance(value, dict):
        return value
    raise SettingsError(f"[tool.sayso] {key} must be a table, not {value!r}")
