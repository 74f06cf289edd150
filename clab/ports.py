"""What a router calls an interface that the lab calls otherwise: `e1-1` is `ethernet-1/1` to SR Linux. Pure.

Names as containerlab's kinds document them; a kind without `router_names` calls its interfaces as the lab does.
"""

from clab.kinds.table import kind
from clab.model import Lab


def router_port(name: str, interface: str) -> str:
    """The router's own name of an interface that the lab names, on a node of a kind."""
    found = kind(name)
    for rename in found.router_names if found else ():
        if match := rename.form.match(interface):
            return rename.written(match)
    return interface


def lab_ports(lab: Lab) -> dict[tuple[str, str], str]:
    """Where a node's own name of an interface differs from the lab's: (node, its name) to the lab's."""
    found = {}
    for end in (end for link in lab.links for end in (link.a, link.b)):
        node = lab.nodes.get(end.node)
        name = router_port(node.kind, end.interface) if node else end.interface
        if name != end.interface:
            found[(end.node, name)] = end.interface
    return found
