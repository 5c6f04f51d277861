"""The reports of the last runs, each at an address that stays: reports/runs/<time>/.

A kept file is a hard link to the report's own one, so it takes no room until the next run; for
that, no file of a report is ever written over, but deleted and written anew.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from sayso.report.html.urls import START_PAGE
from sayso.report.messages import RECORDING

FOLDER = "runs"
PARTS = ("evidence", "f", "failures", "folders")
ENDINGS = (".html", ".css", ".js")


def address_of(started_ns: int) -> str:
    """Where the run that began at this moment is kept, seen from the report."""
    return f"{FOLDER}/{time.strftime('%Y-%m-%dT%H-%M-%S', time.gmtime(started_ns / 1e9))}"


def keep(reports: Path, started_ns: int, most: int) -> None:
    """Keep the report that lies in this folder, and of all that were kept this many."""
    if most:
        folder = reports / address_of(started_ns)
        for path in _files(reports):
            _link(path, folder / path.relative_to(reports))
        page = folder / START_PAGE  # it leads to the others, which lie beside it here
        text = page.read_text("utf-8").replace(f'href="{FOLDER}/', 'href="../')
        page.unlink()
        page.write_text(text, encoding="utf-8")
    for old in sorted((reports / FOLDER).glob("*-*T*"), reverse=True)[most:]:
        shutil.rmtree(old, ignore_errors=True)


def _files(reports: Path) -> Iterator[Path]:
    yield from (path for path in reports.iterdir() if path.suffix in ENDINGS)
    yield reports / RECORDING
    for part in PARTS:
        yield from (path for path in (reports / part).rglob("*") if path.is_file())


def _link(path: Path, link: Path) -> None:
    link.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, link)
    except OSError:  # there are none on this disk
        shutil.copyfile(path, link)
