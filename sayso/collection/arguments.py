"""What the arguments of the command line choose in a feature file: lines, titles, or all of it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from sayso.collection.discovery import SUFFIX, is_feature_file, path_of
from sayso.suggest import nearest
from sayso.text import plural

Chosen = dict[str, list[int | str]]  # by file: numbers are lines, texts are titles

CHOSEN = "sayso_chosen"  # an option, because pytest-xdist carries those to its workers

_NO_LINES = re.compile(rf"^.+{re.escape(SUFFIX)}:(?!:)(?P<rest>.*)$", re.IGNORECASE)
_WITH_LINES = re.compile(rf"^(?P<path>.+{re.escape(SUFFIX)})(?P<lines>(?::\d+)+)$", re.IGNORECASE)


def chosen_in(config: pytest.Config) -> Chosen:
    """What was chosen in the files that are named with lines; any other file counts as a whole."""
    chosen: Chosen = getattr(config.option, CHOSEN, {})
    return chosen


def take_choices(config: pytest.Config) -> None:
    """Take the lines off the arguments before pytest looks for the files.

    Arguments add up: a title beside a line of its file is kept, and a folder means all of it.
    """
    if hasattr(config.option, CHOSEN):  # of the process that hands out the work
        return
    chosen: Chosen = {}
    plain: list[str] = []
    for argument in config.args:
        path, lines = _parted(argument)
        _must_exist(path, config)
        if lines:
            file = path_of(path, config)
            _must_have(file, lines)
            chosen.setdefault(str(file), []).extend(lines)
        else:
            plain.append(argument)
    whole = {path_of(argument, config) for argument in plain if "::" not in argument}
    for named in list(chosen):
        if whole.intersection((Path(named), *Path(named).parents)):
            del chosen[named]
    for argument in plain:
        path, _, title = argument.partition("::")
        if title and str(path_of(path, config)) in chosen:
            chosen[str(path_of(path, config))].append(title)
    config.args[:] = dict.fromkeys(_parted(argument)[0] for argument in config.args)
    setattr(config.option, CHOSEN, chosen)


def _parted(argument: str) -> tuple[str, list[int]]:
    found = _WITH_LINES.match(argument)
    if found is None:
        return argument, []
    return found["path"], [int(line) for line in found["lines"][1:].split(":")]


def _must_exist(argument: str, config: pytest.Config) -> None:
    path = path_of(argument, config)
    literally = config.invocation_params.dir / argument
    if "::" in argument and os.path.exists(literally):  # noqa: PTH110 - a title may be too long
        said = 'pytest takes what stands behind "::" for a title; rename it, or run its folder'
        raise pytest.UsageError(f"{argument}: {said}")
    unread = _NO_LINES.match(argument)
    if unread and not path.exists():
        example = f"{argument[: unread.start('rest')]}14"
        raise pytest.UsageError(
            f'{argument}: "{unread["rest"]}" is no line; write it like {example}'
        )
    if path.is_symlink() and not path.exists():
        raise pytest.UsageError(f"{argument} is a link to {path.readlink()}, which is not there")
    if is_feature_file(path) and not path.exists():
        others = (
            [each.name for each in path.parent.glob(f"*{SUFFIX}")] if path.parent.is_dir() else []
        )
        close = nearest(path.name, others, SUFFIX)
        raise pytest.UsageError(f"no such feature file: {argument}.{close}")


def _must_have(path: Path, lines: list[int]) -> None:
    if 0 in lines:
        raise pytest.UsageError(f"{path} has no line 0; lines count from 1")
    if path.is_dir():
        raise pytest.UsageError(f"{path} is a folder and has no lines; leave the line out")
    try:
        count = len(path.read_bytes().removesuffix(b"\n").split(b"\n"))
    except OSError as error:
        raise pytest.UsageError(f"{path} cannot be read: {error.strerror}") from error
    if max(lines) > count:
        said = f"has {plural(count, 'line')}, so there is no scenario at line {max(lines)}"
        raise pytest.UsageError(f"{path} {said}")
