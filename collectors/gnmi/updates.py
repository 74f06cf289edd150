"""gNMI SubscribeResponses, from the wire or from a recording's protobuf JSON, to plain updates. Pure.

Element names lose their module prefixes, key values never do (an IPv6 address has colons, too). A JSON subtree is
taken apart into leaves, list entries by their keys, so a mapping sees the same leaves however a target cuts them.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from collectors.logs.frame import stamps

DELETED: Final = object()
"""The value of an update that says that its path is gone."""

MOST_DIGITS = 18
"""Digits behind the point of a decimal (RFC 7950 section 9.3.4)."""

_MODULE = re.compile(r"^[A-Za-z0-9_.-]+:")

LIST_KEYS: Mapping[str, tuple[str, ...]] = {
    "network-instance": ("name",),
    "protocol": ("identifier", "name"),
    "neighbor": ("neighbor-address", "peer-address"),
    "afi-safi": ("afi-safi-name",),
    "interface": ("name", "interface-name", "id", "interface-id"),
    "subinterface": ("index",),
    "adjacency": ("system-id", "neighbor-system-id", "adjacency-level"),
    "level": ("level-number",),
    "instance": ("name", "instance-name"),
    "application": ("name",),
    "peer": ("local-discriminator",),
    "group": ("group-name",),
    "peer-group": ("peer-group-name",),
}
"""Keys of the lists that a subtree's JSON arrays stand for."""

Elem = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value at one path: `elems` are names with keys, prefix included; `value` a JSON scalar, list, or DELETED."""

    elems: tuple[Elem, ...]
    value: Any
    ns: int
    origin: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The element names alone."""
        return tuple(name for name, _ in self.elems)

    def key(self, elem: str, *names: str) -> str | None:
        """A key's value on the first element of this name."""
        for name, keys in self.elems:
            if name == elem:
                return next((value for key, value in keys if not names or key in names), None)
        return None

    def text(self) -> str:
        """The path as people write it, with its value."""
        path = "/".join(name + "".join(f"[{k}={v}]" for k, v in keys) for name, keys in self.elems)
        return f"/{path} " + ("deleted" if self.value is DELETED else json.dumps(self.value, default=str))


@dataclass(frozen=True, slots=True)
class Message:
    """One SubscribeResponse: its leaves, or the mark that the first values are all told.

    `odd` counts parts that cannot be read, `again` values left out because their path told the same before.
    """

    leaves: tuple[Leaf, ...]
    synced: bool = False
    odd: int = 0
    again: int = 0


def bare(name: str) -> str:
    """A name without its module prefix."""
    return _MODULE.sub("", name, count=1)


def identity(value: Any) -> str:
    """An enum or identity value without its module prefix."""
    return bare(value) if isinstance(value, str) else str(value)


def decode_json(response: Mapping[str, Any]) -> Message:
    """A SubscribeResponse in protobuf JSON (camelCase or proto names). Odd parts are counted, never raised."""
    if response.get("syncResponse") or response.get("sync_response"):
        return Message((), synced=True)
    update = response.get("update")
    if not isinstance(update, Mapping):
        return Message((), odd=1)
    ns = _int(update.get("timestamp"))
    prefix_origin, prefix = _path(update.get("prefix"))
    leaves: list[Leaf] = []
    odd = 0
    for item in _list(update.get("delete")):
        origin, path = _path(item)
        leaves.append(Leaf((*prefix, *path), DELETED, ns, origin or prefix_origin))
    for each in _list(update.get("update")):
        if not isinstance(each, Mapping):
            odd += 1
            continue
        origin, path = _path(each.get("path"))
        try:
            value = typed_value(each.get("val"))
        except ValueError:
            odd += 1
            continue
        leaves += flatten((*prefix, *path), value, ns, origin or prefix_origin)
    return Message(tuple(leaves), odd=odd)


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _int(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return 0


def _path(path: Any) -> tuple[str, tuple[Elem, ...]]:
    if not isinstance(path, Mapping):
        return "", ()
    elems = []
    for item in _list(path.get("elem")):
        if isinstance(item, Mapping):
            keys = item.get("key")
            pairs = sorted(keys.items()) if isinstance(keys, Mapping) else ()
            elems.append((bare(str(item.get("name", ""))), tuple((bare(str(k)), str(v)) for k, v in pairs)))
    return str(path.get("origin") or ""), tuple(elems)


def typed_value(value: Any) -> Any:
    """A TypedValue in protobuf JSON as a plain value.

    Raises:
        ValueError: no value that can be read.
    """
    if not isinstance(value, Mapping) or not value:
        raise ValueError("no value")
    kind, inner = next(iter(value.items()))
    match kind:
        case "jsonIetfVal" | "jsonVal" | "json_ietf_val" | "json_val":
            return _embedded(inner)
        case "stringVal" | "string_val" | "asciiVal" | "ascii_val" | "boolVal" | "bool_val":
            return inner
        case "intVal" | "uintVal" | "int_val" | "uint_val":
            return _int(inner)
        case "floatVal" | "doubleVal" | "float_val" | "double_val":
            return float(inner)
        case "leaflistVal" | "leaflist_val":
            return [typed_value(item) for item in _list(inner.get("element") if isinstance(inner, Mapping) else None)]
        case "decimalVal" | "decimal_val" if isinstance(inner, Mapping):
            precision = _int(inner.get("precision"))
            if not 0 <= precision <= MOST_DIGITS:
                raise ValueError(f"a decimal of {precision} digits")
            return _int(inner.get("digits")) / 10**precision
    raise ValueError(f"a {kind} cannot be read")


def _embedded(text: Any) -> Any:
    """JSON bytes, base64 as protobuf JSON writes them, or already as text or value."""
    if not isinstance(text, str):
        return text
    for raw in (_unbase64(text), text):
        if raw is not None:
            try:
                return json.loads(raw)
            except (ValueError, RecursionError):
                continue
    raise ValueError("no JSON in a JSON value")


def _unbase64(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def flatten(path: tuple[Elem, ...], value: Any, ns: int, origin: str) -> Iterator[Leaf]:
    """A value as leaves: objects by their members, arrays of objects as list entries with their keys."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            plain = bare(str(name))
            if isinstance(inner, list) and inner and all(isinstance(each, Mapping) for each in inner):
                for each in inner:
                    yield from flatten((*path, (plain, _keys(plain, each))), each, ns, origin)
            else:
                yield from flatten((*path, (plain, ())), inner, ns, origin)
        if not value:
            yield Leaf(path, {}, ns, origin)
        return
    if isinstance(value, list) and value and all(isinstance(each, Mapping) for each in value) and path:
        name, _ = path[-1]
        for item in value:
            yield from flatten((*path[:-1], (name, _keys(name, item))), item, ns, origin)
        return
    yield Leaf(path, value, ns, origin)


def _keys(name: str, entry: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    plain = {bare(str(key)): value for key, value in entry.items()}
    wanted = LIST_KEYS.get(name, ("name", "id", "index"))
    found = tuple((key, str(plain[key])) for key in wanted if key in plain and not isinstance(plain[key], list | dict))
    return tuple(sorted(found))


def rfc3339_ns(value: Any) -> int | None:
    """A time leaf: RFC 3339 text, or nanoseconds since the epoch as number or text."""
    if isinstance(value, str) and "T" in value:
        stamp = stamps.iso(value)
        return stamp[0] if stamp else None
    number = _int(value)
    return number if number > 10**15 else None
