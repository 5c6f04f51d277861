"""Where a parcel can be followed."""

import re

import pytest

from app_under_test.kernel.carriers import CARRIERS, TRACKING_NUMBER, tracking_link


def test_the_link_holds_the_number_at_its_carrier() -> None:
    assert tracking_link("trial", "KL2026GB") == "https://carrier.example/parcels/KL2026GB"


@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_carrier_shows_its_parcels_over_https(carrier: str) -> None:
    link = tracking_link(carrier, "KL2026GB")
    assert link is not None
    assert re.fullmatch(r"https://\S+KL2026GB", link)


@pytest.mark.parametrize(("carrier", "number"), [(None, None), ("trial", None), ("gone", "KL2026")])
def test_without_number_or_carrier_there_is_no_link(
    carrier: str | None, number: str | None
) -> None:
    assert tracking_link(carrier, number) is None


@pytest.mark.parametrize(
    "number", ["KL 2026", "KL2026/..", "KL20", "K" * 36, "KL2026\n", "K?a=b12"]
)
def test_what_could_change_an_address_is_no_tracking_number(number: str) -> None:
    assert not re.fullmatch(TRACKING_NUMBER, number)
