"""The screen on which staff see the messages that could not be processed."""

from __future__ import annotations

from playwright.sync_api import Page as Browser

from pages.page import Page


class MessagesPage(Page):
    path = "/staff/messages"

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.waiting = browser.get_by_role("table", name="Messages that wait")

    def reasons(self, topic: str) -> list[str]:
        """Why each message about this topic waits, as the screen says at this moment."""
        self.open()
        name = self.browser.get_by_role("rowheader", name=topic)
        lines = self.waiting.get_by_role("row").filter(has=name)
        return lines.locator("[data-label=Reason]").all_inner_texts()

    def retry(self, topic: str) -> None:
        self.browser.get_by_role("button", name=f"Retry {topic}").first.click()
