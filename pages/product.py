"""The screen of one product."""

from __future__ import annotations

from playwright.sync_api import Page as Browser

from pages.page import Page


class ProductPage(Page):
    path = "/products/{slug}"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.price = browser.get_by_test_id("product-price")
        self.facts = browser.get_by_role("main")
        self.stock_note = browser.get_by_test_id("stock-note")
        self.quantity = browser.get_by_label("Quantity")
        self.add_button = browser.get_by_role("button", name="Add to cart")
        self.wait_button = browser.get_by_role("button", name="Tell me when it is back")

    def add_to_cart(self, quantity: int) -> None:
        self.quantity.fill(str(quantity))
        self.add_button.click()

    def ask_to_be_told(self, email: str) -> None:
        self.field("E-mail address").fill(email)
        self.wait_button.click()
