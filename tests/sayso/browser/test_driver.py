"""A machine on which Playwright's driver cannot start is mended, or told of in one message."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sayso.browser.driver import ensure_driver, remedy_for, why_driver_fails
from sayso.browser.finder import BrowserError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")

LACKS = (
    "#!/bin/sh\n"
    "[ -e {library} ] && exit 0\n"
    "echo 'node: error while loading shared libraries: libatomic.so.1:"
    " cannot open shared object file' >&2\nexit 127\n"
)
INSTALLS = '#!/bin/sh\necho "$@" >> {journal}\n: > {library}\n'
REFUSES = "#!/bin/sh\necho 'E: offline' >&2\nexit 1\n"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose driver lacks a library; apt-get and root are there."""
    put(tmp_path / "node", LACKS)
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(tmp_path / "node"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return tmp_path


def put(path: Path, script: str) -> None:
    folder = path.parent
    path.write_text(script.format(library=folder / "library", journal=folder / "journal"))
    path.chmod(0o755)


def test_the_driver_of_this_machine_runs() -> None:
    assert why_driver_fails() == ""


def test_the_library_it_lacks_is_installed(machine: Path) -> None:
    put(machine / "apt-get", INSTALLS)
    said: list[str] = []
    ensure_driver(said.append)
    assert said[0] == "sayso: Playwright's driver needs libatomic1, getting it"
    assert "install -y --no-install-recommends libatomic1" in (machine / "journal").read_text()


def test_what_cannot_be_installed_is_told_with_the_remedy(machine: Path) -> None:
    put(machine / "apt-get", REFUSES)
    with pytest.raises(BrowserError) as told:
        ensure_driver(print)
    for fact in ("libatomic.so.1", "E: offline", "sudo apt-get install libatomic1"):
        assert fact in str(told.value)


def test_a_driver_that_is_gone_is_told(machine: Path) -> None:
    (machine / "node").unlink()
    with pytest.raises(BrowserError, match="Install the package playwright again"):
        ensure_driver(print)


def test_a_library_nobody_knows_is_named() -> None:
    failure = "node: error while loading shared libraries: libodd.so.3: cannot open"
    assert remedy_for(failure) == "Install libodd.so.3."
