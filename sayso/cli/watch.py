"""`sayso check --watch`: the check again whenever a file changes that it reads."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from sayso.lint.rules import Rules
from sayso.settings import Settings, SettingsError
from sayso.text import plural

PAUSE = 0.5  # seconds between two looks
KINDS = (".feature", ".py")

Seen = dict[Path, tuple[int, int]]


def watch(root: Path, arguments: Sequence[str]) -> int:
    """Check now and after each change, in a fresh process; 0 once Ctrl-C has ended it."""
    command = [sys.executable, "-m", "sayso", "check", *arguments]
    try:
        while True:
            seen = files_of(root)
            # A session of its own, so that Ctrl-C is told by nobody but this process.
            subprocess.run(command, check=False, start_new_session=True)  # noqa: S603  # ourselves
            print(f"\nWatching {plural(len(seen), 'file')}; Ctrl-C ends it.", flush=True)  # noqa: T201
            while files_of(root) == seen:
                time.sleep(PAUSE)
            print("\n" + time.strftime("%H:%M:%S"), flush=True)  # noqa: T201  # a command
    except KeyboardInterrupt:
        return 0


def files_of(root: Path) -> Seen:
    """Every file that a check reads, with what tells that it has changed."""
    seen: Seen = {}
    for path in _paths(root):
        try:
            status = path.stat()
        except OSError:  # gone since it was listed
            continue
        seen[path] = (status.st_mtime_ns, status.st_size)
    return seen


def _paths(root: Path) -> Iterator[Path]:
    yield from (root / "pyproject.toml", root / "conftest.py")
    try:
        settings = Settings.at(root)
        folders = {
            *settings.features,
            *settings.steps,
            *settings.fixtures,
            *Rules(settings).pages(),
        }
    except SettingsError:  # the check says so, and the next change may mend it
        return
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.suffix in KINDS)
