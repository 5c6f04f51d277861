"""The screen on which a customer closes the account."""

from __future__ import annotations

from playwright.sync_api import Page as Browser

from pages.page import Page


class ClosurePage(Page):
    path = "/account/closure"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.current_password = self.field("Current password")
        self.close_button = browser.get_by_role("button", name="Close my account")

    def close(self, password: str) -> None:
        self.current_password.fill(password)
        self.close_button.click()
