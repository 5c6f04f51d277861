"""A Then that can never fail is found, and one that can is left alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from sayso.lint.assertions import Promises
from sayso.steps.module import Module
from sayso.steps.source import definitions_in

LIES = {
    "nothing": "pass",
    "an ellipsis": "...",
    "a look": "page.locator('x').is_visible()",
    "a value nobody compares": "return cart.count",
    "an expectation without its end": "expect(cart.lines)",
    "assert of a constant": "assert True",
    "assert of a text": "assert 'the cart is full'",
    "assert of a dictionary": "assert {'cart': cart}",
    "assert of a built text": "assert f'the cart holds {cart}'",
    "assert of a tuple": "assert (cart == 1, 'the cart is full')",
    "a swallowed assertion": "try:\n        assert cart\n    except AssertionError:\n        pass",
    "a function that checks nothing": "look(cart)",
    "an inner function nobody calls": "def inner():\n        assert cart",
    "itself": "holds(cart)",
    "suppressed": "with suppress(AssertionError):\n        assert cart",
    "suppressed by its full name": "with contextlib.suppress(Exception):\n        assert cart",
    "two equal numbers": "assert 1 == 1",
    "or True": "assert cart == 2 or True",
    "not None": "assert not None",
    "a length above nought": "assert len(cart) >= 0",
    "nought below a length": "assert 0 <= len(cart)",
    "a thing that is itself": "assert cart is cart",
    "a thing equal to itself": "assert cart.total == cart.total",
    "all of nothing": "assert all(line for line in [])",
    "a branch never taken": "if False:\n        assert cart",
    "the other branch": "if True:\n        pass\n    else:\n        assert cart",
    "a loop over nothing": "for line in []:\n        assert line",
    "a loop that never begins": "while 0:\n        assert cart",
    "after the end": "return\n    assert cart",
    "after the end of a branch": "if cart:\n        return\n        assert cart",
    "after both branches": "if cart:\n        return\n    else:\n        return\n    assert cart",
    "after a branch always taken": "if True:\n        return\n    assert cart",
    "after a block": "with suppress(KeyError):\n        return\n    assert cart",
    "left in the end": "try:\n        assert cart\n    finally:\n        return",
    "a ticked box": "page.check()",
    "a ticked box of a cart": "cart.terms.check()",
    "a name that promises": "ensure_folder(cart)",
    "a fixture with a name": "check_folder(cart)",
    "a dictionary": "cart.to_dict()",
    "a method that checks nothing": "ledger.length()",
    "a failure of something else": "cart.fail()",
    "a page that is opened": "cart.open()",
    "a look at a part of the screen": "line = cart.lines.first\n    print(line.is_visible())",
    "a comparison without assert": "cart.count == 1",
    "a swallowed expectation": (
        "try:\n        expect(cart.lines).to_be_visible()\n    except Exception:\n        pass"
    ),
    "an expectation that is not called": "expect(cart.lines).to_be_visible",
    "a look at what an annotation tells": "cart.row.is_visible()",
    "a function that is not called": "assert compare",
    "a function of another module that is not called": "assert same_money, 'not the same'",
    "a function of Python": "assert print",
    "a class": "assert Basket",
    "a function or something": "assert cart or compare",
    "a function as a truth": "assert bool(compare)",
    "a thing of any kind": "assert isinstance(cart, object)",
    "functions that call each other": "ping(cart)",
    "for each of a few": "for line in [1, 2]:\n        print(line)",
}
PROMISES = {
    "assert": "assert cart == 1",
    "a raise": "if cart != 1:\n        raise ValueError",
    "an expectation": "expect(cart.lines).to_have_count(1)",
    "a negated expectation": "expect(cart.lines).not_to_be_visible()",
    "waiting": "eventually(lambda: cart.count, equals=1, what='count', where='cart')",
    "pytest.fail": "pytest.fail('no')",
    "pytest.raises": "with pytest.raises(ValueError):\n        cart()",
    "a checker of a library": "check_totals(cart)",
    "an asserting fixture": "assert_totals(cart)",
    "a matcher of a library": "approvals.verify(cart)",
    "an answer that is asked": "answer.raise_for_status()",
    "a method that asserts": "ledger.balances()",
    "a function of a module": "money.same(cart)",
    "a function inside": "def inner():\n        assert cart\n    inner()",
    "a fixture that gives a function": "comparing(cart)",
    "a constant that is false": "assert 1 == 2",
    "a length that can be otherwise": "assert len(cart) > 0",
    "a value that is called twice": "assert next(cart) == next(cart)",
    "a loop over something": "for line in [1]:\n        assert cart == line",
    "the branch that is taken": "if True:\n        assert cart",
    "before the end": "assert cart\n    return",
    "after something suppressed": "with suppress(Exception):\n        raise cart\n    assert cart",
    "after one branch": "if cart:\n        return\n    assert cart",
    "after a branch never taken": "if False:\n        return\n    assert cart",
    "tidied in the end": "try:\n        assert cart\n    finally:\n        cart.close()",
    "told in the end": "try:\n        pass\n    finally:\n        assert cart",
    "another error suppressed": "with suppress(KeyError):\n        assert cart",
    "a value spread": "assert [*cart]",
    "a dictionary spread": "assert {**cart}",
    "a value as text": "assert f'{cart}'",
    "a check within what always holds": "assert (compare(cart), 1)",
    "a helper that asserts": "compare(cart)",
    "a helper of another module": "same_money(cart)",
    "an assertion in a loop": "for line in cart:\n        assert line",
    "a caught error told on": "try:\n        assert cart\n    except Exception:\n        raise",
    "another error caught": "try:\n        assert cart\n    except KeyError:\n        pass",
    "a block of the suite": "with ledger.expecting():\n        pass",
    "a block of nobody knows what": "with ledger.pretending('x'):\n        pass",
    "a block of a class": "with Guard():\n        pass",
    "a block that is a value": "with cart:\n        pass",
    "a variable that holds a function": "check = compare\n    check(cart)",
    "a variable that has the name of a function": "look = compare\n    look(cart)",
    "a loop over functions": "for each in (compare,):\n        each(cart)",
    "a loop over a value": "for each in cart:\n        pass",
    "a method that is a lambda": "ledger.check_total()",
    "a property": "ledger.must",
    "an attribute of an unknown kind": "ledger.nobody_knows",
    "a property that is set": "cart.close()",
    "an attribute of a module": "approvals.done",
    "a call of a value": "ledger()",
    "a partial": "partial(compare, cart)()",
    "a map": "list(map(compare, [cart]))",
    "a lambda called in place": "(lambda: compare(cart))()",
    "a function that is given": "applied(compare, cart)",
    "a changed function": "changed(cart)",
    "a matcher whose name tells nothing": "schemas.validate(cart, {})",
    "a name from everywhere": "wherever.length()",
    "an unknown method": "cart.nobody_knows()",
    "an unknown function": "nobody_knows(cart)",
    "a check of an unknown thing": "ledger.health.check()",
    "a look at what an annotation does not tell": "cart.other.is_visible()",
    "an address": "page.wait_for_url('x')",
    "a selector": "page.wait_for_selector('x')",
    "a function of the page": "page.wait_for_function('x')",
    "a part of the screen": "page.locator('x').wait_for()",
    "not a function": "assert not compare",
    "a function and something": "assert compare and cart",
    "a function that is called": "assert look(cart)",
    "a name of a function that is an argument elsewhere": "assert function",
    "a function of Python that is something else here": "assert sum",
    "a variable that has the name of a function and is asserted": "look = cart\n    assert look",
    "a changed function that is not called": "assert changed",
    "a class of classes": "assert Kinds",
    "a class below another": "assert Below",
    "a function of a library": "assert check_totals",
    "a name nobody knows": "assert nobody_knows",
    "a method without its object": "assert kept",
    "a thing of a kind": "assert isinstance(cart, str)",
    "unpacking": "[line] = cart.lines",
    "a part of a value": "cart.lines['missing']",
    "a number": "int(cart.count)",
    "a sum": "cart.count + 1",
    "an order": "cart.count < 1",
    "a format": "print(f'{cart:d}')",
    "an unknown function in what is swallowed": (
        "try:\n        nobody_knows(cart)\n    except AssertionError:\n        pass"
    ),
    "after a return that may be suppressed": (
        "with suppress(Exception):\n        print(cart)\n        return cart\n    assert cart"
    ),
    "functions that call each other and assert": "tick(cart)",
    "a method that is a lambda elsewhere": "ledger.audit()",
    "a property that is put on a class": "ledger.opened",
    "a method of something that is not of the suite": "strange(cart)",
}
FIXTURES = {
    "a fixture that tidies up": ("tidy", "empty"),
    "a fixture that asserts": ("sound", ""),
    "a fixture that asserts in the end": ("all_is_well", ""),
    "a fixture that calls a function that asserts": ("compared", ""),
    "a fixture whose fixture asserts": ("deep", ""),
    "a fixture with an end inside a block": ("inside", ""),
    "a fixture with a finaliser": ("finished", ""),
    "a fixture of nobody knows where": ("nobody_knows", ""),
    "a fixture of pytest": ("tmp_path", "empty"),
    "a value of the sentence": ("value", "empty"),
}
SOURCE = """
import approvals
import schemas
from archives import Archive
from playwright.sync_api import expect
from totals import check_totals
from fixtures.money import check_folder, same as same_money

