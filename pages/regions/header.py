"""The strip on top of every screen."""

from __future__ import annotations

from playwright.sync_api import Page as Browser


class Header:
    def __init__(self, browser: Browser) -> None:
        banner = browser.get_by_role("banner")
        self.signed_in_name = banner.get_by_test_id("signed-in-name")
        self.sign_in_link = banner.get_by_role("link", name="Sign in")
        self.sign_out_button = banner.get_by_role("button", name="Sign out")
        self.staff_links = banner.locator("a[href^='/staff']")  # whatever they are called
        self.cart_link = banner.get_by_role("link", name="Cart")
        self.cart_count = banner.get_by_test_id("cart-count")
