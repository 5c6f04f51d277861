"""Commands that collect a sample project in this process, as if they had one of their own."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sayso.cli import check, steps
from sayso.gherkin.problems import Problem
from sayso.settings import Settings

# What sample projects call their modules, and so may the project that runs these tests.
_NAMES = ("acts", "conftest", "fixtures", "gifts", "kinds", "pages", "parts", "shared", "steps")


@contextmanager
def isolated() -> Iterator[None]:
    """Keep modules and the path of Python from what is collected."""
    modules, path, writes = dict(sys.modules), sys.path[:], sys.dont_write_bytecode
    for name in modules:
        if name.partition(".")[0] in _NAMES:
            del sys.modules[name]
    sys.dont_write_bytecode = True  # a file that is written twice in a second would be read once
    importlib.invalidate_caches()
    try:
        yield
    finally:
        for name in set(sys.modules) - set(modules):
            if name.partition(".")[0] in _NAMES:
                del sys.modules[name]
        sys.modules.update(modules)
        sys.path[:], sys.dont_write_bytecode = path, writes


def findings_in(root: Path, paths: Sequence[Path] = ()) -> list[Problem]:
    """What `sayso check` finds in a project."""
    with isolated():
        findings, _ = check.check(Settings.at(root), paths)
    return findings


def check_command(argv: Sequence[str], root: Path) -> int:
    """The exit code of `sayso check`."""
    with isolated():
        return check.main(argv, root)


def steps_command(argv: Sequence[str], root: Path) -> int:
    """The exit code of `sayso steps`."""
    with isolated():
        return steps.main(argv, root)
