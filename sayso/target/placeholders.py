"""Words in braces that stand in a target's settings for things known only when it starts."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.redaction import secrets
from sayso.settings import SettingsError
from sayso.suggest import nearest
from sayso.target.ports import free_port

PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::([\w-]+))?(?:\|([^{}]*))?\}")
# Variables that hold no secret: a pipeline's "postgres" would go from every text otherwise.
OPEN_NAME = re.compile(r"(^|_|^PG)(HOST|HOSTNAME|PORT|USER|USERNAME|VERSION)$")
# An address of a place; a path may be a secret, like that of a web hook.
OPEN_VALUE = re.compile(r"[a-z][a-z0-9+.-]*://[^@?#/]+/?$")
KNOWN = (
    *("python", "root", "worker", "run", "mail_sink", "mail_sink:host", "mail_sink:port"),
    *("port:NAME", "proxy:NAME", "env:NAME"),
)


@dataclass
class Placeholders:
    """The values for one start of a target: the same name gives the same port everywhere.

    `mail_sink` gives the "host:port" of the mailbox, which it may have to open; `proxies` has the
    "host:port" of each proxy.
    """

    root: Path
    worker: str
    run: str
    mail_sink: Callable[[], str]
    proxies: dict[str, str] = field(default_factory=dict)
    _ports: dict[str, str] = field(default_factory=dict)

    def fill(self, value: Any, key: str) -> Any:
        """The value with every placeholder in it replaced, also inside lists and tables.

        Raises SettingsError, naming `key`, for a variable of the environment that is not set.
        """
        if isinstance(value, str):
            return PLACEHOLDER.sub(lambda match: self._value(match, key), value)
        if isinstance(value, list):
            return [self.fill(entry, key) for entry in value]
        if isinstance(value, dict):
            return {name: self.fill(entry, f"{key}.{name}") for name, entry in value.items()}
        return value

    def _value(self, match: re.Match[str], key: str) -> str:
        kind, name, default = match.groups()
        match kind:
            case "env":
                return _from_environment(name, default, key)
            case "port":
                return self._ports.setdefault(name, "") or self._new_port(name)
            case "proxy" if name in self.proxies:
                return self.proxies[name]
            case "proxy":
                raise SettingsError(f"{key}: a proxy cannot stand in front of a proxy")
            case "mail_sink":
                return self._of_mail_sink(name)
            case "python":
                return sys.executable
        return str(getattr(self, kind))

    def _new_port(self, name: str) -> str:
        self._ports[name] = str(free_port())
        return self._ports[name]

    def _of_mail_sink(self, part: str | None) -> str:
        address = self.mail_sink()
        host, _, port = address.rpartition(":")
        return {"host": host, "port": port}.get(part or "", f"smtp://{address}")


def refuse_unknown_placeholders(value: Any, key: str, proxies: Mapping[str, str]) -> None:
    """Raises SettingsError for a placeholder in a table that nobody could fill."""
    for place, text in _texts(value, key):
        for match in PLACEHOLDER.finditer(text):
            kind, name = match[1], match[2]
            if kind == "proxy" and name and name not in proxies:
                raise SettingsError(
                    f'{place}: there is no proxy "{name}" in proxies.{nearest(name, proxies)}'
                )
            if not _is_known(kind, name):
                close = nearest(f"{kind}:{name}" if name else kind, KNOWN)
                known = close or f" It knows: {', '.join(KNOWN)}."
                raise SettingsError(f"{place}: there is no placeholder {match[0]}.{known}")


def _is_known(kind: str, name: str | None) -> bool:
    if kind in ("port", "proxy", "env"):
        return bool(name)
    return (f"{kind}:{name}" if name else kind) in KNOWN


def _texts(value: Any, key: str) -> Iterator[tuple[str, str]]:
    """Each text in a table, with the key it stands under."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry, key)
    elif isinstance(value, dict):
        for name, entry in value.items():
            yield from _texts(entry, f"{key}.{name}")


def _from_environment(name: str, default: str | None, key: str) -> str:
    """A variable is a secret, unless it says where or what something is."""
    value = os.environ.get(name)
    if not value and default is not None:
        return default
    if not value:
        raise SettingsError(f"{key}: the environment variable {name} is not set; set it and repeat")
    if len(value) >= secrets.MIN_LENGTH and not (OPEN_NAME.search(name) or OPEN_VALUE.match(value)):
        secrets.RUN.add(value, f"the environment variable {name}")
    return value
