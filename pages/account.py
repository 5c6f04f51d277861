"""The screen of a customer's own account."""

from __future__ import annotations

from playwright.sync_api import Page as Browser

from pages.page import Page


class AccountPage(Page):
    path = "/account"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.email = browser.get_by_test_id("profile-email")
        self.name = browser.get_by_test_id("profile-name")
