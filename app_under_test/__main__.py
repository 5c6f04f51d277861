"""`python -m app_under_test`: the whole shop in one process, or the parts that are named.

`python -m app_under_test migrate` brings the tables of the database to the newest version;
`trial create` and `trial drop` make and remove a PostgreSQL database for a test run.
"""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from types import FrameType
from typing import NoReturn

from pydantic import ValidationError

from app_under_test.commands import COMMANDS
from app_under_test.kernel import logs
from app_under_test.settings import PARTS, Settings, refuse_unknown


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until SIGINT or SIGTERM; 2 means that what was asked for makes no sense."""
    options = _parse(arguments)
    logs.configure()
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    try:
        settings = _settings(options.database)
        if options.command:
            print(options.command(settings))  # noqa: T201 - what was asked for
        else:
            # Half of the time that a start takes; a command that is refused needs none of it.
            import_module("app_under_test.running").run(settings, options)
    except (ImportError, LookupError, OSError, RuntimeError, ValueError) as error:
        what = " ".join(options.parts) if options.command else "the shop cannot start"
        print(f"{what}: {_plain(error)}", file=sys.stderr)  # noqa: T201 - for people
        return 2
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m app_under_test", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--demo", action="store_true", help="some products and a staff person")
    parser.add_argument("--database", metavar="URL", help="instead of SHOP_DATABASE_URL")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", action="append", default=[], type=_port, metavar="NAME=PORT")
    parser.add_argument("--processes", action="store_true", help="every part its own process")
    parser.add_argument("--gateways", type=int, default=1, help="with --processes: how many")
    options = parser.parse_args(arguments)
    options.command = COMMANDS.get(" ".join(options.parts))
    unknown = [] if options.command else [part for part in options.parts if part not in PARTS]
    if unknown:
        parser.error(f"{unknown[0]} is no part of the shop; there are {', '.join(PARTS)}")
    if options.processes and (options.parts or options.demo):
        parser.error("--processes runs every part, and has no --demo")
    if options.gateways < 1:
        parser.error("--gateways is a number from 1")
    return options


def _port(text: str) -> tuple[str, int]:
    name, _, number = text.partition("=")
    if number and name not in PARTS:
        message = f"{name} is no part of the shop; there are {', '.join(PARTS)}"
        raise argparse.ArgumentTypeError(message)
    if not number.isdecimal() or int(number) > 65535:
        message = f"{text!r} is not NAME=PORT, such as gateway=8000"
        raise argparse.ArgumentTypeError(message)
    return name, int(number)


def _settings(database: str | None) -> Settings:
    refuse_unknown(os.environ)
    return Settings(database_url=database) if database else Settings()


def _plain(error: Exception) -> str:
    """Without the values: they may be secrets."""
    if not isinstance(error, ValidationError):
        return str(error)
    return "; ".join(
        ": ".join([*(f"SHOP_{name}".upper() for name in one["loc"]), _reason(one["msg"])])
        for one in error.errors(include_url=False, include_input=False)
    )


def _reason(message: str) -> str:
    """Without the kind of exception that pydantic puts before words of our own."""
    return message.removeprefix("Value error, ")


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    """Leave every block in order; a second signal ends the process where it stands."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
