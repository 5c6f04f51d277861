"""The report on this machine: its pages know the trace viewer, and nobody else gets at it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from sayso.cli.report_server import ReportServer


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "beside.txt").write_text("not for you", "utf-8")
    reports = tmp_path / "reports"
    (reports / "failures").mkdir(parents=True)
    (reports / "failures/a.html").write_text('<!doctype html><html lang="en"><p>Hello', "utf-8")
    with ReportServer(reports) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server.address
        server.shutdown()


def test_a_page_knows_where_the_viewer_is(address: str) -> None:
    page = requests.get(f"{address}failures/a.html?read=technical", timeout=5)
    assert page.text == (
        '<!doctype html><html lang="en" data-viewer="/playwright/index.html"><p>Hello'
    )
    viewer = requests.get(f"{address}playwright/index.html", timeout=5)
    assert viewer.status_code == 200
    assert "data-viewer" not in viewer.text
    assert "Trace Viewer" in viewer.text


@pytest.mark.parametrize(
    "path", ["../beside.txt", "playwright/../../../package.json", "nothing.html"]
)
def test_only_the_report_and_the_viewer_are_served(address: str, path: str) -> None:
    request = requests.Request("GET", address).prepare()
    request.url = address + path  # as it is: requests itself would take the dots away
    with requests.Session() as session:
        assert session.send(request, timeout=5).status_code == 404


def test_a_page_of_the_web_does_not_get_at_it_by_another_name(address: str) -> None:
    answer = requests.get(address, headers={"Host": "shop.example"}, timeout=5)
    assert answer.status_code == 403
