"""What can be watched of each node, by which way, and what cannot, why, and what to do about it. Values in, values out.

The configuration's own words come first; then a file of the host, then a file in the container through /proc, then
what the container prints, then a command in it. Polling prefers FRR's socket, which leaves no trace.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from agent.config.nodes import GnmiConfig, NodeConfig
from agent.documents import OPEN_SET, UNPUBLISHED
from clab.kind import GnmiService, Kind, Monitoring
from clab.kinds.table import is_router
from clab.kinds.table import kind as known_kind
from clab.running_lab import FoundLab, FoundNode

How = Literal["file", "proc", "output", "tail", "vty", "vty_inside", "gnmi"]
What = Literal["log", "state", "gnmi"]
FRR_LINES = ("log file /var/log/frr/frr.log informational", "bgp log-neighbor-changes")
"""The two lines that a silent FRR needs: the first on its own, the second under `router bgp`."""


@dataclass(frozen=True, slots=True)
class Source:
    """One way to hear one node. `where` is a path, an address or a container; `life` changes when the way has to be
    made anew (a container's new start), so that equal sources are left running."""

    node: Annotated[str, UNPUBLISHED]
    what: What
    how: Annotated[How, OPEN_SET]
    where: str
    life: Annotated[str, UNPUBLISHED] = ""
    gnmi: Annotated[GnmiConfig | None, UNPUBLISHED] = field(default=None, repr=False)

    @property
    def said(self) -> str:
        """The way in words."""
        words = {
            "file": "file",
            "proc": "file in the container",
            "output": "container output",
            "tail": "tail in the container",
            "vty": "FRR vty socket",
            "vty_inside": "vtysh in the container",
            "gnmi": "gNMI",
        }
        return f"{words[self.how]} {self.where}"


@dataclass(frozen=True, slots=True)
class Lack:
    """What cannot be watched of a node, why, and what to do."""

    what: What
    why: str
    hint: str


@dataclass(frozen=True, slots=True)
class NodePlan:
    """One node's sources and lacks."""

    node: FoundNode
    sources: tuple[Source, ...]
    lacks: tuple[Lack, ...]


def plan(lab: FoundLab, configured: dict[str, NodeConfig]) -> tuple[NodePlan, ...]:
    """Every node of a lab, with what the configuration says of it."""
    return tuple(_plan(node, configured.get(node.name)) for node in lab.nodes.values())


def _plan(node: FoundNode, said: NodeConfig | None) -> NodePlan:
    kind = known_kind(said.kind if said and said.kind != "linux" else node.kind)
    if node.state not in ("running", "paused"):
        why = f"its container is {node.state}"
        hint = f"containerlab start --node {node.name} (0.75+), or deploy the lab again"
        return NodePlan(node, (), (Lack("log", why, hint),))
    sources: list[Source] = []
    lacks: list[Lack] = []
    for found in (*_log(node, kind, said), *_state(node, said), *_gnmi(node, kind, said)):
        if isinstance(found, Source):
            sources.append(found)
        else:
            lacks.append(found)
    return NodePlan(node, tuple(sources), tuple(lacks))


def _log(node: FoundNode, kind: Kind | None, said: NodeConfig | None) -> Iterator[Source | Lack]:
    if said and said.logs:
        yield from (Source(node.name, "log", "file", log) for log in said.logs)
        return
    found = list(_logs(node, kind.monitoring if kind else None))
    yield from found
    if not found:
        yield _no_log(node, kind)
    elif node.inside.speaker == "frr" and node.inside.neighbor_changes is False:
        yield Lack("log", "FRR does not log its sessions' changes", f"router bgp ...: {FRR_LINES[1]}")


def _logs(node: FoundNode, known: Monitoring | None) -> Iterator[Source]:
    """Ways to the log: what its daemons hold open, else where the kind keeps it."""
    seen = node.inside
    yield from (_inside(node, log) for log in seen.logs)
    if seen.logs:
        return
    if seen.output:
        yield _output(node)
        return
    for place in known.logs if known else ():
        path = Path(node.folder) / place.path
        if place.how == "host" and node.folder and path.parent.is_dir():
            yield Source(node.name, "log", "file", str(path))
            return
        if place.how == "inside" and (not seen.reachable or _there(node, place.path)):
            yield _inside(node, place.path)
            return
        if place.how == "output":
            yield _output(node)
            return
    if seen.speaker == "frr" and not seen.reachable:
        yield Source(node.name, "log", "tail", node.container, _life(node))


def _there(node: FoundNode, path: str) -> bool:
    from clab.proc_reader import resolve

    return os.path.exists(resolve(node.pid, path))


def _inside(node: FoundNode, path: str) -> Source:
    """A file that the node knows by this path."""
    host = node.on_host(path)
    if host is not None and os.access(os.path.dirname(host), os.R_OK | os.X_OK):
        return Source(node.name, "log", "file", host)
    if node.inside.reachable:
        return Source(node.name, "log", "proc", path, _life(node))
    return Source(node.name, "log", "tail", path, _life(node))


def _output(node: FoundNode) -> Source:
    return Source(node.name, "log", "output", node.container, _life(node))


def _life(node: FoundNode) -> str:
    return f"{node.container_id}@{node.started_at}"


def _no_log(node: FoundNode, kind: Kind | None) -> Lack:
    speaker = node.inside.speaker
    if speaker == "frr":
        lines = f"log file /var/log/frr/frr.log informational | router bgp ...: {FRR_LINES[1]}"
        return Lack("log", "FRR writes no log", f"in its configuration: {lines}")
    if speaker is not None:
        return Lack("log", f"{speaker} writes no file, and nothing to the container's output", "give it a log file")
    if kind is None or kind.monitoring is None:
        return Lack(
            "log", f"nothing is known of kind {node.kind!r}", "name its log in labkeeper.yml (nodes: ... logs:)"
        )
    if not is_router(kind.name):
        return Lack("log", "no BGP speaker runs in it (FRR, BIRD, GoBGP, ExaBGP)", "a host needs no watching")
    hint = kind.monitoring.log_hint or "name it in labkeeper.yml"
    return Lack("log", f"{kind.title}: its log cannot be read from here", hint)


def _state(node: FoundNode, said: NodeConfig | None) -> Iterator[Source | Lack]:
    if said and said.vty:
        yield Source(node.name, "state", "vty", said.vty)
        return
    if node.state == "paused" or node.inside.speaker != "frr":
        return
    if node.inside.vty:
        yield Source(node.name, "state", "vty", node.inside.vty, _life(node))
    elif not node.inside.reachable:
        yield Source(node.name, "state", "vty_inside", node.container, _life(node))
    else:
        yield Lack("state", "bgpd has no vty socket", "is bgpd=yes in /etc/frr/daemons, and does it run?")


def _gnmi(node: FoundNode, kind: Kind | None, said: NodeConfig | None) -> Iterator[Source | Lack]:
    if said and said.gnmi:
        yield Source(node.name, "gnmi", "gnmi", f"{said.gnmi.address}:{said.gnmi.port}", gnmi=said.gnmi)
        return
    if kind is None or kind.monitoring is None or not is_router(kind.name):
        return
    service = kind.monitoring.gnmi
    if service is None:
        hint = kind.monitoring.gnmi_hint or "name it in labkeeper.yml"
        yield Lack("gnmi", f"{kind.title}: containerlab sets up no gNMI", hint)
        return
    if node.management is None:
        yield Lack("gnmi", "no management address is known", "is it in the lab's management network?")
        return
    yield _target(node, service)


def _target(node: FoundNode, service: GnmiService) -> Source | Lack:
    """The gNMI server as containerlab sets it up."""
    address, port = node.management, service.port
    assert address is not None
    login = {}
    if node.login:
        login = {"username": node.login.username, "password": {"literal": node.login.password}}
    if service.tls == "plaintext":
        config = GnmiConfig.model_validate({"address": address, "port": port, "tls": "plaintext", **login})
        return Source(node.name, "gnmi", "gnmi", f"{address}:{port}", gnmi=config)
    authority = Path(node.folder).parent / ".tls" / "ca" / "ca.pem"
    if not os.access(authority, os.R_OK):
        why = f"port {port} has a certificate of the lab's CA, and {authority} cannot be read"
        hint = f"make it readable, or name port {service.plain_port} with tls: plaintext in labkeeper.yml"
        return Lack("gnmi", why, hint)
    told = {"address": address, "port": port, "tls": {"verify": str(authority)}, **login}
    return Source(node.name, "gnmi", "gnmi", f"{address}:{port}", gnmi=GnmiConfig.model_validate(told))


def by_collector(sources: tuple[Source, ...]) -> dict[str, tuple[Source, ...]]:
    """Sources by the name of the collector that serves them: one for all files of a node."""
    found: dict[str, tuple[Source, ...]] = {}
    names = {"output": "output", "tail": "tail", "vty": "vty", "vty_inside": "vty", "gnmi": "gnmi"}
    for source in sources:
        key = f"{names.get(source.how, 'log')}-{source.node}"
        found[key] = (*found.get(key, ()), source)
    return found
