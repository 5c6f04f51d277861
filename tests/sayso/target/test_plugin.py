"""The fixtures around a system: one for each worker, and nothing of it after the run."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import pytest

from sayso.target.ports import free_port
from sayso.target.waiting import eventually
from tests.projects.system_project import Project

USES = """
def test_one(system, http, correlation_id):
    assert http.get(system["gateway"]).ok
    assert correlation_id in system.log.read_text()

def test_two(system, http, mail_sink):
    http.post(system["gateway"], data={"name": "ada"})
    assert mail_sink.messages_to("ada@shop.example")[0]["Subject"] == "Welcome, ada"
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def shops_of(project: Project) -> list[psutil.Process]:
    """The tiny shops of this project that are running, and their supervisors."""
    script = str(project.folder / "tiny_shop.py")
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if script in (process.info["cmdline"] or [])
    ]


def no_shop_is_left(project: Project) -> None:
    eventually(
        lambda: shops_of(project),
        satisfies=lambda left: not left,
        what="shops left running",
        where="the list of processes",
        within=5,
    )


def test_one_system_serves_all_tests_of_a_process(project: Project) -> None:
    project.write("test_it.py", USES)
    result = project.run()
    assert "2 passed" in result.stdout, result.stdout
    assert [log.name for log in (project.folder / "reports/logs").iterdir()] == ["main-tiny.log"]
    assert not shops_of(project)


def test_each_worker_has_a_system_of_its_own(project: Project) -> None:
    project.write("test_it.py", USES)
    result = project.run("-n", "2", "--dist", "each")
    assert "4 passed" in result.stdout, result.stdout
    logs = sorted(log.name for log in (project.folder / "reports/logs").iterdir())
    assert logs == ["gw0-tiny.log", "gw1-tiny.log"]
    no_shop_is_left(project)


def test_a_target_is_chosen_on_the_command_line(project: Project) -> None:
    project.write("test_it.py", "def test_it(system): print(system['gateway'])")
    with socket.create_server(("127.0.0.1", 0)) as staging:
        port = staging.getsockname()[1]
        project.write("pyproject.toml", project.read("pyproject.toml") + staging_at(port))
        assert f"http://127.0.0.1:{port}/" in project.run("-s", "--target", "staging").stdout
    result = project.run("--target", "stagin")
    assert 'there is no target "stagin" (known: staging, tiny)' in result.stderr
    assert (result.returncode, "test_one" in result.stdout) == (pytest.ExitCode.USAGE_ERROR, False)


def staging_at(port: int) -> str:
    """A target that runs elsewhere, with addresses of several kinds."""
    return f"""
[tool.sayso.targets.staging.addresses]
gateway = "http://127.0.0.1:{port}/"
database = "sqlite:///shop.db"
opening_hours = "9:00"
[tool.sayso.targets.staging.addresses.services]
orders = "http://ada:a-password@127.0.0.1:{port}/orders"
"""


BROKEN = """
import pytest
from pytest_bdd import given

@given("a shop")
def a_shop(system, http):
    http.get(system["gateway"])

@given("another shop")
def another(start_target):
    start_target("nowhere")
"""
FEATURE = """
Feature: A shop
  Scenario: It is there
    Given a shop
  Scenario: Another one is there
    Given another shop
"""


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "worker"])
def test_call_to_a_target_that_is_away_names_the_address_only(
    project: Project, workers: tuple[str, ...]
) -> None:
    port = free_port()
    project.write("pyproject.toml", project.read("pyproject.toml") + staging_at(port))
    project.write("test_it.py", "def test_it(system, http): http.get(system['gateway'])")
    project.write("steps/shop.py", BROKEN)
    project.write("features/shop.feature", FEATURE)
    result = project.run(*workers, "--target=staging")
    away = (
        f'the system "staging" is away: 127.0.0.1:{port}: connection refused; start it, or correct '
        "[tool.sayso.targets.staging]"
    )
    seen = f"  what failed by that: UnreachableError: GET http://127.0.0.1:{port}/: connection refu"
    assert result.stdout.count(f"\n{away}\n{seen}") == 1, result.stdout
    assert "2 failed, 1 skipped" in result.stdout  # the plain test came last
    assert 'there is no target "nowhere" (known: staging, tiny)' in result.stdout
    assert "> Given another shop   <- features/shop.feature:6" in result.stdout
    assert not re.search(r"\.py:\d", result.stdout), result.stdout
    assert "a-password" not in result.stdout
    assert "Traceback" not in project.read("reports/messages.ndjson")


