"""The private names of pytest-bdd and pytest that sayso leans on to run scenarios.

pytest-bdd looks a step up by scanning all fixtures of the session, for every step. sayso asks once
which definitions a folder can see, and hands the one that fits to pytest-bdd's own executor.
`tests/sayso/runner/test_pytest_bdd.py` fails when one of the originals changes, or
when another file uses a private name.
"""

# ruff: noqa: SLF001 - holding private names is what this file is for

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from inspect import isgeneratorfunction, signature
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest
import pytest_bdd.plugin
from _pytest.compat import getfuncargnames
from _pytest.fixtures import FuncFixtureInfo as FuncFixtureInfo
from _pytest.fixtures import call_fixture_func
from _pytest.nodeid import NodeId
from _pytest.outcomes import Failed
from _pytest.outcomes import Skipped as Skipped
from _pytest.python import CallSpec as CallSpec
from _pytest.python import FunctionDefinition, Metafunc
from _pytest.scope import Scope
from _pytest.skipping import evaluate_skip_marks, evaluate_xfail_marks
from pytest_bdd.compat import get_fixture_names, getfixturedefs, inject_fixture
from pytest_bdd.gherkin_parser import DataTable as DataTable
from pytest_bdd.parser import Feature as Feature
from pytest_bdd.parser import Rule as Rule
from pytest_bdd.parser import Scenario as Scenario
from pytest_bdd.parser import ScenarioTemplate
from pytest_bdd.parser import Step as Step
from pytest_bdd.parsers import StepParser
from pytest_bdd.reporting import scenario_reports_registry
from pytest_bdd.scenario import (
    STEP_ARGUMENT_DATATABLE,
    STEP_ARGUMENT_DOCSTRING,
    parse_step_arguments,
    scenario_wrapper_template_registry,
)
from pytest_bdd.steps import StepFunctionContext as StepFunctionContext
from pytest_bdd.steps import StepNamePrefix, step_function_context_registry

from sayso.steps.soft import is_soft
from sayso.steps.step_argument import Table


def visible_step_contexts(node: pytest.Collector) -> Iterator[tuple[str, StepFunctionContext]]:
    """Step definitions a node can see, farthest first, each with the node id it is bound to.

    "trace", which pytest-bdd itself defines, is left out: it would stop a run for a debugger.
    """
    manager = node.session._fixturemanager
    for name in get_fixture_names(manager):
        if not name.startswith(StepNamePrefix.step_def.value):
            continue
        for definition in getfixturedefs(manager, name, node) or ():
            context = step_function_context_registry.get(definition.func)
            if context is not None and context.step_func.__module__ != pytest_bdd.plugin.__name__:
                yield definition.baseid, context


def step_contexts() -> Iterator[tuple[str, StepFunctionContext]]:
    """Every step definition that was imported, with the class it stands in, or ""."""
    for context in list(step_function_context_registry.values()):
        owner = getattr(context.step_func, "__qualname__", "").rpartition(".")[0]
        yield "" if owner.endswith("<locals>") else owner, context


def define_step(
    holder: ModuleType, kind: Any, parser: StepParser, function: Callable[..., object]
) -> None:
    """Register a step definition in a module that is not the one in which it was written."""
    context = StepFunctionContext(
        type=kind, step_func=function, parser=parser, converters={}, target_fixture=None
    )

    def marker() -> StepFunctionContext:
        return context

    step_function_context_registry[marker] = context
    number = f"{len(vars(holder)):06}"  # pytest reads a module's fixtures by alphabet
    name = f"{StepNamePrefix.step_def.value}_{number}_{parser.name}"
    vars(holder)[name] = pytest.fixture(name=name)(marker)


def register_below(
    config: pytest.Config, module: ModuleType, name: str, folders: Sequence[Path]
) -> None:
    """Register a module whose hooks act below some folders only, as those of a conftest.py do.

    A plugin called like a conftest.py has fixtures that wait for its folder, which is none here:
    `parse_fixtures` makes them visible.
    """
    manager = config.pluginmanager
    if not hasattr(manager, "sayso_modules"):
        _extend_conftests(manager)
    manager.sayso_modules.append((module, tuple(folders)))  # type: ignore[attr-defined]
    manager._conftest_plugins.add(module)
    manager.register(module, str(config.rootpath / f"<{name}>" / "conftest.py"))


