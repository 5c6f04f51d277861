"""Addresses of people, and what a postcode looks like in each country the shop delivers to.

Sources: GB, the pattern of BS 7666; IE, the Eircode rules of the Commission for Communications
Regulation; the others, the Universal Postal Union's sheets for each country.
"""

import re
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from app_under_test.kernel.fields import Body, Country, Line

FORMS = {
    "GB": (re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}"), "SW1A 1AA"),
    "IE": (re.compile(r"([AC-FHKNPRTV-Y][0-9]{2}|D6W) ?[0-9AC-FHKNPRTV-Y]{4}"), "D02 X285"),
    "FR": (re.compile(r"[0-9]{5}"), "75008"),
    "DE": (re.compile(r"[0-9]{5}"), "10117"),
    "NL": (re.compile(r"[1-9][0-9]{3} ?[A-Z]{2}"), "1012 JS"),
}
"""The form of a postcode in capital letters, and an example, by country."""


def problem_with(postcode: str, country: str) -> str:
    """What is wrong with a postcode of that country, or ""."""
    form, example = FORMS[country]
    return "" if form.fullmatch(postcode.upper()) else f"must look like {example}"


class PostalAddress(Body):
    """Where somebody lives; the shop delivers to these countries."""

    name: Line
    line1: Line
    city: Line
    country: Country
    postcode: Annotated[Line, Field(max_length=20)]

    @field_validator("postcode")
    @classmethod
    def _fits_the_country(cls, value: str, known: ValidationInfo) -> str:
        """The country stands before it, so that it is known here if it is one of ours."""
        problem = problem_with(value, known.data["country"]) if "country" in known.data else ""
        if problem:
            raise ValueError(problem)
        return value
