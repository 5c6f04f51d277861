"""The pages a customer sees on the way to an order."""

from playwright.sync_api import Locator, Page

NUMBERS = {"Blue mug": 1, "Red mug": 2}  # as shop/trial.py puts them up for sale


class ProductPage:
    def __init__(self, page: Page) -> None:
        self._page = page
        main = page.locator(".product_main")  # what is bought here; below are recommendations
        self.availability = main.locator(".availability")
        self.add = main.get_by_role("button", name="Add to basket")
        self.notice = page.locator("#messages")  # a region without role or name

    def open(self, product: str) -> None:
        self._page.goto(f"/catalogue/{product.lower().replace(' ', '-')}_{NUMBERS[product]}/")

    def add_to_basket(self, quantity: int, product: str) -> None:
        for _ in range(quantity):
            self.open(product)
            self.add.click()


class BasketPage:
    path = "/basket/"

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self) -> None:
        self._page.goto(self.path)

    def quantity(self, product: str) -> Locator:
        return self._line(product).get_by_role("spinbutton")

    def total(self, product: str) -> Locator:
        return self._line(product).locator(".price_color").last  # behind the price of one

    def _line(self, product: str) -> Locator:
        return self._page.locator(".basket-items").filter(has_text=product)


class CheckoutPage:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._go_on = page.get_by_role("button", name="Continue")
        self.heading = page.get_by_role("heading", level=1)

    def order(self, address: str) -> None:
        self._page.goto("/checkout/")
        self._page.get_by_label("My email address is").fill(address)
        self._go_on.click()
        self._page.get_by_label("First name").fill("Ada")
        self._page.get_by_label("Last name").fill("Byron")
        self._page.get_by_label("First line of address").fill("12 St James's Square")
        self._page.get_by_label("City").fill("London")
        self._page.get_by_label("Post/Zip-code").fill("SW1Y 4JH")
        self._go_on.click()
        self._page.get_by_role("link", name="Continue", exact=True).click()
        self._page.get_by_role("button", name="Place order").click()

    def look_up(self, link: str, address: str) -> None:
        self._page.goto(link)
        self._page.get_by_label("Email").fill(address)
        self._page.get_by_role("button", name="Submit").click()
