"""Finds the labs that run on this host: docker labels first, completed from the lab directory and the topology file.

Labels are there on every version, need no root and no containerlab. The directory's files can be empty or half written
while a lab is being deployed; then the topology file tells the links, and the next look the rest.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from clab import labels, proc_reader
from clab.cleaning import clean
from clab.docker_engine import DockerEngine
from clab.kinds.table import canonical_port, kind, monitoring
from clab.labdir import LabData, address, parse_nornir, parse_topology_data
from clab.model import Endpoint, Lab, Link, Node
from clab.running_lab import FoundLab, FoundNode, Inside, Login, Mount, State
from clab.topology import LabFileError, parse_topology

AGAIN_S = 5.0
"""How long an incomplete look into a container stands: daemons start after the container, and settings are mended."""

STATES: tuple[State, ...] = ("created", "restarting", "running", "removing", "paused", "exited", "dead")


@dataclass(slots=True)
class Discovery:
    """Looks for labs; what it saw inside a container is kept for as long as that container runs."""

    engine: DockerEngine
    again_s: float = AGAIN_S
    _inside: dict[tuple[str, str], Inside] = field(default_factory=dict)
    _looked_s: dict[tuple[str, str], float] = field(default_factory=dict)

    def labs(self) -> dict[str, FoundLab]:
        """All labs that have containers now, by name.

        Raises:
            EngineError: the engine cannot be asked.
        """
        rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for container in self.engine.containers():
            if labels.is_node(container.get("Labels") or {}):
                rows[clean(str(container["Labels"][labels.LAB]))].append(container)
        found = {name: self._lab(name, rows[name]) for name in sorted(rows)}
        alive = {(node.container_id, node.started_at) for lab in found.values() for node in lab.nodes.values()}
        self._inside = {key: seen for key, seen in self._inside.items() if key in alive}
        self._looked_s = {key: at_s for key, at_s in self._looked_s.items() if key in alive}
        return found

    def _lab(self, name: str, rows: Iterable[dict[str, Any]]) -> FoundLab:
        nodes: dict[str, FoundNode] = {}
        topology_file = folder = ""
        for row in sorted(rows, key=lambda item: str(item.get("Names"))):
            told = row.get("Labels") or {}
            node = self._node(name, row)
            nodes.setdefault(node.name, node)
            topology_file = topology_file or str(told.get(labels.TOPOLOGY) or "")
            folder = folder or _parent(str(told.get(labels.NODE_DIR) or ""))
        return _completed(name, nodes, topology_file, folder)

    def _node(self, lab: str, row: Mapping[str, Any]) -> FoundNode:
        told = row.get("Labels") or {}
        container = str((row.get("Names") or ["/"])[0]).lstrip("/")
        full = self.engine.inspect(str(row["Id"])) or {}
        state = full.get("State") or {}
        word = str(state.get("Status") or row.get("State") or "created")
        networks = ((full or row).get("NetworkSettings") or {}).get("Networks") or {}
        node = FoundNode(
            name=clean(str(told.get(labels.ROOT_NODE) or "")) or labels.node_name({**told, "name": container}, lab),
            kind=str(told.get(labels.KIND) or "linux"),
            container=container,
            container_id=str(row["Id"]),
            state=next((item for item in STATES if item == word), "dead"),
            image=str(row.get("Image") or ""),
            pid=int(state.get("Pid") or 0),
            started_at=str(state.get("StartedAt") or ""),
            created_at=str(full.get("Created") or ""),
            addresses=tuple(_addresses(networks)),
            mounts=tuple(_mounts(row.get("Mounts") or ())),
            folder=str(told.get(labels.NODE_DIR) or ""),
        )
        return replace(node, inside=self._look(node))

    def _look(self, node: FoundNode) -> Inside:
        """What runs in it; looked at again now and then until its speaker and the speaker's log are known."""
        known_kind = kind(node.kind)
        if known_kind is not None and known_kind.virtual:
            return Inside()
        key, now_s = (node.container_id, node.started_at), time.monotonic()
        known = self._inside.get(key)
        if known is not None and (
            node.state == "paused" or known.settled or now_s - self._looked_s[key] < self.again_s
        ):
            return known
        seen = proc_reader.look(node)
        if not seen.reachable and node.state == "running":
            seen = replace(seen, speaker=_speaker(self.engine.processes(node.container_id)))
        self._inside[key], self._looked_s[key] = seen, now_s
        return seen


