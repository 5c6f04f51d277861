"""The screen on which an address and a card turn a cart into an order."""

from __future__ import annotations

from playwright.sync_api import Locator
from playwright.sync_api import Page as Browser

from pages.page import Page
from pages.regions.totals import Totals


class CheckoutPage(Page):
    path = "/checkout"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.email = browser.get_by_label("E-mail address")
        self.name = browser.get_by_label("Full name")
        self.street = browser.get_by_label("Address", exact=True)
        self.city = browser.get_by_label("Town or city")
        self.postcode = browser.get_by_label("Postcode")
        self.country = browser.get_by_label("Country")
        self.delivery = browser.get_by_label("Delivery service")
        self.card_number = browser.get_by_label("Card number")
        self.card_expiry = browser.get_by_label("Expiry date")
        self.card_security_code = browser.get_by_label("Security code")
        summary = browser.get_by_role("region", name="Your order")
        self.goods = summary.get_by_role("listitem")
        self.totals = Totals(browser, of="order")
        self.order_button = browser.get_by_role("button", name="Order for nothing")
        self.pay_button = browser.get_by_role("button", name="Pay £")

    def ask(self, question: str) -> Locator:
        """The field of a question, as a person would call it."""
        fields = {
            "e-mail address": self.email,
            "name": self.name,
            "street": self.street,
            "town": self.city,
            "postcode": self.postcode,
            "card number": self.card_number,
            "expiry date": self.card_expiry,
            "security code": self.card_security_code,
        }
        return fields[question]

    def deliver_to(self, name: str, street: str, city: str, postcode: str, country: str) -> None:
        self.name.fill(name)
        self.street.fill(street)
        self.city.fill(city)
        self.postcode.fill(postcode)
        self.country.select_option(country)

    def choose_delivery(self, country: str, service: str) -> None:
        """The shop tells the new total before anybody pays."""
        self.country.select_option(country)
        self.delivery.select_option(label=service)
        self.pay_button.click()

    def pay_with(self, number: str, expiry: str, security_code: str) -> None:
        self.fill_in_card(number, expiry, security_code)
        self.pay_button.click()

    def fill_in_card(self, number: str, expiry: str, security_code: str) -> None:
        self.card_number.fill(number)
        self.card_expiry.fill(expiry)
        self.card_security_code.fill(security_code)
