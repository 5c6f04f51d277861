"""What [tool.sayso] and the command line say, read once."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sayso.values import SettingsError, Values, refuse_unknown, shown

if TYPE_CHECKING:  # the `sayso` command reads settings without paying for pytest
    import pytest

__all__ = ["EVIDENCE", "Settings", "SettingsError", "pyproject", "sayso_table"]

TABLE = "[tool.sayso]"
HOST = re.compile(r"(\*\.)?[\w-]+(\.[\w-]+)*|\[[0-9a-f:]+\]", re.IGNORECASE)
EVIDENCE = ("none", "failures", "scenarios", "steps")  # how much is kept


@dataclass(frozen=True)
class Settings:
    """Paths are absolute; `table` is the raw [tool.sayso], for `sayso check` with its own table.

    `secret_names` are regular expressions, `tag_links` addresses by such, and `tags` patterns like
    "@issue:*".
    """

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
    browser: str
    tag_links: Mapping[str, str]
    quarantine: Path
    secret_names: tuple[str, ...]
    allowed_hosts: tuple[str, ...]
    keep_runs: int
    keep_megabytes: int
    table: Mapping[str, Any]

    @classmethod
    def of(cls, config: pytest.Config) -> Settings:
        """The settings of this run: options of the command line win over the table."""
        if config not in _SETTINGS:
            no_report = config.getoption("sayso_no_report", False)
            reports = config.getoption("sayso_report_dir", None)
            options = {
                "target": config.getoption("sayso_target", None),
                "evidence": "none" if no_report else config.getoption("sayso_evidence", None),
                "reports": reports and str(config.invocation_params.dir / reports),
            }
            given = {key: value for key, value in options.items() if value is not None}
            _SETTINGS[config] = cls.at(config.rootpath, given)
        return _SETTINGS[config]

    @classmethod
    def at(cls, root: Path, options: Mapping[str, Any] | None = None) -> Settings:
        """The settings of the project in `root`; raises SettingsError for a wrong value."""
        table = {**sayso_table(root), **(options or {})}
        refuse_unknown(TABLE, table, KEYS)
        values = Values(TABLE, table)
        return cls(
            root=root,
            features=values.folders(root, "features"),
            steps=_below(root, "steps", values.named_folders(root, "steps")),
            fixtures=_below(root, "fixtures", values.folders(root, "fixtures")),
            reports=_own(root, root / values.text("reports", "reports")),
            title=values.text("title", root.name),
            target=values.text("target", "embedded"),
            targets=values.by_name("targets"),
            evidence=values.choice("evidence", EVIDENCE, "scenarios"),
            tags=values.texts("tags"),
            browser=values.text("browser", ""),
            tag_links=_followed(values.texts_by_pattern("tag_links")),
            quarantine=root / values.text("quarantine", "quarantine.toml"),
            secret_names=values.patterns("secret_names"),
            allowed_hosts=_hosts(values.texts("allowed_hosts")),
            keep_runs=values.number("keep_runs", 0 if "CI" in os.environ else 5),
            keep_megabytes=values.number("keep_megabytes", 500),
            table=table,
        )

    def require_features(self) -> None:
        """Raises SettingsError for a named folder of features that is not there.

        A run of tests that bind their features themselves needs none, so this is asked for late.
        """
        Values(TABLE, self.table).named_folders(self.root, "features")


# Another key would be passed over in silence.
KEYS = {"check", *(field.name for field in fields(Settings))} - {"root", "table"}

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
    tools = Values("pyproject.toml", pyproject(root)).by_name("tool")
    return Values("[tool]", tools).by_name("sayso")


def _below(root: Path, key: str, folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Folders of modules, which are imported by their path as seen from the root."""
    for folder in folders:
        if not folder.is_relative_to(root):
            raise SettingsError(
                f"{TABLE} {key}: {folder} is outside the project; "
                f"modules are imported only from folders below {root}"
            )
    return folders


def _own(root: Path, reports: Path) -> Path:
    """A folder that a run may empty."""
    if root.resolve().is_relative_to(reports.resolve()):
        raise SettingsError(
            f"{TABLE} reports: folder {reports} contains other files and would be emptied; "
            'use a dedicated folder, like "reports"'
        )
    return reports


def _hosts(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names of hosts, with a "*" for all below one."""
    for name in names:
        if name != "*" and not HOST.fullmatch(name):
            raise SettingsError(
                f"{TABLE} allowed_hosts: {shown(name)} is no host like "
                '"cdn.example.com" or "*.example.com", without scheme, port and path'
            )
    return names


def _followed(links: Mapping[str, str]) -> Mapping[str, str]:
    """Addresses that the report makes links of."""
    for pattern, address in links.items():
        if not address.startswith(("http://", "https://")):
            raise SettingsError(
                f"{TABLE} tag_links: {shown(address)} for {shown(pattern)} is no web address "
                'like "https://tracker.example/{tag}"'
            )
    return links