@then(parsers.parse("her cart holds {{value}}"){said})
def holds(cart, page, ledger{fixture}):
    {body}

def look(cart):
    return cart

def ensure_folder(cart):
    return cart

def compare(cart):
    deeper(cart)

def deeper(cart):
    assert cart

def ping(cart):
    pong(cart)

def pong(cart):
    ping(cart)

def tick(cart):
    tock(cart)
    assert cart

def tock(cart):
    tick(cart)

def strange(archive: Archive):
    archive.open()

def applied(function, cart):
    function(cart)

def total(sum):
    return sum

class Basket:
    def kept(self):
        return self

class Kinds(metaclass=Basket):
    pass

class Below(Archive):
    pass

def function():
    return 1

@twice
def changed(cart):
    return cart
"""
MONEY = """
from playwright.sync_api import Locator

def same(one):
    assert one

def check_folder(one):
    return one

@pytest.fixture
def comparing():
    def compared(one):
        assert one
    return compared

class Ledger:
    health: object
    check_total = lambda self: same(self)

    def __call__(self):
        assert self.sum == 0

    def balances(self):
        assert self.sum == 0

    def length(self):
        return len(self)

    def expecting(self):
        return Guard()

    @property
    def must(self):
        assert self.sum == 0

    @must.setter
    def must(self, sum):
        assert sum == 0

