"""The HTTP session: a time limit, the correlation id, and evidence without secrets."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
import requests

from sayso.evidence import http as sayso_http
from sayso.evidence.attachments import Evidence
from sayso.evidence.http import HttpSession
from sayso.redaction import secrets


class Answers(BaseHTTPRequestHandler):
    """GET /silent never answers; /moved redirects; /picture is no text; others echo a secret."""

    let_go: ClassVar[threading.Event]

    def do_GET(self) -> None:
        if self.path == "/silent":
            self.let_go.wait(30)
            return
        self.send_response(302 if self.path == "/moved" else 200)
        self.send_header("Location", "/arrived?token=abcdefgh")
        self.send_header("Set-Cookie", "session=abcdefgh")
        binary = self.path == "/picture"
        self.send_header("Content-Type", "image/png" if binary else "application/json")
        self.end_headers()
        body = {"asked_as": self.headers["X-Request-ID"], "access_token": "abcdefgh"}
        self.wfile.write(b"\x89PNG\xff" if binary else json.dumps(body).encode())

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal."""


@pytest.fixture
def address() -> Iterator[str]:
    Answers.let_go = threading.Event()
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        Answers.let_go.set()
        server.shutdown()
        thread.join(5)


@pytest.fixture
def http(evidence: Evidence) -> Iterator[HttpSession]:
    with HttpSession(evidence, "sayso-1") as session:
        yield session


def exchanges(evidence: Evidence) -> list[dict[str, Any]]:
    return [json.loads(entry["text"]) for entry in evidence.take()]


def test_every_call_carries_the_correlation_id(http: HttpSession, address: str) -> None:
    assert http.get(address).json()["asked_as"] == "sayso-1"


def test_an_exchange_is_kept_whole_but_for_its_secrets(
    http: HttpSession, address: str, evidence: Evidence
) -> None:
    headers = {"Authorization": "Bearer abcdefgh-1"}
    http.post(f"{address}/login?token=abcdefgh", data={"password": "abcdefgh"}, headers=headers)
    (entry,) = evidence.take()
    assert entry["title"] == "POST /login: 200"
    assert entry["media_type"] == "application/vnd.sayso.http+json"
    assert "abcdefgh" not in str(entry)
    exchange = json.loads(entry["text"])
    assert exchange["request"]["url"] == f"{address}/login?token=[removed]"
    assert exchange["request"]["body"] == "password=[removed]"
    assert exchange["request"]["headers"]["Authorization"] == "[removed]"
    assert exchange["request"]["headers"]["X-Request-ID"] == "sayso-1"
    assert exchange["response"]["status"] == 200
    assert exchange["response"]["headers"]["Set-Cookie"] == "[removed]"
    assert '"access_token": "[removed]"' in exchange["response"]["body"]
    assert exchange["milliseconds"] > 0


def test_a_token_that_was_sent_is_a_secret_of_the_run(http: HttpSession, address: str) -> None:
    http.get(address, headers={"Authorization": "Bearer abcdefgh-12345678"})
    assert secrets.RUN.kinds == {"abcdefgh-12345678": "a token of an Authorization header"}


def test_headers_may_be_bytes(http: HttpSession, address: str, evidence: Evidence) -> None:
    given = {"X-A": b"gr\xfcn", "authorization": b"Bearer abcdefgh-12345678"}
    http.post(address, data=b"\xff", headers={**given, "Content-Type": b"image/png"})
    request = exchanges(evidence)[0]["request"]
    assert request["headers"]["X-A"] == "grün"
    assert request["headers"]["authorization"] == "[removed]"
    assert request["body"] == "(1 byte of image/png)"
    assert list(secrets.RUN.kinds) == ["abcdefgh-12345678"]


def test_each_redirect_is_an_exchange(http: HttpSession, address: str, evidence: Evidence) -> None:
    http.get(f"{address}/moved")
    assert [each["response"]["status"] for each in exchanges(evidence)] == [302, 200]


def test_what_is_no_text_is_named_by_its_size(
    http: HttpSession, address: str, evidence: Evidence
) -> None:
    http.get(f"{address}/picture")
    assert exchanges(evidence)[0]["response"]["body"] == "(5 bytes of image/png)"


def test_a_long_body_is_cut(
    http: HttpSession, address: str, evidence: Evidence, tmp_path: Path
) -> None:
    http.post(address, data="x" * 20_003)
    (entry,) = evidence.take()
    exchange = json.loads((tmp_path / entry["path"]).read_text())
    assert exchange["request"]["body"].endswith("x... (3 more characters)")


def test_a_silent_server_is_given_up_without_being_told_to(
    http: HttpSession, address: str, evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sayso_http, "TIME_LIMIT", 0.2)
    with pytest.raises(requests.ReadTimeout):
        http.get(f"{address}/silent")
    (exchange,) = exchanges(evidence)
    assert exchange["response"] is None
    assert exchange["error"] == "ReadTimeout"


def test_an_own_time_limit_is_kept(http: HttpSession, address: str) -> None:
    with pytest.raises(requests.ReadTimeout):
        http.get(f"{address}/silent", timeout=0.2)


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(
    http: HttpSession, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert http.get(address).ok


def test_cookies_are_secrets_but_not_settings(http: HttpSession, address: str) -> None:
    http.get(address, headers={"Cookie": "lang=en; sessionid=k9x2v7q4m1z8w3r6"})
    assert secrets.RUN.kinds == {"k9x2v7q4m1z8w3r6": "the cookie sessionid"}
