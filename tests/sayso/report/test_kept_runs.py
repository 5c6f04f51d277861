"""The report of an earlier run stays at its address, as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.report.draw import draw, write_anew
from sayso.report.kept_runs import address_of, keep, make_room
from sayso.report.outcome import State
from tests.projects.report_runs import DAY, made_run

FIRST, SECOND = "runs/1970-01-02T00-00-00", "runs/1970-01-03T00-00-00"


def report_of(
    reports: Path, day: int, most: int = 5, megabytes: int = 500, picture: int = 0
) -> None:
    """What a run does at its end."""
    evidence = reports / "evidence/shot.png"
    evidence.parent.mkdir(exist_ok=True)
    write_anew(evidence, f"picture of day {day}".ljust(picture))
    write_anew(reports / "messages.ndjson", "")
    make_room(reports, most, megabytes)
    draw(made_run({"Ada": State.WORKS}, day), reports, reports / "history.jsonl")
    if most:
        keep(reports, day * DAY)


def test_an_address_stays_and_shows_what_it_showed(tmp_path: Path) -> None:
    report_of(tmp_path, 1)
    page = tmp_path / FIRST / "f/features/shop/paying.html"
    before = page.read_bytes()
    report_of(tmp_path, 2)
    assert page.read_bytes() == before
    assert (tmp_path / FIRST / "evidence/shot.png").read_text("utf-8") == "picture of day 1"
    assert (tmp_path / SECOND / "evidence/shot.png").read_text("utf-8") == "picture of day 2"


def test_the_start_page_leads_to_earlier_runs_also_where_it_is_kept(tmp_path: Path) -> None:
    report_of(tmp_path, 1)
    report_of(tmp_path, 2)
    assert f'href="{FIRST}/index.html"' in (tmp_path / "index.html").read_text("utf-8")
    kept = (tmp_path / SECOND / "index.html").read_text("utf-8")
    assert f'href="../{FIRST.partition("/")[2]}/index.html"' in kept


@pytest.mark.parametrize(("most", "kept"), [(0, []), (1, [SECOND]), (2, [FIRST, SECOND])])
def test_only_the_last_runs_are_kept(tmp_path: Path, most: int, kept: list[str]) -> None:
    report_of(tmp_path, 1, most)
    report_of(tmp_path, 2, most)
    found = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("runs/*"))
    assert found == kept


def test_the_address_is_known_from_the_start_of_a_run() -> None:
    assert address_of(DAY) == FIRST


def test_the_oldest_reports_make_room_and_a_page_says_so(tmp_path: Path) -> None:
    for day in (1, 2, 3):
        report_of(tmp_path, day, megabytes=2, picture=800_000)
    assert "removed to make room" in (tmp_path / FIRST / "index.html").read_text("utf-8")
    assert [path.name for path in (tmp_path / FIRST).iterdir()] == ["index.html"]
    assert (tmp_path / SECOND / "evidence/shot.png").stat().st_size == 800_000
    start = (tmp_path / "index.html").read_text("utf-8")
    assert "1 older report was removed to make room" in start
    assert f'href="{FIRST}/' not in start
    assert f'href="{SECOND}/' in start


def test_what_two_reports_share_takes_its_room_once(tmp_path: Path) -> None:
    report_of(tmp_path, 1, picture=1_500_000)
    shot = tmp_path / "evidence/shot.png"
    keep(tmp_path, 2 * DAY)
    make_room(tmp_path, 5, 2)
    assert (tmp_path / FIRST / "evidence/shot.png").samefile(shot)
    assert (tmp_path / SECOND / "evidence/shot.png").samefile(shot)


def test_the_start_page_leads_to_no_report_that_is_gone(tmp_path: Path) -> None:
    for day in (1, 2, 3):
        report_of(tmp_path, day, most=2)
    start = (tmp_path / "index.html").read_text("utf-8")
    assert f'href="{SECOND}/' in start
    assert f'href="{FIRST}/' not in start
