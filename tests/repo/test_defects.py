"""The catalogue of defects fits the shop as it is; the defects themselves run on demand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.defects.defect import PROJECT, Defect, DefectError, catalogue
from tests.defects.verdict import verdict_of

ALL = catalogue()
CASE = '<testsuite><testcase name="Ada buys a mug">{}</testcase></testsuite>'


def test_there_are_enough_defects_and_two_harmless_changes() -> None:
    assert sum(not each.harmless for each in ALL) >= 80
    assert sum(each.harmless for each in ALL) >= 2


def test_every_defect_has_an_id_of_its_own() -> None:
    assert [one for one, count in Counter(each.id for each in ALL).items() if count > 1] == []


@pytest.mark.parametrize("defect", ALL, ids=lambda defect: defect.id)
def test_a_defect_fits_one_place_and_features_can_notice_it(defect: Defect) -> None:
    text = (PROJECT / defect.file).read_text(encoding="utf-8")
    changed = text.replace(defect.find, defect.put)
    compile(changed, defect.file, "exec") if defect.file.endswith(".py") else None
    assert (text.count(defect.find), changed == text) == (1, False)
    missing = [each for each in defect.features if not (PROJECT / "features" / each).exists()]
    assert missing == []


def test_a_defect_that_no_longer_fits_is_refused(tmp_path: Path) -> None:
    (tmp_path / "prices.py").write_text("total = 1\n")
    defect = Defect("lost", "", "prices.py", "sum = 1", "sum = 2", ())
    with pytest.raises(DefectError, match=r"lost: prices\.py holds 'sum = 1' 0 times, not once"):
        defect.put_in(tmp_path)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("", "not noticed"),
        ('<failure message="AssertionError: 3 mugs are left, not 2"/>', "assertion"),
        ('<failure message="playwright._impl._errors.TimeoutError: waited"/>', "time-out"),
        ('<failure message="EventuallyTimeoutError: mails, read in ...: 0"/>', "assertion"),
        ('<error message="failed on teardown with AssertionError: one charge too many"/>', "truth"),
        ('<error message="collection failure"/>', "no run"),
        (
            '<failure message="Refused: answer to POST ...: expected 201, but it was 409"/>',
            "assertion",
        ),
        ('<failure message="KeyError: total"/>', "error"),
    ],
)
def test_the_junit_file_tells_how_a_defect_was_noticed(
    tmp_path: Path, said: str, kind: str
) -> None:
    junit = tmp_path / "junit.xml"
    junit.write_text(CASE.format(said))
    assert verdict_of(ALL[0], junit, 1.0, "").kind == kind


def test_a_run_without_a_result_is_no_verdict(tmp_path: Path) -> None:
    verdict = verdict_of(ALL[0], tmp_path / "none.xml", 1.0, "INTERNALERROR\n\n")
    assert (verdict.kind, verdict.message) == ("no run", "INTERNALERROR")
