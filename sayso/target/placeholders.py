"""Words in braces that stand in a target's settings for things known only when it starts."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sayso.redaction import secrets
from sayso.settings import SettingsError
from sayso.target.ports import free_port

PLACEHOLDER = re.compile(r"\{([a-z_]+(?::\w+)?|free_port_\w+)\}")
KNOWN = "{python}, {root}, {worker}, {mail_sink}, {free_port}, {free_port_NAME}, {env:NAME}"


class Placeholders:
    """The values for one start of a target: the same name gives the same port everywhere."""

    def __init__(self, root: Path, worker: str, mail_sink: Callable[[], str]) -> None:
        self._mail_sink = mail_sink
        self._values = {"python": sys.executable, "root": str(root), "worker": worker}

    def fill(self, value: Any, key: str) -> Any:
        """The value with every placeholder in it replaced, also inside lists and tables.

        Raises SettingsError for an unknown placeholder, naming `key`.
        """
        if isinstance(value, str):
            return PLACEHOLDER.sub(lambda match: self._value(match[1], key), value)
        if isinstance(value, list):
            return [self.fill(entry, key) for entry in value]
        if isinstance(value, dict):
            return {name: self.fill(entry, f"{key}.{name}") for name, entry in value.items()}
        return value

    def _value(self, name: str, key: str) -> str:
        if name.startswith("env:"):
            return _from_environment(name.removeprefix("env:"), key)
        if name not in self._values:
            self._values[name] = self._create(name, key)
        return self._values[name]

    def _create(self, name: str, key: str) -> str:
        if name == "mail_sink":
            return self._mail_sink()
        if name.startswith("free_port"):
            return str(free_port())
        raise SettingsError(f"{key}: unknown placeholder {{{name}}}; known: {KNOWN}")


def _from_environment(name: str, key: str) -> str:
    """A variable that is not written down because it is secret, so it is treated as one."""
    value = os.environ.get(name)
    if not value:
        raise SettingsError(f"{key}: the environment variable {name} is not set; set it and repeat")
    if len(value) >= secrets.MIN_LENGTH:
        secrets.RUN.add(value, f"the environment variable {name}")
    return value
