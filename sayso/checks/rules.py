"""The table [tool.sayso.check]: what a house changes about the rules."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sayso.checks.style import (
    FORBIDDEN_IN_STEPS,
    FORBIDDEN_IN_TITLES,
    MANY_STEPS,
    MOST_STEPS,
    Style,
)
from sayso.settings import Settings, SettingsError, refuse_unknown

KEYS = frozenset(
    {
        "ignore",
        "many_steps",
        "most_steps",
        "pages",
        "steps_never_say",
        "templates",
        "titles_never_say",
    }
)


class Rules:
    """What [tool.sayso.check] says, with the usual rules where it says nothing."""

    def __init__(self, settings: Settings) -> None:
        table = settings.table.get("check", {})
        if not isinstance(table, dict):
            raise SettingsError(f"[tool.sayso] check must be a table, not {table!r}")
        refuse_unknown("[tool.sayso.check]", table, KEYS)
        self._root = settings.root
        self._table: Mapping[str, Any] = table
        self.ignored = frozenset(self._texts("ignore"))
        self.style = Style.of(
            self._texts("steps_never_say", FORBIDDEN_IN_STEPS),
            self._texts("titles_never_say", FORBIDDEN_IN_TITLES),
            self._number("most_steps", MOST_STEPS),
            self._number("many_steps", MANY_STEPS),
        )

    def folders(self, key: str, *usual: str) -> list[Path]:
        """The folders under a key."""
        return [self._root / folder for folder in self._texts(key, usual)]

    def _texts(self, key: str, usual: tuple[str, ...] = ()) -> tuple[str, ...]:
        value = self._table.get(key, usual)
        if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
            return tuple(value)
        raise SettingsError(f"[tool.sayso.check] {key} must be a list of texts, not {value!r}")

    def _number(self, key: str, usual: int) -> int:
        value = self._table.get(key, usual)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise SettingsError(f"[tool.sayso.check] {key} must be a whole number, not {value!r}")
