"""`context.execute_steps`: a step of behave that runs others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sayso.behave.context import Context
from sayso.behave.matchers import KNOWN
from sayso.gherkin.document import FeatureDocument
from sayso.steps.definition import KEYWORDS

_LOWER_CASE = re.compile(r"^\s*(?:given|when|then|and|but)\b", re.MULTILINE)


def execute_steps(context: Context, text: str) -> bool:
    """Run the steps of `text` as parts of the step that calls; the report does not know them.

    Raises what they raise, and LookupError for one that nobody defined.
    """
    steps = _LOWER_CASE.sub(lambda found: found[0].title(), text)
    document = FeatureDocument.of(f"Feature:\nScenario:\n{steps}\n", "execute_steps", Path())
    table, own_text = context.table, context.text
    for step in document.examples[0].pickle["steps"]:
        _run(context, step)
    context.table, context.text = table, own_text
    return True


def _run(context: Context, step: dict[str, Any]) -> None:
    argument, keyword = step.get("argument", {}), KEYWORDS.get(step["type"])
    rows = argument.get("dataTable", {}).get("rows", ())
    cells = [[cell["value"] for cell in row["cells"]] for row in rows] or None
    for kind, parser, function in sorted(KNOWN, key=lambda known: known[0] is None):
        found = parser.parse_arguments(step["text"]) if kind in (None, keyword) else None
        if found:
            function(context, *found.values(), cells, argument.get("docString", {}).get("content"))
            return
    raise LookupError(f"execute_steps: no definition for {keyword} {step['text']!r}")
