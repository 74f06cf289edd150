"""Which nodes of a lab a script asks: those that a request means, and which of them can answer. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.gates.script.intent import ScriptIntent
from clab.design.words.tokens import HOST_NAME
from clab.kinds.table import monitoring
from clab.topics import BY_NAME, LINUX_HOST, paths_of

_EVERY = "all every everything router routers node nodes device devices target targets switches"
EVERY = frozenset(_EVERY.split())
"""Words for all nodes of a lab."""

_SYSTEMS = {
    "frr": "linux",
    "srl": "nokia_srlinux",
    "srlinux": "nokia_srlinux",
    "nokiasrlinux": "nokia_srlinux",
    "ceos": "arista_ceos",
    "eos": "arista_ceos",
    "aristaceos": "arista_ceos",
    "bird": "linux",
}
_ROLES = {"spines": "spine", "leaves": "leaf", "leafs": "leaf", "edges": "edge"}


@dataclass(frozen=True, slots=True)
class ScriptNode:
    """A node that a script may ask: where, and how it is protected (`plaintext`, `skip-verify`, `verify`); `management`
    are the addresses that a request may call it by."""

    name: str
    kind: str
    address: str
    port: int = 57400
    tls: str = "skip-verify"
    username: str = "admin"
    platform: str = ""
    management: tuple[str, ...] = ()


class FrameError(ValueError):
    """The intent cannot become a script; each line says why, for the model or for a person."""


def is_host(node: ScriptNode) -> bool:
    """Whether a node is a plain Linux host, as far as its name says."""
    return node.kind == "linux" and bool(HOST_NAME.match(node.name))


HOSTS = "host"
"""The word for all plain Linux hosts."""


def by_system(nodes: Sequence[ScriptNode]) -> tuple[ScriptNode, ...]:
    """The nodes, with plain Linux hosts as what they are asked as."""
    return tuple(replace(node, platform=LINUX_HOST) if is_host(node) else node for node in nodes)


def meant(intent: ScriptIntent, nodes: Sequence[ScriptNode]) -> tuple[list[ScriptNode], list[str]]:
    """The nodes that an intent means, and remarks on hosts that no role means.

    Raises:
        FrameError: it means no node.
    """
    found: dict[str, ScriptNode] = {}
    remarks: list[str] = []
    for word in intent.nodes:
        matched = [node for node in nodes if is_meant(word, node)]
        hosts = [node for node in matched if is_host(node) and word not in (node.name, HOSTS)]
        remarks += [f"{node.name} is a host: it is not asked" for node in hosts]
        matched = [node for node in matched if node not in hosts]
        remarks += [f"{node.name} is a host: it must serve SSH" for node in matched if is_host(node)]
        if not matched:
            raise FrameError(f"no node of the lab is meant by {word!r}; its nodes are {_listed(nodes)}")
        found |= {each.name: each for each in matched}
    for word in intent.without:
        for node in nodes:
            if is_meant(word, node):
                found.pop(node.name, None)
    if not found:
        raise FrameError("no node is left that could be asked")
    return list(found.values()), list(dict.fromkeys(remarks))


def chosen(intent: ScriptIntent, nodes: Sequence[ScriptNode]) -> tuple[list[ScriptNode], list[str]]:
    """The nodes that an intent means and that can answer, and remarks on those that were left out.

    Raises:
        FrameError: it means no node, or none that can answer.
    """
    found, remarks = meant(intent, nodes)
    if intent.way == "cli":
        bare = [each for each in found if not each.platform]
        return _without(found, bare, "no command line that netmiko knows", remarks)
    if intent.way == "both":
        return _without(found, [each for each in found if not (each.platform or has_gnmi(each))], "no way", remarks)
    dumb = [item for item in found if not has_gnmi(item)]
    if dumb and not set(intent.nodes) <= EVERY:
        raise FrameError(
            "\n".join(f"{each.name} ({each.kind}) has no gNMI server; ask for its command line" for each in dumb)
        )
    return _without(found, dumb, "no gNMI server; ask for its command line instead", remarks)


def has_gnmi(node: ScriptNode) -> bool:
    """Whether containerlab gives a node of this kind a gNMI server."""
    known = monitoring(node.kind)
    return known is not None and known.gnmi is not None


def is_asked_by_gnmi(intent: ScriptIntent, node: ScriptNode) -> bool:
    """Whether a script asks a node by gNMI; of two ways each node has its own."""
    return tells_by_gnmi(intent, node) if intent.way == "both" else intent.way != "cli"


def tells_by_gnmi(intent: ScriptIntent, node: ScriptNode) -> bool:
    """Whether a node's gNMI server has all that is asked for."""
    return has_gnmi(node) and all(paths_of(BY_NAME[name], node.kind) for name in intent.topics)


def _without(
    found: Sequence[ScriptNode], out: Sequence[ScriptNode], why: str, remarks: Sequence[str]
) -> tuple[list[ScriptNode], list[str]]:
    kept = [item for item in found if item not in out]
    said = [f"{each.name} ({each.kind}) has {why}" for each in out]
    if not kept:
        raise FrameError("\n".join(said))
    return kept, [*remarks, *said]


def is_meant(word: str, node: ScriptNode) -> bool:
    """Whether a word of a request (a name, a role, a system, a role of a system, all) means a node."""
    system, colon, role = word.partition(":")
    if colon:
        return is_meant(system, node) and is_meant(role, node)
    plain = re.sub(r"[^a-z0-9]", "", word.lower())
    if plain in EVERY:
        return True
    if plain == HOSTS:
        return is_host(node)
    names = {node.name.lower(), node.kind.replace("_", "").lower()}
    if plain in names or word == node.name:
        return True
    if plain in _SYSTEMS:
        return _SYSTEMS[plain] == node.kind
    role = _ROLES.get(plain, plain)
    return bool(re.match(rf"{re.escape(role)}[-_]?\d*$", node.name, re.IGNORECASE))


def _listed(nodes: Sequence[ScriptNode]) -> str:
    return ", ".join(f"{node.name} ({node.kind})" for node in nodes)