class Other:
    audit = lambda self: same(self)

Cart.opened = property(same)

class Guard:
    def audit(self):
        return self

    def __exit__(self, *error):
        assert self.sum == 0

class Cart:
    count: int
    total: int

    def __init__(self, page, row: Locator, other: Other):
        self.page = page
        self.row = row
        self.other = other
        self.lines = page.get_by_role("row")
        self.terms = page.get_by_label("Terms")

    def open(self):
        self.opened = True
        self.page.goto("/cart")

    def to_dict(self):
        return {"count": self.count}

    def fail(self):
        self.failed = True

    def close(self):
        self.must = 0

@pytest.fixture
def cart(page):
    return Cart(page)

@pytest.fixture
def ledger():
    return Ledger()

@pytest.fixture
def tidy():
    yield 1
    print("done")

@pytest.fixture
def sound():
    assert Ledger().length()

@pytest.fixture
def all_is_well():
    yield
    assert Ledger().length()

@pytest.fixture
def compared():
    same(1)

@pytest.fixture
def deep(all_is_well):
    return all_is_well

@pytest.fixture
def inside():
    with Guard():
        yield

@pytest.fixture
def finished(request):
    request.addfinalizer(done)
"""


def found(body: str, fixture: str = "", more: str = "", said: str = "") -> list[str]:
    text = SOURCE.format(body=body, fixture=fixture, said=said) + more
    steps = Module(Path("steps/cart.py"), "steps/cart.py", ast.parse(text))
    money = Module(Path("fixtures/money.py"), "fixtures/money.py", ast.parse(MONEY))
    problems = Promises([steps, money]).findings(definitions_in([steps], {}))
    return [f"{problem.uri}:{problem.line} {problem.rule}" for problem in problems]


@pytest.mark.parametrize("name", LIES)
def test_a_then_that_cannot_fail_is_found(name: str) -> None:
    assert found(LIES[name]) == ["steps/cart.py:9 no-assertion"]


@pytest.mark.parametrize("name", PROMISES)
def test_a_then_that_can_fail_is_left_alone(name: str) -> None:
    assert found(PROMISES[name]) == []


@pytest.mark.parametrize("name", FIXTURES)
def test_what_a_then_asks_for_can_fail_for_it(name: str) -> None:
    fixture, empty = FIXTURES[name]
    assert found("pass", f", {fixture}") == ["steps/cart.py:9 no-assertion"] * bool(empty)


GUARDED = """
class Same:
    def {method}(self, *other):
        assert other
"""


@pytest.mark.parametrize(
    ("method", "body"), [("__getattr__", "cart.count"), ("__eq__", "cart == 1")]
)
def test_what_a_class_does_by_itself_can_fail(method: str, body: str) -> None:
    assert found(body)
    assert found(body, more=GUARDED.format(method=method)) == []


def test_what_replaces_the_page_is_no_screen() -> None:
    shown = '@given("a page", target_fixture="page")\ndef shown():\n    return 1\n'
    assert found("page.check()")
    assert found("page.check()", more=shown) == []


def test_a_converter_can_fail() -> None:
    assert found("pass")
    assert found("pass", said=", converters={'value': deeper}") == []
