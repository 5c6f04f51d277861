"""The screen of a customer's own account."""

from __future__ import annotations

from playwright.sync_api import Locator
from playwright.sync_api import Page as Browser

from pages.page import Page


class AccountPage(Page):
    path = "/account"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.email = browser.get_by_test_id("profile-email")
        self.name = browser.get_by_test_id("profile-name")
        self.name_field = browser.get_by_label("Your name")
        self.language = browser.get_by_label("Language of our mails")
        self.save_button = browser.get_by_role("button", name="Save")
        self.current_password = browser.get_by_label("Current password")
        self.password = browser.get_by_label("New password", exact=True)
        self.repetition = browser.get_by_label("Repeat new password")
        self.change_button = browser.get_by_role("button", name="Change password")
        self.end_session_button = browser.get_by_role("button", name="Sign out there")
        self.orders = browser.get_by_test_id("own-order").get_by_role("rowheader")
        self.older_link = browser.get_by_role("link", name="Older orders")
        self.newer_link = browser.get_by_role("link", name="Newer orders")
        self.orders_unknown = browser.get_by_text("Your orders are not known just now.")
        self.no_orders = browser.get_by_text("No orders yet.")
        self.new_link_button = browser.get_by_role("button", name="Send me a new link")

    def order(self, number: str) -> Locator:
        """The line about an order."""
        name = self.browser.get_by_role("rowheader", name=number)
        return self.browser.get_by_role("row").filter(has=name)

    def rename(self, name: str) -> None:
        self.name_field.fill(name)
        self.save_button.click()

    def choose_language(self, language: str) -> None:
        self.language.select_option(label=language)
        self.save_button.click()

    def pages_of_orders(self) -> list[list[str]]:
        """The numbers of the orders on this page and on each older one."""
        pages = [self.orders.all_inner_texts()]
        while self.older_link.is_visible():
            self.older_link.click()
            self.browser.wait_for_url(f"**{self.path}?page={len(pages) + 1}")
            pages.append(self.orders.all_inner_texts())
        return pages

    def change_password(self, current: str, new: str) -> None:
        self.current_password.fill(current)
        self.password.fill(new)
        self.repetition.fill(new)
        self.change_button.click()
