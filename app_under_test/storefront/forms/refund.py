"""The questions of a refund: how much goes back, and why."""

import re

from app_under_test.storefront.forms.field import Field

WANTED = "Enter an amount such as 12.50."
AMOUNT = re.compile(r"£?[0-9]{1,6}\.[0-9]{2}")


def _amount(value: str) -> str:
    return "" if AMOUNT.fullmatch(value) and minor(value) else WANTED


def minor(value: str) -> int:
    """The pence of an amount that was typed as it should be."""
    return int(re.sub(r"[£.]", "", value))


REFUND = (
    Field("amount", "Amount to refund", WANTED, _amount),
    Field("reason", "Reason", "Enter the reason."),
)
