"""Whether a system is ready: an address that answers, a TCP port, or a line in the log."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable

import requests

from sayso.settings import SettingsError
from sayso.target.addresses import host_and_port_of
from sayso.target.description import Ready, host_and_port, place_of
from sayso.target.ports import is_loopback
from sayso.target.process import NotReadyError, Process
from sayso.target.waiting import attempts

ASK_WITHIN = 2.0  # seconds for one question
PATIENCE = 0.25  # seconds in which a command that wrote its last line has ended


def wait_until_ready(name: str, process: Process | None, ready: Ready, within: float) -> None:
    """Return once the sign is seen; `within` in seconds, and `process` None for elsewhere.

    Raises NotReadyError when the process ends first, or at the deadline.
    """
    read_log = process.output if process else str
    last_seen = "nothing yet"
    for _ in attempts(within):
        ended = process is not None and process.exit_code is not None
        last_seen = missing(ready, read_log)
        if not last_seen and ready.kind == "log" and _ends_now(process):
            last_seen, ended = "that line, but it ended then", True
        if not last_seen:
            return
        if ended:
            break
    awaited = f"{_awaited(ready)} (last seen: {last_seen})"
    if process is not None:
        raise NotReadyError(process.not_ready(awaited, within))
    raise NotReadyError(
        f'the target "{name}" is not ready within {within:g} s: awaited {awaited}; start it, or '
        f"correct {place_of(name)} ready"
    )


def require_server(target: str, name: str, address: str, hint: str) -> None:
    """Raises NotReadyError where a server that a target relies on does not take connections."""
    seen = refusal(*host_and_port(address))
    if seen:
        start = f"start it with `{hint}`" if hint else "start it"
        raise NotReadyError(
            f'the target "{target}" needs {name}, which does not answer at {address} ({seen}); '
            f"{start}, or correct {place_of(target)} proxies"
        )


def missing(ready: Ready, read_log: Callable[[], str]) -> str:
    """What was seen instead of the sign; nothing when the system is ready."""
    if ready.kind == "log":
        found = re.search(ready.value, read_log(), re.MULTILINE)
        return "" if found else "no such line"
    if ready.kind == "tcp":
        return refusal(*host_and_port(ready.value))
    return _bad_answer(ready.value)


def refuse_taken(name: str, ready: Ready | None) -> None:
    """Raises SettingsError when somebody answers before the system is started."""
    if ready is None or ready.kind == "log":
        return
    host, port = address_of(ready.value)
    if is_loopback(f"//{host}") and not refusal(host, port):
        raise SettingsError(
            f"{place_of(name)} ready: port {port} is taken: another process answers at "
            f"{host}:{port} before the start; end it, or let {{port:NAME}} choose a free one"
        )


def address_of(value: str) -> tuple[str, int]:
    """Host and port of a web address or of "host:port"."""
    if "://" not in value:
        return host_and_port(value)
    return host_and_port_of(value)


def refusal(host: str, port: int, errors: type[OSError] = OSError) -> str:
    """Why nobody can be reached there; nothing when somebody can, or for other `errors`."""
    try:
        socket.create_connection((host, port), ASK_WITHIN).close()
    except OSError as error:
        return (error.strerror or str(error)).lower() if isinstance(error, errors) else ""
    return ""


def _ends_now(process: Process | None) -> bool:
    return process is not None and process.unasked_end(PATIENCE) is not None


def _awaited(ready: Ready) -> str:
    if ready.kind == "log":
        return f"a line in its log like {ready.value}"
    if ready.kind == "tcp":
        return f"a connection to {ready.value}"
    return f"an answer that is no error from {ready.value}"


def _bad_answer(address: str) -> str:
    try:
        with requests.Session() as session:
            # a proxy of the environment cannot reach this machine
            session.trust_env = not is_loopback(address)
            answer = session.get(address, timeout=ASK_WITHIN)
    except requests.RequestException as error:
        return type(error).__name__
    return "" if answer.ok else f"{answer.status_code} {answer.text[:200]}".rstrip()
