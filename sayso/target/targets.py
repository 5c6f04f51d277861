"""Systems under test as [tool.sayso.targets] names them: started here, or running elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.settings import Settings, SettingsError
from sayso.target.placeholders import Placeholders
from sayso.values import Values, shown

if TYPE_CHECKING:  # needed only by a run that starts a system
    from sayso.target.process import Process

READY_WITHIN = 30.0  # seconds
# The keys that say how to start; every other key is something that a suite may ask for.
START_KEYS = ("command", "environment", "ready_within", "health", "database_changes", "offers")


class System(Mapping[str, Any]):
    """The addresses of a running system, as `system["gateway"]`."""

    def __init__(
        self,
        name: str,
        addresses: Mapping[str, Any],
        process: Process | None = None,
        *,
        records_changes: bool = False,
    ) -> None:
        self.name = name
        self.process = process
        self.records_changes = records_changes
        self._addresses = dict(addresses)

    @property
    def log(self) -> Path | None:
        """The file that the started process writes its log to; None for one that runs elsewhere."""
        return self.process.log if self.process else None

    def __getitem__(self, key: str) -> Any:
        try:
            return self._addresses[key]
        except KeyError:
            known = ", ".join(self._addresses) or "nothing"
            raise KeyError(
                f'the target "{self.name}" has no "{key}", only {known}; '
                f"name it in [tool.sayso.targets.{self.name}]"
            ) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._addresses)

    def __len__(self) -> int:
        return len(self._addresses)


@contextmanager
def running(
    settings: Settings,
    name: str,
    placeholders: Placeholders,
    log: Path,
    environment: Mapping[str, str] | None = None,
) -> Iterator[System]:
    """The target `name`, ended when the block ends if it was started here.

    `environment` is added to the target's own. Raises SettingsError for a target that is not
    described properly, and NotReadyError for one that does not start.
    """
    table = target_table(settings, name)
    filled = placeholders.fill(table, f"[tool.sayso.targets.{name}]")
    addresses = {key: value for key, value in filled.items() if key not in START_KEYS}
    # a database of somebody else gets triggers only if its owner says so
    records = filled.get("database_changes", "command" in filled)
    if "command" not in filled:
        yield System(name, addresses, records_changes=records)
        return
    from sayso.target.process import Process

    process = Process(
        filled["command"],
        log=log,
        directory=settings.root,
        environment={**os.environ, **filled.get("environment", {}), **(environment or {})},
    )
    with process:
        addresses |= _announced(process, filled)
        yield System(name, addresses, process, records_changes=records)


def target_table(settings: Settings, name: str) -> dict[str, Any]:
    """The table of a target; raises SettingsError when there is none or its form is wrong."""
    table = settings.targets.get(name)
    place = f"[tool.sayso.targets.{name}]"
    if not isinstance(table, dict):
        known = ", ".join(sorted(settings.targets)) or "none"
        raise SettingsError(
            f'there is no target "{name}" (known: {known}); describe it in {place} of '
            f"pyproject.toml, or choose another with --target NAME"
        )
    command = table.get("command")
    if "command" in table and not _is_texts(command):
        raise SettingsError(f'{place} command must be a list like ["{{python}}", "-m", "shop"]')
    environment = table.get("environment", {})
    if not isinstance(environment, dict) or not _is_texts([*environment.values()]):
        raise SettingsError(f"{place} environment must be a table of texts")
    within = table.get("ready_within", READY_WITHIN)
    if not isinstance(within, int | float) or isinstance(within, bool):
        raise SettingsError(f"{place} ready_within must be a number of seconds")
    offers_of(settings, name)
    changes = table.get("database_changes", False)
    if not isinstance(changes, bool):
        raise SettingsError(
            f"{place} database_changes must be true or false, without quotes, not {shown(changes)}"
        )
    return table


def offers_of(settings: Settings, name: str) -> tuple[str, ...]:
    """What scenarios may need of a target; raises SettingsError for anything but a list of names.

    A target that is not described offers nothing.
    """
    table = settings.targets.get(name)
    place = f"[tool.sayso.targets.{name}]"
    return Values(place, table).texts("offers") if isinstance(table, dict) else ()


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def _announced(process: Process, table: Mapping[str, Any]) -> dict[str, Any]:
    within = float(table.get("ready_within", READY_WITHIN))
    if "health" in table:
        process.wait_for_health(table["health"], within)
        return {}
    return process.wait_for_announcement(within)
