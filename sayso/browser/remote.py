"""A browser that runs elsewhere: behind Playwright's server, or reached by Chromium's protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserType, Error

from sayso.redaction.rules import redact_text

if TYPE_CHECKING:  # no browser is looked for before a test needs one
    from sayso.browser.finder import BrowserError

SERVER, CDP = "--browser-server", "--browser-cdp"
SCHEMES = {SERVER: ("ws", "wss"), CDP: ("http", "https", "ws", "wss")}


@dataclass(frozen=True)
class RemoteBrowser:
    """Where a browser is, and the option that says how to speak to it."""

    option: str
    address: str

    @classmethod
    def of(cls, config: pytest.Config) -> RemoteBrowser | None:
        """The one that this run is to use instead of a browser of this machine."""
        given = {
            SERVER: config.getoption("sayso_browser_server", None),
            CDP: config.getoption("sayso_browser_cdp", None),
        }
        named = [cls(option, address) for option, address in given.items() if address]
        return named[0] if named else None

    def connect_over_cdp(self, browser_type: BrowserType) -> Browser:
        """Raises BrowserError where no browser answers."""
        try:
            return browser_type.connect_over_cdp(self.address)
        except Error as error:
            raise self.unreachable(error) from None

    def unreachable(self, error: Error) -> BrowserError:
        """What went wrong, in one line."""
        from sayso.browser.finder import BrowserError

        said = error.message.partition("\n")[0].replace(self.address, shown(self.address))
        return BrowserError(f"no browser answers at {shown(self.address)}: {redact_text(said)}")


def shown(address: str) -> str:
    """An address that anybody may read: credentials stand before its @ or behind its ?."""
    parts = urlsplit(address)
    place = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=place, query="", fragment="").geturl()


def refuse_nonsense(config: pytest.Config) -> None:
    """Raises UsageError for what is no address, or cannot be the browser that is asked for."""
    remote = RemoteBrowser.of(config)
    if remote is None:
        return
    if remote.option == SERVER and config.getoption("sayso_browser_cdp", None):
        said = f"{SERVER} and {CDP} name two browsers; leave out one of them"
        raise pytest.UsageError(said)
    schemes = SCHEMES[remote.option]
    if urlsplit(remote.address).scheme not in schemes:
        *first, last = (f"{scheme}://" for scheme in schemes)
        wanted = f"{', '.join(first)} or {last}"
        raise pytest.UsageError(f"{remote.option}={remote.address} must begin with {wanted}")
    others = {*(config.getoption("browser", None) or ())} - {"chromium"}
    if remote.option == CDP and others:
        which = ", ".join(sorted(others))
        said = f"{CDP} reaches Chromium only, not {which}; leave out one of the two"
        raise pytest.UsageError(said)
