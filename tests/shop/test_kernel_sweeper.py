"""A look that fails is no end of the looking."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from app_under_test.kernel.problems import Problem
from app_under_test.kernel.sweeper import Sweeper
from tests.shop.logs import told


class Look(Sweeper):
    things = "lamps"
    rest = 5.0

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__("look", "orders")
        self._error = error

    def sweep(self) -> None:
        if self._error is not None:
            raise self._error


@pytest.mark.parametrize(
    ("error", "level"),
    [
        pytest.param(Problem("no answer", type="late"), "warning", id="a refusal"),
        pytest.param(
            OperationalError("SELECT", None, Exception("away")), "warning", id="an outage"
        ),
        pytest.param(SQLAlchemyError("no such column"), "error", id="a mistake of our own"),
    ],
)
def test_a_look_that_fails_is_noted_and_the_next_one_comes(error: Exception, level: str) -> None:
    with told() as lines:
        rest = Look(error)._round()
    assert rest == 5.0
    assert [(line["event"], line["log_level"]) for line in lines] == [
        ("lamps are not known", level)
    ]


def test_a_trial_rests_no_longer_than_it_wants() -> None:
    assert [Look().resting(longest)._round() for longest in (0.2, 60.0)] == [0.2, 5.0]
