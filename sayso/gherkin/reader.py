"""A feature file from its bytes to a document, with a plain word for what cannot be read."""

from __future__ import annotations

from pathlib import Path

from gherkin.errors import CompositeParserException, ParserException

from sayso.gherkin.document import FeatureDocument
from sayso.gherkin.parse_errors import parser_problems
from sayso.gherkin.problems import FeatureError, Problem

LARGEST_FILE = 5_000_000  # bytes; a feature of a thousand scenarios has a tenth of it
LONGEST_LINE = 10_000  # characters; the parser needs seconds for lines of megabytes

_BYTE_ORDER_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
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
        return f"This is a link to {path.readlink()}, which is not there.", "Mend or delete it."
    return f"The file cannot be read: {error.strerror}.", "Let whoever runs this read it."


def already_read(uri: str, text: str) -> FeatureDocument | None:
    """The document that this process made of this text before, if it did."""
    known = _READ.get(uri)
    return known if known is not None and known.text == text else None


def decode(content: bytes, uri: str) -> str:
    """The text of a file; raises FeatureError when it is no plain UTF-8 text of a sane size."""
    if len(content) > LARGEST_FILE:
        said = f"The file has {len(content):,} bytes; a feature file has at most {LARGEST_FILE:,}."
        raise _refused(uri, 1, "", said, "Split it by rule or part of the business.")
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            raise _refused(uri, 1, "", f"The file is written in {encoding}.", _SAVE_AS_UTF8)
    if b"\x00" in content:
        line = content[: content.index(b"\x00")].count(b"\n") + 1
        raise _refused(uri, line, "", "This is no text: it holds a zero byte.", _SAVE_AS_UTF8)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong_encoding(content, error, uri) from error


def parse(text: str, uri: str, path: Path) -> FeatureDocument:
    """The document of a text; raises FeatureError with every place the parser stumbled over."""
    for number, line in enumerate(text.split("\n"), start=1):
        if "\r" in line.rstrip("\r"):
            said = "A line ends with a lone carriage return, so Gherkin reads the next as its tail."
            raise _refused(
                uri, number, line, said, "Save the file with line ends of Unix or Windows."
            )
        if len(line) > LONGEST_LINE:
            said = f"The line has {len(line):,} characters; a line has at most {LONGEST_LINE:,}."
            raise _refused(uri, number, line, said, "Shorten it, or put the text into a fixture.")
    try:
        document = FeatureDocument.of(text, uri, path)
    except CompositeParserException as error:
        raise FeatureError(parser_problems(error.errors, text, uri)) from error
    except ParserException as error:
        raise FeatureError(parser_problems([error], text, uri)) from error
    if document.feature is None:
        raise _refused(uri, 1, text.strip()[:200], *_nothing(text))
    return document


def _nothing(text: str) -> tuple[str, str]:
    remedy = 'Begin with "Feature:" and what the feature promises, or delete the file.'
    if not text.strip():
        return "The file is empty, so it promises and checks nothing.", remedy
    return "The file holds comments only, so it checks nothing.", remedy


def _wrong_encoding(content: bytes, error: UnicodeDecodeError, uri: str) -> FeatureError:
    line = content[: error.start].count(b"\n") + 1
    text = content.splitlines()[line - 1].decode("latin-1") if content.splitlines() else ""
    reason = f"The byte 0x{content[error.start]:02X} is not UTF-8; perhaps it was saved as Latin-1."
    return _refused(uri, line, text, reason, _SAVE_AS_UTF8)


def _refused(uri: str, line: int, text: str, reason: str, remedy: str) -> FeatureError:
    return FeatureError([Problem(uri, line, text, reason, remedy, "unreadable")])
