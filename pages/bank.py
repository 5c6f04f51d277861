"""The screens of the bank that asks its customer, and the shop's way there."""

from __future__ import annotations

from playwright.sync_api import Page as Browser


class BankPage:
    """It is not the shop's, and known by a link only."""

    def __init__(self, browser: Browser) -> None:
        self.heading = browser.get_by_role("heading", name="Your bank asks")
        self.amount = browser.get_by_role("strong")
        self.announcement = browser.get_by_role("main")
        self.way_there = browser.get_by_role("link", name="Go on to your bank")
        self.yes_button = browser.get_by_role("button", name="Yes, pay")
        self.no_button = browser.get_by_role("button", name="No, do not pay")

    def come_in(self) -> None:
        self.way_there.click()
        self.heading.wait_for()

    def confirm(self) -> None:
        self.yes_button.click()

    def refuse(self) -> None:
        self.no_button.click()
