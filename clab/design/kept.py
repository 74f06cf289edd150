"""Whether a finished draft keeps what its request demands. Pure.

It looks at the file and the configurations alone, and knows no shape builder, no intent and no plan.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from clab.design.asked import PROTOCOLS, Assertion, What
from clab.finding import Finding
from clab.lint import Topology


@dataclass(frozen=True, slots=True)
class Drafted:
    """A finished draft as the assertions see it: the topology, and each node's own configuration text."""

    topology: Topology
    configs: Mapping[str, str]

    def system(self, node: str) -> str:
        """`frr`, `linux` for a host, else the node's kind."""
        settings = list(self.topology.settings(node))
        kind = next((word for each in settings if (word := each.word("kind"))), "linux")
        if kind != "linux":
            return kind
        binds = [bind.text or "" for each in settings for bind in each.list("binds")]
        return "frr" if any("frr.conf" in each for each in binds) else "linux"

    @property
    def systems(self) -> dict[str, str]:
        """Every node's system."""
        return {node: self.system(node) for node in self.topology.nodes}


def check(demands: Sequence[Assertion], drafted: Drafted) -> list[Finding]:
    """What the draft does not keep: errors, and notes for what no draft could say."""
    found: list[Finding] = []
    joint = {each.subject for each in demands if each.what == "nodes" and each.subject}
    roles = any(each.what == "role" for each in demands)
    for each in demands:
        if each.what == "nodes" and not each.subject and (joint or roles):
            found += _total(each, drafted)
            continue
        found += _CHECKS[each.what](each, drafted)
    return found


def _wrong(demand: Assertion, message: str, line: int = 0, column: int = 0) -> Finding:
    return Finding("intent", "error", line, column, f"asked for {demand.words!r}: {message}")


def _nodes(demand: Assertion, drafted: Drafted) -> list[Finding]:
    systems = drafted.systems
    if demand.subject:
        have = [node for node, system in systems.items() if system == demand.subject]
        what = f"nodes of {demand.subject}"
    else:
        have = [node for node, system in systems.items() if system != "linux"]
        what = "routers"
    if len(have) == demand.value:
        return []
    return [_wrong(demand, f"the draft has {len(have)} {what}, not {demand.value}")]


def _total(demand: Assertion, drafted: Drafted) -> list[Finding]:
    """A bare number of routers beside numbers of kinds or roles: a total, or more of them."""
    have = sum(system != "linux" for system in drafted.systems.values())
    if have >= demand.value:
        return []
    return [_wrong(demand, f"the draft has {have} routers, fewer than {demand.value}")]


def _all(demand: Assertion, drafted: Drafted) -> list[Finding]:
    systems = drafted.systems
    routers = sum(system != "linux" for system in systems.values())
    if demand.value in (len(systems), routers):
        return []
    return [_wrong(demand, f"the draft has {len(systems)} nodes ({routers} of them routers), not {demand.value}")]


def _clients(demand: Assertion, drafted: Drafted) -> list[Finding]:
    systems = drafted.systems
    hosts = [node for node, system in systems.items() if system == "linux"]
    routers = len(systems) - len(hosts)
    leaves = sum("leaf" in node.lower() for node in systems) or routers
    times = {"": 1, "two": 2, "leaves": leaves, "all but one": routers - 1, "all": routers}[demand.subject]
    want = demand.value * times
    return [] if len(hosts) == want else [_wrong(demand, f"the draft has {len(hosts)} clients, not {want}")]


def _roles(demand: Assertion, drafted: Drafted) -> list[Finding]:
    named = [node for node in drafted.topology.nodes if demand.subject in node.lower()]
    have = len(named) if named else _by_degree(demand.subject, drafted)
    if have == demand.value:
        return []
    return [_wrong(demand, f"the draft has {have} of the role {demand.subject!r}, not {demand.value}")]


def _role_kinds(demand: Assertion, drafted: Drafted) -> list[Finding]:
    role, kind = demand.subject.split()
    other = [node for node, system in drafted.systems.items() if role in node.lower() and system != kind]
    return [_wrong(demand, f"{', '.join(other)} of the draft are no {kind}")] if other else []


