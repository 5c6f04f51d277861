"""The screens on which a customer changes the e-mail address of the account."""

from __future__ import annotations

from playwright.sync_api import Page as Browser

from pages.page import Page


class EmailPage(Page):
    path = "/account/email"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.email = self.field("New e-mail address")
        self.current_password = self.field("Current password")
        self.change_button = browser.get_by_role("button", name="Change e-mail address")

    def ask_for(self, email: str, password: str) -> None:
        self.email.fill(email)
        self.current_password.fill(password)
        self.change_button.click()


class NewEmailPage(Page):
    """Where the link leads that is sent to the new address."""

    path = "/change-email?token={token}"
