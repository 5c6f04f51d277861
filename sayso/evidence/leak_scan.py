"""After the run: no file that it wrote may hold a secret that it knew."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path, PurePath
from typing import Any

import pytest

from sayso.collection.discovery import has_features
from sayso.redaction.rules import RULES
from sayso.redaction.secrets import RUN, Secrets
from sayso.settings import Settings

PICTURES = (".png", ".jpeg", ".jpg", ".webp", ".gif", ".ico", ".woff", ".woff2", ".webm")
FROM_WORKER = "sayso_secrets"
_FINDINGS = pytest.StashKey[list[str]]()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Empty the folders that a run with features fills."""
    config = session.config
    if hasattr(config, "workerinput") or not has_features(config):
        return
    for folder in ("evidence", "logs"):
        shutil.rmtree(Settings.of(config).reports / folder, ignore_errors=True)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    for value, kind in getattr(node, "workeroutput", {}).get(FROM_WORKER, {}).items():
        RUN.add(value, kind)


# innermost wrapper: after everybody has written, before the terminal sums up
@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, None, None]:
    yield
    config = session.config
    if hasattr(config, "workeroutput"):
        config.workeroutput[FROM_WORKER] = dict(RUN.kinds)
        return
    clean_logs(Settings.of(config).reports / "logs")
    folders = [Settings.of(config).reports, Path(config.getoption("output", "test-results"))]
    config.stash[_FINDINGS] = findings = list(findings_in(folders, RUN, config.rootpath))
    if findings and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    findings = terminalreporter.config.stash.get(_FINDINGS, [])
    if findings:
        terminalreporter.section("secrets in artefacts", red=True, bold=True)
        for finding in findings:
            terminalreporter.write_line(finding, red=True)
        terminalreporter.write_line("Delete these files, and keep the value out of what is written")


def found_secrets(config: pytest.Config) -> bool:
    """Whether a file of this run holds a secret; known when the session has finished."""
    return bool(config.stash.get(_FINDINGS, None))


def clean_logs(folder: Path) -> None:
    """What the systems printed, whose files they write themselves, loses its secrets, too.

    In place: a kept report may hold the same file.
    """
    for path in _files(folder):
        text = path.read_text("utf-8", errors="surrogateescape")
        cleaned = RULES.text(text)
        if cleaned != text:
            path.write_text(cleaned, "utf-8", errors="surrogateescape")


def findings_in(folders: Iterable[Path], secrets: Secrets, root: Path) -> Iterator[str]:
    """A line for each kind of secret in each file, without the secret itself."""
    if not secrets.kinds:
        return
    for path in sorted(path for folder in folders for path in _files(folder)):
        file = path.relative_to(root) if path.is_relative_to(root) else path
        for name, text in _texts(path):
            for kind in sorted({secrets.kind_of(found) for found in secrets.found_in(text)}):
                inside = f", in {name}," if name else ""
                yield f"{file}{inside} holds a secret of this run: {kind}"


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder; the kept runs in it were looked through when they were written."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name != "runs":
            yield from [path] if path.is_file() else filter(Path.is_file, path.rglob("*"))


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """The texts of a file, with their names inside if it is an archive."""
    if path.suffix in PICTURES:
        return
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        yield "", path.read_text("utf-8", errors="replace")
        return
    with archive:
        for name in archive.namelist():
            if PurePath(name).suffix not in PICTURES:
                yield name, archive.read(name).decode(errors="replace")
