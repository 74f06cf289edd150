"""What somebody wants a lab to be, typed and small: what a model may say of a request, and nothing else. Pure.

Code builds the lab from it. `custom` is for what no shape covers: then nodes and links are named one by one.
"""

import re
from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from clab.kinds.table import ALIASES, SUPPORTED

ShapeName = Literal["pair", "chain", "ring", "star", "full_mesh", "diamond", "leaf_spine", "custom"]
Igp = Literal["none", "ospf", "isis"]
Bgp = Literal["none", "ebgp", "ibgp"]

FRR = "frr"
"""Not a kind of containerlab's: a `linux` node that runs FRR."""

MOST_NODES = 128
NAME = re.compile(r"^[a-zA-Z0-9][a-zA-Z0-9-]{0,30}$")
LAB_NAME = re.compile(r"^[a-zA-Z0-9][a-zA-Z0-9_]{0,30}$")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CustomNode(_Part):
    """A node by name and kind."""

    name: str = Field(pattern=NAME.pattern)
    kind: str

    _kind = field_validator("kind")(lambda value: known_kind(value))


class CustomLink(_Part):
    """A link between two nodes by name; code chooses the ports."""

    a: str
    b: str


class Intent(_Part):
    """The whole of it. `routers` counts all routers of a shape but leaf_spine, which has `spines` and `leaves`."""

    shape: ShapeName
    name: str = Field(default="lab", pattern=LAB_NAME.pattern)
    kind: str = "nokia_srlinux"
    spine_kind: str | None = None
    routers: int = Field(default=0, ge=0, le=MOST_NODES)
    spines: int = Field(default=0, ge=0, le=MOST_NODES)
    leaves: int = Field(default=0, ge=0, le=MOST_NODES)
    router_names: tuple[str, ...] = ()
    clients: int = Field(default=0, ge=0, le=16, description="on each router that `clients_on` means")
    clients_on: Literal["edges", "all"] = "edges"
    igp: Igp = "none"
    bgp: Bgp = "none"
    evpn: bool = False
    first_asn: int | None = Field(default=None, ge=1, le=4_294_967_294)
    nodes: tuple[CustomNode, ...] = ()
    links: tuple[CustomLink, ...] = ()

    @field_validator("kind", "spine_kind")
    @classmethod
    def _kind(cls, value: str | None) -> str | None:
        return None if value is None else known_kind(value)

    @field_validator("router_names")
    @classmethod
    def _names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if not NAME.match(name):
                raise ValueError(f"{name!r} is no node name: letters, digits and dashes")
        if len(set(value)) < len(value):
            raise ValueError("a router name stands twice")
        return value

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.shape == "custom":
            self._custom()
        elif self.nodes or self.links:
            raise ValueError(f"nodes and links are for shape 'custom', not {self.shape!r}")
        if self.shape == "leaf_spine":
            if not (self.spines and self.leaves):
                raise ValueError("leaf_spine needs spines and leaves of 1 or more")
        elif self.shape != "custom":
            least = LEAST[self.shape]
            if self.routers < least:
                raise ValueError(f"{self.shape} needs {least} routers or more, not {self.routers}")
            if self.shape in EXACTLY and self.routers != EXACTLY[self.shape]:
                raise ValueError(f"{self.shape} has {EXACTLY[self.shape]} routers, not {self.routers}")
        if self.router_names and len(self.router_names) != self.count:
            raise ValueError(f"{len(self.router_names)} router names for {self.count} routers")
        if self.count * (1 + self.clients) > MOST_NODES:
            raise ValueError(f"more than {MOST_NODES} nodes")
        return self

    def _custom(self) -> None:
        if not self.nodes:
            raise ValueError("custom needs nodes")
        names = [each.name for each in self.nodes]
        if len(set(names)) < len(names):
            raise ValueError("a node name stands twice")
        for link in self.links:
            for end in (link.a, link.b):
                if end not in names:
                    raise ValueError(f"a link ends at {end!r}, which is no node of the lab")

    @property
    def count(self) -> int:
        """How many routers there are."""
        if self.shape == "custom":
            return len(self.nodes)
        return self.spines + self.leaves if self.shape == "leaf_spine" else self.routers


LEAST: Mapping[str, int] = {"pair": 2, "chain": 2, "ring": 3, "star": 2, "full_mesh": 2, "diamond": 4}
EXACTLY: Mapping[str, int] = {"pair": 2, "diamond": 4}


def known_kind(name: str) -> str:
    """A kind under its canonical name.

    Raises:
        ValueError: containerlab has no such kind.
    """
    plain = name.lower()
    if plain == FRR:
        return FRR
    if plain not in SUPPORTED:
        raise ValueError(f"containerlab has no kind {name!r}")
    return ALIASES.get(plain, plain)


def _text(most: int, pattern: str) -> dict[str, Any]:
    return {"type": "string", "maxLength": most, "pattern": pattern}


def schema() -> dict[str, Any]:
    """The intent as a JSON Schema, in the words that every engine honours (no look-ahead, no number ranges but of
    integers, anchored patterns, bounded lengths)."""
    node, kind = _text(31, "^[a-zA-Z0-9][a-zA-Z0-9-]{0,30}$"), {"enum": [FRR, *sorted(SUPPORTED)]}
    count = {"type": "integer", "minimum": 0, "maximum": MOST_NODES}
    custom_node = _closed({"name": node, "kind": kind})
    custom_link = _closed({"a": node, "b": node})
    properties: dict[str, Any] = {
        "shape": {"enum": ["pair", "chain", "ring", "star", "full_mesh", "diamond", "leaf_spine", "custom"]},
        "kind": kind,
        "routers": count,
        "spines": count,
        "leaves": count,
        "clients": {"type": "integer", "minimum": 0, "maximum": 16},
        "clients_on": {"enum": ["edges", "all"]},
        "igp": {"enum": ["none", "ospf", "isis"]},
        "bgp": {"enum": ["none", "ebgp", "ibgp"]},
        "evpn": {"type": "boolean"},
        "first_asn": {"type": "integer", "minimum": 1, "maximum": 4_294_967_294},
        "router_names": {"type": "array", "items": node, "maxItems": MOST_NODES},
        "nodes": {"type": "array", "items": custom_node, "maxItems": MOST_NODES},
        "links": {"type": "array", "items": custom_link, "maxItems": 400},
    }
    required = ["shape", "kind", "routers", "spines", "leaves", "clients", "clients_on", "igp", "bgp", "evpn"]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
