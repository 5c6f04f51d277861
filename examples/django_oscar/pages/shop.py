"""The pages a customer sees on the way to an order."""

from playwright.sync_api import Page

ADDRESSES = {"Blue mug": "blue-mug_1", "Red mug": "red-mug_2"}  # in the order of shop/trial.py
FIELDS = ("First name", "Last name", "First line of address", "City")  # which take anything


class ProductPage:
    def __init__(self, page: Page) -> None:
        self._page = page
        main = page.locator(".product_main")  # what is bought here; below are recommendations
        self.availability = main.locator(".availability")
        self.add = main.get_by_role("button", name="Add to basket")
        self.notice = page.locator("#messages")  # a region without role or name

    def open(self, product: str) -> None:
        self._page.goto(f"/catalogue/{ADDRESSES[product]}/")


class BasketPage:
    def __init__(self, page: Page, product: str) -> None:
        self._page = page
        line = page.locator(".basket-items").filter(has_text=product)
        self.quantity = line.get_by_role("spinbutton")
        self.total = line.locator(".price_color").last  # behind the price of one

    def open(self) -> None:
        self._page.goto("/basket/")


class CheckoutPage:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._go_on = page.get_by_role("button", name="Continue")
        self.place_order = page.get_by_role("button", name="Place order")
        self.heading = page.get_by_role("heading", level=1)

    def enter_address(self, guest: str | None = None) -> None:
        """Up to the page of the order, as a guest with that e-mail address or signed in."""
        self._page.goto("/checkout/")
        if guest:
            self._page.get_by_label("My email address is").fill(guest)
            self._go_on.click()
        for label in FIELDS:
            self._page.get_by_label(label).fill("London")
        self._page.get_by_label("Post/Zip-code").fill("SW1Y 4JH")
        self._go_on.click()
        self._page.get_by_role("link", name="Continue", exact=True).click()
        self.place_order.wait_for()

    def look_up(self, link: str, address: str) -> None:
        self._page.goto(link)
        self._page.get_by_label("Email").fill(address)
        self._page.get_by_role("button", name="Submit").click()
