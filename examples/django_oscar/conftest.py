"""What of the shop is known to be wrong: the run goes on, and its report says "known bug"."""

from collections.abc import Callable

import pytest

OVERSELLS = "django-oscar looks whether there is enough, and allocates later without looking again"


def pytest_bdd_apply_tag(tag: str, function: Callable[..., object]) -> bool | None:
    """`@oversells` is an expected failure; not strict, since six are sometimes too slow to collide."""
    if tag != "oversells":
        return None
    pytest.mark.xfail(reason=OVERSELLS, raises=AssertionError, strict=False)(function)
    return True
