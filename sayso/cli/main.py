"""The `sayso` command; each of its commands loads only what it needs."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from sayso.suggest import nearest

COMMANDS = ("init", "check", "steps", "report", "merge", "doctor")
USAGE = """usage: sayso COMMAND [options]

  init      write a small suite that runs at once
  check     lint features and step definitions without running them
  steps     list step definitions, search them, or write them as a page
  report    draw the pages of a recorded run again
  merge     make one run of several that were recorded apart
  doctor    what this machine has, what is missing, and how to get it

"sayso COMMAND --help" says more."""
EXIT_USAGE = 2
EXIT_SIGPIPE = 141  # what a shell says of a program that SIGPIPE ended: 128 + 13


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; answers its exit code, which is 2 for misuse."""
    name, *rest = [*(sys.argv[1:] if argv is None else argv)] or [""]
    if name in ("-h", "--help"):
        print(USAGE)  # noqa: T201 - a command speaks to its caller
        return 0
    if name in COMMANDS:
        return _done(name, rest)
    hint = f'There is no command "{name}".' if name else "A command is missing."
    print(f"{hint}{nearest(name, COMMANDS)}\n\n{USAGE}", file=sys.stderr)  # noqa: T201
    return EXIT_USAGE


def _done(name: str, rest: Sequence[str]) -> int:
    """What the command answers, also when its reader leaves early or a file cannot be written."""
    gc.disable()  # a short life with many documents, which all stay to its end
    try:
        code: int = import_module(f"sayso.cli.{name}").main(rest)
        sys.stdout.flush()  # here, because at the end of the process nobody can catch the failure
    except BrokenPipeError:
        # the interpreter flushes once more when it ends, and needs somewhere to flush to
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device, for its descriptor
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        return EXIT_SIGPIPE
    except OSError as error:
        if error.filename is None:  # without a place this is no message for a person
            raise
        print(f"{error.filename} cannot be used: {error.strerror}", file=sys.stderr)  # noqa: T201
        return EXIT_USAGE
    return code
