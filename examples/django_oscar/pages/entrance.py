"""Where people register and sign in."""

from playwright.sync_api import Page


class EntrancePage:
    path = "/accounts/login/"

    def __init__(self, page: Page) -> None:
        self._page = page
        # Two forms on one page, without names, and with labels in common.
        self._registration = page.locator("#register_form")
        self._login = page.locator("#login_form")
        self.refusal = page.get_by_text("Please enter a correct username and password")
        self.way_out = page.get_by_role("link", name="Logout")

    def register(self, address: str, password: str) -> None:
        self._page.goto(self.path)
        self._registration.get_by_label("Email address").fill(address)
        self._registration.get_by_label("Password", exact=True).fill(password)
        self._registration.get_by_label("Confirm password").fill(password)
        self._registration.get_by_role("button").click()

    def sign_in(self, address: str, password: str) -> None:
        self._page.goto(self.path)
        self._login.get_by_label("Email address").fill(address)
        self._login.get_by_label("Password").fill(password)
        self._login.get_by_role("button").click()
