"""Finding and installing a browser, on a machine that is made to have only what a test gives it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sayso.system import browsers, installing
from sayso.system.browsers import Browser, BrowserError, download_home, find_browser

RUNS = "#!/bin/sh\necho Chromium 1.0\n"
BROKEN = "#!/bin/sh\necho 'error while loading shared libraries: libnss3.so' >&2; exit 127\n"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")


class Machine:
    """A folder that is the whole PATH, and the place where Playwright keeps its downloads."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "bin"
        self.downloads = folder / "downloads"
        self.programs.mkdir()

    def has(self, name: str, script: str = RUNS) -> Path:
        return write_program(self.programs / name, script)

    def has_downloaded(self, name: str, script: str = RUNS, *, whole: bool = True) -> Path:
        folder = self.downloads / f"{name.replace('-', '_')}-{browsers._revisions()[name]}"
        program = write_program(folder / "chrome-linux64" / "chrome-headless-shell", script)
        if whole:
            (folder / browsers.COMPLETE).touch()
        return program


def write_program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script)
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(tmp_path)
    monkeypatch.setenv("PATH", str(machine.programs))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(machine.downloads))
    monkeypatch.setattr(browsers, "MAC_PLACES", ())
    monkeypatch.setattr(browsers, "WINDOWS_PLACES", ())
    return machine


def found(*, headless: bool = True) -> str | None:
    browser = find_browser(None, headless=headless)
    return browser.path.name if browser else None


@pytest.mark.usefixtures("machine")
def test_a_bare_machine_has_no_browser() -> None:
    assert found() is None


def test_the_given_browser_wins(machine: Machine, tmp_path: Path) -> None:
    machine.has("chromium")
    mine = write_program(tmp_path / "mine", RUNS)
    assert find_browser(str(mine), headless=True) == Browser(mine, "as asked for")


def test_a_given_name_is_looked_up(machine: Machine) -> None:
    brave = machine.has("brave")
    assert find_browser("brave", headless=True) == Browser(brave, "as asked for")


@pytest.mark.parametrize(
    ("script", "problem"),
    [(None, "is no program"), (BROKEN, "does not run")],
    ids=["none", "broken"],
)
def test_a_given_browser_that_cannot_be_used_is_an_error_even_if_others_could(
    machine: Machine, tmp_path: Path, script: str | None, problem: str
) -> None:
    machine.has("chromium")
    if script:
        write_program(tmp_path / "mine", script)
    with pytest.raises(BrowserError, match=f"mine, {problem}; correct --browser-path"):
        find_browser(str(tmp_path / "mine"), headless=True)


def test_playwrights_own_download_comes_before_the_systems(machine: Machine) -> None:
    machine.has("chromium-headless-shell")
    own = machine.has_downloaded("chromium-headless-shell")
    assert find_browser(None, headless=True) == Browser(own, "Playwright's own download")


def test_a_download_that_was_broken_off_is_passed_over(machine: Machine) -> None:
    machine.has_downloaded("chromium-headless-shell", whole=False)
    machine.has("chromium")
    assert found() == "chromium"


def test_a_download_that_lacks_its_libraries_is_passed_over(machine: Machine) -> None:
    machine.has_downloaded("chromium-headless-shell", BROKEN)
    machine.has("google-chrome")
    assert found() == "google-chrome"


def test_the_light_shell_is_preferred_only_when_nobody_looks(machine: Machine) -> None:
    for name in ("chromium-headless-shell", "chromium", "google-chrome"):
        machine.has(name)
    assert found() == "chromium-headless-shell"
    assert found(headless=False) == "chromium"


def test_a_downloaded_shell_cannot_show_a_window(machine: Machine) -> None:
    machine.has_downloaded("chromium-headless-shell")
    assert found(headless=False) is None


def test_the_systems_browsers_are_tried_in_order(machine: Machine) -> None:
    machine.has("microsoft-edge")
    assert found() == "microsoft-edge"
    machine.has("google-chrome-stable")
    assert found() == "google-chrome-stable"
    machine.has("chromium", BROKEN)
    assert found() == "google-chrome-stable"


@pytest.mark.usefixtures("machine")
def test_the_usual_places_of_a_mac_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chrome = write_program(tmp_path / "Google Chrome.app" / "Google Chrome", RUNS)
    monkeypatch.setattr(browsers, "PLATFORM", "darwin")
    monkeypatch.setattr(browsers, "MAC_PLACES", (str(tmp_path / "no"), str(chrome)))
    assert found() == "Google Chrome"


def test_playwrights_downloads_are_where_playwright_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLAYWRIGHT_BROWSERS_PATH", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/ada")
    places = {}
    for platform in ("linux", "darwin"):
        monkeypatch.setattr(browsers, "PLATFORM", platform)
        places[platform] = str(download_home())
    assert places == {
        "linux": "/home/ada/.cache/ms-playwright",
        "darwin": "/home/ada/Library/Caches/ms-playwright",
    }


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

    def install(self) -> Browser:
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
    assert [line.split()[3] for line in installers.ran[1:]] == ["install", "update", "install"]


def test_sudo_is_used_when_it_asks_for_no_password(
    installers: Installers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    installers.have("playwright", REFUSES)
    installers.have("apt-get", INSTALLS)
    installers.have("sudo", 'shift; [ "$1" = true ] || "$@"\n')
    installers.install()
    assert installers.ran[1] == "sudo -n true"
    assert installers.ran[2].startswith("sudo -n ")


def test_when_nothing_works_every_attempt_and_the_commands_to_try_are_named(
    installers: Installers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    installers.have("playwright", REFUSES)
    installers.have("apt-get", INSTALLS)
    with pytest.raises(BrowserError) as failure:
        installers.install()
    message = str(failure.value)
    assert "playwright install --only-shell chromium: ended with exit code 1" in message
    assert "      E: playwright is offline" in message
    assert "chromium-headless-shell: needs root, or sudo without a password" in message
    assert "sudo apt-get install chromium-headless-shell" in message
    assert "--browser-path=PATH" in message


def test_an_installer_that_says_nothing_is_ended(
    installers: Installers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installing, "SILENCE", 0.2)
    installers.have("playwright", "exec /usr/bin/tail -f /dev/null\n")
    with pytest.raises(BrowserError, match="chromium: took too long and was ended"):
        installers.install()


def test_an_installation_that_does_not_run_is_no_browser(installers: Installers) -> None:
    installers.have("playwright", "exit 0\n")
    with pytest.raises(BrowserError, match="it was installed, but does not run here"):
        installers.install()
