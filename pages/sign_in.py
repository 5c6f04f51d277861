"""The screen on which a customer proves who they are."""

from __future__ import annotations

from playwright.sync_api import Page as Browser

from pages.page import Page


class SignInPage(Page):
    path = "/sign-in"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.email = browser.get_by_label("E-mail address")
        self.password = browser.get_by_label("Password")
        # The header has a link of the same name, and never a button.
        self.sign_in_button = browser.get_by_role("button", name="Sign in")

    def open_towards(self, address: str) -> None:
        """Go to the screen by a link that names where it leads afterwards."""
        self.browser.goto(f"{self.path}?next={address}")

    def sign_in(self, email: str, password: str) -> None:
        self.email.fill(email)
        self.password.fill(password)
        self.sign_in_button.click()
