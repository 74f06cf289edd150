"""The intent as a JSON Schema for a model: one of a few whole shapes, each with its required parts. Pure.

In the words that every engine honours: no look-ahead, no patterns (small models stammer under them), bounded lengths.
"""

from typing import Any, Final

from clab.design.intent import MOST_NODES
from clab.design.node_systems import FRR
from clab.kinds.table import all_kinds

FLAT: Final = ("single", "pair", "chain", "ring", "star", "full_mesh", "diamond", "exchange")
_NAME: Final = {"type": "string", "maxLength": 31}
_COUNT: Final = {"type": "integer", "minimum": 1, "maximum": MOST_NODES}
_YES: Final = {"type": "boolean"}


def schema() -> dict[str, Any]:
    """Shaped, leaf_spine, clos, sites, or custom."""
    kind = {"enum": [FRR, *sorted(all_kinds())]}
    routing = {
        "igp": {"enum": ["none", "ospf", "isis", "rip", "static"]},
        "bgp": {"enum": ["none", "ebgp", "ibgp"]},
        "evpn": _YES,
        "clients": {"type": "integer", "minimum": 0, "maximum": 16},
        "clients_on": {"enum": ["edges", "all"]},
    }
    more = {
        "bfd": _YES,
        "unnumbered": _YES,
        "first_asn": {"type": "integer", "minimum": 1, "maximum": 4_294_967_294},
        "parallel": {"type": "integer", "minimum": 1, "maximum": 8},
    }
    fabric = {"kind": kind, "spine_kind": kind, "spines": _COUNT, "leaves": _COUNT}
    names = {"type": "array", "items": _NAME, "maxItems": MOST_NODES}
    node, link = _closed({"name": _NAME, "kind": kind}), _closed({"a": _NAME, "b": _NAME})
    listed = {
        "nodes": {"type": "array", "items": node, "minItems": 1, "maxItems": MOST_NODES},
        "links": {"type": "array", "items": link, "maxItems": 400},
    }
    shapes = [
        _shape(FLAT, {"kind": kind, "routers": _COUNT, **routing}, {"router_names": names, **more}),
        _shape(("leaf_spine",), {**fabric, **routing}, more),
        _shape(("clos",), {"superspines": _COUNT, **fabric, **routing}, more),
        _shape(
            ("sites",),
            {"sites": _COUNT, **fabric, "joined_by": {"enum": ["wan_router", "full_mesh", "chain"]}, **routing},
            more,
        ),
        _shape(("custom",), {**listed, "igp": routing["igp"], "bgp": routing["bgp"]}, more),
    ]
    return {"anyOf": shapes}


def _shape(names: tuple[str, ...], required: dict[str, Any], optional: dict[str, Any]) -> dict[str, Any]:
    properties = {"shape": {"enum": list(names)}, **required, **optional}
    return {"type": "object", "properties": properties, "required": ["shape", *required], "additionalProperties": False}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
