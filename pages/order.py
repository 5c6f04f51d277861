"""The screen of one order, which thanks the customer the first time."""

from __future__ import annotations

from playwright.sync_api import Page as Browser

from pages.page import Page
from pages.regions.totals import Totals


class OrderPage(Page):
    path = "/orders/{number}"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.number = browser.get_by_test_id("order-number")
        self.status = browser.get_by_test_id("order-status")
        self.content = browser.get_by_role("main")
        self.items = browser.get_by_role("table", name="Items")
        self.lines = self.items.locator("tbody").get_by_role("row")
        self.names = self.items.get_by_role("rowheader")
        self.totals = Totals(browser, of="order")
        self.pay_link = browser.get_by_role("link", name="pay at the checkout")
        self.cancel_button = browser.get_by_role("button", name="Cancel this order")
        self.refunded = browser.get_by_test_id("order-refunded")
        self.refunds = browser.get_by_role("list", name="Refunds").get_by_role("listitem")
        self.staff = browser.get_by_role("region", name="For staff")
        self.amount = browser.get_by_label("Amount to refund")
        self.reason = browser.get_by_label("Reason")
        self.refund_button = browser.get_by_role("button", name="Refund")
        self.dispatch_button = browser.get_by_role("button", name="Dispatch")
        self.carrier = browser.get_by_label("Carrier")
        self.chosen_carrier = self.carrier.locator("option:checked")
        self.tracking_number = browser.get_by_label("Tracking number")
        self.tracking_link = browser.get_by_role("link", name="Follow your parcel")
        self.shipping_address = browser.get_by_test_id("shipping-address")

    def refund(self, number: str, amount: str, reason: str) -> None:
        self.fill_in_refund(number, amount, reason)
        self.refund_button.click()

    def refund_twice(self, number: str, amount: str, reason: str) -> None:
        self.fill_in_refund(number, amount, reason)
        self.send_twice(self.refund_button)

    def fill_in_refund(self, number: str, amount: str, reason: str) -> None:
        self.open(number=number)
        self.amount.fill(amount)
        self.reason.fill(reason)

    def dispatch(self, number: str, carrier: str = "", tracking: str = "") -> None:
        self.open(number=number)
        if carrier:
            self.carrier.select_option(label=carrier)
            self.tracking_number.fill(tracking)
        self.dispatch_button.click()

    def cancel(self, number: str) -> None:
        self.open(number=number)
        self.cancel_button.click()
