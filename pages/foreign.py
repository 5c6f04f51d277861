"""A site of somebody else, open in the customer's own browser."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from playwright.sync_api import Page as Browser

from pages.page import Page

FORM = """<!doctype html><title>You have won</title>
<form method="post" action="{action}">{inputs}<button>Take the prize</button></form>"""


class ForeignSite(Page):
    """Its address is no part of the shop's, so its forms come from nowhere the shop knows."""

    path = "data:text/html,{page}"

    def __init__(self, browser: Browser, shop: str) -> None:
        super().__init__(browser)
        self._shop = shop
        self.button = browser.get_by_role("button", name="Take the prize")

    def send(self, path: str, fields: Mapping[str, str]) -> None:
        """Let the browser send a form to the shop."""
        inputs = [
            f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
            for name, value in fields.items()
        ]
        page = FORM.format(action=escape(self._shop + path), inputs="".join(inputs))
        self.open(page=quote(page))
        self.button.click()
