"""A router takes back many of its prefixes, and no session is lost.

It strikes first: counts that move soon after a session came back are told apart from a withdrawal by nobody.
"""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import Vtysh

FAMILY, NAME = "address-family ipv4 unicast", "ipv4Unicast"
SHARE = 0.4
"""How much of what the peer gets must go, at least: what falls by less than a fifth is no withdrawal (contracts)."""

POLLS_S = 20.0
"""No router writes a line about it: it is found by polling."""


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """`no network ...` for as many networks as it takes; mending announces them again."""
    found = []
    for session in sorted(stage.sessions, key=lambda item: not item.external):
        for end, peer in session.ends():
            lines = networks(stage.running[end.node], end.local_as)
            got = peer.prefixes.get(NAME, 0)
            enough = [line for n, line in enumerate(lines) if n < max(2, round(len(lines) * 0.7))]
            if got and len(enough) >= max(2.0, SHARE * got):
                found.append((session, end, enough))
    if not found:
        return Impossible("no router announces enough networks of its own to a neighbor")
    session, end, lines = found[turn % len(found)]
    router = (f"router bgp {end.local_as}", FAMILY)
    gone = Vtysh(end.node, (*router, *(f"no {line}" for line in lines)), config=True)
    again = Vtysh(end.node, (*router, *lines), config=True)
    receivers = [theirs for each in stage.sessions_of(end.node) for _, theirs in each.ends() if theirs.node != end.node]
    places = tuple(f"{theirs.node} neighbor {theirs.neighbor}" for theirs in receivers)
    target = f"{end.node} ({len(lines)} networks)"
    return Plan(target, (gone,), (again,), (session,), lasts_s=3.0, found_s=POLLS_S, places=places)


def networks(running: str, asn: int) -> list[str]:
    """The `network` lines of the IPv4 unicast family of `router bgp`, in order."""
    found: list[str] = []
    inside = family = False
    for line in running.splitlines():
        word = line.strip()
        if not line.startswith(" "):
            inside = word == f"router bgp {asn}"
        elif word.startswith("address-family") or word == "exit-address-family":
            family = word == FAMILY
        elif inside and family and word.startswith("network "):
            found.append(word)
    return found


FAULT = Fault("a router takes back most of its networks", ("route_withdrawal",), 5, plan)
