"""An example in the words of pytest-bdd, for its executor and its hooks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sayso.gherkin.document import Ast, Example, FeatureDocument
from sayso.runner.pytest_bdd import DataTable, Feature, Rule, Scenario, Step
from sayso.steps.definition import KEYWORDS


def render(example: Example) -> Scenario:
    """The scenario with its steps, background first, and the row's values filled in."""
    node = example.scenario
    return Scenario(
        feature=feature_of(example.document),
        keyword=node["keyword"],
        name=example.name,
        line_number=node["location"]["line"],
        steps=list(_steps(example)),
        tags=_tags(node),
        description=node["description"],
        rule=_rule(example.rule),
    )


@lru_cache(maxsize=64)
def feature_of(document: FeatureDocument) -> Feature:
    """The feature of a document."""
    node = document.feature or {}
    return Feature(
        scenarios=OrderedDict(),
        filename=str(document.path),
        rel_filename=document.uri,
        language=node["language"],
        keyword=node["keyword"],
        name=node["name"],
        tags=_tags(node),
        background=None,
        line_number=node["location"]["line"],
        description=node["description"],
    )


def _steps(example: Example) -> list[Step]:
    kind, steps = "given", []
    for step in example.pickle["steps"]:
        node = example.document.node_of(step)
        kind = KEYWORDS.get(step["type"], kind)
        argument = step.get("argument", {})
        steps.append(
            Step(
                name=step["text"],
                type=kind,
                indent=node["location"]["column"] - 1,
                line_number=node["location"]["line"],
                keyword=node["keyword"].strip(),
                datatable=_table(node, argument),
                docstring=argument["docString"]["content"] if "docString" in argument else None,
            )
        )
    return steps


def _rule(node: Ast | None) -> Rule | None:
    if node is None:
        return None
    return Rule(
        keyword=node["keyword"],
        name=node["name"],
        description=node["description"],
        tags=_tags(node),
    )


def _table(node: Ast, argument: Mapping[str, Any]) -> DataTable | None:
    if "dataTable" not in argument:
        return None
    plain = node["dataTable"]
    filled = [
        {
            **row,
            "cells": [
                {**cell, **value} for cell, value in zip(row["cells"], new["cells"], strict=True)
            ],
        }
        for row, new in zip(plain["rows"], argument["dataTable"]["rows"], strict=True)
    ]
    return DataTable.from_dict({**plain, "rows": filled})


def _tags(node: Ast) -> set[str]:
    return {tag["name"].removeprefix("@") for tag in node["tags"]}
