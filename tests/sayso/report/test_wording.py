"""The report speaks in sentences that are true and short."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.report.html import wording as words
from sayso.report.html.prose import first_sentence, prose, title_and_rest
from sayso.report.outcome import State
from sayso.report.plain_words import plain
from sayso.report.reason import reason_of
from tests.projects.report_runs import attempt, made_run, outcome_of

WORKS, FAILS, FLAKY, NOT_RUN, SKIPPED, DESELECTED = (
    State.WORKS,
    State.FAILS,
    State.FLAKY,
    State.NOT_RUN,
    State.SKIPPED,
    State.DESELECTED,
)


@pytest.mark.parametrize(
    ("states", "verdict", "remarks"),
    [
        ([], "There are no scenarios yet.", []),
        ([WORKS], "The one scenario works.", []),
        ([WORKS, WORKS], "All 2 scenarios work.", []),
        ([WORKS, NOT_RUN], "1 of 2 scenarios looked at, and it works.", ["1 was not run."]),
        ([WORKS, WORKS, NOT_RUN], "2 of 3 scenarios looked at, all 2 work.", ["1 was not run."]),
        ([NOT_RUN, NOT_RUN], "Nothing was looked at; 2 scenarios are written.", []),
        ([DESELECTED], "Nothing was looked at; 1 scenario is written.", ["1 was not looked at."]),
        (
            [NOT_RUN, DESELECTED],
            "Nothing was looked at; 2 scenarios are written.",
            ["1 was not run.", "1 was not looked at."],
        ),
        (
            [WORKS, NOT_RUN, DESELECTED, DESELECTED],
            "1 of 4 scenarios looked at, and it works.",
            ["1 was not run.", "2 were not looked at."],
        ),
        ([FAILS], "The one scenario does not work.", ["1 fails."]),
        (
            [FAILS, DESELECTED],
            "1 of 2 scenarios looked at, and it does not work.",
            ["1 fails.", "1 was not looked at."],
        ),
        (
            [FAILS, FAILS, NOT_RUN],
            "2 of 3 scenarios looked at, none of them works.",
            ["2 fail.", "1 was not run."],
        ),
        (
            [WORKS, FAILS, NOT_RUN, DESELECTED],
            "2 of 4 scenarios looked at, 1 of them works.",
            ["1 fails.", "1 was not run.", "1 was not looked at."],
        ),
        ([WORKS, FAILS], "1 of 2 scenarios works.", ["1 fails."]),
        (
            [WORKS, FLAKY, FAILS, FAILS, SKIPPED],
            "2 of 5 scenarios work.",
            ["1 worked only after another try.", "2 fail.", "1 was skipped."],
        ),
    ],
)
def test_the_verdict(states: list[State], verdict: str, remarks: list[str]) -> None:
    run = made_run({f"Scenario {number}": state for number, state in enumerate(states)})
    assert words.verdict(run) == verdict
    assert words.remarks(run.counts) == remarks


def test_a_refused_file_is_told_first() -> None:
    run = made_run({"Ada": NOT_RUN})
    run.unreadable = [("a.feature", 3, "no"), ("a.feature", 9, "no")]
    assert words.verdict(run) == "Nothing was checked: 1 file has problems."


def test_a_killed_run_says_so() -> None:
    run = made_run({"Ada": WORKS})
    run.finished_ns = None
    assert words.run_remarks(run) == [
        "The run was cut off before its end; this is what it recorded until then."
    ]


def test_a_run_that_failed_beside_its_scenarios_is_not_called_good() -> None:
    run = made_run({"Ada": WORKS})
    run.success = False
    assert words.run_remarks(run) == ["The run as a whole failed nevertheless."]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.0004, "0 ms"),
        (0.035, "35 ms"),
        (0.9996, "1.0 s"),
        (59.94, "59.9 s"),
        (59.96, "1 min"),
        (125, "2 min 5 s"),
        (3_725, "1 h 2 min"),
    ],
)
def test_durations(seconds: float, said: str) -> None:
    assert words.duration(seconds) == said


TIMEOUT = """\
Locator.click: Timeout 5000ms exceeded.
Call log:
  - waiting for get_by_role("button", name="Pay")
"""


MISSING = """\
Locator expected to be visible
Actual value: None
Error: element(s) not found
Call log:
  - waiting for get_by_role("row").get_by_label("Amount")
"""


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("expected 3, but it was 5\nmore", "expected 3, but it was 5"),
        ("expected ['Blue mug'], but it was []", "expected Blue mug, but it was nothing"),
        (
            "expected [('Sale', '-2'), ('Initial', '+10')], but it was [{'on hand': 4}]",
            "expected Sale, -2; Initial, +10, but it was on hand 4",
        ),
        ("[Errno 2] no part rows[0] of it", "[Errno 2] no part rows[0] of it"),
        (
            "Locator expected to have text '£3'\nActual value: £5 \nCall log:\n  - x",
            "Something on the page was expected to have text '£3', but it was £5",
        ),
        (
            "heading\nExpected value: '3 left'\nActual value: 5 left \nCall log:\n  - x",
            "heading: expected '3 left', but it was 5 left",
        ),
        (
            "heading\nExpected value: 'Hi'\nActual value: None\nError: element(s) not found \n",
            "heading: expected 'Hi', but it was not there",
        ),
        ("notice\nActual value: hidden \nCall log:\n  - x", "notice: it was hidden"),
        (
            TIMEOUT,
            'The button "Pay" was not on the page for 5 s',
        ),
        (TIMEOUT + "    - locator resolved to x", 'The button "Pay" could not be used for 5 s'),
        (
            MISSING,
            'The field "Amount" was expected to be visible, but it was not there',
        ),
        (
            "it is {'in stock': 3, 'promised': 0}, not {'in stock': 1, 'promised': 0}",
            "it is in stock 3, promised 0, not in stock 1, promised 0",
        ),
        (
            'POST http://127.0.0.1:33805/register?a=1: 500: {"title": "Broken", "status": 500}',
            "POST /register: 500: Broken",
        ),
        ("it is {'a': [1, 2]} for {name}", "it is … for {name}"),
        ("AssertionError", "A check of the step did not hold"),
        ("", ""),
        ("x" * 500, "x" * 299 + "…"),
    ],
)
def test_a_reason_is_one_line_for_people(message: str, said: str) -> None:
    assert plain(message) == said


def test_what_was_flaky_is_explained_by_the_attempt_that_failed() -> None:
    outcome = outcome_of(made_run({"Ada": FLAKY}), "Ada")
    in_another_browser = replace(attempt(WORKS), case="chromium")
    outcome.attempts.insert(0, in_another_browser)
    assert reason_of(outcome) == "it broke"


def test_descriptions_are_markdown_without_markup() -> None:
    shown = prose("    *Ada* pays <b>now</b> [x](javascript:alert(1)) ![p](http://a.test/p.png)")
    assert "<em>Ada</em>" in shown
    assert "&lt;b&gt;now" in shown
    assert "<img" not in shown
    assert 'href="javascript' not in shown


def test_an_introduction_is_parted_into_title_and_text() -> None:
    assert title_and_rest("# Buying\n\nAll of it.", "Purchase") == ("Buying", "All of it.")
    assert title_and_rest("All of it.", "Purchase") == ("Purchase", "All of it.")
    assert first_sentence("Money moves once. Never\ntwice.") == "Money moves once."
