"""Pictures of what a page shows, each taken by the fastest way its browser offers."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence

from playwright.sync_api import CDPSession, Locator, Page

WITHIN = 5_000.0  # milliseconds
MARK = "#e0007a40"  # over what a step looked for: the page can be seen through it


class Pictures:
    """Takes PNGs; every method raises playwright's Error when a page cannot be pictured in time."""

    def __init__(self) -> None:
        self._sessions: dict[Page, CDPSession] = {}

    def whole(self, page: Page, marked: Sequence[Locator]) -> bytes:
        """Everything there is to scroll to, with a mark on some of it."""
        return page.screenshot(
            full_page=True,
            caret="initial",  # hiding it would leave an attribute behind in the page
            timeout=WITHIN,
            mask=marked,
            mask_color=MARK,
        )

    def view(self, page: Page) -> bytes:
        """The visible part; Chromium is asked itself, which takes half the time."""
        browser = page.context.browser
        if browser is None or browser.browser_type.name != "chromium":
            return page.screenshot(caret="initial", timeout=WITHIN)
        session = self._sessions.pop(page, None) or page.context.new_cdp_session(page)
        options = {"format": "png", "optimizeForSpeed": True}
        answer = session.send("Page.captureScreenshot", options, timeout=WITHIN)
        self._sessions[page] = session  # one that failed is not asked again
        return b64decode(answer["data"])
