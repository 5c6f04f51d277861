"""The form of a postcode in each country."""

import pytest

from app_under_test.kernel.postal_address import problem_with


@pytest.mark.parametrize(
    ("country", "postcode"),
    [
        *(("GB", code) for code in ("M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "w1a0ax")),
        *(("IE", code) for code in ("A65 F4E2", "D6W R8X2", "t12ac34")),
        *(("FR", "75008"), ("DE", "01067"), ("NL", "1012 JS"), ("NL", "1012js")),
    ],
)
def test_postcodes_of_a_country(country: str, postcode: str) -> None:
    assert problem_with(postcode, country) == ""


@pytest.mark.parametrize(
    ("country", "postcode", "example"),
    [
        *(("GB", code, "SW1A 1AA") for code in ("M1", "M1  1AE", "11 1AE", "M1 1A", "M1 1AE x")),
        *(("IE", code, "D02 X285") for code in ("D02", "B02 X285", "D02 X28O")),
        *(("FR", "7500", "75008"), ("DE", "1011A", "10117"), ("NL", "0012 JS", "1012 JS")),
    ],
)
def test_others_are_told_an_example(country: str, postcode: str, example: str) -> None:
    assert problem_with(postcode, country) == f"must look like {example}"
