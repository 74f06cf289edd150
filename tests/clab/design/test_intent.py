"""The typed intent: what it takes, what it refuses, and that its schema and its model agree."""

import jsonschema
import pytest
from pydantic import ValidationError

from clab.design.intent import Intent, known_kind
from clab.design.intent_schema import schema
from clab.design.node_systems import FRR

DIAMOND = {
    "shape": "diamond",
    "kind": "nokia_srlinux",
    "routers": 4,
    "clients": 1,
    "clients_on": "edges",
    "igp": "none",
    "bgp": "ebgp",
    "evpn": False,
}


def test_a_whole_intent_is_valid_by_schema_and_model() -> None:
    """What the schema lets a model say, the intent takes."""
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(DIAMOND, schema())
    assert Intent(**DIAMOND).count == 4


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "frrouter"}, "no kind 'frrouter'"),
        ({"routers": 5}, "diamond has 4 routers, not 5"),
        ({"shape": "leaf_spine", "routers": 0}, "needs spines and leaves"),
        ({"shape": "ring", "routers": 2}, "ring needs 3 routers or more, not 2"),
        ({"shape": "custom", "routers": 0}, "custom needs nodes"),
        ({"nodes": [{"name": "a", "kind": "linux"}]}, "for shape 'custom', not 'diamond'"),
        ({"router_names": ["a", "a", "b", "c"]}, "a router name stands twice"),
        ({"router_names": ["a", "b"]}, "2 router names for 4 routers"),
        ({"router_names": ["a b", "c", "d", "e"]}, "is no node name"),
        ({"shape": "full_mesh", "routers": 120, "clients": 4}, "more than 128 nodes"),
        ({"colour": "red"}, "Extra inputs"),
    ],
)
def test_a_wrong_intent_is_refused_with_the_reason(change: dict[str, object], words: str) -> None:
    """Each mistake has its own words, which go back to the model."""
    with pytest.raises(ValidationError, match=words):
        Intent(**{**DIAMOND, **change})


@pytest.mark.parametrize(
    ("nodes", "links", "words"),
    [
        (["a", "b"], [("a", "zz")], "a link ends at 'zz', which is no node of the lab"),
        (["a", "a"], [], "a node name stands twice"),
    ],
)
def test_a_custom_lab_has_no_link_to_nowhere(nodes: list[str], links: list[tuple[str, str]], words: str) -> None:
    """The classic mistake: an end that nobody is."""
    made = {"nodes": [{"name": node, "kind": FRR} for node in nodes], "links": [{"a": a, "b": b} for a, b in links]}
    with pytest.raises(ValidationError, match=words):
        Intent(**{**DIAMOND, "shape": "custom", "routers": 0, **made})


def test_kinds_are_known_by_their_aliases() -> None:
    """`srl` is SR Linux; `frr` is a system of ours and no kind of containerlab's."""
    assert ("nokia_srlinux", "arista_ceos", FRR) == (known_kind("srl"), known_kind("cEOS"), known_kind("FRR"))
