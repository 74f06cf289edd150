"""What gNMI clients print: gnmic's JSON and event formats, telegraf's JSON, pygnmi's dictionaries. Pure.

Sources: gnmic `pkg/formatters`, telegraf's `serializers/json` of its gnmi input, pygnmi's `telemetryParser`. None of
them
says when an answer came; the device's own time stands for that.
"""

import ast
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from clab.units import SECOND_NS
from collectors.gnmi.updates import DELETED, Elem, Leaf, bare, flatten
from collectors.logs.frame import stamps
from collectors.observations import BgpState, Observation

FLAT = (
    ("neighbor_address", "neighbor", "neighbor-address"),
    ("peer_address", "neighbor", "peer-address"),
    ("interface_name", "interface", "name"),
    ("network_instance_name", "network-instance", "name"),
    ("network-instance_name", "network-instance", "name"),
    ("neighbor_peer-address", "neighbor", "peer-address"),
    ("neighbor_neighbor-address", "neighbor", "neighbor-address"),
    ("afi_safi_name", "afi-safi", "afi-safi-name"),
    ("afi-safi_afi-safi-name", "afi-safi", "afi-safi-name"),
    ("protocol_identifier", "protocol", "identifier"),
    ("identifier", "protocol", "identifier"),
)
_ELEM = re.compile(r"/?(?P<name>[^/\[\]]{1,255})(?P<keys>(?:\[[^\[\]=]{1,128}=[^\[\]]{0,512}\]){0,8})")
_KEY = re.compile(r"\[(?P<key>[^\[\]=]{1,128})=(?P<value>[^\[\]]{0,512})\]")


def rows_in(text: str) -> list[Mapping[str, Any]]:
    """The objects of a text: one a line, printed over many lines, or in a list; Python's spelling, too."""
    found: list[Mapping[str, Any]] = []
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if at >= len(text):
            break
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            value = _literal(text[at:end])
            at = end + 1
        found += value if isinstance(value, list) else [value] if value is not None else []
    return [item for item in found if isinstance(item, Mapping)]


def _literal(line: str) -> Any:
    """A line of Python's own spelling of a dictionary."""
    if not line.startswith("{") or len(line) > 1_000_000:
        return None
    try:
        return ast.literal_eval(line)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None


def is_collected(row: Mapping[str, Any]) -> bool:
    """Whether an object is what one of these clients prints."""
    if isinstance(row.get("updates"), list) or isinstance(row.get("deletes"), list):
        return True
    if isinstance(row.get("tags"), Mapping) and (
        isinstance(row.get("values"), Mapping) or isinstance(row.get("fields"), Mapping)
    ):
        return True
    update = row.get("update")
    return isinstance(update, Mapping) and isinstance(update.get("update"), list) and "response" not in row


def observations_of(rows: Sequence[Mapping[str, Any]], mappers: Sequence[Any]) -> Iterator[Observation]:
    """What the answers say, in their order, as the mappers of one target read them."""
    last: dict[tuple[str, str], str] = {}
    for row in rows:
        for leaf in leaves_of(row):
            for mapper in mappers:
                mapper.told.received_ns = leaf.ns
                for seen in mapper(leaf):
                    yield _edge(seen, last)


def _edge(seen: Observation, last: dict[tuple[str, str], str]) -> Observation:
    """A changed state after a first one is a transition, also where no stream said that its first values were all."""
    if not isinstance(seen, BgpState):
        return seen
    key = (seen.vrf, seen.neighbor)
    before, last[key] = last.get(key), seen.state
    if before is None or seen.kind == "edge" or before == seen.state:
        return seen
    down = before == "established" and seen.state != "established"
    return replace(seen, kind="edge", previous="established" if down else seen.previous)


