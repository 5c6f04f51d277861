"""Step definitions about time that passes."""

from __future__ import annotations

from datetime import timedelta

from pytest_bdd import given, when

from fixtures.shop_clock import ShopClock
from steps.phrases import parsed


@given(parsed("{number:d} {unit:Unit} have passed"))
@when(parsed("{number:d} {unit:Unit} pass"))
def let_pass(shop_clock: ShopClock, number: int, unit: str) -> None:
    shop_clock.let_pass(timedelta(**{unit: number}))
