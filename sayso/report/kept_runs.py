"""The reports of the last runs, each at an address that stays: reports/runs/<time>/.

A kept file is a hard link to the report's own one, so it takes no room until the next run; for
that, no file of a report is ever written over, but deleted and written anew. Of a report that was
removed to make room, a page that says so stays at its address.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.report.html.urls import START_PAGE
from sayso.report.messages import RECORDING

FOLDER = "runs"
PARTS = ("evidence", "f", "failures", "folders")
ENDINGS = (".html", ".css", ".js")
REMOVED = """\
<!doctype html><html lang="en"><meta charset="utf-8"><title>Report removed</title>
<p>The report of this run was removed to make room: those of earlier runs may take {megabytes:,} MB
(<code>keep_megabytes</code>). <a href="../../index.html">The last report</a></p></html>
"""


def address_of(started_ns: int) -> str:
    """Where the run that began at this moment is kept, seen from the report."""
    return f"{FOLDER}/{time.strftime('%Y-%m-%dT%H-%M-%S', time.gmtime(started_ns / 1e9))}"


def is_kept(folder: Path) -> bool:
    """Whether the report of a run is still there, not only the page that says it was removed."""
    return (folder / RECORDING).is_file()


def make_room(reports: Path, most: int, megabytes: int) -> None:
    """Remove the oldest reports, so that with the next one there are this many, of this size.

    Called before the next one is drawn, which then leads only to what is there.
    """
    counted: set[int] = set()
    left = megabytes * 1_000_000 - _bytes(_files(reports), counted)
    for place, old in enumerate(sorted((reports / FOLDER).glob("*-*T*"), reverse=True), start=1):
        left -= _bytes((path for path in old.rglob("*") if path.is_file()), counted)
        if place >= most or left < 0:
            shutil.rmtree(old, ignore_errors=True)
        if place < most and left < 0:
            old.mkdir(exist_ok=True)
            (old / START_PAGE).write_text(REMOVED.format(megabytes=megabytes), encoding="utf-8")


def _bytes(paths: Iterable[Path], counted: set[int]) -> int:
    """What these files take; a file that several reports share is counted with the first."""
    found = {status.st_ino: status.st_size for status in map(os.stat, paths)}
    size = sum(size for number, size in found.items() if number not in counted)
    counted.update(found)
    return size


def keep(reports: Path, started_ns: int) -> None:
    """Keep the report that lies in this folder."""
    folder = reports / address_of(started_ns)
    for path in _files(reports):
        _link(path, folder / path.relative_to(reports))
    page = folder / START_PAGE  # it leads to the others, which lie beside it here
    text = page.read_text("utf-8").replace(f'href="{FOLDER}/', 'href="../')
    page.unlink()
    page.write_text(text, encoding="utf-8")


def _files(reports: Path) -> Iterator[Path]:
    yield from (path for path in reports.iterdir() if path.suffix in ENDINGS)
    yield from reports.glob(RECORDING)
    for part in PARTS:
        yield from (path for path in (reports / part).rglob("*") if path.is_file())


def _link(path: Path, link: Path) -> None:
    link.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, link)
    except OSError:  # there are none on this disk
        shutil.copyfile(path, link)