AROUND = """
[tool.sayso.targets.running]
mail_sink = "127.0.0.1:MAIL"
proxies = { shop = "127.0.0.1:SHOP" }
[tool.sayso.targets.running.addresses]
gateway = "http://{proxy:shop}"
[tool.sayso.targets.wrong]
commnad = []
"""
TAKES_AWAY = """
import smtplib
import pytest, requests

def test_mail_came_before_anybody_asked(pytestconfig):
    with smtplib.SMTP("127.0.0.1", MAIL, timeout=5) as server:
        server.sendmail("shop@shop.example", ["ada@shop.example"], "Subject: early\\n\\nHello")

def test_mail_is_there(mail_sink):
    assert mail_sink.messages_to("ada@shop.example")[0]["Subject"] == "early"

@pytest.fixture
def looks_again(system):
    yield
    requests.get(system["gateway"], timeout=5)

def test_cut(system, looks_again):
    assert requests.get(system["gateway"], timeout=5).status_code == 404
    system.proxies["shop"].cut()
    with pytest.raises(requests.ConnectionError):
        requests.get(system["gateway"], timeout=5)
"""


def test_a_running_system_has_a_fixed_mailbox_and_proxies_that_are_restored(
    project: Project,
) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), SilentHandler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        mail = str(free_port())
        around = AROUND.replace("MAIL", mail).replace("SHOP", str(server.server_port))
        toml = project.read("pyproject.toml") + around
        project.write("pyproject.toml", toml.partition("[tool.sayso.targets.wrong]")[0])
        project.write("test_it.py", TAKES_AWAY.replace("MAIL", mail))
        result = project.run("--target", "running")
        server.shutdown()
    assert "3 passed in" in result.stdout, result.stdout
    project.write("pyproject.toml", toml)
    result = project.run("--co")
    assert '[tool.sayso.targets.wrong] has no key "commnad". Did you mean "command"?' in (
        result.stderr
    )
    assert result.returncode == pytest.ExitCode.USAGE_ERROR


class SilentHandler(BaseHTTPRequestHandler):
    """Knows no page."""

    def do_GET(self) -> None:
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


MANY = """
import smtplib
import pytest

@pytest.mark.parametrize("number", range(4))
def test_mail(mail_sink, number):
    with smtplib.SMTP("127.0.0.1", MAIL, timeout=5) as server:
        server.sendmail("shop@x.example", [f"ada-{number}@x.example"], "Subject: hi\\n\\nHello")
    (mail,) = mail_sink.messages_to(f"ada-{number}@x.example")
"""


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "worker"])
def test_a_failed_clean_up_fails_a_run_that_passed(
    project: Project, workers: tuple[str, ...]
) -> None:
    clean_up = """clean_up = [["{python}", "-c", "exit('rows are left')"]]"""
    project.write("pyproject.toml", f"{project.read('pyproject.toml')}{clean_up}\n")
    project.write("features/shop.feature", FEATURE.partition("  Scenario: Another")[0])
    project.write("steps/shop.py", BROKEN)
    result = project.run("features", *workers)
    assert result.returncode == pytest.ExitCode.TESTS_FAILED
    assert "1 scenario: 1 passed" in result.stdout, result.stdout
    assert "[tool.sayso.targets.tiny] clean_up: " in result.stdout.split("= system under test =")[1]
    assert result.stdout.count("    rows are left") == 1


