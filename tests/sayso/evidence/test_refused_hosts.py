"""A scenario's browser reaches the target and what is allowed; the rest is refused, and said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sayso.evidence.refused_hosts import proxy_for, summary_lines
from tests.projects.system_project import Project

FEATURE = """\
Feature: Looking elsewhere
  Scenario: A page asks for a foreign font
    Given the page is open
    When it asks for a font from fonts.example.com
    Then it is open all the same

  Scenario: A foreign page is opened
    Given the page is open
    When the seller goes to https://pay.example.com/a

  Scenario: A page asks for what the suite answers
    Given the page is open
    When it asks for an answer from mocked.example.com
    Then it is open all the same
"""
STEPS = """
import pytest
from playwright.sync_api import Error
from pytest_bdd import given, parsers, then, when

@given("the page is open")
def opened(page): page.goto("/")

@when(parsers.parse("it asks for a font from {host}"))
def font(page, host):
    with page.context.expect_event("requestfailed"), pytest.raises(Error):
        page.context.new_page().goto(f"https://{host}/a.woff?key=1")

@when(parsers.parse("the seller goes to {address}"))
def go(page, address): page.goto(address)

@when(parsers.parse("it asks for an answer from {host}"))
def answer(page, host):
    page.context.route(f"https://{host}/*", lambda route: route.fulfill(body="mocked"))
    other = page.context.new_page()
    other.goto(f"https://{host}/")
    assert other.text_content("body") == "mocked"

@then("it is open all the same")
def well(page): assert page.title() == "Sign in"
"""


def test_a_foreign_host_is_refused_and_that_is_said(tmp_path: Path) -> None:
    project = Project.listening(tmp_path)
    project.write("features/elsewhere.feature", FEATURE)
    project.write("steps/elsewhere.py", STEPS)
    result = project.run("-n", "1")
    assert "3 scenarios: 2 passed, 1 failed" in result.stdout, result.stdout
    assert (
        "Refused: 2 requests to fonts.example.com, pay.example.com. To let the browser reach it: "
        '[tool.sayso] allowed_hosts = ["fonts.example.com", "pay.example.com"]\n'
    ) in result.stdout
    assert (
        "https://pay.example.com/a was refused: pay.example.com is no address of the target. To let"
        ' the browser reach it: [tool.sayso] allowed_hosts = ["pay.example.com"]\n'
    ) in result.stdout
    [entry, _] = [entry for entry in project.entries if entry["title"].startswith("Refused")]
    assert entry["title"] == "Refused: GET https://fonts.example.com/a.woff?key=1"
    assert entry["step"] == 1
    assert entry["text"].startswith("fonts.example.com is no address of the target. To let")


OWN = "localhost,.localhost,127.0.0.1,[::1],0.0.0.0"
HERE: dict[str, Any] = {"web": "http://127.0.0.1:8000", "database": "postgresql://db.example/a"}
THERE = {"web": "https://shop.example/", "api": {"v1": "https://api.shop.example:444"}}


@pytest.mark.parametrize(
    ("allowed", "addresses", "passing"),
    [
        ((), [HERE], OWN),
        ((), [HERE, THERE], f"{OWN},api.shop.example,shop.example"),
        (("cdn.example", "*.stripe.com"), [HERE], f"{OWN},cdn.example,.stripe.com"),
    ],
)
def test_the_hosts_of_the_target_and_what_is_allowed_pass(
    allowed: tuple[str, ...], addresses: list[dict[str, Any]], passing: str
) -> None:
    proxy = proxy_for(allowed, addresses)
    assert proxy is not None
    assert proxy.get("bypass") == passing


@pytest.mark.parametrize(("allowed", "addresses"), [(("*",), [HERE]), ((), [{"base_url": None}])])
def test_nothing_is_refused_where_all_is_allowed_or_no_address_is_known(
    allowed: tuple[str, ...], addresses: list[dict[str, Any]]
) -> None:
    assert proxy_for(allowed, addresses) is None


def test_the_summary_names_the_busiest_hosts() -> None:
    refused = {f"{each}.example": 2 for each in "abcdef"} | {"busy.example": 9}
    [line] = summary_lines(refused)
    assert line.startswith(
        "Refused: 21 requests to busy.example, a.example, b.example, c.example, d.example and 2 "
    )
