"""The screen of what a customer is about to buy."""

from __future__ import annotations

from playwright.sync_api import Locator
from playwright.sync_api import Page as Browser

from pages.page import Page
from pages.regions.totals import Totals


class CartLine:
    """One product in the cart."""

    def __init__(self, row: Locator) -> None:
        self.quantity = row.get_by_role("spinbutton")
        self.price = row.get_by_role("cell").first
        self.remove_button = row.get_by_role("button", name="Remove")
        self.total = row.get_by_test_id("line-total")


class CartPage(Page):
    path = "/cart"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.lines = browser.get_by_role("table", name="Cart").get_by_role("row")
        self.names = self.lines.get_by_role("rowheader")
        self.empty_notice = browser.get_by_text("Your cart is empty.")
        self.totals = Totals(browser, of="cart")
        self.voucher_field = browser.get_by_label("Voucher")
        self.use_voucher_button = browser.get_by_role("button", name="Use voucher")
        self.remove_voucher_button = browser.get_by_role("button", name="Remove voucher")
        self.voucher = browser.get_by_test_id("cart-voucher")
        self.voucher_note = browser.get_by_role("region", name="Summary")
        self.stock_unknown = browser.get_by_test_id("stock-unknown")
        self.update_button = browser.get_by_role("button", name="Update cart")
        self.checkout_link = browser.get_by_role("link", name="Check out")

    def line(self, product: str) -> CartLine:
        name = self.browser.get_by_role("rowheader", name=product)
        return CartLine(self.lines.filter(has=name))

    def change_quantity(self, product: str, quantity: int) -> None:
        self.line(product).quantity.fill(str(quantity))
        self.update_button.click()

    def remove(self, product: str) -> None:
        self.line(product).remove_button.click()

    def use_voucher(self, code: str) -> None:
        self.open()
        self.voucher_field.fill(code)
        self.use_voucher_button.click()

    def check_out(self) -> None:
        self.checkout_link.click()
