"""What can be named in a question about a lab: its nodes, interfaces, addresses and AS numbers. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from agent.detect.operator_actions import port
from agent.report.knowledge import Knowledge
from agent.report.questions.lookups import addresses, canonical, names


@dataclass(frozen=True, slots=True)
class Inventory:
    """The names of a lab. `nodes` by their spelling in lower case; `addresses` with the node that each belongs to;
    `as_numbers` with the nodes in them; `ports` the interfaces of each node, in one spelling."""

    nodes: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, str | None] = field(default_factory=dict)
    as_numbers: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    ports: Mapping[str, frozenset[str]] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    """How an interface of the one spelling is written in this lab."""


def inventory(knowledge: Knowledge) -> Inventory:
    """All that can be named."""
    numbers: dict[int, dict[str, None]] = {}
    known = addresses(knowledge)
    for fact in knowledge.facts:
        far = known.get(canonical(fact.remote_address or fact.neighbor)) or known.get(canonical(fact.neighbor))
        for node, number in ((fact.node, fact.local_as), (far, fact.remote_as)):
            if number:
                numbers.setdefault(number, {}).update({node: None} if node else {})
    ports: dict[str, set[str]] = {}
    spellings: dict[str, str] = {}
    for link in knowledge.lab.links:
        for end in (link.a, link.b):
            ports.setdefault(end.node, set()).add(port(end.interface))
            spellings.setdefault(port(end.interface), end.interface)
    return Inventory(
        names(knowledge),
        {address: node for address, node in known.items() if re.search(r"[.:]", address)},
        {number: tuple(sorted(nodes)) for number, nodes in numbers.items()},
        {node: frozenset(found) for node, found in ports.items()},
        spellings,
    )
