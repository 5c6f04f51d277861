"""The command that starts the shop, run in this process as far as it refuses to start."""

import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from app_under_test.__main__ import main
from app_under_test.settings import SERVICES

NOWHERE = "http://127.0.0.1:9"
ELSEWHERE = {f"SHOP_{name.upper()}_URL": NOWHERE for name in SERVICES}


@pytest.fixture
def refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., str]]:
    """Runs a shop that does not start, in this process, and returns what it says to people."""
    handlers = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}
    log_lines = structlog.get_config()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def refuse(*arguments: str, **environment: str) -> str:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        try:
            code: object = main(arguments)
        except SystemExit as ended:  # argparse does so
            code = ended.code
        said = capsys.readouterr()
        assert (code, said.out) == (2, ""), said.err
        assert list(tmp_path.iterdir()) == [], "something is left of a shop that did not start"
        return said.err

    yield refuse
    structlog.configure(**log_lines)
    for number, handler in handlers.items():
        signal.signal(number, handler)
