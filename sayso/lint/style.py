"""The rules of style for features that can be checked: warnings, unless a project raises them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.gherkin.document import Ast, FeatureDocument, backgrounds_of, scenarios_of
from sayso.gherkin.problems import Problem
from sayso.values import Values

FORBIDDEN_IN_STEPS = ("click", "field", "button", "page", "URL", "JSON", "status")
FORBIDDEN_IN_TITLES = ("should", "test", "verify", "successfully")
MOST_STEPS = 8
MANY_STEPS = 5

_ORDER = ("Context", "Action", "Outcome")
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True)
class Style:
    """The words and sizes of the house; `[tool.sayso.check]` may say otherwise."""

    in_steps: re.Pattern[str]
    in_titles: re.Pattern[str]
    max_steps: int
    warn_steps: int

    @classmethod
    def of(cls, values: Values) -> Style:
        """The rules for some words; plurals and other endings of a word count too."""
        return cls(
            _any_of(values.texts("forbidden_step_words", FORBIDDEN_IN_STEPS)),
            _any_of(values.texts("forbidden_title_words", FORBIDDEN_IN_TITLES)),
            values.number("max_steps", MOST_STEPS),
            values.number("warn_steps", MANY_STEPS),
        )

    def findings(self, document: FeatureDocument) -> Iterator[Problem]:
        """Everything in a feature that reads against the rules."""
        feature = document.feature
        yield from _of_feature(document, feature)
        for background in backgrounds_of(feature):
            yield from self._of_steps(document, background)
        for _, scenario in scenarios_of(feature):
            yield from self._of_title(document, scenario)
            yield from self._of_steps(document, scenario)
            yield from self._of_shape(document, scenario)

    def _of_title(self, document: FeatureDocument, scenario: Ast) -> Iterator[Problem]:
        if found := self.in_titles.search(_QUOTED.sub("", scenario["name"])):
            reason = f'A title says what is special about the example; "{found[0]}" says nothing.'
            yield document.problem(
                scenario, reason, "Name the case itself.", "vague-title", "warning"
            )

    def _of_steps(self, document: FeatureDocument, scenario: Ast) -> Iterator[Problem]:
        for step in scenario["steps"]:
            text = _QUOTED.sub("", step["text"])
            if found := self.in_steps.search(text):
                reason = f'"{found[0]}" describes the UI.'
                yield document.problem(
                    step, reason, "Describe the behaviour.", "ui-wording", "warning"
                )
            if re.match(r"I\b", text):
                reason = 'A step names who acts; "I" could be anybody.'
                yield document.problem(
                    step, reason, "Write a name, like Ada.", "first-person", "warning"
                )

    def _of_shape(self, document: FeatureDocument, scenario: Ast) -> Iterator[Problem]:
        kinds = [step["keywordType"] for step in scenario["steps"]]
        whens = [step for step in scenario["steps"] if step["keywordType"] == "Action"]
        for second in whens[1:]:
            remedy = "Keep the one event; what happened before it is a Given."
            yield document.problem(
                second, "A scenario has one When.", remedy, "multiple-when", "warning"
            )
        ranks = [_ORDER.index(kind) for kind in kinds if kind in _ORDER]
        if ranks != sorted(ranks) and len(whens) < 2:
            reason = "The steps are not in the order Given, When, Then."
            yield document.problem(
                scenario, reason, "Put them in order.", "keyword-order", "warning"
            )
        yield from self._of_size(document, scenario)

    def _of_size(self, document: FeatureDocument, scenario: Ast) -> Iterator[Problem]:
        count = len(scenario["steps"])
        reason = f"The scenario has {count} steps."
        if count > self.max_steps:
            remedy = f"More than {self.max_steps} hide the point: let one step say several."
            yield document.problem(scenario, reason, remedy, "too-long", "warning")
        elif count > self.warn_steps:
            remedy = f"More than {self.warn_steps} are a smell: is each of them needed here?"
            yield document.problem(scenario, reason, remedy, "long-scenario", "warning")


def _of_feature(document: FeatureDocument, feature: Ast) -> Iterator[Problem]:
    if not feature["description"].strip():
        reason = "The feature does not say why anybody cares."
        remedy = "Add two lines of prose below its title."
        yield document.problem(feature, reason, remedy, "no-description", "warning")
    folder, stem = document.path.parent.name, document.path.stem
    tags = {tag["name"]: tag for tag in feature["tags"]}
    if f"@{folder}" in tags:
        reason = f"The folder already says {folder}."
        yield document.problem(
            tags[f"@{folder}"], reason, "Take the tag out.", "tag-repeats-folder", "warning"
        )
    if folder.casefold() in stem.casefold().split("_"):
        reason = f'The file repeats the name of its folder, "{folder}".'
        yield document.problem(
            feature, reason, "Name it by what people do there.", "file-name", "warning"
        )
    elif feature["language"] == "en" and not stem.split("_")[0].endswith("ing"):
        reason = f'"{stem}" does not say what people do.'
        yield document.problem(
            feature, reason, "Begin it with a verb: paying_by_card.", "file-name", "warning"
        )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in words) or r"(?!)"
    return re.compile(rf"\b(?:{listed})(?:s|ed|es|ing)?\b", re.IGNORECASE)
