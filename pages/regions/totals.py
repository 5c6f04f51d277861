"""The figures under a cart or an order: what it comes to, and why."""

from __future__ import annotations

from playwright.sync_api import Page as Browser


class Totals:
    """Cart and order show the same figures; `of` is "cart" or "order"."""

    def __init__(self, browser: Browser, of: str) -> None:
        self.subtotal = browser.get_by_test_id(f"{of}-subtotal")
        self.discount = browser.get_by_test_id(f"{of}-discount")
        self.delivery = browser.get_by_test_id(f"{of}-delivery")
        self.total = browser.get_by_test_id(f"{of}-total")

    def shown(self) -> dict[str, str]:
        """Each figure as it is written at this moment; there is no discount without a voucher."""
        figures = {
            "goods": self.subtotal,
            "discount": self.discount,
            "delivery": self.delivery,
            "total": self.total,
        }
        return {name: "".join(figure.all_inner_texts()) for name, figure in figures.items()}
