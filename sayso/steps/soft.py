"""Steps that may fail without ending their scenario, and the one error that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from sayso.text import indented

Function = TypeVar("Function", bound=Callable[..., Any])

_MARK = "sayso_soft"


def soft(function: Function) -> Function:
    """Let the scenario go on when this Then fails; it still fails in the end.

    For facts that stand side by side, so that one run tells about all of them::

        @then(parsers.parse("the total is {total}"))
        @soft
        def total_is(page, total):
            expect(page.get_by_test_id("total")).to_have_text(total)

    Each failure stays on its own step, with its own picture. Only an AssertionError is soft, which
    those of Playwright's expect() and of eventually() are. Anything else (an unknown fixture,
    Playwright's TimeoutError, pytest.fail) ends the scenario at once. On a Given or When it is an
    error before anything runs. It may stand above or below @then.
    """
    vars(function)[_MARK] = True
    return function


def is_soft(function: Callable[..., object]) -> bool:
    """Whether a step function was marked with `soft`; functools.wraps carries the mark on."""
    return getattr(function, _MARK, False) is True


class StepFailure(NamedTuple):
    """What ended a step, and the step as it stands in its file."""

    step: str
    place: str
    error: BaseException

    def __str__(self) -> str:
        said = f"{type(self.error).__name__}: {self.error}".rstrip(": ")
        return "\n".join([f"{self.step} ({self.place})", *indented(said, "  ")])


class StepsError(Exception):
    """Several steps of one scenario did not pass; all but the last of `failures` were soft."""

    __module__ = "builtins"  # shown as "StepsError: ...", like an AssertionError

    def __init__(self, failures: Sequence[StepFailure]) -> None:
        self.failures = tuple(failures)
        told = [line for failure in failures for line in indented(str(failure), "  ")]
        super().__init__("\n".join([f"{len(failures)} steps did not pass:", *told]))

    @property
    def last(self) -> BaseException:
        """How the last of the steps ended; it may also have been skipped."""
        return self.failures[-1].error


class StepFailuresError(StepsError, AssertionError):
    """All of them were assertions, so that an xfail with `raises` knows them for such."""

    __module__ = "builtins"


def as_one(failures: Sequence[StepFailure]) -> BaseException:
    """A single failure as it is, several as one error; with the traceback of the first."""
    first = failures[0].error
    if len(failures) == 1:
        return first.with_traceback(first.__traceback__)
    alike = all(isinstance(failure.error, AssertionError) for failure in failures)
    kind = StepFailuresError if alike else StepsError
    return kind(failures).with_traceback(first.__traceback__)
