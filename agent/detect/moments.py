"""An outage's edges as lines of a timeline. Pure."""

from agent.detect.incident import Moment
from agent.detect.outages import FOUND_DOWN, Outage, Transition
from agent.detect.peerings import Peering, View

Moments = dict[tuple[int, View, bool], Moment]
"""Lines of a timeline, each change of a view once: by when it was, of which view, and whether it came up."""


def edge_moments(peering: Peering, loss: Outage) -> Moments:
    """One line for each edge that witnesses an outage."""
    return {
        (edge.at_ns, edge.view, edge.up): Moment(edge.at_ns, edge.view[0], _words(edge, peering), edge.seen.source)
        for edge in (*loss.downs, *loss.ups)
    }


def _words(edge: Transition, peering: Peering) -> str:
    node = edge.view[0]
    peer = peering.other(node)
    far = peering.address_b if node == peering.a else peering.address_a
    whom = f"{peer or 'an unknown router'} ({far})" if far else peer or edge.view[2]
    if edge.inferred:
        told = f": {edge.reason}" if edge.reason.startswith(FOUND_DOWN) else ""
        return f"{'ESTABLISHED' if edge.up else 'not ESTABLISHED'} with {whom}, as a poll found it{told}"
    if edge.up:
        return f"ESTABLISHED with {whom}"
    return f"left ESTABLISHED with {whom}" + (f": {edge.reason}" if edge.reason else "")
