"""The screen of one product's stock: every change of it, and the form for a count."""

from __future__ import annotations

from playwright.sync_api import Locator
from playwright.sync_api import Page as Browser

from pages.page import Page


class StockHistoryPage(Page):
    path = "/staff/stock/{sku}"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.counted = self.field("Counted")
        self.reason = self.field("Reason")
        self.save_button = browser.get_by_role("button", name="Save count")
        self._changes = browser.get_by_role("table", name="History").get_by_role("row")

    def count(self, number: int, reason: str) -> None:
        self.counted.fill(str(number))
        self.reason.fill(reason)
        self.save_button.click()

    @property
    def changes(self) -> Locator:
        """The lines of the history, newest first."""
        return self._changes.filter(has=self.browser.get_by_test_id("move-reason"))

    def told(self) -> list[tuple[str, str, str, str]]:
        """Why, who, how many more or fewer, and how many then, of each change."""
        return [
            (
                line.get_by_test_id("move-reason").inner_text(),
                line.get_by_test_id("move-actor").inner_text(),
                line.get_by_test_id("move-quantity").inner_text(),
                line.get_by_test_id("move-sum").inner_text(),
            )
            for line in self.changes.all()
        ]
