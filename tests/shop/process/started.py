"""The shop as a process of its own, killed at the latest when the test is over."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Running:
    """A started shop: its process and what it said."""

    process: subprocess.Popen[str]
    line: dict[str, Any]
    errors: Path

    def end(self, number: signal.Signals) -> float:
        """Seconds until the process was gone after this signal."""
        started = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(10)
        return time.monotonic() - started


def surroundings(temporary: Path, more: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHOP_")}
    return kept | {"TMPDIR": str(temporary)} | dict(more)


@contextmanager
def running(temporary: Path, *arguments: str, **environment: str) -> Iterator[Running]:
    errors = temporary.parent / f"{temporary.name}.log"
    with (
        errors.open("w") as log,
        subprocess.Popen(  # noqa: S603 - the arguments are ours
            [sys.executable, "-m", "app_under_test", *arguments],
            cwd=PROJECT,
            env=surroundings(temporary, environment),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, f"it said nothing; its log: {errors.read_text()}"
            yield Running(process, json.loads(line), errors)
        finally:
            process.kill()


def addresses(line: dict[str, Any]) -> dict[str, str]:
    own = {name: line[name] for name in ("gateway", "storefront", "payment_sandbox")}
    return {name: url for name, url in (own | line["services"]).items() if url}
