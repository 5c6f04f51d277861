"""The screen that says what went wrong."""

from __future__ import annotations

from playwright.sync_api import Page as Browser

from pages.page import Page


class FailurePage(Page):
    path = "/nothing-is-here"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.reference = browser.get_by_test_id("failure-reference")
