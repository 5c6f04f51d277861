"""Values of a table in pyproject.toml, each read in the form that its reader relies on."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import PlainError
from sayso.suggest import nearest


class SettingsError(PlainError):
    """A value in [tool.sayso] cannot be used; the message names the key and the remedy."""


@dataclass(frozen=True)
class Values:
    """A table and what it is called; a value of another form than asked for is a SettingsError."""

    name: str
    table: Mapping[str, Any]

    def text(self, key: str, default: str) -> str:
        value = self.table.get(key, default)
        if isinstance(value, str):
            return value
        raise self._wrong(key, "a string", value)

    def number(self, key: str, default: int) -> int:
        value = self.table.get(key, default)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise self._wrong(key, "a whole number", value)

    def choice(self, key: str, choices: Collection[str], default: str) -> str:
        value = self.text(key, default)
        if value in choices:
            return value
        raise self._wrong(key, f"one of {', '.join(choices)}", value, nearest(value, choices))

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        value = self.table.get(key, default)
        if isinstance(value, list | tuple) and all(isinstance(entry, str) for entry in value):
            return tuple(value)
        example = shown([value if isinstance(value, str) else key])
        raise self._wrong(key, f"a list of strings like {example}", value)

    def patterns(self, key: str) -> tuple[str, ...]:
        """Regular expressions, in their own spelling."""
        return self._compiled(key, self.texts(key))

    def pattern(self, key: str) -> str:
        """A regular expression in its own spelling; the key must be there."""
        return self._compiled(key, (self.text(key, ""),))[0]

    def by_name(self, key: str) -> Mapping[str, Any]:
        """A table inside this one."""
        value = self.table.get(key, {})
        if isinstance(value, dict):
            return value
        raise self._wrong(key, "a table", value)

    def texts_by_pattern(self, key: str) -> Mapping[str, str]:
        """Texts by regular expressions, these in their own spelling."""
        table = self.by_name(key)
        for name, value in table.items():
            if not isinstance(value, str):
                raise self._wrong(f"{key}.{name}", "a string", value)
        self._compiled(key, table)
        return table

    def folders(self, root: Path, key: str) -> tuple[Path, ...]:
        """Folders as seen from the root, without `..` in them and with links as given."""
        named = self.texts(key, (key,))
        return tuple(Path(os.path.normpath(root / folder)) for folder in named)

    def named_folders(self, root: Path, key: str) -> tuple[Path, ...]:
        """The folders under a key; one that is named must be there, the default need not be."""
        folders = self.folders(root, key)
        for folder in folders if key in self.table else ():
            if not folder.is_dir():
                raise SettingsError(f"{self.name} {key}: there is no folder {_near(folder)}")
        return folders

    def _compiled(self, key: str, patterns: Iterable[str]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise SettingsError(
                    f"{self.name} {key}: invalid regular expression {shown(pattern)}: {error}"
                ) from error
        return tuple(patterns)

    def _wrong(self, key: str, wanted: str, value: object, more: str = "") -> SettingsError:
        ending = f".{more}" if more else ""
        return SettingsError(f"{self.name} {key} must be {wanted}, not {shown(value)}{ending}")


def refuse_unknown(name: str, table: Mapping[str, Any], keys: Collection[str]) -> None:
    """Raises SettingsError for a key of the table called `name` that nobody would read."""
    for key in table:
        if key not in keys:
            close = nearest(key, keys) or f" It knows: {', '.join(sorted(keys))}."
            raise SettingsError(f'{name} has no key "{key}".{close}')


def shown(value: object) -> str:
    """A value much as TOML would have it."""
    return json.dumps(value, ensure_ascii=False, default=str)


def _near(folder: Path) -> str:
    beside = folder.parent.iterdir() if folder.parent.is_dir() else ()
    return f"{folder}.{nearest(folder.name, [each.name for each in beside if each.is_dir()])}"
