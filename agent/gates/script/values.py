"""Which texts an expression of a script can be, as far as that can be followed: literals and what they become. Pure."""

import ast
import shlex
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from agent.gates.script.names import Binding, Names, Variable
from agent.gates.script.tables import words

_ANY_ADDRESS = "192.0.2.1"
"""What stands for each text that is an IPv4 address, and so no command (one of IPv6 may have any zone behind it)."""

MOST, DEEPEST = 400, 24
_SAME_ITEMS = frozenset(words("enumerate sorted reversed list tuple set iter"))
_SAME_TEXT = frozenset(words("strip lstrip rstrip lower upper"))


class Values:
    """The texts of expressions; `None` wherever one cannot be followed. `beside` are the files that it imports."""

    def __init__(self, names: Names, beside: "Mapping[str, Values] | None" = None) -> None:
        self._names = names
        self._beside = beside or {}
        self._open: list[ast.AST] = []

    def texts(self, node: ast.AST | None) -> set[str] | None:
        """Every text that an expression can be."""
        if node is None or len(self._open) > DEEPEST or node in self._open:
            return None
        self._open.append(node)
        try:
            found = self._texts(node)
        finally:
            self._open.pop()
        return found if found is None or len(found) <= MOST else None

    def _texts(self, node: ast.AST) -> set[str] | None:
        match node:
            case ast.Constant(value=str() | int() as value):
                return {str(value)}
            case ast.Name():
                return self._named(self._names.variable(node), items=False)
            case ast.IfExp(body=one, orelse=other):
                return _union((self.texts(one), self.texts(other)))
            case ast.BoolOp(values=values):
                return _union(self.texts(item) for item in values)
            case ast.JoinedStr(values=values):
                return self._joined(values)
            case ast.Subscript(value=value):
                return self._inside(value)
            case ast.Attribute(attr=attr):
                return self._attribute(attr, items=False)
            case ast.Call(
                func=ast.Name(id="str"), args=[ast.Call(func=ast.Attribute(value=value, attr="IPv4Address"))]
            ):
                return {_ANY_ADDRESS} if self._is_address(value) else None
            case ast.Call(func=ast.Attribute(value=value, attr=attr), args=args):
                if attr == "quote" and isinstance(value, ast.Name) and value.id == "shlex" and len(args) == 1:
                    found = self.texts(args[0])
                    return None if found is None else {shlex.quote(each) for each in found}
                if attr in _SAME_TEXT and not args:
                    found = self.texts(value)
                    return None if found is None else {getattr(each, attr)() for each in found}
                if attr == "get":
                    return _union((self._inside(value), *(self.texts(arg) for arg in args[1:])))
        return None

    def _is_address(self, node: ast.expr) -> bool:
        """Whether `ipaddress` is that module, `str` Python's own, and neither is given another meaning anywhere."""
        nodes = list(ast.walk(self._names.tree))
        imports = [each for one in nodes if isinstance(one, ast.Import) for each in one.names if not each.asname]
        known = sum(each.name == "ipaddress" for each in imports)
        bound = sum(len(some) for (_, name), some in self._names.bindings.items() if name in ("ipaddress", "str"))
        stored = any(
            isinstance(one, ast.Attribute) and one.attr == "IPv4Address" and not isinstance(one.ctx, ast.Load)
            for one in nodes
        )
        return isinstance(node, ast.Name) and node.id == "ipaddress" and 0 < known == bound and not stored

    def _joined(self, parts: Iterable[ast.expr]) -> set[str] | None:
        texts = []
        for part in parts:
            plain = isinstance(part, ast.FormattedValue) and part.conversion == -1 and part.format_spec is None
            found = self.texts(part.value if isinstance(part, ast.FormattedValue) and plain else part)
            if found is None:
                return None
            texts.append(sorted(found)[: MOST + 1])
            total = 1
            for some in texts:
                total *= len(some)
            if total > MOST:
                return None
        return {"".join(item) for item in product(*texts)}

    def items(self, node: ast.AST | None, index: int | None = None) -> set[str] | None:
        """Every text that an item of an expression can be; at `index` within the item, where it is a tuple."""
        if node is None or len(self._open) > DEEPEST or node in self._open:
            return None
        self._open.append(node)
        try:
            return self._items(node, index)
        finally:
            self._open.pop()

    def _items(self, node: ast.AST, index: int | None) -> set[str] | None:
        match node:
            case ast.List(elts=elts) | ast.Tuple(elts=elts) | ast.Set(elts=elts):
                return _union(self._item(each, index) for each in elts)
            case ast.Dict(keys=keys) if all(keys):
                return _union(self.texts(key) for key in keys) if index is None else None
            case ast.ListComp(elt=elt) | ast.GeneratorExp(elt=elt) | ast.SetComp(elt=elt) if index is None:
                return self.texts(elt)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return _union((self.items(left, index), self.items(right, index)))
            case ast.IfExp(body=one, orelse=other):
                return _union((self.items(one, index), self.items(other, index)))
            case ast.BoolOp(values=values):
                return _union(self.items(each, index) for each in values)
            case ast.Name():
                return self._named(self._names.variable(node), items=True, index=index)
            case ast.Attribute(attr=attr):
                return self._attribute(attr, items=True)
            case ast.Subscript(value=value):
                return self._lists_inside(value, index)
            case ast.Call(func=ast.Name(id="enumerate"), args=[one, *_]) if index == 1:
                return self.items(one)
            case ast.Call(func=ast.Name(id=name), args=[one, *_]) if name in _SAME_ITEMS - {"enumerate"}:
                return self.items(one, index)
            case ast.Call(func=ast.Name(id="zip"), args=args) if index is not None and index < len(args):
                return self.items(args[index])
            case ast.Call(func=ast.Attribute(value=value, attr="values"), args=[]) if index is None:
                return self._inside(value)
            case ast.Call(func=ast.Attribute(value=value, attr="keys"), args=[]) if index is None:
                return self.items(value)
            case ast.Call(func=ast.Attribute(value=value, attr="items"), args=[]):
                return self.items(value) if index == 0 else self._inside(value) if index == 1 else None
            case ast.Call(func=ast.Attribute(value=value, attr="get"), args=[_, *more]):
                return _union((self._lists_inside(value, index), *(self.items(each, index) for each in more)))
            case ast.Call(func=ast.Attribute(value=value, attr="splitlines" | "split" as how), args=args):
                found = self.texts(value)
                separators: list[object] = [arg.value for arg in args if isinstance(arg, ast.Constant)]
                if found is None or len(separators) != len(args) or index is not None:
                    return None
                return {part for item in found for part in _parts(item, how, separators)}
        return None

    def _item(self, node: ast.expr, index: int | None) -> set[str] | None:
        if isinstance(node, ast.Starred):
            return self.items(node.value, index)
        if index is None:
            return self.texts(node)
        if isinstance(node, (ast.Tuple, ast.List)) and index < len(node.elts):
            return self.texts(node.elts[index])
        return None

    def _containers(self, node: ast.AST) -> list[ast.Dict | ast.List | ast.Tuple] | None:
        """The literals that a name or expression stands for, as long as nothing changes them."""
        if isinstance(node, (ast.Dict, ast.List, ast.Tuple)):
            return [node]
        if isinstance(node, ast.Name) and self._names.is_kept(variable := self._names.variable(node)):
            found: list[ast.Dict | ast.List | ast.Tuple] = []
            for binding in [*self._names.bindings.get(variable, ()), *self._names.growth.get(variable, ())]:
                if binding.how != "value" or not isinstance(binding.of, (ast.Dict, ast.List, ast.Tuple)):
                    return None
                found.append(binding.of)
            return found
        return None

    def _inside(self, node: ast.AST) -> set[str] | None:
        """The texts that a mapping or a list holds as values."""
        found = self._containers(node)
        if not found:
            return None
        return _union(self.texts(one) for item in found for one in _held(item))

    def _lists_inside(self, node: ast.AST, index: int | None) -> set[str] | None:
        """The texts in the lists that a mapping holds as values."""
        found = self._containers(node)
        if not found:
            return None
        return _union(self.items(one, index) for item in found for one in _held(item))

    def _attribute(self, attr: str, *, items: bool) -> set[str] | None:
        """A constant of a class: assigned in its body, and nowhere else."""
        classes = [item for item in ast.walk(self._names.tree) if isinstance(item, ast.ClassDef)]
        given = [
            node.value
            for each in classes
            for node in each.body
            if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == attr for t in node.targets)
        ]
        uses = [each for each in ast.walk(self._names.tree) if isinstance(each, ast.Attribute) and each.attr == attr]
        plain = all(
            isinstance(use.ctx, ast.Load) and not isinstance(self._names.parents.get(use), ast.Attribute)
            for use in uses
        )
        if not given or not plain:
            return None
        return _union(self.items(each) if items else self.texts(each) for each in given)

    def _named(self, variable: Variable, *, items: bool, index: int | None = None) -> set[str] | None:
        bindings = [*self._names.bindings.get(variable, ())]
        if not bindings:
            return None
        if items:
            bindings += self._names.growth.get(variable, ())
            if not self._names.is_kept(variable):
                return None
        return _union(self._bound(binding, items, index) for binding in bindings)

    def _bound(self, binding: Binding, items: bool, index: int | None) -> set[str] | None:
        if binding.how == "value":
            return self.items(binding.of, index) if items else self.texts(binding.of)
        if binding.how == "item" and items:
            return self._nested(binding.of) if binding.index in (None, 1) and index is None else None
        if binding.how == "item":
            return self.items(binding.of, binding.index)
        if binding.how == "imported" and binding.module in self._beside:
            other = self._beside[binding.module]
            return other._named((other._names.tree, binding.name), items=items, index=index)
        if binding.how == "parameter":
            given = list(self._names.arguments(binding))
            if not given:
                return None
            found = []
            for item in given:
                if item is None or (item[1] and items):
                    return None
                found.append(self.items(item[0], index) if items or item[1] else self.texts(item[0]))
            return _union(found)
        return None

    def _nested(self, node: ast.AST | None) -> set[str] | None:
        """The texts in the lists over which a loop runs."""
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("values", "items")
        ):
            node = node.func.value
        return self._lists_inside(node, None) if node is not None else None


def _held(node: ast.Dict | ast.List | ast.Tuple) -> list[ast.expr]:
    return list(node.values) if isinstance(node, ast.Dict) else list(node.elts)


def _union(found: Iterable[set[str] | None]) -> set[str] | None:
    whole: set[str] = set()
    for item in found:
        if item is None:
            return None
        whole |= item
    return whole


def _parts(text: str, how: str, separators: Sequence[object]) -> list[str]:
    if how == "splitlines":
        return [line for line in text.splitlines() if line.strip()]
    return text.split(separators[0]) if separators and isinstance(separators[0], str) else text.split()
