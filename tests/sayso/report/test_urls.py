"""Two places of a report never share an address."""

from __future__ import annotations

import pytest

from sayso.report.html.urls import UrlBuilder, feature_path, folder_anchor, tag_anchor

LONG = "features/a_part_of_the_business_with_quite_a_long_name/paying_for_an_order"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{LONG}_by_card.feature", f"{LONG}_by_invoice.feature"),
        ("features/a/b.feature", "features/a-b.feature"),
        ("features/a/b c.feature", "features/a/b-c.feature"),
    ],
)
def test_every_feature_is_a_chapter_of_its_own(one: str, other: str) -> None:
    urls = UrlBuilder(single=True)
    assert urls.feature(one) != urls.feature(other)
    assert urls.prefix(feature_path(one)) != urls.prefix(feature_path(other))
    assert folder_anchor(one) != folder_anchor(other)


def test_what_is_short_and_plain_is_its_own_address() -> None:
    assert UrlBuilder(single=True).page("run.html") == "#page-run"
    assert (tag_anchor("@REQ-101"), folder_anchor("purchase")) == ("t-req-101", "in-purchase")
