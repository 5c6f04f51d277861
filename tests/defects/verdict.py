"""What became of a defect, read from the JUnit file of the run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

from tests.defects.defect import Defect

Kind = Literal["assertion", "error", "truth", "time-out", "no run", "not noticed"]
# The best sign of a defect comes first.
ORDER: tuple[Kind, ...] = ("assertion", "error", "truth", "time-out", "no run")
# What names a fact, what was expected of it and what it was; `eventually` does when its time is
# over, and a program's client when the shop refuses what it should do.
ASSERTIONS = ("AssertionError", "EventuallyTimeoutError", "assert ", "Refused: answer to")
# Of the browser and of HTTP.
TIME_OUTS = ("playwright._impl._errors.TimeoutError", "ReadTimeout", "ConnectTimeout")


@dataclass(frozen=True)
class Verdict:
    """How a defect was noticed, by which scenario, in which words."""

    defect: Defect
    kind: Kind
    scenario: str = ""
    message: str = ""
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether the suite did what it is for."""
        return self.kind == ("not noticed" if self.defect.harmless else "assertion")


def verdict_of(defect: Defect, junit: Path, seconds: float, output: str) -> Verdict:
    """The best of all signs; a run that has no result at all counts as none."""
    if not junit.is_file():
        return Verdict(defect, "no run", message=_last_line(output), seconds=seconds)
    signs = [*_signs(junit)]
    if not signs:
        return Verdict(defect, "not noticed", seconds=seconds)
    kind, scenario, message = min(signs, key=lambda sign: ORDER.index(sign[0]))
    return Verdict(defect, kind, scenario, message, seconds)


def _signs(junit: Path) -> Iterator[tuple[Kind, str, str]]:
    """Every failure of the run as kind, scenario and first lines of the message."""
    for case in ET.parse(junit).iter("testcase"):  # noqa: S314 - pytest wrote it a moment ago
        for failure in (*case.iter("failure"), *case.iter("error")):
            text = f"{failure.get('message', '')}\n{failure.text or ''}"
            yield _kind(failure.tag, text), str(case.get("name")), _first_lines(failure)


def _kind(tag: str, text: str) -> Kind:
    if tag == "error":  # an invariant of the whole shop, or nothing ran: a shop that does not start
        return "truth" if "teardown" in text else "no run"
    if any(each in text for each in TIME_OUTS):
        return "time-out"
    return "assertion" if any(each in text.partition("\n")[0] for each in ASSERTIONS) else "error"


def _first_lines(failure: ET.Element) -> str:
    """What was asserted; Playwright says on further lines what was expected and seen."""
    text = failure.get("message", "") or failure.text or ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "; ".join([*lines[:1], *(each for each in lines[1:3] if each != "Call log:")])


def _last_line(output: str) -> str:
    return next((line for line in reversed(output.splitlines()) if line.strip()), "no output")
