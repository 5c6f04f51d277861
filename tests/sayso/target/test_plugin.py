"""The fixtures around a system: one for each worker, and nothing of it after the run."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
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
        f"GET http://127.0.0.1:{port}/: connection refused; start the system, or correct its "
        "address in [tool.sayso.targets]\n"
    )
    assert result.stdout.count(f"\n{away}") == 2, result.stdout  # a plain test and a scenario
    assert 'there is no target "nowhere" (known: staging, tiny)' in result.stdout
    assert "> Given another shop   <- features/shop.feature:6" in result.stdout
    assert not re.search(r"\.py:\d", result.stdout), result.stdout
    assert "a-password" not in result.stdout
    assert "Traceback" not in project.read("reports/messages.ndjson")


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


def test_a_system_that_does_not_start_is_told_once_for_each_test(project: Project) -> None:
    project.write("tiny_shop.py", "raise SystemExit('the books cannot be opened')")
    project.write("test_it.py", USES)
    result = project.run()
    assert "2 errors" in result.stdout
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
        """.replace("\n        ", "\n"),
    )
    result = project.run()
    assert "1 passed" in result.stdout, result.stdout
