"""Where people register and sign in."""

from playwright.sync_api import Page


class EntrancePage:
    def __init__(self, page: Page) -> None:
        self._page = page
        self.refusal = page.get_by_text("Please enter a correct username and password")
        self.way_out = page.get_by_role("link", name="Logout")

    def send(self, form: str, address: str, password: str) -> None:
        self._page.goto("/accounts/login/")
        # Two forms on one page, without names, and with labels in common.
        fields = self._page.locator(f"#{form}_form")
        fields.get_by_label("Email address").fill(address)
        for each in fields.get_by_label("password").all():  # whoever registers says it twice
            each.fill(password)
        fields.get_by_role("button").click()
