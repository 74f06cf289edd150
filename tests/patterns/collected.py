"""Every compiled pattern of the packages: by import and introspection, and those written inside a call of `re`."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

METHODS = ("search", "match", "fullmatch", "sub", "subn", "finditer", "findall", "split")
PACKAGES = ("clab", "collectors", "agent")
DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Found:
    """One pattern: where it is kept, and how it is used (`match` alone begins at one place, `search` anywhere)."""

    where: str
    pattern: re.Pattern[Any]
    anywhere: bool
    methods: frozenset[str]


@cache
def modules() -> tuple[ModuleType, ...]:
    """All modules of the three packages that can be imported here."""
    names = list(PACKAGES)
    for package in PACKAGES:
        root = importlib.import_module(package)
        names += [item.name for item in pkgutil.walk_packages(root.__path__, f"{package}.")]
    found = []
    for name in names:
        if not name.endswith("__main__"):
            found.append(importlib.import_module(name))
    return tuple(found)


@cache
def _trees() -> tuple[tuple[ModuleType, ast.Module], ...]:
    return tuple((module, ast.parse(inspect.getsource(module))) for module in modules() if _has_source(module))


def _has_source(module: ModuleType) -> bool:
    try:
        return bool(inspect.getsource(module).strip())
    except OSError:
        return False


@cache
def _uses() -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """By a name: the methods of patterns called on it anywhere. By a module: those called in it on anything."""
    by_name: dict[str, set[str]] = {}
    by_module: dict[str, set[str]] = {}
    for module, tree in _trees():
        inside = by_module.setdefault(module.__name__, set())
        looped = _looped(tree)
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Attribute) and node.attr in METHODS):
                continue
            on = node.value
            if isinstance(on, ast.Name) and on.id == "re":
                continue
            inside.add(node.attr)
            name = on.id if isinstance(on, ast.Name) else on.attr if isinstance(on, ast.Attribute) else ""
            for item in {name, *looped.get(name, ())}:
                by_name.setdefault(item, set()).add(node.attr)
    return (
        {key: frozenset(value) for key, value in by_name.items()},
        {key: frozenset(value) for key, value in by_module.items()},
    )


def _looped(tree: ast.Module) -> Mapping[str, set[str]]:
    """By the name that a loop of this module gives: the names out of which it takes one."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.comprehension):
            for name in _names(node.target):
                found.setdefault(name, set()).update(_names(node.iter))
    return found


def _names(tree: ast.AST) -> set[str]:
    return {item.id for item in ast.walk(tree) if isinstance(item, ast.Name)}


def _methods(name: str, module: str) -> frozenset[str]:
    by_name, by_module = _uses()
    return by_name.get(name) or by_module.get(module) or frozenset(("search", "match"))


def _inside(value: object, depth: int, seen: set[int]) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
        return
    if depth == 0 or id(value) in seen or isinstance(value, str | bytes | int | float | ModuleType):
        return
    seen.add(id(value))
    for part in _parts(value):
        yield from _inside(part, depth - 1, seen)


def _parts(value: Any) -> Iterator[object]:
    if isinstance(value, Mapping):
        yield from (*value.keys(), *value.values())
    elif isinstance(value, list | tuple | set | frozenset):
        yield from value
    elif isinstance(value, FunctionType):
        yield from (*(value.__defaults__ or ()), *((value.__kwdefaults__ or {}).values()))
        yield from (item.cell_contents for item in value.__closure__ or () if _filled(item))
    elif isinstance(value, type):
        yield from list(vars(value).values())
    elif str(type(value).__module__).partition(".")[0] in PACKAGES:
        names = {
            *getattr(value, "__dict__", {}),
            *(n for c in type(value).__mro__ for n in getattr(c, "__slots__", ())),
        }
        yield from (getattr(value, name, None) for name in names)


def _filled(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False


def kept() -> Iterator[Found]:
    """The patterns that modules keep: in names, tuples, tables, records, classes and functions' defaults."""
    done: set[int] = set()
    for module in modules():
        for name, value in list(vars(module).items()):
            owner = getattr(value, "__module__", module.__name__)
            if isinstance(value, type | FunctionType) and owner != module.__name__:
                continue
            for item in _inside(value, DEEPEST, set()):
                if id(item) not in done:
                    done.add(id(item))
                    methods = _methods(name, module.__name__)
                    yield Found(f"{module.__name__}.{name}", item, not methods <= {"match", "fullmatch"}, methods)


def written() -> Iterator[Found]:
    """The patterns that are written into a call of `re`, as far as they are made of the module's own names."""
    for module, tree in _trees():
        for node in ast.walk(tree):
            call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS
            if not call or not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re"):  # type: ignore[attr-defined]
                continue
            try:
                text = eval(compile(ast.Expression(node.args[0]), module.__name__, "eval"), vars(module))
                flags = re.IGNORECASE if "re.I" in ast.unparse(node) else 0
                flags |= re.DOTALL if "re.DOTALL" in ast.unparse(node) or "re.S)" in ast.unparse(node) else 0
                pattern = re.compile(text, flags)
            except Exception:  # noqa: BLE001 - made of what is known only when it runs
                continue
            method = node.func.attr  # type: ignore[attr-defined]
            yield Found(
                f"{module.__name__}:{node.lineno}", pattern, method not in ("match", "fullmatch"), frozenset((method,))
            )


@cache
def collected() -> tuple[Found, ...]:
    """All of them, each text once for each way it is used."""
    found = {(item.pattern.pattern, item.pattern.flags, item.anywhere): item for item in (*written(), *kept())}
    return tuple(found.values())