def _by_degree(role: str, drafted: Drafted) -> int:
    """Nodes without telling names: in a Clos the routers split in two halves that are joined to each other only."""
    routers = [node for node, system in drafted.systems.items() if system != "linux"]
    pairs = {frozenset(end.node for end in link.ends) for link in drafted.topology.links}
    first = routers[:1]
    other = [each for each in routers if frozenset((each, *first)) in pairs]
    same = len(routers) - len(other)
    spines, leaves = sorted((same, len(other)))
    return spines if role == "spine" else leaves


def _link_count(demand: Assertion, drafted: Drafted) -> list[Finding]:
    systems = drafted.systems
    links = drafted.topology.links
    inner = sum(all(systems.get(end.node) != "linux" for end in link.ends) for link in links)
    if demand.value in (len(links), inner):
        return []
    return [_wrong(demand, f"the draft has {len(links)} links ({inner} between routers), not {demand.value}")]


def _joined(demand: Assertion, drafted: Drafted) -> list[Finding]:
    a, b = demand.subject.split()
    pairs = [{end.node.lower() for end in link.ends} for link in drafted.topology.links]
    return [] if {a, b} in pairs else [_wrong(demand, f"the draft has no link between {a} and {b}")]


def _asn(demand: Assertion, drafted: Drafted) -> list[Finding]:
    pattern = re.compile(rf"(?:router bgp|autonomous-system|remote-as|peer-as)\s+{demand.value}\b")
    if any(pattern.search(text) for text in drafted.configs.values()):
        return []
    if not drafted.configs:
        return [_note(demand, f"AS {demand.value} cannot be said: these kinds get no configuration")]
    return [_wrong(demand, f"no configuration has AS {demand.value}")]


def _name(demand: Assertion, drafted: Drafted) -> list[Finding]:
    have = {node.lower() for node in drafted.topology.nodes} | {(drafted.topology.document.word("name") or "").lower()}
    return [] if demand.subject.lower() in have else [_wrong(demand, f"nothing is named {demand.subject!r}")]


def _address(demand: Assertion, drafted: Drafted) -> list[Finding]:
    texts = [*drafted.configs.values(), _all_text(drafted.topology)]
    pattern = re.compile(rf"(?<![\d.]){re.escape(demand.subject)}(?![\d.])")
    if any(pattern.search(text) for text in texts):
        return []
    return [_wrong(demand, f"{demand.subject} is in no configuration; labkeeper chooses addresses by itself")]


def _all_text(topology: Topology) -> str:
    return " ".join(command.text or "" for node in topology.nodes.values() for command in node.list("exec"))


def _protocol(demand: Assertion, drafted: Drafted) -> list[Finding]:
    pattern = re.compile(PROTOCOLS[demand.subject][1])
    has = any(pattern.search(text) for text in drafted.configs.values())
    if demand.what == "absent":
        return [_wrong(demand, f"a configuration has {demand.subject}")] if has else []
    if not drafted.configs:
        return [_note(demand, f"{demand.subject} cannot be said: these kinds get no configuration")]
    if not has:
        return [_wrong(demand, f"no configuration has {demand.subject}")]
    return _manner(demand, drafted) if demand.subject in ("eBGP", "iBGP") else []


def _manner(demand: Assertion, drafted: Drafted) -> list[Finding]:
    """Whether sessions join different AS numbers (eBGP) or one (iBGP)."""
    outer = inner = 0
    for text in drafted.configs.values():
        own = re.search(r"(?:router bgp|autonomous-system)\s+(\d+)", text)
        for peer in re.findall(r"(?:remote-as|peer-as)\s+(\d+)", text):
            outer, inner = outer + (own is not None and peer != own[1]), inner + (own is not None and peer == own[1])
    have = outer if demand.subject == "eBGP" else inner
    return [] if have else [_wrong(demand, f"no session is {demand.subject}")]


def _note(demand: Assertion, message: str) -> Finding:
    return Finding("inexpressible", "note", 0, 0, f"asked for {demand.words!r}: {message}")


_CHECKS: Mapping[What, Callable[[Assertion, Drafted], list[Finding]]] = {
    "nodes": _nodes,
    "all": _all,
    "clients": _clients,
    "role": _roles,
    "role_kind": _role_kinds,
    "links": _link_count,
    "joined": _joined,
    "asn": _asn,
    "name": _name,
    "address": _address,
    "protocol": _protocol,
    "absent": _protocol,
    "beyond": lambda demand, _: [_note(demand, demand.subject)],
}