def leaves_of(row: Mapping[str, Any]) -> Iterator[Leaf]:
    """An answer's values by their paths."""
    ns = _ns(row)
    if isinstance(row.get("tags"), Mapping):
        yield from _flat(row, ns)
        return
    inner = row.get("update")
    if isinstance(inner, Mapping):
        ns = _ns(inner) or ns
        prefix = path_of(str(inner.get("prefix") or ""))
        for each in _items(inner.get("update")):
            yield from flatten((*prefix, *path_of(str(each.get("path") or ""))), each.get("val"), ns, "")
        return
    prefix = path_of(str(row.get("prefix") or ""))
    for item in _items(row.get("updates")):
        path = (*prefix, *path_of(str(item.get("Path") or item.get("path") or "")))
        values = item.get("values")
        for value in values.values() if isinstance(values, Mapping) else ():
            yield from flatten(path, value, ns, "")
    for each in row.get("deletes") or ():
        if isinstance(each, str):
            yield Leaf((*prefix, *path_of(each)), DELETED, ns, "")


def _flat(row: Mapping[str, Any], ns: int) -> Iterator[Leaf]:
    """One event with tags beside its values: gnmic's `event`, telegraf's metrics."""
    tags = {str(name): str(value) for name, value in row["tags"].items()}
    values = row.get("values") or row.get("fields")
    for name, value in values.items() if isinstance(values, Mapping) else ():
        path = str(name)
        if "/" not in path:
            path = f"{tags.get('path', '')}/{path}" if tags.get("path") else path
        elems = tuple(_tagged(elem, tags) for elem in path_of(path))
        if elems and elems[-1][0] in ("session_state", "oper_status", "admin_status"):
            elems = (*elems[:-1], (elems[-1][0].replace("_", "-"), ()))
        if len(elems) == 1:
            elems = _placed(elems[0], tags)
        yield Leaf(elems, value, ns, "")


def _tagged(elem: Elem, tags: Mapping[str, str]) -> Elem:
    if elem[1]:
        return elem
    keys = {key: tags[tag] for tag, name, key in FLAT if name == elem[0] and tag in tags}
    if elem[0] == "interface" and not keys and "name" in tags:
        keys = {"name": tags["name"]}
    return elem[0], tuple(sorted(keys.items()))


def _placed(elem: Elem, tags: Mapping[str, str]) -> tuple[Elem, ...]:
    """The path of a value whose client kept only its last name."""
    neighbor = tags.get("neighbor_address") or tags.get("peer_address")
    if elem[0] == "session-state" and neighbor:
        instance = (("name", tags.get("network_instance_name") or tags.get("name") or "default"),)
        head: tuple[Elem, ...] = (("network-instances", ()), ("network-instance", instance), ("protocols", ()))
        middle: tuple[Elem, ...] = (("protocol", (("identifier", "BGP"),)), ("bgp", ()), ("neighbors", ()))
        return (*head, *middle, ("neighbor", (("neighbor-address", neighbor),)), ("state", ()), elem)
    name = tags.get("interface_name") or tags.get("name")
    if elem[0] in ("oper-status", "admin-status") and name:
        return (("interfaces", ()), ("interface", (("name", name),)), ("state", ()), elem)
    return (elem,)


def path_of(text: str) -> tuple[Elem, ...]:
    """A path as clients print it, `a/b[k=v]/c`, without module names."""
    elems = []
    for found in _ELEM.finditer(text.partition(":/")[2] if ":/" in text[:40] else text):
        keys = tuple(sorted((bare(match["key"]), match["value"]) for match in _KEY.finditer(found["keys"])))
        elems.append((bare(found["name"]), keys))
    return tuple(elems)


def _items(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _ns(row: Mapping[str, Any]) -> int:
    """When an answer was: ns, or seconds, or text."""
    value = row.get("timestamp")
    if isinstance(value, int | float) and not isinstance(value, bool):
        for unit in (1, 1_000, 1_000_000, SECOND_NS):
            if 631_152_000 * SECOND_NS <= value * unit <= 7_258_118_400 * SECOND_NS:
                return int(value * unit)
    text = str(row.get("time") or value or "")
    found = stamps.iso(text)
    return found[0] if found else 0
