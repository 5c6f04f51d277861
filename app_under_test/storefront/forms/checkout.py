"""The questions of the checkout: where things go, and who pays."""

from app_under_test.kernel.countries import COUNTRIES
from app_under_test.storefront.forms import checks
from app_under_test.storefront.forms.account import EMAIL
from app_under_test.storefront.forms.field import Field

CHOICES = tuple(COUNTRIES["en"].items())

ADDRESS = (
    Field("name", "Full name", "Enter the name for the parcel.", autocomplete="name"),
    Field("line1", "Address", "Enter the street and number.", autocomplete="address-line1"),
    Field("city", "Town or city", "Enter the town or city.", autocomplete="address-level2"),
    Field("postcode", "Postcode", "Enter the postcode.", autocomplete="postal-code", longest=20),
    Field("country", "Country", "Choose a country.", autocomplete="country", choices=CHOICES),
)
SERVICES = (("standard", "Standard"), ("express", "Express"))
DELIVERY = Field("delivery", "Delivery service", "Choose a service.", choices=SERVICES)
CARD = (
    Field(
        *("number", "Card number", "Enter the number of your card.", checks.card_number),
        autocomplete="cc-number",
        digits=True,
    ),
    Field(
        *("expiry", "Expiry date", "Enter the expiry date of your card.", checks.expiry_date),
        autocomplete="cc-exp",
        hint="MM/YY",
    ),
    Field(
        *("security_code", "Security code", "Enter the security code.", checks.security_code),
        autocomplete="cc-csc",
        hint="3 or 4 digits",
        digits=True,
    ),
)


def questions(*, guest: bool, due: int) -> tuple[Field, ...]:
    """No address is asked for that the shop has already, and no card if nothing is `due`."""
    return (*((EMAIL,) if guest else ()), *ADDRESS, DELIVERY, *(CARD if due else ()))
