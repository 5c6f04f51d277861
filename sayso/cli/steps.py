"""`sayso steps`: the sentences that can be used, on the terminal or as a page."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from sayso.gherkin.document import FeatureDocument
from sayso.gherkin.problems import FeatureError
from sayso.gherkin.reader import read_feature
from sayso.settings import Settings, SettingsError
from sayso.steps.catalogue import Sentence, catalogue
from sayso.steps.catalogue_page import page
from sayso.steps.features import feature_files
from sayso.steps.suggestions import shown
from sayso.steps.suite import Suite
from sayso.text import plural

NOTHING_FOUND, MISUSED = 1, 2


def main(argv: Sequence[str], root: Path) -> int:
    """Show the sentences of the project in `root`; 1 when none has the words asked for."""
    options = _parser().parse_args(argv)
    try:
        settings = Settings.at(root)
    except SettingsError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command speaks to its caller
        return MISUSED
    features = list(_documents(settings))
    known = Suite.at(settings, [each.path for each in features]).definitions()
    sentences = catalogue(known.all, ((each, known.index(each.path)) for each in features))
    found = [each for each in sentences if each.says(options.words)]
    if options.html:
        path = Path(options.html)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(found, settings.title), encoding="utf-8")
        print(f"{plural(len(found), 'sentence')} in {path}")  # noqa: T201
    else:
        print("\n".join(_listed(found)) or "No sentence has these words.")  # noqa: T201
    return 0 if found else NOTHING_FOUND


def _documents(settings: Settings) -> Iterator[FeatureDocument]:
    """The features that can be read; what is wrong with the others is for `sayso check`."""
    for path in feature_files(settings.features, settings.root):
        try:
            yield read_feature(path, settings.root)
        except FeatureError:
            continue


def _listed(sentences: Sequence[Sentence]) -> Iterator[str]:
    for noun, group in groupby(sentences, key=lambda sentence: sentence.noun):
        yield f"{noun.upper()}"
        for sentence in group:
            yield from _told(sentence)
        yield ""


def _told(sentence: Sentence) -> Iterator[str]:
    definition = sentence.definition
    yield f"  {shown(definition)}"
    if definition.docstring:
        yield f"      {definition.docstring.splitlines()[0]}"
    for name, kind, values in sentence.parameters:
        like = f", like {', '.join(values)}" if values else ""
        yield f"      {name}: {kind}{like}"
    if sentence.uses:
        first = sentence.uses[0]
        yield from (f"      {line}".rstrip() for line in sentence.example.split("\n"))
        yield f"      used {len(sentence.uses)}x, first in {first.uri}:{first.line}"
    else:
        yield "      not used"
    yield f"      {definition.location}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sayso steps", description=__doc__)
    parser.add_argument("words", nargs="*", help="only sentences that have all these words")
    parser.add_argument(
        "--html", metavar="FILE", help="write a page for people who write scenarios"
    )
    return parser