def _extend_conftests(manager: pytest.PytestPluginManager) -> None:
    """Let pytest count the modules among the conftest.py files of their folders."""
    original = manager._getconftestmodules
    below: list[tuple[ModuleType, tuple[Path, ...]]] = []
    known: dict[Path, list[ModuleType]] = {}  # each hook of each test asks again
    counted = 0

    def conftests(path: Path) -> Sequence[ModuleType]:
        nonlocal counted
        if len(below) != counted:
            known.clear()
            counted = len(below)
        if path not in known:
            above = {path, *path.parents}
            known[path] = [each for each, folders in below if not above.isdisjoint(folders)]
        return [*known[path], *original(path)]

    vars(manager)["sayso_modules"] = below
    vars(manager)["_getconftestmodules"] = conftests


def parse_fixtures(module: ModuleType, node: pytest.Collector) -> None:
    """Make the fixtures and step definitions of a module visible below a node."""
    manager = node.session._fixturemanager
    manager.parsefactories(holder=module, node=node)


def bound_scenario(item: pytest.Item) -> ScenarioTemplate | None:
    """The scenario that a test of pytest-bdd's scenarios() or @scenario is bound to."""
    function = getattr(item, "obj", None)
    try:
        return scenario_wrapper_template_registry.get(function)  # type: ignore[arg-type]
    except TypeError:  # no function, and nothing that could be a key
        return None


def take_off_count(config: pytest.Config, number: int) -> None:
    """Take tests that are left to others off the number that pytest says it collected."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        reporter._numcollected -= number


def is_excused(item: pytest.Item) -> bool:
    """Whether a marker says that a test is skipped or expected to fail."""
    return evaluate_skip_marks(item) is not None or evaluate_xfail_marks(item) is not None


def fixture_info(
    parent: pytest.Module, names: Sequence[str]
) -> tuple[FuncFixtureInfo, Sequence[CallSpec]]:
    """What every scenario needs, with the closure of `names` beside it, and the parameter sets.

    Only the fixtures that are certainly set up are bound to a definition now. The rest is looked up
    when a step asks, because an earlier step may have given a value of the same name.
    """
    manager = parent.session._fixturemanager
    definition = FunctionDefinition.from_parent(parent, name="scenario", callobj=lambda: None)
    info = definition._fixtureinfo
    closure, found = manager.getfixtureclosure(
        parentnode=definition, initialnames=(*info.initialnames, *names), ignore_args=frozenset()
    )
    metafunc = Metafunc(
        definition=definition,
        fixtureinfo=FuncFixtureInfo(info.argnames, info.initialnames, closure, found),
        config=parent.config,
        module=parent.obj,
        _ispytest=True,
    )
    parent.ihook.pytest_generate_tests(metafunc=metafunc)
    metafunc._recompute_direct_params_indices()
    bound = FuncFixtureInfo(info.argnames, info.initialnames, closure, info.name2fixturedefs)
    return bound, _named(metafunc._calls)


def _named(calls: Sequence[CallSpec]) -> Sequence[CallSpec]:
    """The parameter sets; a single one, like the only browser, leaves the name as it is."""
    return [replace(calls[0], _idlist=())] if len(calls) == 1 else calls


def with_row(callspec: CallSpec | None, row: Sequence[tuple[str, str]]) -> CallSpec | None:
    """The parameter set of a row of an outline: plugins tell rows apart by pytest-bdd's parameter.

    allure-pytest-bdd takes its parameters and the identity of a test from there.
    """
    if not row:
        return callspec
    known = callspec or CallSpec()
    name, scope = "_pytest_bdd_example", Scope.Function
    params, scopes = {**known.params, name: dict(row)}, {**known._arg2scope, name: scope}
    return replace(known, params=params, _arg2scope=scopes)


def execute_step(
    request: pytest.FixtureRequest, scenario: Scenario, step: Step, context: StepFunctionContext
) -> AssertionError | None:
    """pytest-bdd's own `_execute_step_function`, without asking twice a step what a function takes.

    inspect.signature is a third of the original's time. A soft failure is returned, not raised.
    """
    __tracebackhide__ = True
    hook = request.node.step_hook
    function = step_function(context.step_func)
    told: dict[str, Any] = {
        "request": request,
        "feature": scenario.feature,
        "scenario": scenario,
        "step": step,
        "step_func": context.step_func,
    }
    hook.pytest_bdd_before_step(**told)
    told["step_func_args"] = {}
    try:
        values = _given_by(scenario, step, context, function.takes)
        for name in function.requires:
            if name not in values:
                values[name] = request.getfixturevalue(name)
        told["step_func_args"] = values
        if hook.pytest_bdd_before_step_call.get_hookimpls():  # hardly anybody listens to it
            hook.pytest_bdd_before_step_call(**told)
        if function.yields:  # it goes on when the scenario is torn down
            given = call_fixture_func(context.step_func, request, values)
        else:
            given = context.step_func(**values)
    except (Exception, Failed) as caught:
        error = request.node.explained(caught)
        if isinstance(error, Skipped):
            raise error from None
        hook.pytest_bdd_step_error(exception=error, **told)
        if isinstance(error, AssertionError) and is_soft(context.step_func):
            _report_goes_on(request.node, step)
            return error
        if error is not caught:
            raise error from None
        raise
    if context.target_fixture is not None:
        inject_fixture(request, context.target_fixture, given)
    hook.pytest_bdd_after_step(**told)
    return None


def _given_by(
    scenario: Scenario, step: Step, context: StepFunctionContext, takes: frozenset[str]
) -> dict[str, Any]:
    """What the step itself gives of what its function takes."""
    parsed = parse_step_arguments(step=step, context=context)
    values = {name: value for name, value in parsed.items() if name in takes}
    if step.datatable is not None and STEP_ARGUMENT_DATATABLE in takes:
        values[STEP_ARGUMENT_DATATABLE] = _placed(step.datatable, scenario.feature)
    if step.docstring is not None and STEP_ARGUMENT_DOCSTRING in takes:
        values[STEP_ARGUMENT_DOCSTRING] = step.docstring
    return values


def _placed(table: DataTable, feature: Feature) -> Table:
    """The cells of a table, with where they stand for whoever has to complain about one."""
    cells = [[cell.value for cell in row.cells] for row in table.rows]
    return Table(cells, feature.rel_filename, [row.location.line for row in table.rows])


def _report_goes_on(item: pytest.Item, step: Step) -> None:
    """Take back what pytest-bdd's report says of the steps after a failed one: they are to run."""
    reports = scenario_reports_registry[item].step_reports
    del reports[1 + next(n for n, each in enumerate(reports) if each.step is step) :]