def test_workers_share_the_fixed_mailbox(project: Project) -> None:
    mail = str(free_port())
    around = (
        AROUND.replace("MAIL", mail).replace("SHOP", "1").partition("[tool.sayso.targets.wrong]")
    )
    project.write("pyproject.toml", project.read("pyproject.toml") + around[0])
    project.write("test_it.py", MANY.replace("MAIL", mail))
    result = project.run("--target", "running", "-n", "2")
    assert "4 passed" in result.stdout, result.stdout


def test_a_taken_port_of_the_mailbox_is_told_before_the_run(project: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        around = (
            AROUND.replace("MAIL", port)
            .replace("SHOP", "1")
            .partition("[tool.sayso.targets.wrong]")
        )
        project.write("pyproject.toml", project.read("pyproject.toml") + around[0])
        result = project.run("--target", "running")
    assert "mail_sink 127.0.0.1:" in result.stderr
    assert "address already in use" in result.stderr
    assert result.returncode == pytest.ExitCode.USAGE_ERROR


def test_another_system_can_be_started_for_one_test(project: Project) -> None:
    project.write(
        "test_it.py",
        """
        def test_one(system, start_target, http):
            other = start_target("tiny", {"SMTP": ""})
            assert other["gateway"] != system["gateway"]
            assert http.post(other["gateway"], data={"name": "ben"}).ok
            test_one.other = other

        def test_two(system, mail_sink):
            assert test_one.other.process.exit_code is not None
            assert system.process.exit_code is None
            assert mail_sink.received == []
        """.replace("\n        ", "\n"),
    )
    result = project.run()
    assert "2 passed" in result.stdout, result.stdout
    assert not shops_of(project)


def test_a_system_that_does_not_start_is_told_once(project: Project) -> None:
    project.write("tiny_shop.py", "raise SystemExit('the books cannot be opened')")
    project.write("test_it.py", USES)
    result = project.run()
    assert "1 skipped, 1 error" in result.stdout
    assert "did not become ready within 20 s and ended with exit code 1" in result.stdout
    assert "the books cannot be opened" in result.stdout
    assert "sayso/target" not in result.stdout
    assert "sayso/target" in project.run("--full-trace").stdout


DIES = """
import os, signal
def test_it(system): os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "worker"])
def test_nothing_is_left_of_a_killed_process(project: Project, workers: tuple[str, ...]) -> None:
    project.write("test_it.py", DIES)
    result = project.run(*workers)
    assert result.returncode == (1 if workers else -signal.SIGKILL)
    assert (project.folder / "reports/logs").exists()
    no_shop_is_left(project)


HANGS = """
import pathlib, threading
def test_it(system):
    pathlib.Path("started").touch()
    threading.Event().wait(60)
"""


@pytest.mark.skipif(os.name == "nt", reason="sends the signal that a terminal sends for Ctrl-C")
@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "worker"])
def test_nothing_is_left_after_ctrl_c(project: Project, workers: tuple[str, ...]) -> None:
    project.write("test_it.py", HANGS)
    with subprocess.Popen(  # noqa: S603  # our own interpreter
        [sys.executable, "-m", "pytest", *workers],
        cwd=project.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as run:
        started = project.folder / "started"
        eventually(started.exists, equals=True, what="the test", where="its folder", within=60)
        os.killpg(run.pid, signal.SIGINT)
        assert run.wait(20) == pytest.ExitCode.INTERRUPTED
    no_shop_is_left(project)


def test_a_browser_carries_the_correlation_id_and_one_language(project: Project) -> None:
    project.write(
        "test_it.py",
        """
        def test_it(system, new_context, correlation_id):
            page = new_context(extra_http_headers={"X-Mine": "1"}).new_page()
            with page.expect_request("**/*") as request:
                page.goto(system["gateway"])
            headers = request.value.all_headers()
            assert headers["x-request-id"] == correlation_id
            assert headers["x-mine"] == "1"
            assert headers["accept-language"].startswith("en-GB")
            other = new_context(locale="de-DE").new_page()
            assert other.evaluate("navigator.language") == "de-DE"
        """.replace("\n        ", "\n"),
    )
    result = project.run()
    assert "1 passed" in result.stdout, result.stdout
