"""Sessions of foreign systems: what a run leaves behind lets nobody in.

Flask keeps a session in a signed cookie that changes with every answer, and each of them opens the
session; Django keeps it in a row under the key that the cookie holds. Neither is installed here: a
small server signs as `itsdangerous` does, and keeps its rows in Django's tables.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

PASSWORD = "a-mug-for-every-day"
SERVER = '''
import base64, hashlib, hmac, json, secrets, sqlite3, struct, sys, time
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

KIND, PORT, DATABASE, PASSWORD = sys.argv[1:]
KEY = hmac.new(b"the key of the shop", b"cookie-session", "sha1").digest()
FORM = """<form method="post" action="/"><label>Name <input name="name"></label>
<label>Password <input name="password" type="password"></label><button>Sign in</button></form>"""
LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
clock = int(time.time())
rows = sqlite3.connect(DATABASE, check_same_thread=False, isolation_level=None)
rows.execute("CREATE TABLE django_session (session_key PRIMARY KEY, session_data, expire_date)")
rows.execute("CREATE TABLE auth_user (id INTEGER PRIMARY KEY, username, password)")

def text(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

def signed(session):
    """As itsdangerous does it: payload, time and signature."""
    global clock
    clock += 1
    said = text(json.dumps(session).encode()) + "." + text(struct.pack(">I", clock))
    return said + "." + text(hmac.new(KEY, said.encode(), "sha1").digest())

def issued(what):
    """For the test, outside the report: what would let somebody in."""
    with open("issued.txt", "a") as file:
        print(what, file=file)
    return what

class Shop(BaseHTTPRequestHandler):
    def do_GET(self):
        held = SimpleCookie(self.headers.get("Cookie", ""))
        who = None
        if "session" in held and KIND == "flask":
            print("opened with", held["session"].value, flush=True)
            said = held["session"].value.split(".")[0]
            who = json.loads(base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)))["user"]
        if "sessionid" in held and KIND == "django":
            key = held["sessionid"].value
            print("opened with", key, flush=True)
            found = rows.execute("SELECT 1 FROM django_session WHERE session_key = ?", (key,))
            who = "ada" if found.fetchone() else None
        cookie = f"session={issued(signed({'user': who}))}" if who and KIND == "flask" else None
        self.answer(200, f"<h1>Welcome, {who}</h1>" if who else FORM, cookie)

    def do_POST(self):
        said = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if said["password"] != [PASSWORD]:
            return self.answer(403, "<h1>No</h1>", None)
        if KIND == "flask":
            return self.answer(303, "", f"session={issued(signed({'user': said['name'][0]}))}")
        key = issued("".join(secrets.choice(LETTERS) for _ in range(32)))
        data = issued(signed({"_auth_user_id": "1"}))
        rows.execute("INSERT INTO django_session VALUES (?, ?, ?)", (key, data, "2030-01-01"))
        hashed = issued("pbkdf2_sha256$1000000$x1Yk29dQmZ$" + secrets.token_urlsafe(32))
        rows.execute("INSERT INTO auth_user (username, password) VALUES ('ada', ?)", (hashed,))
        self.answer(303, "", f"sessionid={key}; HttpOnly")

    def answer(self, status, body, cookie):
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Location", "/")
        if cookie:
            self.send_header("Set-Cookie", cookie + "; Path=/; SameSite=Lax")
        self.end_headers()
        self.wfile.write(body.encode())

ThreadingHTTPServer(("127.0.0.1", int(PORT)), Shop).serve_forever()
'''
SETTINGS = """
[tool.sayso]
target = "shop"
evidence = "steps"
[tool.sayso.targets.shop]
command = ["{{python}}", "shop.py", "{kind}", "{{port:web}}", "shop.sqlite3", "{password}"]
ready = {{ url = "http://127.0.0.1:{{port:web}}/" }}
[tool.sayso.targets.shop.addresses]
web = "http://127.0.0.1:{{port:web}}/"
database = "sqlite:///{{root}}/shop.sqlite3"
"""
FEATURE = """
Feature: Signing in
  Scenario: Ada is known
    When Ada signs in
    Then Ada sees an offer
    And Ada is greeted as a queen
"""
STEPS = f"""
from playwright.sync_api import expect
from pytest_bdd import then, when
from sayso import soft

@when("Ada signs in")
def sign_in(page):
    password = "{PASSWORD}"
    page.goto("/")
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button").click()
    expect(page.get_by_role("heading")).to_have_text("Welcome, ada")

@then("Ada sees an offer")
@soft
def check_offer(page, http, system):
    for cookie in page.context.cookies():
        http.cookies.set(cookie["name"], cookie["value"])
    answer = http.get(system["web"])
    headers = dict(answer.headers)
    assert "offer" in answer.text, headers

@then("Ada is greeted as a queen")
def check_greeting(page):
    page.reload()
    cookies = page.context.cookies()
    expect(page.get_by_role("heading")).to_have_text("Queen Ada", timeout=300)
"""


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, with those inside traces."""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        yield str(path), path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as file:
                yield from ((f"{path}/{name}", file.read(name)) for name in file.namelist())


@pytest.mark.parametrize(("kind", "openers"), [("flask", 4), ("django", 3)])
def test_nothing_that_is_left_of_a_failure_opens_a_session(
    pytester: pytest.Pytester, kind: str, openers: int
) -> None:
    pytester.makepyprojecttoml(SETTINGS.format(kind=kind, password=PASSWORD))
    (pytester.path / "shop.py").write_text(SERVER)
    (pytester.mkdir("features") / "signing_in.feature").write_text(FEATURE)
    (pytester.mkdir("steps") / "visitor.py").write_text(STEPS)
    result = pytester.runpytest_subprocess("--tracing=on", "--showlocals", "-pno:randomly")
    result.assert_outcomes(failed=1)
    issued = (pytester.path / "issued.txt").read_text().split()
    assert len(issued) >= openers
    written = [
        *contents(pytester.path / "reports"),
        *contents(pytester.path / "test-results"),
        ("terminal", "\n".join(result.outlines + result.errlines).encode()),
    ]
    assert len([name for name, _ in written if ".zip/" in name]) > 3
    wanted = [*issued, PASSWORD]
    found = [(name, each) for name, body in written for each in wanted if each.encode() in body]
    assert found == []
