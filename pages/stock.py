"""The screen on which staff watch and fill up the stock."""

from __future__ import annotations

from urllib.parse import urlencode

from playwright.sync_api import Locator
from playwright.sync_api import Page as Browser

from pages.page import Page


class StockLine:
    """One product in the list of all stock."""

    def __init__(self, row: Locator) -> None:
        self.on_hand = row.get_by_test_id("on-hand")
        self.reserved = row.get_by_test_id("reserved")
        self.for_sale = row.get_by_test_id("available")


class StockPage(Page):
    path = "/staff/stock"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.low = browser.get_by_role("table", name="Low stock")
        self.all = browser.get_by_role("table", name="All stock")
        self.words = browser.get_by_label("Search stock")
        self.all_names = self.all.get_by_role("rowheader").get_by_role("link")
        self.low_names = self.low.get_by_role("rowheader")
        self.nothing_found = browser.get_by_text("Nothing in stock is called that.")
        self.search_button = browser.get_by_role("button", name="Search")

    def find(self, words: str) -> None:
        """Go to the part of the stock that is called so; the whole list of a long run is slow."""
        self.browser.goto(f"{self.path}?{urlencode({'q': words})}")

    def search(self, words: str) -> None:
        self.words.fill(words)
        self.search_button.click()

    def quantity(self, product: str) -> Locator:
        return self.browser.get_by_label(f"Add to {product}")

    def low_line(self, product: str) -> Locator:
        """The product in the list of low stock."""
        return self._row(self.low, product)

    def low_figures_now(self, product: str) -> list[str]:
        """What is left and what counts as low, in a list that is fetched anew; nothing if the
        product is not in it.
        """
        self.find(product)
        return self.low_line(product).get_by_role("cell").all_inner_texts()

    def line(self, product: str) -> StockLine:
        return StockLine(self._row(self.all, product))

    def replenish(self, product: str, quantity: int) -> None:
        self.quantity(product).fill(str(quantity))
        self._replenish_button(product).click()

    def replenish_twice(self, product: str, quantity: int) -> None:
        self.quantity(product).fill(str(quantity))
        self.send_twice(self._replenish_button(product))

    def _replenish_button(self, product: str) -> Locator:
        return self.browser.get_by_role("button", name=f"Replenish {product}")

    def _row(self, table: Locator, product: str) -> Locator:
        name = self.browser.get_by_role("rowheader", name=product)
        return table.get_by_role("row").filter(has=name)