class StepFunction(NamedTuple):
    """What a step function takes, what of that must be given, and whether it yields."""

    takes: frozenset[str]
    requires: tuple[str, ...]
    yields: bool


@cache
def step_function(function: Callable[..., object]) -> StepFunction:
    """Asked once for a function: inspect is slow."""
    requires = getfuncargnames(function, name="step")  # a partial has no name
    names = frozenset((*signature(function).parameters, *requires))
    return StepFunction(names, requires, isgeneratorfunction(function))


def has_fixture(node: pytest.Item, name: str) -> bool:
    """Whether a test could ask for a fixture of this name."""
    return name == "request" or bool(getfixturedefs(node.session._fixturemanager, name, node))


def normalise_node_id(item: pytest.Item) -> None:
    """Give an item the id that its node id reads back as; --lf compares ids by their parts."""
    item._id = NodeId.parse(item.nodeid)


def request_of(item: pytest.Function) -> pytest.FixtureRequest:
    """What a test that takes `request` is given."""
    return item._request


def fill_initial_fixtures(item: pytest.Function) -> None:
    """Set up the autouse fixtures and those a marker asks for; steps ask for theirs when run."""
    __tracebackhide__ = True
    wanted = frozenset(item._fixtureinfo.initialnames)
    for name in item._fixtureinfo.names_closure:
        if name in wanted and name not in item.funcargs:
            item.funcargs[name] = item._request.getfixturevalue(name)
    for mark in item.iter_markers("usefixtures"):
        for name in mark.args:
            item._request.getfixturevalue(name)


def markers_of(function: Callable[..., Any]) -> Iterable[pytest.Mark]:
    """The markers a hook put on a function."""
    marks: list[pytest.Mark] = getattr(function, "pytestmark", [])
    return marks
