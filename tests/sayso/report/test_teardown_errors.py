"""What fails at the very end of a run fails it, and does not hide the sum."""

from __future__ import annotations

import pytest

from tests.sayso.conftest import CART, GOOD, Trial, census

pytest_plugins = ["pytester"]

LEFT_OPEN = """
import pytest

@pytest.fixture
def browser():
    yield
    raise RuntimeError("the browser is gone")
"""
INTERRUPTED = CART.replace("def empty_cart():", "def empty_cart(browser):").replace(
    "    return []", "    raise KeyboardInterrupt"
)
FAILING = "def pytest_sessionfinish():\n    raise RuntimeError('no goodbye')\n"
ALONE_AND_APART = pytest.mark.parametrize("mode", [["-pno:xdist"], ["-n1"]], ids=["alone", "apart"])


def test_a_fixture_that_fails_after_ctrl_c_does_not_hide_the_sum(trial: Trial) -> None:
    trial.feature(GOOD)
    trial.write("gifts/browser.py", LEFT_OPEN)
    trial.write("acts/cart.py", INTERRUPTED)
    result = trial.run_apart("features", "-pno:xdist")
    assert result.ret == pytest.ExitCode.INTERRUPTED
    assert census(result) == "1 scenario: 1 interrupted"
    result.stdout.fnmatch_lines(
        ["*error at the end of the run*", "gifts/browser.py:7: in browser", "E*the browser is gone"]
    )


@ALONE_AND_APART
def test_a_hook_that_fails_at_the_end_fails_the_run(trial: Trial, mode: list[str]) -> None:
    trial.feature(GOOD)
    trial.write("conftest.py", FAILING)
    result = trial.run_apart("features", *mode)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert census(result) == "1 scenario: 1 passed"
    result.stdout.fnmatch_lines(["*error at the end of the run*", "E*RuntimeError: no goodbye"])


DYING = """
import os

def pytest_sessionfinish(session):
    if hasattr(session.config, "workerinput"):
        os._exit(0)
"""


def test_a_worker_that_dies_after_its_last_test_fails_the_run(trial: Trial) -> None:
    trial.feature(GOOD)
    trial.write("conftest.py", DYING)
    result = trial.run_apart("features", "-n1")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert census(result) == "1 scenario: 1 passed"
    said = "worker gw0 died while it ran no test (Not properly terminated)."
    result.stdout.fnmatch_lines(["*error at the end of the run*", said, "*Run with -n0 *"])


def test_a_worker_that_died_over_a_test_is_told_by_that_test(trial: Trial) -> None:
    trial.feature(GOOD)
    dying = (
        "    import os\n    if os.environ['PYTEST_XDIST_WORKER'] == 'gw0':\n        os._exit(0)\n"
    )
    trial.write("acts/cart.py", CART.replace("    return []", f"{dying}    return []"))
    result = trial.run_apart("features", "-n1", "--reruns=1")
    assert result.ret == pytest.ExitCode.OK
    assert census(result) == "1 scenario: 1 flaky"
    result.stdout.no_fnmatch_line("*error at the end of the run*")
