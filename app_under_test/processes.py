"""Every part in a process of its own; a part that ends unasked is started again."""

import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import wait
from threading import Thread
from types import FrameType
from typing import Any, NoReturn

import structlog

from app_under_test.composition import (
    READY_WITHIN,
    STOP_WITHIN,
    addresses,
    open_shop,
    parts_here,
    reachable,
)
from app_under_test.settings import Settings

PAUSE = 1.0
"""Seconds before a part that ended is started again."""

# Forked, a part starts in a tenth of a second, because all modules are loaded already.
_fork = multiprocessing.get_context("fork")

log = structlog.get_logger()


@dataclass
class PartProcess:
    """One part, its process and the port it keeps over restarts."""

    part: str
    settings: Settings
    host: str
    port: int
    process: multiprocessing.process.BaseProcess = field(init=False)

    def start(self) -> None:
        """Fork it; `wait_until_ready` tells how that went."""
        self._ready = _fork.Event()
        self.process = _fork.Process(target=self._run, name=self.part, daemon=True)
        self.process.start()

    def wait_until_ready(self, seconds: float) -> None:
        """Return when it is healthy; `RuntimeError` if it ends first or takes too long."""
        deadline = time.monotonic() + seconds
        while not self._ready.wait(0.05):
            if not self.process.is_alive():
                message = f"{self.part} ended {how(self.process.exitcode)}; see its log lines"
                raise RuntimeError(message)
            if time.monotonic() > deadline:
                message = f"{self.part} is not healthy after {seconds:.0f} s"
                raise RuntimeError(message)

    def _run(self) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent ends us
        signal.signal(signal.SIGTERM, _end_once)
        Thread(target=_end_with_parent, daemon=True).start()
        with open_shop(self.settings, [self.part], self.host, {self.part: self.port}):
            self._ready.set()
            signal.pause()


def _end_once(_number: int, _frame: FrameType | None) -> NoReturn:
    """In order, also when the parent and whoever ends all of its processes both ask for it."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(0)


def _end_with_parent() -> None:
    """Also when the parent was killed and could stop nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def how(exit_code: int | None) -> str:
    """How a process ended, in words: `by SIGKILL`, `with exit code 2`."""
    if exit_code is not None and exit_code < 0:
        return f"by {signal.Signals(-exit_code).name}"
    return f"with exit code {exit_code}"


class Processes:
    """The parts that run, and the settings they share."""

    def __init__(self, settings: Settings, parts: Sequence[PartProcess]) -> None:
        self._settings = settings
        self._parts = parts

    def addresses(self) -> dict[str, Any]:
        """What somebody outside needs to know; `gateways` names every one of them."""
        doors = [_url(one.host, one.port) for one in self._parts if one.part == "gateway"]
        return {**addresses(self._settings), "gateways": doors}

    def watch(self) -> None:
        """Start again whatever ends, for ever; a signal ends it."""
        while True:
            wait([one.process.sentinel for one in self._parts])
            for one in self._parts:
                if not one.process.is_alive():
                    log.error("a part ended", part=one.part, how=how(one.process.exitcode))
                    time.sleep(PAUSE)
                    one.start()

    def start(self) -> None:
        """All at once; raises `RuntimeError` for a part that does not get healthy."""
        for one in self._parts:
            one.start()
        deadline = time.monotonic() + READY_WITHIN
        for one in self._parts:
            one.wait_until_ready(max(deadline - time.monotonic(), 0.1))

    def stop(self) -> None:
        """Ask all to end, and kill what has not ended in time."""
        for one in self._parts:
            one.process.terminate()
        deadline = time.monotonic() + STOP_WITHIN
        for one in self._parts:
            one.process.join(max(deadline - time.monotonic(), 0))
            one.process.kill()


@contextmanager
def open_processes(
    settings: Settings, host: str, ports: Mapping[str, int], gateways: int
) -> Iterator[Processes]:
    """Run every part that does not run elsewhere, and as many gateways as wanted.

    Raises `LookupError` without a database or a place for mails, which processes have to share,
    and `RuntimeError` for a part that does not get healthy.
    """
    if settings.database_url is None or (settings.smtp_url or settings.mail_dir) is None:
        message = "processes share a database and a place for mails; set SHOP_DATABASE_URL and "
        raise LookupError(message + "SHOP_SMTP_URL or SHOP_MAIL_DIR")
    here = {part: ports.get(part) or _free_port(host) for part in parts_here(settings)}
    settings = settings.at({part: _url(host, port) for part, port in here.items()})
    further = [("gateway", _free_port(host)) for _ in range(gateways - 1)]
    parts = [PartProcess(part, settings, host, port) for part, port in [*here.items(), *further]]
    for part in here:
        import_module(f"app_under_test.{part}.app")
    processes = Processes(settings, parts)
    try:
        processes.start()
        yield processes
    finally:
        processes.stop()


def _free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def _url(host: str, port: int) -> str:
    return f"http://{reachable(host)}:{port}"
