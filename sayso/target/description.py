"""What [tool.sayso.targets.NAME] says, in the form that its readers rely on.

The idea, a command with an address that tells when it is ready, is Playwright's `webServer`
(https://playwright.dev/docs/test-webserver); the words are our own.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from sayso.settings import Settings, SettingsError
from sayso.suggest import nearest
from sayso.values import Values, refuse_unknown, shown

Commands = tuple[tuple[str, ...], ...]
READY_WITHIN = 30.0  # seconds
STOP_WITHIN = 3.0  # seconds between asking a command to end and killing it
DOWN_WITHIN = 60.0  # the same for containers, which are removed as well
HOST_AND_PORT = re.compile(r"(?:[^\s:/]+|\[[0-9a-f:]+\]):\d+")
READY_KEYS = ("url", "port", "tcp", "log")


@dataclass(frozen=True)
class Ready:
    """A sign that a system is ready: `kind` is "url", "tcp" ("host:port") or "log" (a pattern)."""

    kind: str
    value: str


@dataclass(frozen=True)
class Stop:
    """How a command is asked to end, and the seconds it has until it is killed."""

    signal: int
    within: float


@dataclass(frozen=True)
class Target:
    """A target; without `command` and `compose` its system runs elsewhere."""

    name: str
    command: tuple[str, ...]
    compose: tuple[str, ...]
    cwd: str
    environment: Mapping[str, str]
    prepare: Commands
    clean_up: Commands
    ready: Ready | None
    ready_within: float
    stop: Stop
    addresses: Mapping[str, Any]
    mail_sink: str
    offers: tuple[str, ...]
    proxies: Mapping[str, str]
    start_hints: Mapping[str, str]
    database_changes: bool

    @property
    def runs_elsewhere(self) -> bool:
        """Whether the run only talks to it."""
        return not (self.command or self.compose)

    @classmethod
    def of(cls, name: str, table: Mapping[str, Any]) -> Target:
        """The target that a table describes; raises SettingsError where it cannot be used.

        Values may still hold their placeholders.
        """
        place = place_of(name)
        _refuse_unknown(place, table)
        values = Values(place, table)
        starts = "command" in table or "compose" in table
        target = cls(
            name=name,
            command=values.texts("command"),
            compose=_one_or_more(values, "compose"),
            cwd=values.text("cwd", ""),
            environment=_texts_by_name(values, "environment"),
            prepare=_commands(values, "prepare"),
            clean_up=_commands(values, "clean_up"),
            ready=_ready(values),
            ready_within=_seconds(values, "ready_within", READY_WITHIN),
            stop=_stop(values),
            addresses=values.by_name("addresses"),
            mail_sink=values.text("mail_sink", ""),
            offers=values.texts("offers"),
            proxies=_texts_by_name(values, "proxies"),
            start_hints=_texts_by_name(values, "start_hints"),
            # a database of somebody else gets triggers only if its owner says so
            database_changes=_is_true(values, "database_changes", starts),
        )
        _refuse_nonsense(place, table, target)
        return target


KEYS = tuple(field.name for field in fields(Target) if field.name != "name")


def place_of(name: str) -> str:
    """What the table of a target is called."""
    return f"[tool.sayso.targets.{name}]"


def table_of(settings: Settings, name: str) -> Mapping[str, Any]:
    """The raw table of a target; raises SettingsError when there is none."""
    table = settings.targets.get(name)
    if not isinstance(table, dict):
        known = ", ".join(sorted(settings.targets)) or "none"
        raise SettingsError(
            f'there is no target "{name}" (known: {known}); describe it in {place_of(name)} of '
            f"pyproject.toml, or choose another with --target NAME"
        )
    return table


def target_of(settings: Settings, name: str) -> Target:
    """The target of that name with its placeholders unfilled; raises SettingsError."""
    return Target.of(name, table_of(settings, name))


def offers_of(settings: Settings, name: str) -> tuple[str, ...]:
    """What scenarios may need of a target, whatever else its table says.

    Raises SettingsError for anything but a list of names; a target that is not described offers
    nothing.
    """
    table = settings.targets.get(name)
    return Values(place_of(name), table).texts("offers") if isinstance(table, dict) else ()


def _refuse_unknown(place: str, table: Mapping[str, Any]) -> None:
    try:
        refuse_unknown(place, table, KEYS)
    except SettingsError as error:
        raise SettingsError(
            f"{error} Addresses stand in a table of their own, {place[:-1]}.addresses]"
        ) from None


def _refuse_nonsense(place: str, table: Mapping[str, Any], target: Target) -> None:
    if target.command and target.compose:
        raise SettingsError(f"{place} has both command and compose; leave one of them out")
    for key in ("command", "compose"):
        if key in table and not table[key]:
            raise SettingsError(f"{place} {key} is empty")
    _refuse_odd_servers(place, target)
    if target.compose and target.ready is None:
        raise SettingsError(f'{place} compose needs a sign, like ready = {{ url = "http://..." }}')
    if target.runs_elsewhere and target.ready is not None and target.ready.kind == "log":
        raise SettingsError(f"{place} ready: only a system that is started here has a log")


def _refuse_odd_servers(place: str, target: Target) -> None:
    if "{" in target.mail_sink:
        raise SettingsError(f"{place} mail_sink is opened before all else; it takes no placeholder")
    for key, value in {"mail_sink": target.mail_sink, **target.proxies}.items():
        if key != "mail_sink" or value:
            _refuse_no_port(f"{place} {key}", value)
    for name in target.start_hints:
        if name not in target.proxies:
            near = nearest(name, target.proxies)
            raise SettingsError(f'{place} start_hints: there is no proxy "{name}".{near}')


def _one_or_more(values: Values, key: str) -> tuple[str, ...]:
    value = values.table.get(key)
    return (value,) if isinstance(value, str) else values.texts(key)


def _texts_by_name(values: Values, key: str) -> Mapping[str, str]:
    table = values.by_name(key)
    inner = Values(f"{values.name[:-1]}.{key}]", table)
    return {name: inner.text(name, "") for name in table}


def _commands(values: Values, key: str) -> Commands:
    """A list of commands, each of them a list."""
    entries = values.table.get(key, [])
    if isinstance(entries, list) and all(_is_command(entry) for entry in entries):
        return tuple(tuple(entry) for entry in entries)
    raise SettingsError(
        f'{values.name} {key} must be a list of commands like [["{{python}}", "manage.py", '
        f'"migrate"]], not {shown(entries)}'
    )


def _is_command(entry: object) -> bool:
    return isinstance(entry, list) and bool(entry) and all(isinstance(each, str) for each in entry)


def _seconds(values: Values, key: str, default: float) -> float:
    value = values.table.get(key, default)
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        return float(value)
    raise SettingsError(f"{values.name} {key} must be a number of seconds, not {shown(value)}")


def _is_true(values: Values, key: str, default: bool) -> bool:
    value = values.table.get(key, default)
    if isinstance(value, bool):
        return value
    raise SettingsError(
        f"{values.name} {key} must be true or false, without quotes, not {shown(value)}"
    )


def _ready(values: Values) -> Ready | None:
    table = values.by_name("ready")
    if "ready" not in values.table:
        return None
    place = f"{values.name} ready"
    refuse_unknown(place, table, READY_KEYS)
    if len(table) != 1:
        raise SettingsError(f"{place} must hold exactly one of {', '.join(READY_KEYS)}")
    ((kind, value),) = table.items()
    if kind == "port" and not isinstance(value, bool) and isinstance(value, int | str):
        return Ready("tcp", f"127.0.0.1:{value}")
    inner = Values(place, table)
    text = inner.pattern(kind) if kind == "log" else inner.text(kind, "")
    if kind == "url" and not text.startswith(("http://", "https://", "{")):
        raise SettingsError(f"{place} url must be a web address, not {shown(text)}")
    if kind in ("tcp", "port"):
        _refuse_no_port(f"{place} {kind}", text)
    return Ready(kind, text)


def host_and_port(address: str) -> tuple[str, int]:
    """The two parts of "host:port"."""
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)


def _refuse_no_port(place: str, value: str) -> None:
    """Raises SettingsError for what is no "host:port"; a placeholder may become one."""
    if "{" not in value and not HOST_AND_PORT.fullmatch(value):
        raise SettingsError(f'{place} must be like "127.0.0.1:5432", not {shown(value)}')


def _stop(values: Values) -> Stop:
    table = values.by_name("stop")
    inner = Values(f"{values.name} stop", table)
    refuse_unknown(inner.name, table, ("signal", "within"))
    names = [each.name for each in signal.Signals]
    name = inner.choice("signal", names, "SIGTERM")
    default = DOWN_WITHIN if "compose" in values.table else STOP_WITHIN
    return Stop(signal.Signals[name], _seconds(inner, "within", default))
