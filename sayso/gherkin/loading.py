"""Modules in steps/ and fixtures/ are plugins by lying there."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.settings import Settings


def load_modules(config: pytest.Config) -> None:
    """Import and register every module; asserts in them explain themselves as in a test."""
    settings = Settings.of(config)
    names = [
        name
        for folder in (*settings.fixtures, *settings.steps)
        for name in _names(folder, settings.root)
    ]
    if names and str(settings.root) not in sys.path:
        sys.path.insert(0, str(settings.root))
    pytest.register_assert_rewrite(*names)
    for name in names:
        if not config.pluginmanager.is_blocked(name):
            config.pluginmanager.register(importlib.import_module(name), name)


def _names(folder: Path, root: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        yield ".".join(part for part in parts if part != "__init__")
