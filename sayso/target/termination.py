"""SIGTERM ends a run like Ctrl-C: what ran is told, and what was started is ended."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterable
from typing import Any

import pytest

AT_ONCE = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows knows only one way to end another

ANSWERS_WITHIN = 30.0  # seconds; a worker that has begun answers at once


class Terminated(KeyboardInterrupt):
    """Somebody told the run to end."""

    __module__ = "builtins"  # shown as "Terminated: ...", like pytest's own outcomes


def pytest_configure(config: pytest.Config) -> None:
    """Act on SIGTERM, unless somebody else does, like the run around this one."""
    in_main_thread = threading.current_thread() is threading.main_thread()
    if in_main_thread and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        config.pluginmanager.register(Termination(config), "sayso-termination")


class Termination:
    """Interrupts the run at the first SIGTERM; the second ends this process as if it had none."""

    def __init__(self, config: pytest.Config) -> None:
        self._is_worker = hasattr(config, "workerinput")
        self._workers: dict[str, int] = {}
        self._told = False
        self._ending = False
        signal.signal(signal.SIGTERM, self._act)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_newgateway(self, gateway: Any) -> None:
        """Ask a worker for the number of its process; that of another machine is of no use here."""
        if gateway.spec.popen and not gateway.spec.via:
            asked = gateway.remote_exec("import os; channel.send(os.getpid())")
            self._workers[gateway.id] = asked.receive(ANSWERS_WITHIN)
            asked.waitclose(ANSWERS_WITHIN)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self._workers.pop(node.gateway.id, None)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        self._ending = True  # tidying and drawing have begun, and are what was asked for

    def pytest_unconfigure(self) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def _act(self, number: int, _: object) -> None:
        __tracebackhide__ = True
        if self._told:
            self._end_at_once(number)
            return
        self._told = True
        _send(signal.SIGTERM, self._workers.values())
        if not self._ending:
            raise Terminated("the run was told to end by SIGTERM")

    def _end_at_once(self, number: int) -> None:
        """A worker goes on tidying: it may hear both from its group and from its controller."""
        if self._is_worker:
            return
        _send(AT_ONCE, self._workers.values())
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)


def _send(number: int, processes: Iterable[int]) -> None:
    for process in processes:
        try:
            os.kill(process, number)
        except ProcessLookupError:  # it ended, and nobody has said so yet
            continue
