"""Hosts that a scenario's browser may not reach, since they are no address of what is tested.

What is refused is sent to a proxy that is not there; everything else goes past it. So the browser
itself decides, at no cost for the pages of the target: a route of Playwright's asks for each of
their requests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from sayso.target.addresses import web_addresses
from sayso.text import plural

if TYPE_CHECKING:
    from playwright.sync_api import ProxySettings

NOWHERE = "http://127.0.0.1:9"  # the port of a service that discards, and that nobody offers
OWN = ("localhost", ".localhost", "127.0.0.1", "[::1]", "0.0.0.0")  # noqa: S104 # nosec B104  # not bound
NO_PROXY = "PROXY_CONNECTION"  # as Chromium and Firefox say it
NAVIGATING = re.compile(r'navigating to "([^"]+)"')
REFUSED: pytest.StashKey[dict[str, int]] = pytest.StashKey()
SENT_HOME = "sayso_refused_hosts"  # the key under which a worker tells of its own
MAX_TOLD = 5


def proxy_for(
    allowed: Sequence[str], addresses: Iterable[Mapping[str, Any]]
) -> ProxySettings | None:
    """What keeps a browser from other hosts than those of the addresses; None to refuse nothing.

    Without any web address nobody knows what is foreign.
    """
    hosts = {host for table in addresses for host, _ in web_addresses(table)}
    if "*" in allowed or not hosts:
        return None
    passing = [*OWN, *sorted(hosts - {*OWN}), *(host.removeprefix("*") for host in allowed)]
    return {"server": NOWHERE, "bypass": ",".join(passing)}


def explain(error: BaseException) -> None:
    """Put what to do about it in place of the browser's words for a page that was refused."""
    page = NAVIGATING.search(str(error))
    if page and NO_PROXY in str(error):
        host = urlsplit(page[1]).hostname or page[1]
        error.args = (f"{page[1]} was refused: {_reason(host)}", *error.args[1:])


def is_refusal(reason: str) -> bool:
    """Whether a request failed because it was sent nowhere, in the words of any engine."""
    return "proxy" in reason.lower()


def note(config: pytest.Config, url: str) -> str:
    """Count a refused request for the summary; what to do about it, in words."""
    host = urlsplit(url).hostname or url
    refused = config.stash.setdefault(REFUSED, {})
    refused[host] = refused.get(host, 0) + 1
    home = getattr(config, "workeroutput", None)
    if home is not None:
        home[SENT_HOME] = refused
    return _reason(host)


def _reason(host: str) -> str:
    return f"{host} is no address of the target. {_remedy([host])}"


def _remedy(hosts: Iterable[str]) -> str:
    named = ", ".join(f'"{host}"' for host in hosts)
    return f"To let the browser reach it: [tool.sayso] allowed_hosts = [{named}]"


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    refused = node.config.stash.setdefault(REFUSED, {})
    for host, times in getattr(node, "workeroutput", {}).get(SENT_HOME, {}).items():
        refused[host] = refused.get(host, 0) + times


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in summary_lines(terminalreporter.config.stash.get(REFUSED, {})):
        terminalreporter.write_line(line)


def summary_lines(refused: dict[str, int]) -> Iterator[str]:
    """One line about what the browser was refused, if anything."""
    if not refused:
        return
    requests = plural(sum(refused.values()), "request")
    hosts = sorted(refused, key=lambda host: (-refused[host], host))
    more = f" and {len(hosts) - MAX_TOLD} more" if len(hosts) > MAX_TOLD else ""
    named = ", ".join(hosts[:MAX_TOLD]) + more
    yield f"Refused: {requests} to {named}. {_remedy(hosts[:MAX_TOLD])}"
