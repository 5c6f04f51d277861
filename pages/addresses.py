"""The screens of a customer's address book."""

from __future__ import annotations

from playwright.sync_api import Page as Browser

from pages.page import Page


class AddressesPage(Page):
    path = "/account/addresses"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.entries = browser.get_by_role("list", name="Your addresses").get_by_role("listitem")
        self.default = self.entries.filter(has=browser.get_by_test_id("default-address"))
        self.address = browser.get_by_test_id("kept-address")
        self.name = self.field("Full name")
        self.street = self.field("Address")
        self.city = self.field("Town or city")
        self.postcode = self.field("Postcode")
        self.country = self.field("Country")
        self.save_button = browser.get_by_role("button", name="Save address")

    def add(self, name: str, street: str, city: str, postcode: str, country: str) -> None:
        self.name.fill(name)
        self.street.fill(street)
        self.city.fill(city)
        self.postcode.fill(postcode)
        self.country.select_option(country)
        self.save_button.click()

    def prefer(self, street: str) -> None:
        self.browser.get_by_role("button", name=f"Fill in at the checkout {street}").click()

    def remove(self, street: str) -> None:
        self.browser.get_by_role("button", name=f"Remove {street}").click()

    def change_street(self, street: str, new: str) -> None:
        """On a screen of its own, with the same fields."""
        self.browser.get_by_role("link", name=f"Edit {street}").click()
        self.street.fill(new)
        self.save_button.click()

    def streets(self) -> list[tuple[str, bool]]:
        """The street of each address, and whether it is the default."""
        return [
            (
                entry.get_by_test_id("kept-address").locator("span").nth(1).inner_text(),
                entry.get_by_test_id("default-address").count() == 1,
            )
            for entry in self.entries.all()
        ]
