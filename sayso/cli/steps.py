"""`sayso steps`: the step definitions of a project, on the terminal, as JSON or as a page."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from sayso.cli.dry_run import collect
from sayso.project import project_root
from sayso.settings import Settings, SettingsError
from sayso.steps.catalogue import CatalogueEntry, catalogue
from sayso.steps.catalogue_json import as_json
from sayso.steps.catalogue_page import page
from sayso.text import plural

EXIT_NOTHING, EXIT_USAGE = 1, 2


def main(argv: Sequence[str], root: Path | None = None) -> int:
    """Show the step definitions of a project; 1 when none has the words asked for."""
    options = _parser().parse_args(argv)
    try:
        settings = Settings.at(root or project_root(Path.cwd()))
        collected = collect(settings)
    except SettingsError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command speaks to its caller
        return EXIT_USAGE
    files = [file for file in collected.files if hasattr(file, "document")]
    entries = catalogue(collected.definitions, ((file.document, file.registry) for file in files))
    found = [entry for entry in entries if entry.has_words(options.words)]
    if options.html:
        path = Path(options.html)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(found, settings.title), encoding="utf-8")
        print(f"{plural(len(found), 'step definition')} in {path}")  # noqa: T201
    elif options.format == "json":
        print(as_json(found, settings.title))  # noqa: T201
    else:
        print("\n".join(_listed(found)) or "No matching step definitions.")  # noqa: T201
    for problem in collected.broken:
        print(problem, file=sys.stderr)  # noqa: T201 - what it holds is missing above
    return 0 if found else EXIT_NOTHING


def _listed(entries: Sequence[CatalogueEntry]) -> Iterator[str]:
    for noun, group in groupby(entries, key=lambda entry: entry.noun):
        yield f"{noun.upper()}"
        for entry in group:
            yield from _lines(entry)
        yield ""


def _lines(entry: CatalogueEntry) -> Iterator[str]:
    definition = entry.definition
    yield f"  {definition}"
    if definition.docstring:
        yield f"      {definition.docstring.splitlines()[0]}"
    for name, kind, values in entry.parameters:
        like = f", like {', '.join(values)}" if values else ""
        yield f"      {name}: {kind}{like}"
    if entry.uses:
        first = entry.uses[0]
        yield from (f"      {line}".rstrip() for line in entry.example.split("\n"))
        yield f"      used {len(entry.uses)}x, first in {first.uri}:{first.line}"
    else:
        yield "      not used"
    yield f"      {definition.location}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sayso steps", description=__doc__)
    parser.add_argument("words", nargs="*", help="only step definitions with all these words")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument(
        "--html", metavar="FILE", help="write a page for people who write scenarios"
    )
    return parser
