"""Installing a browser: what is tried, in which order, and what is told when nothing works."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sayso.browser import installer as installing
from sayso.browser.finder import BrowserError, FoundBrowser
from tests.sayso.browser.conftest import Machine

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")

# What stands in for the two installers. Each writes its arguments into a journal.
JOURNAL = '#!/bin/sh\necho "{name} $*" >> {journal}\n'
REFUSES = 'echo "E: {name} is offline" >&2; exit 1\n'
INSTALLS = 'echo "10% of 99 MiB"; printf "#!/bin/sh\\n" > {into}; /bin/chmod 755 {into}\n'


class Installers:
    def __init__(self, machine: Machine, folder: Path) -> None:
        self.machine = machine
        self._journal = folder / "journal"
        self.said: list[str] = []

    def have(self, name: str, behaviour: str) -> Path:
        into = self.machine.programs / "chromium-headless-shell"
        script = (JOURNAL + behaviour).format(name=name, journal=self._journal, into=into)
        return self.machine.has(name, script)

    @property
    def ran(self) -> list[str]:
        return self._journal.read_text().splitlines()

    def install(self) -> FoundBrowser:
        return installing.install_browser(self.said.append, headless=True)


@pytest.fixture
def installers(machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installers:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(installing, "PLAYWRIGHT", (str(machine.programs / "playwright"),))
    return Installers(machine, tmp_path)


def test_playwrights_download_is_tried_first_and_its_progress_shown(
    installers: Installers,
) -> None:
    installers.have("playwright", INSTALLS)
    installers.have("apt-get", INSTALLS)
    assert installers.install().path.name == "chromium-headless-shell"
    assert installers.ran == ["playwright install --only-shell chromium"]
    assert "  10% of 99 MiB" in installers.said


def test_the_debian_package_is_installed_where_the_download_cannot_be_had(
    installers: Installers,
) -> None:
    installers.have("playwright", REFUSES)
    installers.have("apt-get", INSTALLS)
    installers.install()
    assert len(installers.ran) == 2
    assert installers.ran[1].endswith("install -y --no-install-recommends chromium-headless-shell")


def test_the_list_of_packages_is_fetched_when_the_package_is_unknown(
    installers: Installers,
) -> None:
    installers.have("playwright", REFUSES)
    known = installers.machine.programs / "known"
    only_once_updated = (
        f'case "$*" in *update) : > {known}; exit 0;; esac\n[ -e {known} ] || exit 100\n'
    )
    installers.have("apt-get", only_once_updated + INSTALLS)
    installers.install()
    assert [line.split()[1] for line in installers.ran[1:]] == ["install", "update", "install"]


def test_when_nothing_works_every_attempt_and_the_commands_to_try_are_named(
    installers: Installers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    installers.have("playwright", REFUSES)
    installers.have("apt-get", INSTALLS)
    with pytest.raises(BrowserError) as failure:
        installers.install()
    message = str(failure.value)
    assert "playwright install --only-shell chromium: exit code 1" in message
    assert "      E: playwright is offline" in message
    assert "chromium-headless-shell: needs apt-get, and root" in message
    assert "sudo apt-get install chromium-headless-shell" in message
    assert "--browser-path=PATH" in message


def test_an_installer_that_takes_too_long_is_ended(
    installers: Installers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installing, "TIME_LIMIT", 0.2)
    installers.have("playwright", "exec /usr/bin/tail -f /dev/null\n")
    with pytest.raises(BrowserError, match="chromium: exit code -9"):
        installers.install()


def test_an_installation_that_does_not_run_is_no_browser(installers: Installers) -> None:
    installers.have("playwright", "exit 0\n")
    with pytest.raises(BrowserError, match="it was installed, but does not run here"):
        installers.install()
