"""What the names in a suite stand for, as far as its source tells."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sayso.lint.plain import receiver_of
from sayso.lint.playwright import LOCATORS, NARROWED, PARTS
from sayso.steps.module import Function, Module, name_of

Home = tuple[Function, Module]
_Value = ast.expr | ast.arg | None  # what a variable is given; an argument is what it is called
_Values = dict[str, list[_Value]]

_DEEPEST = 10  # parts of parts of the screen


class Names:
    """The functions and attributes of some modules, and which values are parts of the screen."""

    def __init__(self, modules: Iterable[Module]) -> None:
        self.modules = {module.name: module for module in modules}
        self._bound: dict[str, _Values] = {}
        self.functions: dict[str, list[Home]] = defaultdict(list)
        self.odd: set[str] = set()  # attributes that may be anything: a lambda, a descriptor
        self.attributes: dict[str, list[tuple[ast.expr | None, Module]]] = defaultdict(list)
        for module in self.modules.values():
            for node in module.nodes:
                if isinstance(node, Function):
                    self.functions[node.name].append((node, module))
                elif isinstance(node, ast.ClassDef):
                    self._add(node, module)
                elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                    self.odd.update([node.attr] if receiver_of(node) != "self" else [])

    def called(self, name: str, module: Module) -> Sequence[Home]:
        """The functions of the suite that a plain name means in a module; none when unsure."""
        here = [each for each in self.functions.get(name, ()) if each[1] is module]
        if name in self.bound(module) or (here and name in module.imported):
            return ()
        return here or self.imported(*module.imported.get(name, ("", "")))

    def imported(self, source: str, name: str) -> Sequence[Home]:
        """The function of this name in a module of the suite."""
        home = self.modules.get(source)
        if home is None or name in self.bound(home) or name not in home.functions:
            return ()
        return [(home.functions[name], home)]

    def of_module(self, receiver: str, name: str, module: Module) -> Sequence[Home]:
        """The function that `receiver.name` means where `receiver` is an imported module."""
        source, inner = module.imported[receiver]
        return self.imported(f"{source}.{inner}" if inner else source, name)

    def bound(self, module: Module) -> Mapping[str, Sequence[_Value]]:
        """The variables in a module, in whatever scope, each with what it is given."""
        if module.name not in self._bound:
            self._bound[module.name] = _variables(module)
        return self._bound[module.name]

    def is_foreign(self, name: str, module: Module) -> bool:
        """Whether a variable is an argument that is annotated with a type from elsewhere."""
        for each in self.bound(module).get(name, ()):
            kind = name_of(each.annotation) if isinstance(each, ast.arg) and each.annotation else ""
            source, _ = module.imported.get(kind, ("", ""))
            if source and source not in self.modules and not source.startswith("playwright"):
                return True
        return False

    def is_screen(self, node: ast.expr | ast.arg, module: Module, depth: int = 0) -> bool:
        """Whether a value is Playwright's page, or a locator."""
        if depth > _DEEPEST:
            return False
        match node:
            case ast.arg(arg="page", annotation=None):
                return "page" not in self.functions
            case ast.arg(annotation=ast.Name(id=kind)):
                return module.imported.get(kind, ("", ""))[0].startswith("playwright")
            case ast.Name(id=name):
                values = [each for each in self.bound(module).get(name, ()) if each]
                places = [(each, module) for each in values]
                certain = len(values) == len(self.bound(module).get(name, ())) > 0
            case ast.Attribute(value=inner, attr=name) if name in PARTS:
                places, certain = [(inner, module)], True
            case ast.Attribute(attr=name):
                known = self.attributes.get(name, ())
                places = [(value, home) for value, home in known if value]
                certain = len(places) == len(known) > 0 and name not in self.functions
            case ast.Call(func=ast.Attribute(value=inner, attr=name)):
                if name in LOCATORS:
                    return name not in self.functions
                places, certain = [(inner, module)], name in NARROWED
            case _:
                return False
        return certain and all(self.is_screen(*each, depth + 1) for each in places)

    def _add(self, owner: ast.ClassDef, module: Module) -> None:
        """The plain attributes of a class: declared, constant, or given to `self`."""
        for node in owner.body:
            match node:
                case ast.AnnAssign(target=ast.Name(id=name), value=None | ast.Constant()):
                    self.attributes[name].append((None, module))
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant() as value):
                    self.attributes[name].append((value, module))
                case ast.AnnAssign(value=ast.Call(func=ast.Name(id="field"))):
                    self.attributes[name_of(node.target)].append((None, module))
                case ast.Assign() | ast.AnnAssign():
                    self.odd.update(
                        each.id for each in ast.walk(node) if isinstance(each, ast.Name)
                    )
        for inner in ast.walk(owner):
            match inner:
                case ast.Assign(targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)]):
                    self.attributes[name].append((inner.value, module))


def _variables(module: Module) -> _Values:
    found: _Values = defaultdict(list)
    plain = set()
    for node in module.nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name) as target], value=value):
                plain.add(target)
                found[name].append(value)
            case ast.Name(id=name, ctx=ast.Store()) if node not in plain:
                found[name].append(None)
            case ast.arg(arg=name):
                found[name].append(node)
            case ast.ExceptHandler(name=str(name)):
                found[name].append(None)
    return dict(found)
