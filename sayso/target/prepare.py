"""Commands before a system starts and after it ended, like those that make a database."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

from sayso.target.description import Commands
from sayso.target.process import NotReadyError, Process, ending_of, require_program

WITHIN = 600.0  # seconds for one command


def run_commands(
    key: str, commands: Commands, *, log: Path, directory: Path, environment: Mapping[str, str]
) -> None:
    """Run them in turn; what they print goes into the log.

    Raises NotReadyError for the first that fails, with its exit code and last lines, and
    SettingsError for one that cannot be found.
    """
    for command in commands:
        require_program(key, command[0], directory, environment)
        process = Process(
            command, log=log, directory=directory, environment=environment, announces=False
        )
        with process:
            code = process.wait(WITHIN)
        if code != 0:
            how = ending_of(code) if code is not None else f"did not end within {WITHIN:g} s"
            raise NotReadyError(
                f"{key}: {shlex.join(command)}\n  {how}; the end of what it wrote, {log}:\n"
                f"{process.end_of_output()}"
            )
