"""The first screen: everything on sale, and a search."""

from __future__ import annotations

from playwright.sync_api import Page as Browser

from pages.page import Page


class ShelvesPage(Page):
    path = "/"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.search_field = browser.get_by_label("Search products")
        self.search_button = browser.get_by_role("button", name="Search")
        self.found = browser.get_by_test_id("search-found")

    def search(self, words: str) -> None:
        self.search_field.fill(words)
        self.search_button.click()
