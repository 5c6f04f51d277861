"""The templates and what they may call; everything they print is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from markupsafe import Markup

from sayso.report.html import timeline, urls, wording
from sayso.report.html.evidence import is_picture
from sayso.report.html.overview import colour
from sayso.report.html.prose import first_sentence, prose
from sayso.report.html.steps import run_steps, tells, written
from sayso.report.model import Attempt, Outcome, StepRun
from sayso.report.outcome import State, counted
from sayso.report.reason import (
    behind,
    came_after,
    reason_of,
    reason_of_attempt,
    reason_of_part,
    untried,
)
from sayso.text import plural

# The order of a bar: what is good first, what was not run last.
BAR = (
    *(State.WORKS, State.FLAKY, State.SKIPPED, State.KNOWN_BUG, State.QUARANTINED),
    *(State.NOT_AUTOMATED, State.INTERRUPTED, State.FAILS, State.NOT_RUN, State.DESELECTED),
)


@cache
def environment() -> Environment:
    found = Environment(
        loader=PackageLoader("sayso.report.html"),
        bytecode_cache=FileSystemBytecodeCache(),  # compiling them anew takes a tenth of drawing
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(
        as_written=written,
        behind=behind,
        colour=lambda group: colour(group).key,
        command=urls.command,
        duration=wording.duration,
        counted=counted,
        first_sentence=first_sentence,
        folded=timeline.folded,
        folder_anchor=urls.folder_anchor,
        in_bar_order=in_bar_order,
        in_words=wording.in_words,
        moment=wording.moment,
        pieces=pieces,
        plural=plural,
        prose=prose,
        reason=reason,
        sentence=sentence,
        time=wording.time_element,
        tag_anchor=urls.tag_anchor,
        untried=untried,
    )
    found.tests.update(picture=is_picture, telling=tells)
    found.globals.update(badge=badge, run_steps=run_steps)
    return found


@cache
def asset(name: str) -> str:
    return resources.files("sayso.report.html").joinpath("assets", name).read_text("utf-8")


@cache  # a page has one for each of its scenarios
def badge(state: State) -> Markup:
    return Markup('<span class="b {}"><i aria-hidden="true">{}</i>{}</span>').format(
        state.key, state.sign, state.word
    )


def pieces(counts: Mapping[State, int]) -> list[dict[str, Any]]:
    """The parts of a bar in percent."""
    total = sum(counts.values())
    found, start = [], 0.0
    for state, count in in_bar_order(counts):
        width = 100 * count / total
        found.append({"key": state.key, "start": f"{start:.4g}", "width": f"{width:.4g}"})
        start += width
    return found


def in_bar_order(counts: Mapping[State, int]) -> list[tuple[State, int]]:
    return [(state, counts[state]) for state in BAR if counts.get(state)]


def reason(subject: Outcome | Attempt | StepRun) -> str:
    if isinstance(subject, Outcome):
        return sentence(reason_of(subject))
    if isinstance(subject, Attempt):
        after = "All steps worked, but afterwards: " if came_after(subject) else ""
        return sentence(after + reason_of_attempt(subject))
    return sentence(reason_of_part(subject))


def sentence(text: str) -> str:
    """With a capital letter, as a sentence begins."""
    return text[:1].upper() + text[1:]
