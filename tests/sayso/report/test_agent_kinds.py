"""`--format agent`: ten kinds of failure, each in at most 2 kB, whole enough to act on."""

from __future__ import annotations

import pytest

from sayso.report.agent import MOST

pytest_plugins = ["pytester"]

SHOP = """
import os, sqlite3, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

sqlite3.connect("shop.sqlite3").execute("CREATE TABLE IF NOT EXISTS orders (number, status)")

class Shop(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/end":
            os._exit(3)
        self.send_response(500 if self.path == "/broken" else 200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>Shop</title><h1>The shop</h1>" + b"<p>A mug</p>" * 99)

ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Shop).serve_forever()
"""
SETTINGS = """
[tool.sayso]
target = "shop"
[tool.sayso.targets.shop]
command = ["{python}", "shop.py", "{port:web}"]
ready = { url = "http://127.0.0.1:{port:web}/" }
[tool.sayso.targets.shop.addresses]
web = "http://127.0.0.1:{port:web}/"
database = "sqlite:///{root}/shop.sqlite3"
"""
KINDS = {  # the step that fails, and what its failure has to say
    "the page greets her": "Queen of mugs",
    "the program is answered": "assert 500 == 200",
    "the order is kept": "orders, read in table: expected 1, but it was 0",
    "a mail comes": '1 mail to ada@shop.example about "Welcome"',
    "her account is there": "no account today",
    "the button appears": "Timeout 300ms exceeded",
    "the shop goes on": 'the system "shop" ended',
    "the hook is called": "the hook has no clue",
}
STEPS = """
import pytest
from playwright.sync_api import expect
from pytest_bdd import then, when
from sayso import eventually

@when("Ada comes")
def come(system): pass

@then("the page greets her")
def page_greets(page):
    page.goto("/")
    expect(page.get_by_role("heading")).to_have_text("Queen of mugs", timeout=300)

@then("the program is answered")
def answered(http, system):
    assert http.get(system["web"] + "broken").status_code == 200

@then("the order is kept")
def kept(tables):
    eventually(
        lambda: tables.orders.count(number="A1"), equals=1, what="orders", where="table", within=0.3
    )

@then("a mail comes")
def mail_comes(mail_sink):
    mail_sink.wait(to="ada@shop.example", subject="Welcome", within=0.3)

@pytest.fixture
def account():
    raise RuntimeError("no account today")

@then("her account is there")
def account_is_there(account): pass

@then("the button appears")
def button_appears(page):
    page.goto("/")
    page.get_by_role("button").click(timeout=300)

@then("the shop goes on")
def goes_on(http, system):
    http.get(system["web"] + "end")

@then("the hook is called")
def hook_is_called(): pass
"""
HOOK = """
def pytest_bdd_before_step(step):
    if step.name == "the hook is called":
        raise ValueError("the hook has no clue")
"""


def failures(pytester: pytest.Pytester, feature: str) -> list[str]:
    """What a run says about each failure."""
    pytester.makepyprojecttoml(SETTINGS)
    pytester.makeconftest(HOOK)
    (pytester.path / "shop.py").write_text(SHOP)
    (pytester.mkdir("features") / "kinds.feature").write_text(feature)
    (pytester.mkdir("steps") / "shop.py").write_text(STEPS)
    result = pytester.runpytest_subprocess("--format=agent", "-pno:randomly")
    blocks = "\n".join(result.outlines).partition("\nReport:")[0].split("\n\n")
    return [each.strip() for each in blocks if each.startswith(("FAILED", "CANNOT RUN"))]


def test_each_kind_of_failure_is_short_and_says_what_happened(pytester: pytest.Pytester) -> None:
    scenarios = [f"  Scenario: When {step}\n    When Ada comes\n    Then {step}" for step in KINDS]
    told = failures(pytester, "\n".join(["Feature: Kinds", *scenarios, ""]))
    assert len(told) == len(KINDS)
    for (step, reason), text in zip(KINDS.items(), told, strict=True):
        assert len(text.encode()) <= MOST, step
        assert reason in text, text
        assert "\nagain: pytest " in text
        assert "unknown" not in text


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Then nobody defined this", "Undefined step"),
        ("Thn the page greets her", 'Did you mean "Then"?'),
    ],
)
def test_what_cannot_run_is_short_too(pytester: pytest.Pytester, line: str, reason: str) -> None:
    told = failures(pytester, f"Feature: Kinds\n  Scenario: One\n    When Ada comes\n    {line}\n")
    assert len(told) == 1
    assert len(told[0].encode()) <= MOST
    assert reason in told[0], told[0]
