"""The official test data of Gherkin is read as the official parser reads it, or refused by line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest
from gherkin.errors import ParserError
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler, GherkinDocumentWithURI

from sayso.gherkin.document import FeatureDocument
from sayso.gherkin.parser import QuickParser
from sayso.gherkin.problems import FeatureError, Problem
from sayso.gherkin.reader import decode, parse
from sayso.lint.feature_rules import problems_of
from sayso.lint.tags import TagRules

DATA = Path(__file__).parents[2] / "compat/gherkin_testdata"
GOOD = sorted((DATA / "good").glob("*.feature.txt"))
BAD = sorted((DATA / "bad").glob("*.feature.txt"))
# Told where it was left open, as the line after the last one shows nobody anything.
LEFT_OPEN = {
    "file_ends_with_open_docstring": [4],
    "unexpected_end_of_file": [2],
    "unexpected_eof": [6],
}
ANY_TAG = TagRules.of((), ("*",))


def name_of(path: Path) -> str:
    return path.name.removesuffix(".feature.txt")


def read(path: Path) -> FeatureDocument:
    return parse(decode(path.read_bytes(), path.name), path.name, path)


def problems(path: Path) -> list[Problem]:
    """Everything said about a file, whether it can be parsed or not."""
    try:
        return problems_of(read(path), ANY_TAG)
    except FeatureError as error:
        return error.problems


def without_ids(node: Any) -> Any:
    if isinstance(node, dict):
        left_out = ("id", "astNodeIds", "astNodeId", "uri")
        return {key: without_ids(value) for key, value in node.items() if key not in left_out}
    return [without_ids(each) for each in node] if isinstance(node, list) else node


def test_the_data_is_there() -> None:
    assert len(GOOD) > 40
    assert len(BAD) > 10


@pytest.mark.parametrize("path", GOOD, ids=name_of)
def test_good_files_are_read_as_the_official_parser_reads_them(path: Path) -> None:
    text = decode(path.read_bytes(), path.name)
    official = cast("GherkinDocumentWithURI", {**Parser().parse(text), "uri": path.name})
    ours = FeatureDocument.of(text, path.name, path)
    assert without_ids(ours.ast) == without_ids(official)
    assert without_ids(ours.pickles) == without_ids(Compiler().compile(official))
    assert len(ours.examples) == len(ours.pickles)


@pytest.mark.parametrize("path", [*GOOD, *BAD], ids=name_of)
def test_the_quick_parser_stumbles_where_the_official_one_does(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    def outcome(parser: Parser) -> str:
        try:
            return json.dumps(parser.parse(text), sort_keys=True)
        except ParserError as error:
            return str(error)

    assert outcome(QuickParser()) == outcome(Parser())


@pytest.mark.parametrize("path", BAD, ids=name_of)
def test_bad_files_are_refused_at_the_official_lines(path: Path) -> None:
    errors = path.with_name(path.name.removesuffix(".txt") + ".errors.ndjson")
    expected = [
        json.loads(line)["parseError"]["source"]["location"]["line"]
        for line in errors.read_text(encoding="utf-8").splitlines()
    ]
    found = problems(path)
    assert [problem.line for problem in found] == LEFT_OPEN.get(name_of(path), expected)
    assert all(problem.reason and problem.remedy for problem in found)


@pytest.mark.parametrize("path", GOOD, ids=name_of)
def test_every_scenario_of_a_good_file_is_kept_or_complained_about(path: Path) -> None:
    said = problems(path)
    assert all(problem.line > 0 for problem in said)
    if not said:
        examples = read(path).examples
        assert examples
        assert len({example.identity for example in examples}) == len(examples)
        assert all(example.pickle["steps"] for example in examples)


@pytest.mark.parametrize("path", [*GOOD, *BAD], ids=name_of)
def test_a_file_cut_off_anywhere_is_read_or_refused_with_a_reason(path: Path) -> None:
    whole = path.read_bytes()
    pieces = [whole[:end] for end in range(0, len(whole), max(37, len(whole) // 10))]
    for piece in pieces:
        assert all(problem.reason for problem in refusals(piece))


def refusals(content: bytes) -> list[Problem]:
    """Why a file cannot be parsed; nothing when it can."""
    try:
        parse(decode(content, "cut"), "cut", Path("cut"))
    except FeatureError as error:
        return error.problems
    return []
