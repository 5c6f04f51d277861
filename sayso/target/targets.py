"""Systems under test as [tool.sayso.targets] names them: started here, or running elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import PlainError
from sayso.outcomes import NotRun
from sayso.settings import Settings, SettingsError
from sayso.suggest import nearest
from sayso.target.addresses import is_web_address, web_addresses
from sayso.target.description import Target, place_of, table_of, target_of
from sayso.target.placeholders import Placeholders, refuse_unknown_placeholders

if TYPE_CHECKING:  # needed only by a run that starts a system
    from sayso.target.process import Process
    from sayso.target.proxies import Proxy

# Names of the address that paths of pages are relative to, the first of them that there is.
BASE_NAMES = ("base_url", "web", "site")
PATIENCE = 0.25  # seconds in which a system that just ended is found to have ended


class UnknownAddressError(KeyError, PlainError):
    """A target has no such address; shown without code, since the key is what is wrong."""

    def __str__(self) -> str:
        return str(self.args[0])


class System(Mapping[str, Any]):
    """The addresses of a running system, as `system["gateway"]`."""

    def __init__(
        self,
        target: Target,
        addresses: Mapping[str, Any],
        process: Process | None = None,
        proxies: Mapping[str, Proxy] | None = None,
    ) -> None:
        self.target = target
        self.name = target.name
        self.process = process
        self.has_ended = False  # set when that was told
        self.proxies: Mapping[str, Proxy] = _Proxies(target, proxies or {})
        self._addresses = dict(addresses)

    @property
    def log(self) -> Path | None:
        """The file that the started process writes its log to; None for one that runs elsewhere."""
        return self.process.log if self.process else None

    @property
    def base_url(self) -> str | None:
        """The web address called `base_url`, `web` or `site`, or else the only one there is."""
        web = {name: value for name, value in self.items() if is_web_address(value)}
        for name in BASE_NAMES:
            if name in web:
                return str(web[name])
        return str(*web.values()) if len(web) == 1 else None

    def ending(self) -> str:
        """That the system ended, or is away, with the last lines it wrote; "" while it is there."""
        if self.process is None:
            return self._refusal()
        from sayso.target.process import ending_of

        code = self.process.unasked_end(PATIENCE)
        if code is None:
            return ""
        return (
            f'the system "{self.name}" {ending_of(code)}; the end of its log, {self.log}:\n'
            f"{self.process.end_of_output()}"
        )

    def _refusal(self) -> str:
        from sayso.target.ready import address_of, refusal

        if any(proxy.is_disturbed for proxy in self.proxies.values()):
            return ""  # a scenario wants it so
        ready = self.target.ready
        places = [address_of(ready.value)] if ready else web_addresses(self._addresses)
        refusals = [
            (*place, refusal(*place, ConnectionRefusedError)) for place in dict.fromkeys(places)
        ]
        if not refusals or not all(reason for _, _, reason in refusals):
            return ""
        host, port, reason = refusals[0]
        return (
            f'the system "{self.name}" is away: {host}:{port}: {reason}; start it, or correct '
            f"{place_of(self.name)}"
        )

    def __getitem__(self, key: str) -> Any:
        """Raises UnknownAddressError; NotRun where a system that runs elsewhere lacks it."""
        try:
            return self._addresses[key]
        except KeyError:
            raise _lacking(self.target, "address", key, self) from None

    def __contains__(self, key: object) -> bool:
        return key in self._addresses

    def get(self, key: str, default: Any = None) -> Any:
        """The address, or what is given for one that is not there."""
        return self._addresses.get(key, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._addresses)

    def __len__(self) -> int:
        return len(self._addresses)


class _Proxies(dict[str, "Proxy"]):
    """Proxies by name, with a message for a wrong one."""

    def __init__(self, target: Target, proxies: Mapping[str, Proxy]) -> None:
        super().__init__(proxies)
        self._target = target

    def __missing__(self, key: str) -> Proxy:
        raise _lacking(self._target, "proxy", key, self)


def _lacking(target: Target, kind: str, key: str, known: Mapping[str, object]) -> BaseException:
    """A mistake, or what a system that runs elsewhere cannot offer."""
    if target.runs_elsewhere and not nearest(key, known):
        reason = f'needs the {kind} "{key}", which target {target.name} does not name'
        return NotRun(reason, _use_item_location=True)
    return UnknownAddressError(_unknown(kind, key, target.name, known))


def _unknown(kind: str, key: str, target: str, known: Mapping[str, object]) -> str:
    table = f"{place_of(target)[:-1]}.{'addresses' if kind == 'address' else 'proxies'}]"
    close = nearest(key, known) or f" It has {', '.join(known) or 'none'}."
    return f'the target "{target}" has no {kind} "{key}".{close} They stand in {table}'


@dataclass(frozen=True)
class Start:
    """What a start needs besides the target: where it logs, and who hears of a failed clean-up."""

    settings: Settings
    placeholders: Placeholders
    log: Path
    tell: Callable[[str], None]


def refuse_wrong_targets(settings: Settings) -> None:
    """Raises SettingsError for a target that cannot be used, and for one that is not described."""
    for name in settings.targets:
        target = target_of(settings, name)
        refuse_unknown_placeholders(table_of(settings, name), place_of(name), target.proxies)


@contextmanager
def running(
    start: Start, name: str, environment: Mapping[str, str] | None = None
) -> Iterator[System]:
    """The target `name`, ended when the block ends if it was started here.

    `environment` is added to the target's own. Raises SettingsError for a target that is not
    described properly, and NotReadyError for one that does not start.
    """
    with ExitStack() as stack:
        table = dict(table_of(start.settings, name))
        unfilled = target_of(start.settings, name)
        proxies = _open_proxies(stack, start.placeholders, unfilled)
        target = Target.of(name, start.placeholders.fill(table, place_of(name)))
        runner = _Runner(start, target, environment or {})
        yield runner.start(stack, proxies)


def _open_proxies(stack: ExitStack, placeholders: Placeholders, target: Target) -> dict[str, Proxy]:
    if not target.proxies:
        return {}
    from sayso.target.proxies import Proxy
    from sayso.target.ready import require_server

    servers = placeholders.fill(dict(target.proxies), f"{place_of(target.name)} proxies")
    for name, server in servers.items():
        require_server(target.name, name, server, target.start_hints.get(name, ""))
    proxies = {name: stack.enter_context(Proxy(server)) for name, server in servers.items()}
    placeholders.proxies.update({name: proxy.address for name, proxy in proxies.items()})
    return proxies


class _Runner:
    """Prepares, starts, and cleans up after one start of a target."""

    def __init__(self, start: Start, target: Target, environment: Mapping[str, str]) -> None:
        self._target = target
        self._tell = start.tell
        self._log = start.log
        self._place = place_of(target.name)
        self._project = f"sayso-{start.placeholders.run}-{start.log.stem}"
        self._directory = start.settings.root / target.cwd
        self._environment = {**os.environ, **target.environment, **environment}
        if not self._directory.is_dir():
            raise SettingsError(f"{self._place} cwd: there is no folder {self._directory}")

    def start(self, stack: ExitStack, proxies: Mapping[str, Proxy]) -> System:
        target = self._target
        if target.prepare or target.clean_up:
            stack.callback(self._clean_up)
            self._run("prepare")
        if target.runs_elsewhere:
            self._wait_elsewhere()
            return System(target, target.addresses, proxies=proxies)
        process = stack.enter_context(self._process())
        announced = self._announced(process)
        return System(target, {**announced, **target.addresses}, process, proxies)

    def _process(self) -> Process:
        from sayso.target.compose import command_of
        from sayso.target.process import Process, require_program
        from sayso.target.ready import refuse_taken

        target, key = self._target, "compose" if self._target.compose else "command"
        program = "docker" if target.compose else target.command[0]
        require_program(f"{self._place} {key}", program, self._directory, self._environment)
        refuse_taken(target.name, target.ready)
        return Process(
            command_of(target.compose, self._project) if target.compose else target.command,
            log=self._log,
            directory=self._directory,
            environment=self._environment,
            stop=target.stop,
            announces=target.ready is None,
        )

    def _announced(self, process: Process) -> dict[str, Any]:
        from sayso.target.ready import wait_until_ready

        if self._target.ready is None:
            return process.wait_for_announcement(self._target.ready_within)
        wait_until_ready(self._target.name, process, self._target.ready, self._target.ready_within)
        return {}

    def _wait_elsewhere(self) -> None:
        if self._target.ready is not None:
            from sayso.target.ready import wait_until_ready

            within = self._target.ready_within
            wait_until_ready(self._target.name, None, self._target.ready, within)

    def _run(self, key: str) -> None:
        from sayso.target.prepare import run_commands

        commands = self._target.prepare if key == "prepare" else self._target.clean_up
        run_commands(
            f"{self._place} {key}",
            commands,
            log=self._log,
            directory=self._directory,
            environment=self._environment,
        )

    def _clean_up(self) -> None:
        """It stands outside of every scenario, so a failure is told and does not fail one."""
        try:
            self._run("clean_up")
        except PlainError as error:
            self._tell(str(error))
