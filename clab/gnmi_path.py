"""gNMI paths as text: read, and held against a table of the paths that routers are known to have. Pure.

The text form is openconfig/reference `gnmi-path-strings.md`. The table is no YANG model: it holds what operational
tools ask for, of SR Linux (21.6 to 25.x) and of OpenConfig; a user's own YANG folder knows more.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache

from clab.gnmi_known import CONFIGURED, OPEN, TABLES

_MODULE = re.compile(r"^[A-Za-z_][\w.-]*:(?!/)")
_ORIGIN = re.compile(r"^(?P<origin>[A-Za-z_][\w.-]*):(?=/)")
_NAME = re.compile(r"[A-Za-z_*][\w.*:-]*$|\.\.\.$")


class PathError(ValueError):
    """A text that is no gNMI path, and why."""


@dataclass(frozen=True, slots=True)
class Element:
    """One step: a name without its module, and its keys."""

    name: str
    keys: Mapping[str, str] = field(default_factory=dict)


def parse_path(text: str) -> tuple[str, tuple[Element, ...]]:
    """The origin (empty where none is said) and the elements of a path.

    Raises:
        PathError: it is none: an unbalanced bracket, a key without a value, an empty element.
    """
    found = _ORIGIN.match(text)
    origin = found["origin"] if found else ""
    rest = text[found.end() :] if found else text
    if not rest.startswith("/"):
        rest = f"/{rest}"
    return origin, tuple(_element(item) for item in _split(rest))


def _split(text: str) -> Iterator[str]:
    """The parts between slashes that stand outside brackets."""
    part, depth, escaped = "", False, False
    for char in text[1:] + "/":
        if escaped:
            part, escaped = part + char, False
            continue
        if char == "\\":
            escaped = True
        elif char == "[":
            if depth:
                raise PathError("a bracket within brackets")
            depth = True
        elif char == "]":
            if not depth:
                raise PathError("a bracket is closed that none opened")
            depth = False
        if char == "/" and not depth:
            if part:
                yield part
            part = ""
        else:
            part += char
    if depth or part:
        raise PathError("a bracket is not closed")


def _element(text: str) -> Element:
    name, bracket, rest = text.partition("[")
    keys = {}
    if bracket:
        for match in re.findall(r"\[((?:\\.|[^\]\\])*+)(?:\]|$)", bracket + rest):
            key, equals, value = match.partition("=")
            if not equals or not key or not value:
                raise PathError(f"[{match}] is no [key=value]")
            keys[_MODULE.sub("", key)] = re.sub(r"\\(.)", r"\1", value)
    plain = _MODULE.sub("", name)
    if not _NAME.match(plain):
        raise PathError(f"{name!r} is no element name")
    return Element(plain, keys)


@dataclass(slots=True)
class _Node:
    keys: tuple[str, ...] = ()
    below: "dict[str, _Node]" = field(default_factory=dict)
    anything: bool = False


@cache
def _trees() -> Mapping[str, _Node]:
    trees = {name: _tree(text.split()) for name, text in TABLES.items()}
    for tree in trees.values():
        _with_keys(tree)
    _with_config(trees["OpenConfig"])
    for container, words in OPEN.items():
        here = trees["OpenConfig"]
        for part in container.split("/") if container else ():
            here = here.below[part]
        for word in words.split():
            here.below.setdefault(word, _Node(anything=True))
    return trees


def _with_keys(node: _Node) -> None:
    """The key of a list is a leaf of each entry."""
    for item in node.below.values():
        for key in item.keys:
            item.below.setdefault(key, _Node())
        _with_keys(item)


def _with_config(node: _Node) -> None:
    """OpenConfig mirrors what is configured: a container that has `state` has `config`, with the same leaves and its
    list's keys."""
    state = node.below.get("state")
    if state is not None and "config" not in node.below:
        more = {key: _Node() for key in (*node.keys, *CONFIGURED)}
        node.below["config"] = _Node(below={**more, **state.below})
    for name, item in node.below.items():
        if name not in ("state", "config"):
            _with_config(item)


def _tree(lines: Sequence[str]) -> _Node:
    root = _Node()
    for line in lines:
        for path in _expand(line):
            here = root
            for part in path.strip("/").split("/"):
                name = part.partition("[")[0]
                here = here.below.setdefault(name, _Node(tuple(re.findall(r"\[([^\[\]]+)\]", part))))
    return root


def _expand(text: str) -> Iterator[str]:
    found = re.search(r"\{([^{}]*)\}", text)
    if not found:
        yield text
        return
    for part in found[1].split(","):
        yield from _expand(text[: found.start()] + part + text[found.end() :])


def known_leaves(model: str) -> Iterator[tuple[Element, ...]]:
    """Every leaf of a table, with `*` for each key."""
    for line in TABLES[model].split():
        for path in _expand(line):
            yield parse_path(re.sub(r"\[([^\[\]]+)\]", r"[\1=*]", path))[1]


def unknown(text: str) -> str:
    """Why no table knows a path, with the nearest name; empty where one does (also a container above its leaves)."""
    try:
        origin, elements = parse_path(text)
    except PathError as error:
        return f"is no gNMI path: {error}"
    if not elements:
        return "asks for everything there is; name what you want"
    trees = _trees()
    if origin == "openconfig":
        trees = {"OpenConfig": trees["OpenConfig"]}
    reasons = {name: _walk(tree, elements) for name, tree in trees.items()}
    if "" in {reason for _, reason in reasons.values()}:
        return ""
    deepest = max(reasons, key=lambda name: reasons[name][0])
    return f"is not known of {deepest}: {reasons[deepest][1]}"


def _walk(tree: _Node, elements: Sequence[Element]) -> tuple[int, str]:
    """How many elements were known, and what was wrong with the next; wildcards match all that is there."""
    here = [tree]
    for depth, element in enumerate(elements):
        if element.name == "...":
            return depth, ""
        below = {name: node for item in here for name, node in item.below.items()}
        if any(each.anything for each in here):
            return len(elements), ""
        found = list(below.values()) if element.name == "*" else [below[element.name]] if element.name in below else []
        if not found:
            near = get_close_matches(element.name, below, 1, 0.5)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            parent = "/" + "/".join(each.name for each in elements[:depth])
            return depth, f"no {element.name!r} under {parent}{hint}"
        for key in element.keys:
            if all(key not in each.keys for each in found):
                keys = ", ".join(repr(each) for each in found[0].keys) or "none"
                return depth, f"{element.name!r} has no key {key!r}; its keys are {keys}"
        here = found
    return len(elements), ""