def _speaker(commands: Iterable[str]) -> Any:
    """The BGP speaker among command lines."""
    programs = {Path(command.split()[0]).name for command in commands if command.split()}
    programs |= {Path(word).name for item in commands for word in item.split()[1:2]}
    return next((speaker for name, speaker in proc_reader.DAEMONS.items() if name in programs), None)


def _parent(folder: str) -> str:
    return str(Path(folder).parent) if folder else ""


def _addresses(networks: Mapping[str, Any]) -> Iterable[str]:
    for network in networks.values():
        for key in ("IPAddress", "GlobalIPv6Address"):
            found = address(network.get(key)) if isinstance(network, Mapping) else None
            if found:
                yield found


def _mounts(rows: Iterable[Mapping[str, Any]]) -> Iterable[Mount]:
    for row in rows:
        if row.get("Source") and row.get("Destination"):
            yield Mount(str(row["Source"]), str(row["Destination"]).rstrip("/") or "/")


def _completed(name: str, nodes: dict[str, FoundNode], topology_file: str, folder: str) -> FoundLab:
    """The lab with what its directory and its topology file add."""
    remarks: list[str] = []
    data = _data(folder, remarks)
    logins = parse_nornir(_text(Path(folder) / "nornir-simple-inventory.yml") or "") if folder else {}
    drawn = _drawn(topology_file, remarks)
    links = data.links if data and data.links else drawn.links if drawn else ()
    whole = {each: _node(node, data, logins) for each, node in nodes.items()}
    lab = Lab(name, {each: _plain(node) for each, node in whole.items()}, links)
    for item in sorted(_missing(drawn, whole)):
        lab.nodes[item] = Node(item, drawn.nodes[item].kind if drawn else "linux")
    return FoundLab(name, lab, whole, topology_file, folder, tuple(remarks))


def _missing(drawn: Lab | None, nodes: Mapping[str, FoundNode]) -> list[str]:
    """Nodes of the topology that have no container (yet); bridges and the host never have one."""
    return [name for name, node in drawn.nodes.items() if name not in nodes and _container(node.kind)] if drawn else []


def _container(name: str) -> bool:
    known = kind(name)
    return known is None or known.container


def _data(folder: str, remarks: list[str]) -> LabData | None:
    if not folder:
        return None
    path = Path(folder) / "topology-data.json"
    text = _text(path)
    if text is None:
        remarks.append(f"{path} cannot be read; links come from the topology file")
        return None
    return parse_topology_data(text)


def _drawn(path: str, remarks: list[str]) -> Lab | None:
    text = _text(Path(path)) if path else None
    if text is None:
        if path:
            remarks.append(f"{path} cannot be read")
        return None
    try:
        return _canonical(parse_topology(text, path))
    except LabFileError as error:
        remarks.append(f"{error}")
        return None


def _canonical(lab: Lab) -> Lab:
    """Interfaces under the names that containerlab gives them, as the lab directory has them, too."""

    def end(each: Endpoint) -> Endpoint:
        known = kind(lab.nodes[each.node].kind) if each.node in lab.nodes else None
        return Endpoint(each.node, canonical_port(known, each.interface)) if known else each

    return replace(lab, links=tuple(Link(end(link.a), end(link.b)) for link in lab.links))


def _text(path: Path) -> str | None:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return None


def _node(node: FoundNode, data: LabData | None, logins: Mapping[str, Login]) -> FoundNode:
    more = data.addresses.get(node.name, ()) if data else ()
    about = monitoring(node.kind)
    default = Login(about.username, about.password) if about and about.username else None
    addresses = tuple(dict.fromkeys((*node.addresses, *more)))
    return replace(node, addresses=addresses, login=logins.get(node.name, default))


def _plain(node: FoundNode) -> Node:
    return Node(node.name, node.kind, node.addresses)


def grown(old: Lab, new: Lab) -> bool:
    """Whether a lab has nodes or links that it had not; what left it makes no difference."""
    return not (set(new.nodes) <= set(old.nodes) and set(map(_ends, new.links)) <= set(map(_ends, old.links)))


def _ends(link: Link) -> frozenset[str]:
    return frozenset((str(link.a), str(link.b)))
