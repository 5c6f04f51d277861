"""What every screen has, whatever it is about: a title, landmarks, a list of what is wrong."""

from __future__ import annotations

import re

from playwright.sync_api import Locator
from playwright.sync_api import Page as Browser

from pages.page import Page


class AnyScreen(Page):
    """Whichever screen the browser shows."""

    path = "{path}"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.whole = browser.locator("body")  # no role has all of it
        self.problems = self.alert.get_by_role("link")

    def field_of(self, problem: Locator) -> Locator:
        """The field that a line in the list of problems leads to."""
        target = problem.get_attribute("href") or ""
        return self.browser.locator(f'[id="{target.removeprefix("#")}"]')  # as the link names it

    @staticmethod
    def saying(words: str) -> re.Pattern[str]:
        """Anything that holds the words, as hints may stand beside them."""
        return re.compile(re.escape(words))

    def press(self, button: str) -> None:
        self.browser.get_by_role("main").get_by_role("button", name=button).first.click()
