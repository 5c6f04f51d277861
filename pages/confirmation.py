"""The screen to which the link in the welcome leads."""

from __future__ import annotations

from playwright.sync_api import Page as Browser

from pages.page import Page


class ConfirmationPage(Page):
    path = "/confirm-email?token={token}"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.new_link_way = browser.get_by_role("link", name="Sign in to ask for a new link")
