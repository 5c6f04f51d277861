"""Tags and folders as markers, so that `-m "smoke and purchase"` works by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sayso.collection.discovery import (
    holds_features,
    is_ignored,
    norecurse_folders,
    norecurse_reason,
    path_of,
)
from sayso.gherkin.reader import uri_of
from sayso.lint.tags import PROJECT, TagRules, can_be_marker, parted
from sayso.runner.pytest_bdd import markers_of
from sayso.settings import Settings

TAG_RULES = pytest.StashKey[TagRules]()
MARKS = pytest.StashKey[dict[tuple[Path, str], tuple[pytest.Mark, ...]]]()


OWN = (
    "needs(name): not run where the target does not offer what is named",
    "alone_with(resource): never at the same time as another that claims this resource",
)


def declare_markers(config: pytest.Config) -> None:
    """Declare the markers of sayso, and every folder below the feature folders as one."""
    for line in OWN:
        config.addinivalue_line("markers", line)
    for folder in _folders(config):
        config.addinivalue_line("markers", _as_marker(folder, config))


def refuse_folders(config: pytest.Config) -> None:
    """Raises UsageError for a folder whose name would skip its scenarios, or lose them."""
    refused = tag_rules(config).with_effect
    folders = list(_folders(config))
    for folder in folders:
        if folder.name in refused and holds_features(folder):
            said = f"the folder counts as the tag @{folder.name}, which is a marker with an effect"
            raise pytest.UsageError(
                f"{_shown(folder, config)}: {said} of its own; rename the folder"
            )
    given = {path_of(argument, config) for argument in config.args}
    ignored = partial(is_ignored, config=config, hooks=lambda _: config.hook)
    for folder in norecurse_folders(
        folders, config.rootpath, config.getini("norecursedirs"), ignored
    ):
        if not (given.isdisjoint(folder.parents) or _is_left_out(folder, config)):
            raise pytest.UsageError(
                f"{_shown(folder, config)}: {'; '.join(norecurse_reason(folder))}"
            )


def _is_left_out(folder: Path, config: pytest.Config) -> bool:
    """Whether the command line says that pytest is to ignore a folder."""
    paths = config.getoption("ignore", None) or ()
    patterns = config.getoption("ignore_glob", None) or ()
    globs = (str(path_of(each, config)) for each in patterns)
    return folder in {path_of(each, config) for each in paths} or any(
        fnmatch(str(folder), each) for each in globs
    )


def _shown(folder: Path, config: pytest.Config) -> str:
    return folder.relative_to(config.rootpath).as_posix()


def usable_tags(config: pytest.Config) -> frozenset[str]:
    """What some scenario may carry: no folder without features, and no marker with arguments."""
    empty = {_as_marker(each, config) for each in _folders(config) if not holds_features(each)}
    markers = (line for line in config.getini("markers") if line not in empty)
    return TagRules.of(markers, ()).usable


def _as_marker(folder: Path, config: pytest.Config) -> str:
    return f"{folder.name}: scenarios in {_shown(folder, config)}"


def _folders(config: pytest.Config) -> Iterator[Path]:
    for root in Settings.of(config).features:
        yield from sorted(each for each in root.glob("**/*/") if each.is_dir())


def tag_rules(config: pytest.Config) -> TagRules:
    """The tags this run knows, read once when the first feature file is collected."""
    if TAG_RULES not in config.stash:
        markers = config.getini("markers")
        file = uri_of(config.inipath, config.rootpath) if config.inipath else PROJECT
        config.stash[TAG_RULES] = TagRules.of(markers, Settings.of(config).tags, file)
    return config.stash[TAG_RULES]


def folders_of(path: Path, config: pytest.Config) -> Iterator[str]:
    """The folders between the feature folder and a feature file."""
    for root in Settings.of(config).features:
        if path.is_relative_to(root):
            yield from path.relative_to(root).parts[:-1]


def apply_folder(node: pytest.Collector) -> None:
    """Mark a feature file with the folders it lies in."""
    for folder in folders_of(node.path, node.config):
        _mark(node, folder)


def apply_tags(node: pytest.Collector | pytest.Item, tags: Iterable[Mapping[str, Any]]) -> None:
    """Mark a node with its own tags; the ones it inherits sit on its parents."""
    for tag in tags:
        _mark(node, tag["name"].removeprefix("@"))


def _mark(node: pytest.Collector | pytest.Item, tag: str) -> None:
    for mark in _marks(node, tag):
        node.own_markers.append(mark)
        node.keywords[mark.name] = mark


def _marks(node: pytest.Collector | pytest.Item, tag: str) -> tuple[pytest.Mark, ...]:
    """What pytest_bdd_apply_tag makes of a tag; asked once for each tag and folder."""
    known = node.config.stash.setdefault(MARKS, {})
    key = node.path.parent, tag
    if key not in known:
        known[key] = tuple(_applied(node, tag))
    return known[key]


def _applied(node: pytest.Collector | pytest.Item, tag: str) -> Iterable[pytest.Mark]:
    config = node.config
    rules = tag_rules(config)
    if rules.gives_argument(tag):
        name, argument = parted(tag)
        return (getattr(pytest.mark, name)(argument).mark,)
    if not (rules.knows(tag) and can_be_marker(tag)):
        return ()  # a problem of the file, or a tag for expressions and the report only
    if tag not in rules.declared:
        config.addinivalue_line("markers", f"{tag}: one of the tags allowed by a pattern")

    def scenario() -> None:
        """Stands in for every scenario that carries the tag."""

    node.ihook.pytest_bdd_apply_tag(tag=tag, function=scenario)
    return markers_of(scenario)
