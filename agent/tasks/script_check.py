"""Whether what is asked of a node's rows can be told by what it answers. Pure.

A test, an order, a group or a column of a leaf that no answer has would print nothing, and say that nothing is wrong.
"""

from collections.abc import Iterator, Sequence

from agent.gates.script.intent import ScriptIntent
from agent.gates.script.request.columns import LEAVES
from agent.tasks.script_leaves import keys_of, leaf_of
from agent.tasks.script_nodes import ScriptNode, is_asked_by_gnmi
from agent.tasks.script_plan import listed
from clab.topics import BY_NAME, LINUX_HOST, answer_of, paths_of

_WORKED_OUT = {
    "last-established": ("established-s", "established-for"),
    "evpn-prefix": ("evpn-type",),
    "up-ms": ("established-s", "established-for"),
    "last-change": ("changed-s", "unchanged-for"),
    "last-booted": ("uptime-s", "uptime"),
    "boot-time": ("uptime-s", "uptime"),
    "current-datetime": ("off-s",),
    "next-hop-group": ("next-hop", "out-interface"),
    "instant": ("cpu-percent",),
    "utilization": ("memory-percent",),
}
"""Columns that a script works out of a leaf."""


def lacks(intent: ScriptIntent, nodes: Sequence[ScriptNode]) -> Iterator[str]:
    """What a node does not tell of that which is asked for."""
    for node in nodes:
        told = set(_told(intent, node))
        for what, leaves in _needed(intent):
            if not told & set(leaves):
                yield f"{node.name}: its answer has no {what}, so nothing can be told by it"


def _needed(intent: ScriptIntent) -> Iterator[tuple[str, Sequence[str]]]:
    for test in intent.tests:
        if test.leaves:
            yield test.leaves[0].replace("-", " "), test.leaves
    for name in (intent.grouped, intent.sorted_by, *intent.columns):
        if name and name != "count":
            yield name, LEAVES[name]


def _told(intent: ScriptIntent, node: ScriptNode) -> Iterator[str]:
    """The columns that the rows of a node may have."""
    yield from ("time", "node", *(["reachable"] if "reachable" in intent.topics else []))
    for topic in (BY_NAME[name] for name in listed(intent)):
        answer = answer_of(topic, node.platform)
        if (node.platform in ("linux", LINUX_HOST) or answer) and not is_asked_by_gnmi(intent, node):
            leaves = list(answer.leaves.values()) if answer else []
            yield from ([answer.key] if answer else [])
        else:
            paths = paths_of(topic, node.kind)
            leaves = [leaf_of(path) for path in paths]
            yield from (key for path in paths for key in keys_of(path))
        for leaf in leaves:
            yield leaf
            yield from _WORKED_OUT.get(leaf, ())
