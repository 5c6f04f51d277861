"""A feature file from its bytes to a document, with a plain word for what cannot be read."""

from __future__ import annotations

from pathlib import Path

from gherkin.errors import CompositeParserException, ParserException

from sayso.gherkin.document import FeatureDocument
from sayso.gherkin.parse_errors import parser_problems
from sayso.gherkin.problems import FeatureError, Problem

_BYTE_ORDER_MARKS = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_SAVE_AS_UTF8 = "Save the file as UTF-8."

_READ: dict[str, FeatureDocument] = {}


def uri_of(path: Path, root: Path) -> str:
    """What a file is called in reports: relative to `root`, with `/` everywhere."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def read_feature(path: Path, root: Path) -> FeatureDocument:
    """The document in `path`, parsed once for its text; raises FeatureError with the reasons."""
    uri = uri_of(path, root)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _refused(uri, 1, "", *_unreadable(path, error)) from error
    text = decode(content, uri)
    known = already_read(uri, text)
    if known is None or known.path != path:
        known = _READ[uri] = parse(text, uri, path)
    return known


def _unreadable(path: Path, error: OSError) -> tuple[str, str]:
    if path.is_symlink() and not path.exists():
        return f"Broken link to {path.readlink()}.", "Repair or delete it."
    return (
        f"The file cannot be read: {error.strerror}.",
        "Make it readable for the user who runs this.",
    )


def already_read(uri: str, text: str) -> FeatureDocument | None:
    """The document that this process made of this text before, if it did."""
    known = _READ.get(uri)
    return known if known is not None and known.text == text else None


def decode(content: bytes, uri: str) -> str:
    """The text of a file; raises FeatureError when it is no plain UTF-8 text."""
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            raise _refused(uri, 1, "", f"The file is written in {encoding}.", _SAVE_AS_UTF8)
    if b"\x00" in content:
        line = content[: content.index(b"\x00")].count(b"\n") + 1
        raise _refused(
            uri, line, "", "This is not a text file: it contains a zero byte.", _SAVE_AS_UTF8
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong_encoding(content, error, uri) from error


def parse(text: str, uri: str, path: Path) -> FeatureDocument:
    """The document of a text; raises FeatureError with every place the parser stumbled over."""
    for number, line in enumerate(text.split("\n"), start=1):
        if "\r" in line.rstrip("\r"):
            reason = "Unsupported line ending (CR)."
            raise _refused(uri, number, line, reason, "Save the file with LF or CRLF.")
    try:
        document = FeatureDocument.of(text, uri, path)
    except CompositeParserException as error:
        raise FeatureError(parser_problems(error.errors, text, uri)) from error
    except ParserException as error:
        raise FeatureError(parser_problems([error], text, uri)) from error
    if document.feature is None:
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
