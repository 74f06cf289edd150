"""Where a script's names get their values: assignments, loops, parameters by their calls, lists as they grow. Pure.

A name has every value that it is given anywhere in its scope, in whatever order, which can only say too much.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from agent.gates.script.tables import words

Function = ast.FunctionDef | ast.Lambda
Variable = tuple[ast.AST, str]
"""A name in its scope: a function, a comprehension, or the module."""

SCOPES = (ast.Module, ast.FunctionDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
ADDS = {"append": "item", "add": "item", "appendleft": "item", "extend": "items"}
MUTATES = frozenset(
    words("append add appendleft extend insert update setdefault pop popitem clear remove sort reverse discard")
)
_READS = frozenset(
    words("len enumerate sorted reversed list tuple set dict zip print any all max min iter map str repr")
)
_READ_METHODS = frozenset(words("items values keys get copy index count join dumps split splitlines strip"))


@dataclass(frozen=True, slots=True)
class Binding:
    """One way in which a name gets a value: `value` itself, one of the `items` of it (at `index` within an item, where
    items are unpacked), what a parameter is called with, or something that cannot be followed."""

    how: Literal["value", "item", "parameter", "imported", "unknown"]
    of: ast.AST | None = None
    index: int | None = None
    module: str = ""
    name: str = ""


UNKNOWN = Binding("unknown")


@dataclass
class Names:
    """Every binding, use and call of a file's names."""

    tree: ast.Module
    bindings: dict[Variable, list[Binding]] = field(default_factory=lambda: defaultdict(list))
    growth: dict[Variable, list[Binding]] = field(default_factory=lambda: defaultdict(list))
    parents: dict[ast.AST, ast.AST] = field(default_factory=dict)
    uses: dict[Variable, list[ast.Name]] = field(default_factory=lambda: defaultdict(list))
    calls: dict[str, list[ast.expr]] = field(default_factory=lambda: defaultdict(list))
    functions: dict[str, list[ast.FunctionDef]] = field(default_factory=lambda: defaultdict(list))
    _global: set[Variable] = field(default_factory=set)

    def __post_init__(self) -> None:
        nodes = list(ast.walk(self.tree))
        for node in nodes:
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node
        for node in nodes:
            if isinstance(node, (ast.Global, ast.Nonlocal)):
                self._global |= {(self.scope(node), name) for name in node.names}
        for node in nodes:
            self._bind(node)
        for node in nodes:
            self._grow(node)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                self.uses[self.variable(node)].append(node)
                self.calls[node.id].append(node)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                self.calls[f".{node.attr}"].append(node)

    def scope(self, node: ast.AST) -> ast.AST:
        """The function, comprehension or module that a node stands in."""
        here: ast.AST | None = self.parents.get(node)
        while here is not None and not isinstance(here, SCOPES):
            here = self.parents.get(here)
        return here or self.tree

    def variable(self, node: ast.Name) -> Variable:
        """What a name means where it stands: the nearest scope that gives it a value, else the module."""
        scope = self.scope(node)
        while not isinstance(scope, ast.Module):
            if (scope, node.id) in self.bindings and (scope, node.id) not in self._global:
                return scope, node.id
            scope = self.scope(scope)
        return self.tree, node.id

    def _add(self, node: ast.AST, name: str, binding: Binding) -> None:
        scope = self.scope(node)
        if not self._is_loop_target(node):
            while isinstance(scope, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
                scope = self.scope(scope)
        if (scope, name) in self._global:
            while not isinstance(scope, ast.Module):
                self.bindings[scope, name].append(binding)
                scope = self.scope(scope)
            scope = self.tree
        self.bindings[scope, name].append(binding)

    def _is_loop_target(self, node: ast.AST) -> bool:
        """Whether a name is what a comprehension runs over, which nobody outside sees."""
        above = self.parents.get(node)
        while isinstance(above, (ast.Tuple, ast.List, ast.Starred)):
            node, above = above, self.parents.get(above)
        return isinstance(above, ast.comprehension) and above.target is node

    def _bind(self, node: ast.AST) -> None:
        match node:
            case ast.Assign(targets=targets, value=value):
                for item in targets:
                    self._target(item, value)
            case ast.AnnAssign(target=target, value=value) if value is not None:
                self._target(target, value)
            case ast.NamedExpr(target=target, value=value):
                self._target(target, value)
            case ast.AugAssign(target=ast.Name(id=name), value=value):
                grows = isinstance(value, (ast.List, ast.Tuple, ast.Name, ast.ListComp))
                self._add(node, name, Binding("value", value) if grows else UNKNOWN)
            case ast.For(target=target, iter=items) | ast.comprehension(target=target, iter=items):
                self._items(target, items)
            case ast.FunctionDef(name=name):
                self.functions[name].append(node)
                self._add(node, name, UNKNOWN)
                self._parameters(node)
            case ast.Lambda():
                self._parameters(node)
            case ast.ClassDef(name=name) | ast.ExceptHandler(name=str(name)):
                self._add(node, name, UNKNOWN)
            case ast.withitem(optional_vars=ast.AST() as target):
                self._unknown(target)
            case ast.ImportFrom(module=module, names=names):
                for alias in names:
                    found = Binding("imported", module=module or "", name=alias.name)
                    self._add(node, alias.asname or alias.name, found)
            case ast.Import(names=names):
                for alias in names:
                    self._add(node, (alias.asname or alias.name).partition(".")[0], UNKNOWN)
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                self._add(node, name, UNKNOWN)

    def _grow(self, node: ast.AST) -> None:
        """What a list or mapping is given later."""
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name() as owner, attr=attr), args=[one]) if attr in ADDS:
                made = ast.List([one], ast.Load()) if ADDS[attr] == "item" else one
                self.growth[self.variable(owner)].append(Binding("value", made))
            case ast.Call(func=ast.Attribute(value=ast.Name() as owner, attr=attr)) if attr in MUTATES:
                self.growth[self.variable(owner)].append(UNKNOWN)
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
                        made = ast.List([value], ast.Load())
                        self.growth[self.variable(target.value)].append(Binding("value", made))
            case ast.AugAssign(target=ast.Subscript(value=ast.Name() as owner)):
                self.growth[self.variable(owner)].append(UNKNOWN)

    def _target(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self._add(target, target.id, Binding("value", value))
        elif isinstance(target, (ast.Tuple, ast.List)):
            whole = isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts)
            for index, elt in enumerate(target.elts):
                if whole and isinstance(value, (ast.Tuple, ast.List)):
                    self._target(elt, value.elts[index])
                else:
                    self._unknown(elt)

    def _items(self, target: ast.expr, items: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self._add(target, target.id, Binding("item", items))
        elif isinstance(target, (ast.Tuple, ast.List)):
            for index, elt in enumerate(target.elts):
                if isinstance(elt, ast.Name):
                    self._add(elt, elt.id, Binding("item", items, index))
                else:
                    self._unknown(elt)
        else:
            self._unknown(target)

    def _unknown(self, target: ast.AST) -> None:
        for item in ast.walk(target):
            if isinstance(item, ast.Name):
                self._add(item, item.id, UNKNOWN)

    def _parameters(self, function: Function) -> None:
        plain = [*function.args.posonlyargs, *function.args.args]
        for index, item in enumerate(plain):
            self.bindings[function, item.arg].append(Binding("parameter", function, index, name=item.arg))
        for kwonlyarg in function.args.kwonlyargs:
            self.bindings[function, kwonlyarg.arg].append(Binding("parameter", function, None, name=kwonlyarg.arg))
        for rest in (function.args.vararg, function.args.kwarg):
            if rest is not None:
                self.bindings[function, rest.arg].append(UNKNOWN)

    def arguments(self, binding: Binding) -> Iterator[tuple[ast.expr, bool] | None]:
        """What a parameter is called with, and whether it is an item of that; None where that cannot be seen."""
        function = binding.of
        if not isinstance(function, ast.FunctionDef) or len(self.functions[function.name]) != 1:
            yield None
            return
        default = _default(function, binding)
        if default is not None:
            yield default, False
        uses = self.calls[function.name]
        if isinstance(self.parents.get(function), ast.ClassDef) and binding.index is not None:
            plain = any(isinstance(item, ast.Name) and item.id == "staticmethod" for item in function.decorator_list)
            binding = binding if plain else replace(binding, index=binding.index - 1)
            uses = self.calls[f".{function.name}"]
        for use in uses:
            yield from self._call(use, binding, default is not None)

    def _call(self, use: ast.expr, binding: Binding, optional: bool) -> Iterator[tuple[ast.expr, bool] | None]:
        call = self.parents.get(use)
        if isinstance(call, ast.keyword):
            call = self.parents.get(call)
        if not isinstance(call, ast.Call):
            yield None
            return
        attr = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        spread = any(isinstance(arg, ast.Starred) for arg in call.args) or any(not k.arg for k in call.keywords)
        positional, mapped = list(call.args), False
        if call.func is not use:
            if attr in ("submit", "map", "starmap") and call.args and call.args[0] is use:
                positional, mapped = positional[1:], attr != "submit"
            elif attr in ("Thread", "Timer"):
                given = next((keyword.value for keyword in call.keywords if keyword.arg == "args"), None)
                positional = list(given.elts) if isinstance(given, (ast.Tuple, ast.List)) else []
                spread = given is not None and not isinstance(given, (ast.Tuple, ast.List))
                if any(item.arg == "kwargs" for item in call.keywords):
                    spread = True
            else:
                spread = True
        if spread or attr == "starmap":
            yield None
            return
        named = [] if attr in ("Thread", "Timer") else [k.value for k in call.keywords if k.arg == binding.name]
        if named:
            yield named[0], False
        elif binding.index is not None and binding.index < len(positional):
            yield positional[binding.index], mapped
        elif not optional:
            yield None

    def is_kept(self, variable: Variable, seen: frozenset[Variable] = frozenset()) -> bool:
        """Whether a list or mapping of this name is only read: nothing may change it behind our back."""
        if variable in seen:
            return True
        return all(self._reads(use, seen | {variable}) for use in self.uses[variable])

    def _quiet(self, target: ast.expr) -> bool:
        """Whether none of the names in a target is changed later."""
        names = [item for item in ast.walk(target) if isinstance(item, ast.Name)]
        return not any(self.growth.get(self.variable(name)) for name in names)

    def _reads(self, use: ast.Name, seen: frozenset[Variable]) -> bool:
        parent = self.parents.get(use)
        match parent:
            case ast.For(target=target, iter=items) | ast.comprehension(target=target, iter=items) if items is use:
                return self._quiet(target)
            case ast.Subscript():
                return self._part(parent)
            case ast.Assign(targets=[ast.Name() as other]):
                return self._quiet(other) and self.is_kept(self.variable(other), seen)
            case ast.Attribute(attr="values" | "items" | "get" | "copy"):
                return self._viewed(self.parents.get(parent, parent))
            case ast.Attribute(attr=attr):
                return attr in _READ_METHODS or attr in ADDS
            case ast.Compare() | ast.FormattedValue() | ast.BinOp() | ast.IfExp() | ast.Starred() | ast.BoolOp():
                return True
            case ast.If() | ast.UnaryOp() | ast.AugAssign():
                return True
            case ast.keyword() | ast.Call():
                return self._handed(use, parent, seen)
        return False

    def _viewed(self, call: ast.AST) -> bool:
        """Whether what a mapping's method gives is only read, too."""
        above = self.parents.get(call)
        match above:
            case ast.For(target=target) | ast.comprehension(target=target):
                return self._quiet(target)
            case ast.Assign(targets=targets):
                return all(self._quiet(target) for target in targets)
            case ast.Call(func=ast.Name(id=name)) if name in _READS:
                return self._viewed(above)
            case ast.Call(func=ast.Attribute(attr=attr)):
                return attr not in MUTATES
            case ast.Attribute(attr=attr):
                return attr not in MUTATES
            case ast.Return() | ast.Starred() | ast.Subscript():
                return False
        return not isinstance(above, ast.Call)

    def _part(self, part: ast.Subscript) -> bool:
        """Whether a part of a container is only read, also under another name."""
        above = self.parents.get(part)
        if isinstance(above, ast.Attribute):
            return above.attr not in MUTATES
        if isinstance(above, ast.Assign) and above.value is part:
            return all(self._quiet(target) for target in above.targets)
        return not isinstance(above, ast.Subscript)

    def _handed(self, use: ast.Name, parent: ast.AST, seen: frozenset[Variable]) -> bool:
        call = self.parents.get(parent) if isinstance(parent, ast.keyword) else parent
        if not isinstance(call, ast.Call):
            return False
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if isinstance(call.func, ast.Attribute):
            return call.func.attr in {
                "dumps",
                "join",
                "send_multiline",
                "send_multiline_timing",
                "map",
                "submit",
                "print",
            }
        if name in _READS and (self.tree, name) not in self.bindings:
            return True
        local = self.functions.get(name, [])
        if len(local) != 1:
            return False
        plain = [posonlyarg.arg for posonlyarg in [*local[0].args.posonlyargs, *local[0].args.args]]
        if isinstance(parent, ast.keyword):
            taken = parent.arg
        else:
            index = call.args.index(use)
            taken = plain[index] if index < len(plain) else None
        if taken is None or self.growth.get((local[0], taken)):
            return False
        return self.is_kept((local[0], taken), seen)


def _default(function: ast.FunctionDef, binding: Binding) -> ast.expr | None:
    given = function.args
    plain = [*given.posonlyargs, *given.args]
    if binding.index is None:
        names = [kwonlyarg.arg for kwonlyarg in given.kwonlyargs]
        return given.kw_defaults[names.index(binding.name)] if binding.name in names else None
    back = len(plain) - binding.index
    return given.defaults[-back] if back <= len(given.defaults) else None
