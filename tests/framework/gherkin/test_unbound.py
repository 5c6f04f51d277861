"""A run says of a step without a definition what its author can do about it."""

from __future__ import annotations

import re
from textwrap import dedent

from tests.framework.gherkin.conftest import Trial

pytest_plugins = ["pytester"]


def test_the_snippet_for_a_step_of_an_outline_defines_all_its_rows(trial: Trial) -> None:
    outline = "Feature: A\n  Scenario Outline: B\n    Given Ada pays <n> pounds\n    Examples:\n"
    trial.feature(f"{outline}      | n |\n      | 1 |\n      | 2.5 |\n")
    told = trial.run().stdout.str()
    (code,) = re.findall(r"write it into acts/<.*>.py:\n\s*\n((?: {6}.*\n|\s*\n)+)", told)
    trial.write("acts/songs.py", dedent(code).replace("raise NotImplementedError", "pass"))
    trial.run_apart("features").assert_outcomes(passed=2)
