"""What every screen of the shop is: a browser, a path, and a way to open it."""

from __future__ import annotations

from typing import ClassVar

from playwright.sync_api import Locator
from playwright.sync_api import Page as Browser

from pages.regions.header import Header


class Page:
    path: ClassVar[str]

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.header = Header(browser)
        self.heading = browser.get_by_role("heading", level=1)
        self.notice = browser.get_by_role("status")
        self.alert = browser.get_by_role("alert")

    def field(self, label: str) -> Locator:
        """The field of that label."""
        return self.browser.get_by_label(label, exact=True)

    def send_twice(self, button: Locator) -> None:
        """Send the form as it is filled in, as a browser does whose button is clicked twice."""
        form = self.browser.locator("form").filter(has=button)
        sent = form.evaluate("form => Object.fromEntries(new FormData(form))")
        for _ in range(2):
            self.browser.request.post(form.get_attribute("action") or "", form=sent)

    def open(self, **parts: str) -> None:
        """Go to the screen; `parts` fill the placeholders of its path."""
        self.browser.goto(self.path.format(**parts))

    def follow(self, link: str) -> None:
        """Get to the screen the way a mail leads to it."""
        self.browser.goto(link)
