"""The screen on which a visitor opens an account."""

from __future__ import annotations

from playwright.sync_api import Page as Browser

from pages.page import Page


class RegistrationPage(Page):
    path = "/register"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.name = browser.get_by_label("Your name")
        self.email = browser.get_by_label("E-mail address")
        self.password = browser.get_by_label("Password", exact=True)
        self.repetition = browser.get_by_label("Repeat password")
        self.news = browser.get_by_label("Send me news and offers")
        self.open_button = browser.get_by_role("button", name="Open account")

    def open_account(self, name: str, email: str, password: str, repetition: str) -> None:
        self.name.fill(name)
        self.email.fill(email)
        self.password.fill(password)
        self.repetition.fill(repetition)
        self.open_button.click()
