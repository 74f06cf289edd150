"""A node that runs without any of its links is said once in each life of its container."""

from dataclasses import replace

import pytest

from agent.app.watch.bare_nodes import WHOLE_NS, BareNodes
from clab.model import Endpoint, Lab, Link, Node
from clab.proc_reader import interfaces
from clab.running_lab import FoundLab, FoundNode

STARTED = "2026-11-30T10:00:00Z"
STARTED_NS = 1_796_032_800_000_000_000
LINK = Link(Endpoint("r1", "eth1"), Endpoint("r2", "eth1"))
HAS = {"r1": frozenset(("lo", "eth0", "eth1")), "r2": frozenset(("lo", "eth0", "eth1"))}


def node(name: str, started_at: str = STARTED) -> FoundNode:
    """A container that runs."""
    return FoundNode(
        name=name, kind="linux", container=name, container_id=f"id-{name}", state="running", started_at=started_at
    )


def lab(*nodes: FoundNode) -> FoundLab:
    """Two nodes and the link between them."""
    drawn = Lab("pair", {"r1": Node("r1"), "r2": Node("r2")}, (LINK,))
    return FoundLab("pair", drawn, {each.name: each for each in nodes}, topology_file="pair.clab.yml")


def said(has: dict[str, frozenset[str] | None], found: FoundLab, *after_ns: int) -> list[str]:
    """What is said at some moments after the start."""
    bare = BareNodes(lambda item: has[item.name])
    return [text for after in after_ns for text in bare.look(found, STARTED_NS + after)]


def test_a_whole_lab_is_nothing_to_say() -> None:
    """Its links are there, under the names that the topology has or under others."""
    assert [] == said(HAS, lab(node("r1"), node("r2")), WHOLE_NS)
    assert [] == said({**HAS, "r1": frozenset(("lo", "e1-1"))}, lab(node("r1"), node("r2")), WHOLE_NS)


def test_all_nodes_without_links_are_one_line() -> None:
    """Once, with what brings the lab back."""
    none = dict.fromkeys(HAS, frozenset(("lo", "eth0", "sit0")))
    (text,) = said(none, lab(node("r1"), node("r2")), WHOLE_NS, 2 * WHOLE_NS)
    assert text == (
        "all 2 nodes run without any links: Docker restarts a container, and not the links that containerlab made for "
        "it; sudo containerlab redeploy -t pair.clab.yml brings the lab back"
    )


def test_one_node_without_links_is_named_again_when_it_is_started_again() -> None:
    """Each life of its container counts."""
    has: dict[str, frozenset[str] | None] = {**HAS, "r1": frozenset(("lo",))}
    bare = BareNodes(lambda item: has[item.name])
    first, later = lab(node("r1"), node("r2")), lab(node("r1", "2026-11-30T10:01:00Z"), node("r2"))
    told = [next(bare.look(found, STARTED_NS + 90_000_000_000), "") for found in (first, first, later)]
    assert ["r1 runs without", "", "r1 runs without"] == [text[:15] for text in told]


@pytest.mark.parametrize("peer", [None, replace(node("r2"), state="exited"), node("r2", "2026-11-30T10:00:14Z")])
def test_a_lab_that_is_being_deployed_is_waited_for(peer: FoundNode | None) -> None:
    """A link is made when both its nodes run."""
    nodes = [node("r1"), *([peer] if peer else [])]
    assert [] == said(dict.fromkeys(HAS, frozenset(("lo",))), lab(*nodes), WHOLE_NS)


def test_what_proc_does_not_tell_is_not_said() -> None:
    """An engine on another host names pids that mean nothing here."""
    assert [] == said(dict.fromkeys(HAS), lab(node("r1"), node("r2")), WHOLE_NS)
    assert interfaces(0, "x") is None
