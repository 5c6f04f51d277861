"""The two screens that help a customer who has forgotten the password."""

from __future__ import annotations

from playwright.sync_api import Page as Browser

from pages.page import Page


class ForgottenPasswordPage(Page):
    path = "/forgotten-password"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.email = browser.get_by_label("E-mail address")
        self.send_button = browser.get_by_role("button", name="Send me a link")

    def ask_for_link(self, email: str) -> None:
        self.email.fill(email)
        self.send_button.click()


class NewPasswordPage(Page):
    path = "/reset-password?token={token}"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.password = browser.get_by_label("New password", exact=True)
        self.repetition = browser.get_by_label("Repeat new password")
        self.set_button = browser.get_by_role("button", name="Set new password")

    def choose(self, password: str) -> None:
        self.password.fill(password)
        self.repetition.fill(password)
        self.set_button.click()
