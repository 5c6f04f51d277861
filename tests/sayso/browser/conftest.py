"""A machine that is made to have only what a test gives it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.browser import finder as browsers

RUNS = "#!/bin/sh\necho Chromium 1.0\n"
BROKEN = "#!/bin/sh\necho 'error while loading shared libraries: libnss3.so' >&2; exit 127\n"


class Machine:
    """A folder that is the whole PATH, and the place where Playwright keeps its downloads."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "bin"
        self.downloads = folder / "downloads"
        self.programs.mkdir()

    def has(self, name: str, script: str = RUNS) -> Path:
        return write_program(self.programs / name, script)

    def has_downloaded(self, name: str, script: str = RUNS, *, whole: bool = True) -> Path:
        folder = self.downloads / f"{name.replace('-', '_')}-{browsers._revisions()[name]}"
        program = write_program(folder / "chrome-linux64" / "chrome-headless-shell", script)
        if whole:
            (folder / browsers.COMPLETE).touch()
        return program


def write_program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script)
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(tmp_path)
    monkeypatch.setenv("PATH", str(machine.programs))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(machine.downloads))
    monkeypatch.setattr(browsers, "MAC_PLACES", ())
    monkeypatch.setattr(browsers, "WINDOWS_PLACES", ())
    return machine
