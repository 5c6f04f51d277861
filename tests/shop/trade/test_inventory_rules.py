"""When a change of stock calls for an alert."""

import pytest

from app_under_test.inventory.alerts import change_of_alert


@pytest.mark.parametrize(
    ("on_hand", "is_open", "change"),
    [
        (6, False, None),
        (5, False, "open"),
        (0, False, "open"),
        (5, True, None),
        (1, True, None),
        (6, True, "close"),
    ],
)
def test_one_alert_from_the_threshold_down_until_above_it(
    on_hand: int, change: str | None, *, is_open: bool
) -> None:
    assert change_of_alert(on_hand, 5, is_open=is_open) == change
