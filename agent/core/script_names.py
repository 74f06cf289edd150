"""Where a script's names get their values: assignments, loops, parameters by their calls, lists as they grow. Pure.

Scopes are not told apart: a name has every value that anything of that name is given in the file, which can only say
too much.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from agent.core.script_tables import words

Function = ast.FunctionDef | ast.Lambda
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
    bindings: dict[str, list[Binding]] = field(default_factory=lambda: defaultdict(list))
    parents: dict[ast.AST, ast.AST] = field(default_factory=dict)
    uses: dict[str, list[ast.Name]] = field(default_factory=lambda: defaultdict(list))
    functions: dict[str, list[ast.FunctionDef]] = field(default_factory=lambda: defaultdict(list))
    methods: dict[str, list[ast.Attribute]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for node in ast.walk(self.tree):
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node
        for node in ast.walk(self.tree):
            self._bind(node)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                self.uses[node.id].append(node)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                self.methods[node.attr].append(node)

    def _bind(self, node: ast.AST) -> None:
        match node:
            case ast.Assign(targets=targets, value=value):
                for each in targets:
                    self._target(each, value)
            case ast.AnnAssign(target=target, value=value) if value is not None:
                self._target(target, value)
            case ast.NamedExpr(target=target, value=value):
                self._target(target, value)
            case ast.AugAssign(target=ast.Name(id=name), value=value):
                grows = isinstance(value, (ast.List, ast.Tuple, ast.Name, ast.ListComp))
                self.bindings[name].append(Binding("value", value) if grows else UNKNOWN)
            case ast.For(target=target, iter=items) | ast.comprehension(target=target, iter=items):
                self._items(target, items)
            case ast.FunctionDef(name=name):
                self.functions[name].append(node)
                self.bindings[name].append(UNKNOWN)
                self._parameters(node)
            case ast.Lambda():
                self._parameters(node)
            case ast.ClassDef(name=name) | ast.ExceptHandler(name=str(name)):
                self.bindings[name].append(UNKNOWN)
            case ast.withitem(optional_vars=ast.AST() as target):
                self._unknown(target)
            case ast.ImportFrom(module=module, names=names):
                for alias in names:
                    found = Binding("imported", module=module or "", name=alias.name)
                    self.bindings[alias.asname or alias.name].append(found)
            case ast.Import(names=names):
                for alias in names:
                    self.bindings[(alias.asname or alias.name).partition(".")[0]].append(UNKNOWN)
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                self.bindings[name].append(UNKNOWN)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr), args=[one]) if attr in ADDS:
                made = ast.List([one], ast.Load()) if ADDS[attr] == "item" else one
                self.bindings[f"{name}+"].append(Binding("value", made))
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr)) if attr in MUTATES:
                self.bindings[f"{name}+"].append(UNKNOWN)

    def _target(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.bindings[target.id].append(Binding("value", value))
        elif isinstance(target, (ast.Tuple, ast.List)):
            whole = isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts)
            for index, each in enumerate(target.elts):
                if whole and isinstance(value, (ast.Tuple, ast.List)):
                    self._target(each, value.elts[index])
                else:
                    self._unknown(each)
        elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            self.bindings[f"{target.value.id}+"].append(Binding("value", ast.List([value], ast.Load())))

    def _items(self, target: ast.expr, items: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.bindings[target.id].append(Binding("item", items))
        elif isinstance(target, (ast.Tuple, ast.List)):
            for index, each in enumerate(target.elts):
                if isinstance(each, ast.Name):
                    self.bindings[each.id].append(Binding("item", items, index))
                else:
                    self._unknown(each)
        else:
            self._unknown(target)

    def _unknown(self, target: ast.AST) -> None:
        for each in ast.walk(target):
            if isinstance(each, ast.Name):
                self.bindings[each.id].append(UNKNOWN)

    def _parameters(self, function: Function) -> None:
        plain = [*function.args.posonlyargs, *function.args.args]
        for index, each in enumerate(plain):
            self.bindings[each.arg].append(Binding("parameter", function, index, name=each.arg))
        for each in function.args.kwonlyargs:
            self.bindings[each.arg].append(Binding("parameter", function, None, name=each.arg))
        for rest in (function.args.vararg, function.args.kwarg):
            if rest is not None:
                self.bindings[rest.arg].append(UNKNOWN)

    def arguments(self, binding: Binding) -> Iterator[tuple[ast.expr, bool] | None]:
        """What a parameter is called with, and whether it is an item of that; None where that cannot be seen."""
        function = binding.of
        if not isinstance(function, ast.FunctionDef) or len(self.functions[function.name]) != 1:
            yield None
            return
        default = _default(function, binding)
        if default is not None:
            yield default, False
        uses: list[ast.Name] | list[ast.Attribute] = self.uses[function.name]
        if isinstance(self.parents.get(function), ast.ClassDef) and binding.index is not None:
            plain = any(isinstance(each, ast.Name) and each.id == "staticmethod" for each in function.decorator_list)
            binding = binding if plain else replace(binding, index=binding.index - 1)
            uses = self.methods[function.name]
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
        spread = any(isinstance(each, ast.Starred) for each in call.args) or any(not k.arg for k in call.keywords)
        positional, mapped = list(call.args), False
        if call.func is not use:
            if attr in ("submit", "map", "starmap") and call.args and call.args[0] is use:
                positional, mapped = positional[1:], attr != "submit"
            elif attr in ("Thread", "Timer"):
                given = next((each.value for each in call.keywords if each.arg == "args"), None)
                positional = list(given.elts) if isinstance(given, (ast.Tuple, ast.List)) else []
                spread = given is not None and not isinstance(given, (ast.Tuple, ast.List))
                if any(each.arg == "kwargs" for each in call.keywords):
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

    def is_kept(self, name: str, seen: frozenset[str] = frozenset()) -> bool:
        """Whether a list or mapping of this name is only read: nothing may change it behind our back."""
        if name in seen:
            return True
        return all(self._reads(use, seen | {name}) for use in self.uses[name])

    def _reads(self, use: ast.Name, seen: frozenset[str]) -> bool:
        parent = self.parents.get(use)
        match parent:
            case ast.For(iter=items) | ast.comprehension(iter=items) if items is use:
                return not self._items_change(parent)
            case ast.Subscript():
                return self._part(parent)
            case ast.Assign(targets=[ast.Name(id=other)]):
                return not self.bindings.get(f"{other}+") and self.is_kept(other, seen)
            case ast.Attribute(attr=attr):
                return attr in _READ_METHODS or attr in ADDS
            case ast.Compare() | ast.FormattedValue() | ast.BinOp() | ast.IfExp() | ast.Starred() | ast.BoolOp():
                return True
            case ast.If() | ast.UnaryOp() | ast.AugAssign():
                return True
            case ast.keyword() | ast.Call():
                return self._handed(use, parent, seen)
        return False

    def _part(self, part: ast.Subscript) -> bool:
        """Whether a part of a container is only read, also under another name."""
        above = self.parents.get(part)
        if isinstance(above, ast.Attribute):
            return above.attr not in MUTATES
        if isinstance(above, ast.Assign) and above.value is part:
            names = [each.id for target in above.targets for each in ast.walk(target) if isinstance(each, ast.Name)]
            return not any(self.bindings.get(f"{name}+") for name in names)
        return not isinstance(above, ast.Subscript)

    def _items_change(self, loop: ast.AST) -> bool:
        names = [each.id for each in ast.walk(getattr(loop, "target", loop)) if isinstance(each, ast.Name)]
        return any(self.bindings.get(f"{name}+") for name in names)

    def _handed(self, use: ast.Name, parent: ast.AST, seen: frozenset[str]) -> bool:
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
        if name in _READS and name not in self.bindings:
            return True
        local = self.functions.get(name, [])
        if len(local) != 1:
            return False
        plain = [each.arg for each in [*local[0].args.posonlyargs, *local[0].args.args]]
        if isinstance(parent, ast.keyword):
            taken = parent.arg
        else:
            index = call.args.index(use)
            taken = plain[index] if index < len(plain) else None
        return taken is not None and not self.bindings.get(f"{taken}+") and self.is_kept(taken, seen)


def _default(function: ast.FunctionDef, binding: Binding) -> ast.expr | None:
    given = function.args
    plain = [*given.posonlyargs, *given.args]
    if binding.index is None:
        names = [each.arg for each in given.kwonlyargs]
        return given.kw_defaults[names.index(binding.name)] if binding.name in names else None
    back = len(plain) - binding.index
    return given.defaults[-back] if back <= len(given.defaults) else None
