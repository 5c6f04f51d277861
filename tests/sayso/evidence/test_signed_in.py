"""`signed_in(role)`: signed in once for each role, by page or by program, and renewed."""

from __future__ import annotations

import pytest

from tests.projects.forks import run_pytest_apart

pytest_plugins = ["pytester"]

APP = """
import sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Shop(BaseHTTPRequestHandler):
    def do_GET(self):
        role = self.path.partition("=")[2]
        cookies = self.headers.get("Cookie", "")
        who = cookies.partition("session=")[2].partition("-")[0] or "nobody"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        if role:
            print("signed in as", role, file=open("signed_in.txt", "a"))
            age = f"; Max-Age={sys.argv[2]}"
            self.send_header("Set-Cookie", f"session={role}-k9x2v7q4m1z8w3r6; HttpOnly{age}")
        self.end_headers()
        self.wfile.write(f"<title>{who}</title><h1>{who}</h1>".encode())

ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Shop).serve_forever()
"""
FEATURE = """
Feature: Being signed in
  Scenario Outline: <role> is known
    Then <role> is known to the <surface>
    Examples:
      | role  | surface |
      | staff | page    |
      | staff | api     |
      | ada   | page    |
      | staff | page    |
"""
STEPS = """
import pytest
from playwright.sync_api import expect
from pytest_bdd import parsers, then

@pytest.fixture
def sign_in(system):
    def sign_in(role, {way}):
        {way}.{call}(system["web"] + "?role=" + role)
    return sign_in

@then(parsers.parse("{{role}} is known to the page"))
def of_page(role, signed_in, system):
    page = signed_in(role).page
    page.goto(system["web"])
    expect(page.get_by_role("heading")).to_have_text(role)

@then(parsers.parse("{{role}} is known to the api"))
def of_api(role, signed_in, system):
    assert role in signed_in(role).http.get(system["web"]).text
"""
SETTINGS = """
[tool.sayso]
target = "shop"
[tool.sayso.targets.shop]
command = ["{{python}}", "app.py", "{{port:web}}", "{age}"]
ready = {{ port = "{{port:web}}" }}
[tool.sayso.targets.shop.addresses]
web = "http://127.0.0.1:{{port:web}}/"
"""


def run(pytester: pytest.Pytester, way: str, call: str, age: int = 3600) -> list[str]:
    """How often somebody was signed in."""
    pytester.makepyprojecttoml(
        SETTINGS.format(age=age).replace('port = "', 'url = "http://127.0.0.1:')
    )
    (pytester.path / "app.py").write_text(APP)
    (pytester.mkdir("features") / "a.feature").write_text(FEATURE)
    (pytester.mkdir("steps") / "a.py").write_text(STEPS.format(way=way, call=call))
    result = run_pytest_apart("-pno:randomly")
    result.assert_outcomes(passed=4)
    for path in (pytester.path / "reports").rglob("*"):
        assert not path.is_file() or b"k9x2v7q4m1z8w3r6" not in path.read_bytes(), path
    return (pytester.path / "signed_in.txt").read_text().splitlines()


@pytest.mark.parametrize(("way", "call"), [("page", "goto"), ("http", "get")])
def test_each_role_signs_in_once(pytester: pytest.Pytester, way: str, call: str) -> None:
    assert run(pytester, way, call) == ["signed in as staff", "signed in as ada"]


def test_a_session_that_runs_out_is_renewed(pytester: pytest.Pytester) -> None:
    assert run(pytester, "http", "get", age=20).count("signed in as staff") == 3


def test_a_function_that_takes_neither_is_refused(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.fixture
        def sign_in():
            return lambda role, browser: None

        def test_it(signed_in):
            signed_in("staff")
        """
    )
    (pytester.mkdir("features") / "a.feature").write_text(FEATURE)
    result = run_pytest_apart(
        "-pno:randomly", "test_a_function_that_takes_neither_is_refused.py", "--no-report"
    )
    result.stdout.fnmatch_lines(["*takes neither `page` nor `http`*"])
