"""A feature file from its bytes to a document, with a plain word for what cannot be read."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from gherkin.errors import ParserError

from sayso.gherkin.document import FeatureDocument
from sayso.gherkin.kept_documents import keep, kept
from sayso.gherkin.problems import FeatureError, Problem

_SAVE_AS_UTF8 = "Save the file as UTF-8."

_READ: dict[str, FeatureDocument] = {}


def uri_of(path: Path, root: Path) -> str:
    """What a file is called in reports: relative to `root`, with `/` everywhere."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def read_feature(path: Path, root: Path) -> FeatureDocument:
    """The document in `path`, parsed once for its text; raises FeatureError with the reasons."""
    uri = uri_of(path, root)
    _refuse_name(uri)
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = f"The file cannot be read: {error.strerror}."
        remedy = "Make it readable for the user who runs this, or delete it."
        raise _refused(uri, 1, "", reason, remedy) from error
    text = decode(content, uri)
    known = already_read(uri, text)
    if known is None or known.path != path:
        known = kept(text, uri, path, root)
        if known is None:
            known = parse(text, uri, path)
            keep(known, root)
        _READ[uri] = known
    return known


def _refuse_name(uri: str) -> None:
    """Raises FeatureError for a name that a report cannot hold, or that pytest changes in ids."""
    shown = uri.encode("utf-8", "backslashreplace").decode()
    if shown != uri:
        raise _refused(shown, 1, "", "The name of the file is not UTF-8.", "Rename the file.")
    if "\\" in uri:
        reason = "The name of the file has a backslash, which pytest takes for a slash."
        raise _refused(uri, 1, "", reason, "Rename the file.")


def already_read(uri: str, text: str) -> FeatureDocument | None:
    """The document that this process made of this text before, if it did."""
    known = _READ.get(uri)
    return known if known is not None and known.text == text else None


def decode(content: bytes, uri: str) -> str:
    """The text of a file; raises FeatureError when it is no plain UTF-8 text."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise _refused(uri, 1, "", "The file is written in UTF-16.", _SAVE_AS_UTF8)
    if b"\x00" in content:
        raise _refused(uri, 1, "", "This is not a text file.", _SAVE_AS_UTF8)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong_encoding(content, error, uri) from error


def parse(text: str, uri: str, path: Path) -> FeatureDocument:
    """The document of a text; raises FeatureError with every place the parser stumbled over."""
    try:
        document = FeatureDocument.of(text, uri, path)
    except ParserError as error:  # one, or all of them
        from sayso.gherkin.parse_errors import parser_problems  # most files have none

        errors = getattr(error, "errors", [error])
        raise FeatureError(parser_problems(errors, text, uri)) from error
    if not document.ast.get("feature"):
        reason = "The file contains comments only." if text.strip() else "The file is empty."
        remedy = 'Begin with "Feature:" and a title, or delete the file.'
        raise _refused(uri, 1, text.strip()[:200], reason, remedy)
    return document


def _wrong_encoding(content: bytes, error: UnicodeDecodeError, uri: str) -> FeatureError:
    line = content[: error.start].count(b"\n") + 1
    text = content.splitlines()[line - 1].decode("latin-1") if content.splitlines() else ""
    reason = f"The byte 0x{content[error.start]:02X} is not UTF-8; perhaps it was saved as Latin-1."
    return _refused(uri, line, text, reason, _SAVE_AS_UTF8)


def _refused(uri: str, line: int, text: str, reason: str, remedy: str) -> FeatureError:
    return FeatureError([Problem(uri, line, text, reason, remedy, "unreadable")])
