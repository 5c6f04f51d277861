"""The questions of a dispatch: who carries the parcel, and which number it has there."""

import re

from app_under_test.kernel.carriers import CARRIERS, TRACKING_NUMBER
from app_under_test.storefront.forms.field import Field
from app_under_test.storefront.forms.form import Form

CARRIER_WANTED = "Choose the carrier of the parcel."
NUMBER_WANTED = "Enter the number of the parcel as its carrier writes it."


def tracking_number(typed: str) -> str:
    """The number without the blanks between its groups, as labels print it, in capitals."""
    return "".join(typed.split()).upper()


def _check(typed: str) -> str:
    return "" if re.fullmatch(TRACKING_NUMBER, tracking_number(typed)) else NUMBER_WANTED


DISPATCH = (
    Field(
        "carrier",
        "Carrier",
        choices=(("", "No tracking"), *((code, name) for code, (name, _) in CARRIERS.items())),
    ),
    Field("tracking_number", "Tracking number", check=_check),
)


def parcel(form: Form) -> dict[str, str]:
    """Carrier and number, or neither; the form says what is missing where one is given alone."""
    if form["carrier"] and not form["tracking_number"]:
        form.refuse("tracking_number", NUMBER_WANTED)
    if form["tracking_number"] and not form["carrier"]:
        form.refuse("carrier", CARRIER_WANTED)
    if not form["carrier"]:
        return {}
    number = tracking_number(form["tracking_number"])
    return {"carrier": form["carrier"], "tracking_number": number}
