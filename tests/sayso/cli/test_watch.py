"""`sayso check --watch`: checks again after a change, and ends at Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sayso.cli import init
from sayso.cli.watch import files_of

WITHIN = 20


def said_in(path: Path, text: str, times: int) -> str:
    """What stands in a file once it holds the text so often."""
    deadline = time.monotonic() + WITHIN
    while (said := path.read_text()).count(text) < times and time.monotonic() < deadline:
        time.sleep(0.05)
    assert said.count(text) >= times, said
    return said


@contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(os.name == "nt", reason="sends the signal that a terminal sends for Ctrl-C")
def test_a_change_is_checked_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    project, output = tmp_path / "shop", tmp_path / "output"
    init.main([str(project)])
    feature = project / "features/coming_to_the_shop.feature"
    with (
        output.open("w") as stream,
        ended(
            subprocess.Popen(  # our own command
                [sys.executable, "-m", "sayso", "check", "--watch", "features"],
                cwd=project,
                stdout=stream,
                stderr=stream,
            )
        ) as watching,
    ):
        said = said_in(output, "Watching ", 1)
        assert said.startswith("0 errors and 0 warnings in 1 scenario")
        feature.write_text(feature.read_text().replace("comes to the shop", "cmes to the shop"))
        said = said_in(output, "Watching ", 2)
        assert "Undefined step." in said
        watching.send_signal(signal.SIGINT)
        assert watching.wait(10) == 0
    assert "Traceback" not in output.read_text()


def test_features_modules_and_settings_are_watched_and_reports_are_not(tmp_path: Path) -> None:
    init.main([str(tmp_path)])
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/made.py").touch()
    names = {path.relative_to(tmp_path).as_posix() for path in files_of(tmp_path)}
    assert names == {
        "pyproject.toml",
        "features/coming_to_the_shop.feature",
        "steps/visitor.py",
        "pages/front_page.py",
        "fixtures/screens.py",
    }


def test_settings_that_cannot_be_read_are_watched_until_they_can(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.sayso\n")
    assert list(files_of(tmp_path)) == [tmp_path / "pyproject.toml"]
