"""A step function that would have to be awaited stops the run: it would be green unrun."""

from __future__ import annotations

import pytest

from tests.sayso.conftest import CART, GOOD, Trial

pytest_plugins = ["pytester"]

AWAITED = """
@then("{name}")
async def {name}(cart):
    assert False
    {rest}
"""
WRAPPED = """
import functools

def awaited(function):
    @functools.wraps(function)
    def run(cart):
        function(cart).send(None)
    return run

@then("it is awaited")
@awaited
async def run(cart):
    assert False, "it ran"
"""


@pytest.mark.parametrize("rest", ["pass", "yield"])
def test_an_async_step_is_refused_before_anything_runs(trial: Trial, rest: str) -> None:
    trial.feature(GOOD)
    trial.write("acts/cart.py", CART + AWAITED.format(name="waits", rest=rest))
    result = trial.run("features")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            "acts/cart.py:19: Then waits",
            "*async; nothing awaits it, so it would not run.",
        ]
    )


def test_a_step_that_its_decorator_awaits_runs(trial: Trial) -> None:
    trial.feature(GOOD.replace("her cart holds 1", "it is awaited"))
    trial.write("acts/cart.py", CART + WRAPPED)
    result = trial.run("features")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*it ran*"])
