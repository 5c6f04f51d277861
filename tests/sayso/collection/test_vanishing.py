"""No test goes without a word, and what a run holds is what its files held when it began."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sayso.conftest import CART, GOOD, Trial, census

pytest_plugins = ["pytester"]

ALONE_AND_APART = pytest.mark.parametrize("mode", [["-pno:xdist"], ["-n1"]], ids=["alone", "apart"])
TWO = GOOD + "\n  Scenario: No mug\n    Given an empty cart\n    Then her cart holds 0\n"
IN_TWO_BROWSERS = CART.replace("def empty_cart():", "def empty_cart(browser_name):")
BROWSERS = """
import pytest

@pytest.fixture(params=["chromium", "firefox"])
def browser_name(request):
    return request.param
"""


@pytest.fixture
def shop(trial: Trial) -> Trial:
    """Two scenarios, each of which runs in two browsers."""
    trial.feature(TWO)
    trial.write("acts/cart.py", IN_TWO_BROWSERS)
    trial.write("gifts/browsers.py", BROWSERS)
    return trial


@ALONE_AND_APART
def test_a_browser_that_is_taken_away_stops_the_run(shop: Trial, mode: list[str]) -> None:
    shop.write(
        "conftest.py",
        "def pytest_collection_modifyitems(items):\n"
        "    items[:] = [item for item in items if 'firefox' not in item.name]\n",
    )
    result = shop.run_apart("features", *mode)
    assert result.ret != pytest.ExitCode.OK
    result.stdout.fnmatch_lines(
        [
            "features/cart.feature:4: One mug[[]firefox[]]",
            "*the scenario vanished between the file and the selection*",
            "*must say so through pytest_deselected*",
        ]
    )


def test_what_goes_when_the_selection_is_over_is_told(shop: Trial) -> None:
    shop.write("conftest.py", "def pytest_collection_finish(session):\n    del session.items[1:]\n")
    result = shop.run("features")
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["*One mug[[]firefox[]]", "*the scenario vanished*"])
    assert census(result) == "2 scenarios: 2 not run"


@ALONE_AND_APART
def test_a_title_that_was_asked_for_cannot_vanish(trial: Trial, mode: list[str]) -> None:
    trial.feature(TWO)
    trial.write("conftest.py", "def pytest_collection_modifyitems(items):\n    del items[1:]\n")
    titles = [f"features/cart.feature::{title}" for title in ("One mug", "No mug")]
    result = trial.run_apart(*titles, *mode)
    assert result.ret != pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["features/cart.feature:9: No mug", "*the scenario vanished*"])


def test_a_browser_that_somebody_else_ran_has_no_result(shop: Trial) -> None:
    shop.write(
        "conftest.py",
        "def pytest_runtest_protocol(item):\n    return 'firefox' in item.name or None\n",
    )
    result = shop.run("features")
    assert result.ret == pytest.ExitCode.INTERNAL_ERROR
    result.stdout.fnmatch_lines(
        ["INTERNAL ERROR: features/cart.feature::One mug[[]firefox[]] has no result"]
    )


def test_a_browser_that_is_still_to_come_when_a_run_stops_is_not_run(shop: Trial) -> None:
    shop.write(
        "acts/cart.py",
        IN_TWO_BROWSERS.replace(
            "    return []", "    assert browser_name == 'chromium'\n    return []"
        ),
    )
    result = shop.run("features", "-x", "-k", "One and chromium or No")
    assert census(result) == "2 scenarios: 1 passed, 1 failed"
    result = shop.run(
        "features", "--maxfail=1", "--deselect=features/cart.feature::No mug[firefox]"
    )
    assert census(result) == "2 scenarios: 1 failed, 1 not run"


MAKING = """
import shutil

def {moment}():
    shutil.copy("made.txt", "features/made.feature")
"""


def test_a_feature_that_is_made_at_the_start_counts(trial: Trial) -> None:
    trial.feature(GOOD)
    trial.write("made.txt", GOOD.replace("holds 1", "holds 2"))
    trial.write("conftest.py", MAKING.format(moment="pytest_sessionstart"))
    assert census(trial.run("features")) == "2 scenarios: 1 passed, 1 failed"


def test_a_feature_that_comes_too_late_is_told(trial: Trial) -> None:
    trial.feature(GOOD)
    trial.write("made.txt", GOOD)
    trial.write("conftest.py", MAKING.format(moment="pytest_collection"))
    result = trial.run("features")
    assert result.ret == pytest.ExitCode.INTERNAL_ERROR
    result.stdout.fnmatch_lines(
        ["INTERNAL ERROR: features/made.feature::One mug has a result, but no file held it *"]
    )


def test_what_is_deleted_or_renamed_meanwhile_counts_as_it_was(trial: Trial) -> None:
    trial.feature(TWO)
    trial.feature(GOOD, "features/gone.feature")
    spoiling = (
        "import pathlib\nfor path in pathlib.Path('features').iterdir():\n    path.unlink()\n"
    )
    trial.write("spoil.py", spoiling)
    trial.write(
        "acts/cart.py",
        CART.replace(
            "    return []", "    import runpy; runpy.run_path('spoil.py')\n    return []"
        ),
    )
    assert census(trial.run("features")) == "3 scenarios: 3 passed"


@ALONE_AND_APART
def test_what_a_conftest_below_leaves_out_is_deselected(trial: Trial, mode: list[str]) -> None:
    trial.feature(GOOD)
    trial.feature(GOOD, "features/below/cart.feature")
    trial.write("features/below/conftest.py", "def pytest_ignore_collect(): return True\n")
    result = trial.run_apart("features", *mode)
    assert result.ret == pytest.ExitCode.OK
    assert census(result) == "2 scenarios: 1 passed, 1 deselected"


def test_features_outside_the_project_are_refused(trial: Trial, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "cart.feature"
    elsewhere.parent.mkdir()
    elsewhere.write_text(GOOD, encoding="utf-8")
    result = trial.run(
        "--rootdir", str(trial.pytester.path), "-c", "pyproject.toml", str(elsewhere)
    )
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*{elsewhere} lies outside the root of this project*--rootdir*"])
