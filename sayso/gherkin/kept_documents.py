"""Documents kept between runs: a feature file is parsed once for its text, like Python's modules.

Whoever knows a folder that outlives the run, such as pytest's cache, names it here.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from hashlib import sha1
from pathlib import Path

import gherkin.parser
import orjson

import sayso.gherkin.parser
from sayso.gherkin.document import FeatureDocument

_FOLDERS: dict[Path, Path] = {}


def keep_in(folder: Path, root: Path) -> None:
    """From now on keep the documents of the project in `root` in this folder."""
    _FOLDERS[root] = folder


def kept(text: str, uri: str, path: Path, root: Path) -> FeatureDocument | None:
    """The document that an earlier run, or another process of this one, made of the same text."""
    with suppress(OSError, ValueError, KeyError):  # none is kept, or it was cut off
        data = orjson.loads((_FOLDERS[root] / _name(uri)).read_bytes())
        if data["text"] == text:
            return FeatureDocument.made(text, uri, path, data["ast"], data["pickles"])
    return None


def keep(document: FeatureDocument, root: Path) -> None:
    """Keep a document, whole or not at all: several processes may do so at once."""
    data = {"text": document.text, "ast": document.ast, "pickles": document.pickles}
    with suppress(OSError, KeyError):  # a full disk, or no folder to keep it in
        file = _FOLDERS[root] / _name(document.uri)
        written = file.with_suffix(f".{os.getpid()}")
        written.write_bytes(orjson.dumps(data))
        written.replace(file)


def _name(uri: str) -> str:
    """Another parser makes another document of the same text."""
    return f"{sha1(f'{_parser()} {uri}'.encode(), usedforsecurity=False).hexdigest()}.json"


@cache
def _parser() -> str:
    """When the code that makes documents was written; asking for its version reads much more."""
    modules = (gherkin.parser, sayso.gherkin.document, sayso.gherkin.parser)
    return " ".join(str(Path(str(each.__file__)).stat().st_mtime_ns) for each in modules)
