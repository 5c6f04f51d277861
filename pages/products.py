"""The screen with everything that is on sale, or with what a search has found."""

from __future__ import annotations

from playwright.sync_api import Locator
from playwright.sync_api import Page as Browser

from pages.page import Page


class ProductsPage(Page):
    path = "/"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.words = browser.get_by_label("Search products")
        self.search_button = browser.get_by_role("button", name="Search")
        self.found = browser.get_by_test_id("search-found")
        self.names = browser.get_by_role("article").get_by_role("heading")

    def search(self, words: str) -> None:
        self.words.fill(words)
        self.search_button.click()

    def stock_note(self, product: str) -> Locator:
        """What the list says of the stock of a product."""
        return self.article(product).get_by_test_id("stock-note")

    def article(self, product: str) -> Locator:
        """The entry of a product in the list."""
        name = self.browser.get_by_role("link", name=product, exact=True)
        return self.browser.get_by_role("article").filter(has=name)
