"""`sayso doctor`: what is there, what is missing, how to get it, and an exit code for scripts."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.browser import finder as browsers
from sayso.cli import doctor
from sayso.cli.doctor import Finding, examine
from sayso.target import servers
from sayso.target.servers import SERVERS, address_of, why_silent

POSTGRES, REDIS, RABBIT = SERVERS


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        yield server


def answering(listener: socket.socket, answer: bytes) -> threading.Thread:
    """A thread that answers one caller, whatever it was asked."""

    def serve() -> None:
        caller, _ = listener.accept()
        with caller:
            caller.recv(64)
            caller.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    return thread


@pytest.mark.parametrize(
    ("server", "answer", "silence"),
    [
        (POSTGRES, b"N", ""),
        (REDIS, b"-NOAUTH Authentication required.\r\n", ""),
        (RABBIT, b"\x01\x00\x00\x00", ""),
        (REDIS, b"HTTP/1.1 400 Bad Request\r\n", "something else than Redis answers"),
        (POSTGRES, b"", "something else than PostgreSQL answers"),
    ],
    ids=["postgres", "redis", "rabbit", "web", "closes"],
)
def test_a_server_is_known_by_how_it_answers(
    listener: socket.socket, server: servers.Server, answer: bytes, silence: str
) -> None:
    thread = answering(listener, answer)
    assert why_silent(server, listener.getsockname()) == silence
    thread.join(5)


def test_a_server_that_is_not_there_or_silent_is_told_apart(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "ANSWERS_WITHIN", 0.2)
    address = listener.getsockname()
    assert why_silent(REDIS, address) == "does not answer"
    listener.close()
    assert why_silent(REDIS, address) == "connection refused"


def test_a_server_may_be_configured_elsewhere() -> None:
    assert address_of(POSTGRES, {}) == ("127.0.0.1", 5432)
    assert address_of(POSTGRES, {"postgres": "db:6000"}) == ("db", 6000)
    assert address_of(POSTGRES, {"postgres": "postgresql://a:b@db/shop"}) == ("db", 5432)


@pytest.mark.parametrize(
    ("servers", "said"),
    [
        ('redis = "localhost:abc"', 'redis must be "host:port" or a URL, not "localhost:abc" ('),
        ('redis = "[::1"', 'redis must be "host:port" or a URL, not "[::1" ('),
        ('rabbit = "mq"', 'has no key "rabbit". Did you mean "rabbitmq"?'),
    ],
)
def test_a_server_that_is_configured_wrongly_is_told(
    tmp_path: Path, servers: str, said: str
) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[tool.sayso.servers]\n{servers}\n", "utf-8")
    told = findings(tmp_path)["settings"]
    assert told.sign == "MISSING"
    assert told.text.startswith("[tool.sayso.servers] ")
    assert said in told.text


def findings(root: Path) -> dict[str, Finding]:
    return {finding.subject: finding for finding in examine(root)}


def test_this_environment_has_what_is_needed(tmp_path: Path) -> None:
    found = findings(tmp_path)
    assert found["Python"].sign == found["pytest"].sign == found["playwright"].sign == "ok"
    assert found["playwright"].text == importlib.metadata.version("playwright")


def test_a_machine_without_a_browser_is_told_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr(browsers, "MAC_PLACES", ())
    monkeypatch.setattr(browsers, "WINDOWS_PLACES", ())
    monkeypatch.delenv("SAYSO_BROWSER", raising=False)
    monkeypatch.chdir(tmp_path)
    assert doctor.main([]) == 1
    said = capsys.readouterr().out
    assert "MISSING  browser              none was found" in said
    assert "playwright install --with-deps --only-shell chromium" in said
    assert "absent   Docker               not installed" in said
    assert said.endswith("1 needed but missing.\n")


def test_a_package_that_is_missing_or_too_old_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(name: str) -> str:
        if name == "requests":
            raise importlib.metadata.PackageNotFoundError(name)
        return "0.9" if name == "playwright" else "9.2"

    monkeypatch.setattr(importlib.metadata, "version", version)
    found = findings(tmp_path)
    assert found["requests"] == Finding("requests", "is not installed", "uv sync")
    assert found["playwright"].text.startswith("0.9, but ")
    assert found["playwright"].sign == "MISSING"


def test_absent_servers_do_not_fail_the_doctor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "why_silent", lambda *_: "connection refused")
    found = findings(tmp_path)
    assert found["PostgreSQL"].sign == "absent"
    assert found["PostgreSQL"].text == "127.0.0.1:5432: connection refused"
    assert "docker run -d -e POSTGRES_PASSWORD" in found["PostgreSQL"].remedy


def test_a_server_whose_driver_is_missing_is_of_no_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "why_silent", lambda *_: "")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert findings(tmp_path)["Redis"].remedy == "uv sync --extra redis"


def test_settings_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.sayso\n")
    assert findings(tmp_path)["settings"].sign == "MISSING"
