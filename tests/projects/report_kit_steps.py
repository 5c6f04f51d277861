"""The Compatibility Kit's step definitions, ported from its TypeScript to pytest-bdd."""

STEPS = r"""
from pathlib import Path

import pytest
from cucumber_expressions.parameter_type import ParameterType
from cucumber_expressions.parameter_type_registry import ParameterTypeRegistry
from pytest_bdd import given, then, when

from sayso import cucumber_parser

FEATURES = Path(__file__).parent.parent / "features"
TRIES = {}


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent.name == "retry":
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture
def world():
    return {}


@given(cucumber_parser("an order for {string}", "what"))
@given(cucumber_parser("I have {int} cukes in my belly", "count"))
@given(cucumber_parser("I have {int} <![CDATA[cukes]]> in my belly", "count"))
@given("an implemented non-pending step")
@given("an implemented step that is skipped")
@given("a step that does not skip")
@given("a step that is skipped")
@given("a step that always passes")
@given("a step that is used")
@given("a step that is not used")
@when("an action")
@then("an outcome")
def nothing():
    pass


@given("a doc string:")
def doc_string(docstring):
    assert isinstance(docstring, str)


@given("an unimplemented pending step")
@given("a pending step")
def pending():
    pytest.xfail("TODO")


@given("I skip a step")
def skip():
    pytest.skip("skipping")


@when("a step throws an exception")
def boom():
    raise RuntimeError("BOOM")


@given("a step that always fails")
def fails():
    raise RuntimeError("Exception in step")


@given("a step that passes the second time")
def second():
    passes_at(2)


@given("a step that passes the third time")
def third():
    passes_at(3)


def passes_at(number):
    TRIES[number] = TRIES.get(number, 0) + 1
    if TRIES[number] < number:
        raise RuntimeError("Exception in step")


@when("the following table is transposed:", target_fixture="transposed")
def transpose(datatable):
    return [list(column) for column in zip(*datatable)]


@then("it should be:")
def transposed_is(transposed, datatable):
    assert transposed == datatable


@given(cucumber_parser("there are {int} cucumbers", "count"))
def cucumbers(world, count):
    world["count"] = count


@given(cucumber_parser("there are {int} friends", "count"))
def friends(world, count):
    world["friends"] = count


@when(cucumber_parser("I eat {int} cucumbers", "count"))
def eat(world, count):
    world["count"] -= count


@then(cucumber_parser("I should have {int} cucumbers", "count"))
def left(world, count):
    assert world["count"] == count


@then(cucumber_parser("each person can eat {int} cucumbers", "count"))
def share(world, count):
    assert world["count"] // (1 + world["friends"]) == count


@given(cucumber_parser("the customer has {int} cents", "count"))
def money(world, count):
    world["money"] = count


@given("there are chocolate bars in stock")
def stocked(world):
    world["stock"] = ["Mars"]


@given("there are no chocolate bars in stock")
def sold_out(world):
    world["stock"] = []


@when(cucumber_parser("the customer tries to buy a {int} cent chocolate bar", "price"))
def buy(world, price):
    bought = world["money"] >= price and world["stock"]
    world["chocolate"] = world["stock"].pop() if bought else None


@then("the sale should not happen")
def refused(world):
    assert world["chocolate"] is None


@then("the sale should happen")
def sold(world):
    assert world["chocolate"]


FLIGHTS = ParameterTypeRegistry()
FLIGHTS.define_parameter_type(
    ParameterType("flight", "([A-Z]{3})-([A-Z]{3})", str, lambda *ends: ends, True, False)
)


@given(cucumber_parser("{flight} has been delayed", "flight", types=FLIGHTS))
def delayed(flight):
    assert flight == ("LHR", "CDG")


@when("a JPEG image is attached")
def jpeg(evidence):
    body = (FEATURES / "examples-tables-attachment/cucumber.jpeg").read_bytes()
    evidence.add(body, kind="image/jpeg", title="")


@when("a PNG image is attached")
def png(evidence):
    body = (FEATURES / "examples-tables-attachment/cucumber.png").read_bytes()
    evidence.add(body, kind="image/png", title="")


@when(cucumber_parser("the string {string} is attached as {string}", "text", "kind"))
def attach(evidence, text, kind):
    evidence.add(text, kind=kind, title="")


@when(cucumber_parser("the string {string} is logged", "text"))
def log(evidence, text):
    evidence.add(text, kind="text/x.cucumber.log+plain", title="")


@when("text with ANSI escapes is logged")
def log_colours(evidence):
    colours = ("31mr", "0m", "91ma", "0m", "33mi", "0m", "32mn", "0m", "34mb", "0m", "95mo", "0m")
    text = "".join(f"\x1b[{each}" for each in (*colours, "35mw", "0m"))
    evidence.add(f"This displays a {text}", kind="text/x.cucumber.log+plain", title="")


@when(cucumber_parser("the following string is attached as {string}:", "kind"))
def attach_block(evidence, kind, docstring):
    evidence.add(docstring, kind=kind, title="")


@when(cucumber_parser("an array with {int} bytes is attached as {string}", "size", "kind"))
def attach_bytes(evidence, size, kind):
    evidence.add(bytes(range(size)), kind=kind, title="")


@when("a PDF document is attached and renamed")
def attach_pdf(evidence):
    body = (FEATURES / "attachments/document.pdf").read_bytes()
    evidence.add(body, kind="application/pdf", title="renamed.pdf")


@when(cucumber_parser("a link to {string} is attached", "address"))
def attach_link(evidence, address):
    evidence.add(address, kind="text/uri-list", title="")


@when(
    cucumber_parser("the string {string} is attached as {string} before a failure", "text", "kind")
)
def attach_and_fail(evidence, text, kind):
    evidence.add(text, kind=kind, title="")
    raise RuntimeError("whoops")
"""

# Fits the sentences of other samples too, so only its own sample sees it.
REGULAR_EXPRESSION = r"""
from pytest_bdd import given, parsers


@given(parsers.re(r"a (?P<first>.*?)(?: and a (?P<second>.*?))?(?: and a (?P<third>.*?))?"))
def vegetables():
    pass
"""
