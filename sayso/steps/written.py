"""What an expression says in words, followed through the constants of the suite."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sayso.steps.flags import flags_of
from sayso.steps.module import Function, Module, name_of

_KINDS = ("parse", "cfparse", "re", "string")
_CUCUMBER = "CucumberParser"
_MAKERS = ("pytest_bdd", "sayso")
Parts = list[str | None]  # pieces of a text in their order; None is what only a run can tell
_DEEPEST = 10  # constants made of constants


@dataclass(frozen=True)
class Sentence:
    """The first argument of @given and its like; not `whole` when a part of it is computed.

    The `flags` are those of a regular expression, the `names` those of the values of a Cucumber
    expression. It is `direct` when pytest-bdd or sayso itself makes its parser, of nothing but what
    is written here; and `plain` when that parser gets no types of the suite's own.
    """

    kind: str
    pattern: str
    whole: bool
    flags: int = 0
    names: tuple[str, ...] = ()
    direct: bool = False
    plain: bool = False


class Written:
    """The constants and functions of some modules, as each of them can name them."""

    def __init__(self, modules: Iterable[Module]) -> None:
        self._modules = {module.name: module for module in modules}

    def parts(self, node: ast.expr, module: Module, depth: int = 0) -> Parts:
        """The text an expression stands for, as far as it is written down somewhere."""
        if isinstance(node, ast.Constant):
            return [str(node.value)]
        if isinstance(node, ast.JoinedStr):
            return [part for each in node.values for part in self.parts(each, module, depth)]
        if isinstance(node, ast.FormattedValue):
            plain = node.conversion == -1 and node.format_spec is None
            return self.parts(node.value, module, depth) if plain else [None]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return [*self.parts(node.left, module, depth), *self.parts(node.right, module, depth)]
        value, home = self.value(node, module)
        known = value is not node and depth < _DEEPEST
        return self.parts(value, home, depth + 1) if known else [None]

    def text(self, node: ast.expr, module: Module) -> str:
        """The text of an expression, with `{}` for what is computed."""
        return "".join("{}" if part is None else part for part in self.parts(node, module))

    def value(self, node: ast.expr, module: Module) -> tuple[ast.expr, Module]:
        """What a constant is given where it is made, and where that is; else the node itself."""
        home, name = self._home(node, module)
        if home is not None and name in home.constants:
            return home.constants[name], home
        return node, module

    def function(self, node: ast.expr, module: Module) -> Function | None:
        """The function of the suite that a name stands for."""
        home, name = self._home(node, module)
        return home.functions.get(name) if home is not None else None

    def _home(self, node: ast.expr, module: Module) -> tuple[Module | None, str]:
        """The module that makes what a name stands for, and what it is called there."""
        if isinstance(node, ast.Attribute):
            source, inner = module.imported.get(name_of(node.value), ("", ""))
            return self._modules.get(f"{source}.{inner}" if inner else source), node.attr
        name = name_of(node)
        if name in module.imported:
            source, original = module.imported[name]
            return self._modules.get(source), original
        return module, name


def sentence_of(call: ast.Call, module: Module, written: Written) -> Sentence | None:
    """The sentence of a decorator; none when not a word of it is written down."""
    named = [each.value for each in call.keywords if each.arg == "name"]
    if not (call.args or named):
        return None
    value, home = written.value((call.args or named)[0], module)
    if not (isinstance(value, ast.Call) and _makes_parser(value.func, home)):
        return _sentence("string", written.parts(value, home))
    kind = _kind(value.func, home, written)
    sentence = _sentence(kind, written.parts(value.args[0] if value.args else value, home))
    if sentence is None:
        return None
    flags = _flags(value, home, written) if kind == "re" else 0
    names = [written.parts(each, home) for each in value.args[1:]] if kind == _CUCUMBER else []
    known = sentence.whole and flags is not None and all(None not in each for each in names)
    direct = known and _is_direct(value.func, home, written)
    return replace(
        sentence,
        whole=sentence.whole and flags is not None,
        flags=re.IGNORECASE if flags is None else flags,
        names=tuple("".join(part or "" for part in each) for each in names),
        direct=direct,
        plain=direct and not (value.keywords or (kind != _CUCUMBER and value.args[1:])),
    )


def _sentence(kind: str, parts: Parts) -> Sentence | None:
    if None not in parts:
        return Sentence(kind, "".join(part or "" for part in parts), True)
    if not any(part and part.strip() for part in parts):
        return None
    if kind == "string":  # the parser of parse takes anything for the part that is computed
        kind = "parse"
        parts = [part and part.replace("{", "{{").replace("}", "}}") for part in parts]
    hole = ".*" if kind == "re" else "{}"
    return Sentence(kind, "".join(hole if part is None else part for part in parts), False)


def _makes_parser(called: ast.expr, module: Module) -> bool:
    """`parsers.parse(...)` and `parsed(...)` make parsers, `SENTENCE.format(...)` makes a text."""
    receiver = called.value if isinstance(called, ast.Attribute) else None
    return isinstance(called, ast.Name) or (
        isinstance(receiver, ast.Name | ast.Attribute)
        and (name_of(called) in _KINDS or name_of(receiver) in module.imported)
    )


def _kind(called: ast.expr, module: Module, written: Written) -> str:
    """The kind of a parser; a function of the suite makes what it calls itself."""
    name = _original(called, module)
    own = written.function(called, module)
    inner = (
        [name_of(each.func) for each in ast.walk(own) if isinstance(each, ast.Call)] if own else []
    )
    for each in (name, *inner):
        if each in _KINDS:
            return each
        if "cucumber" in each:
            return _CUCUMBER
    return "parse"


def _is_direct(called: ast.expr, module: Module, written: Written) -> bool:
    """Whether a parser is made by pytest-bdd or sayso itself, and by no function of the suite."""
    first = name_of(called.value if isinstance(called, ast.Attribute) else called)
    source, _ = module.imported.get(first, (_MAKERS[0], ""))
    own = first in module.constants or written.function(called, module) is not None
    known = _original(called, module) in (*_KINDS, "cucumber_parser")
    return known and not own and source.partition(".")[0] in _MAKERS


def _original(called: ast.expr, module: Module) -> str:
    """What a function is called where it is made."""
    name = name_of(called)
    if isinstance(called, ast.Name) and name in module.imported:
        return module.imported[name][1]
    return name


def _flags(call: ast.Call, module: Module, written: Written) -> int | None:
    """The flags of a regular expression, also of one that a function of the suite makes."""
    own = written.function(call.func, module)
    inner = [each for each in ast.walk(own) if isinstance(each, ast.Call)] if own else []
    made = next((each for each in inner if name_of(each.func) == "re"), call)
    given = [*made.args[1:2], *(each.value for each in made.keywords if each.arg == "flags")]
    return flags_of(written.value(given[0], module)[0]) if given else 0
