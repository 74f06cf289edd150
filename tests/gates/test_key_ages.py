"""The table of keys by version against a real containerlab: it refuses a key exactly where the table says so."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from agent.gates.topology.containerlab import Ended, ask, find_binary
from agent.gates.topology.plan import ways_of
from clab.feature_versions import GONE, KEYS, LINK_TYPES
from clab.shape import NODE, TOP, WAS, Each, Shape

BINARY = find_binary()
TELLS = BINARY is not None and bool(BINARY.number)
SAMPLES = {"text": "x", "int": 1, "uint": 1, "float": 1.5, "bool": True, "any": {}, "list of text": ["x"]}
ENDS = [{"node": "a", "interface": "eth1"}, {"node": "b", "interface": "eth1"}]
LINKS: Mapping[str, dict[str, Any]] = {
    "link/ipv4": {"endpoints": ["a:eth1", "b:eth1"], "ipv4": ["10.0.0.1/30"]},
    "link/ipv6": {"endpoints": ["a:eth1", "b:eth1"], "ipv6": ["2001:db8::1/64"]},
    "link/endpoints/vars": {"type": "veth", "endpoints": [ENDS[0] | {"vars": {}}, ENDS[1]]},
    "link/endpoints/ipv4": {"type": "veth", "endpoints": [ENDS[0] | {"ipv4": "10.0.0.1/30"}, ENDS[1]]},
    "link/endpoints/ipv6": {"type": "veth", "endpoints": [ENDS[0] | {"ipv6": "2001:db8::1/64"}, ENDS[1]]},
    "link/endpoint/vars": {"type": "host", "host-interface": "lk0", "endpoint": ENDS[0] | {"vars": {}}},
    "link/endpoint/ipv4": {"type": "host", "host-interface": "lk0", "endpoint": ENDS[0] | {"ipv4": "10.0.0.1/30"}},
    "link/endpoint/ipv6": {"type": "host", "host-interface": "lk0", "endpoint": ENDS[0] | {"ipv6": "2001:db8::1/64"}},
    "link/dst-port": {"type": "vxlan", "remote": "127.0.0.1", "vni": 1, "endpoint": ENDS[0], "dst-port": 4789},
    "link/src-port": {"type": "vxlan", "remote": "127.0.0.1", "vni": 1, "endpoint": ENDS[0], "src-port": 4789},
}
SINCE = {path: since for since, words in KEYS.items() for path in words.split()}


def value(shape: Shape, path: list[str]) -> Any:
    """Something of a shape that has a key at a path."""
    if isinstance(shape, Each):
        return [value(shape.shape, path)]
    if not path:
        return {} if isinstance(shape, Mapping) else SAMPLES.get(str(shape), {"x": "y"})
    assert isinstance(shape, Mapping)
    name = next(iter(shape)) if path[0] == "*" else path[0]
    return {name: value(shape[name], path[1:])}


def file(path: str) -> dict[str, Any]:
    """A topology that has the key, and little else."""
    root, *rest = path.split("/")
    node: dict[str, Any] = {"kind": "linux", "image": "x:1"}
    made: dict[str, Any] = {"name": "t", "topology": {"nodes": {"a": dict(node), "b": dict(node)}}}
    if root == "node":
        made["topology"]["nodes"]["a"] |= value({**NODE, **WAS}, rest)
    elif root == "link":
        made["topology"]["links"] = [LINKS[path]]
    elif root == "topology":
        made["topology"] |= {rest[0]: {}}
    else:
        made |= value(TOP, [root, *rest] if root != "top" else rest)
    return made


def said(made: dict[str, Any], folder: Path) -> str:
    """What the containerlab that is here says of it."""
    assert BINARY is not None
    topology = folder / "lab.clab.yml"
    topology.write_text(json.dumps(made))
    ended = ask(BINARY, ways_of(BINARY.minor)[0].words, topology, ["labkeeper-gate"])
    assert isinstance(ended, Ended), ended
    return ended.message.lower()


@pytest.mark.skipif(not TELLS, reason="no containerlab on PATH that tells its version")
@pytest.mark.parametrize("path", SINCE)
def test_containerlab_has_a_key_from_the_version_of_the_table_on(path: str, tmp_path: Path) -> None:
    """Its strict loader names the key, or one above it, where the version is too old by the table; only there."""
    assert BINARY is not None
    message = said(file(path), tmp_path)
    refused = any(f"field {part} not found" in message for part in path.split("/"))
    assert refused == ((0, SINCE[path]) > BINARY.number)


@pytest.mark.skipif(not TELLS, reason="no containerlab on PATH that tells its version")
@pytest.mark.parametrize("key", GONE)
def test_containerlab_lost_a_key_after_the_version_of_the_table(key: str, tmp_path: Path) -> None:
    """A key of older versions is refused by those after its last."""
    assert BINARY is not None
    refused = f"field {key} not found" in said(file(f"node/{key}"), tmp_path)
    assert refused == (BINARY.number[:2] > (0, GONE[key]))


@pytest.mark.skipif(not TELLS, reason="no containerlab on PATH that tells its version")
@pytest.mark.parametrize("kind", LINK_TYPES)
def test_containerlab_has_a_link_type_from_the_version_of_the_table_on(kind: str, tmp_path: Path) -> None:
    """An unknown type of link is named where the version is too old for it."""
    assert BINARY is not None
    made = file("node/labels")
    made["topology"]["links"] = [{"type": kind, "endpoint": ENDS[0], "endpoints": ENDS}]
    refused = f'unable to parse "{kind}" as linktype' in said(made, tmp_path)
    assert refused == ((0, LINK_TYPES[kind]) > BINARY.number)
