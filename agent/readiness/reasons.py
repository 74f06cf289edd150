"""Why an expected session is not up: the first of the reasons that what was seen proves, else its state and no more.

In the order in which one hides the other: a node that is not there, a router that does not answer, a session that is
not configured or kept down, an interface, a route, the AS numbers, the passwords, a peer that refuses. Pure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from ipaddress import ip_interface
from typing import Literal

from agent.detect.name_resolver import parse_address
from agent.readiness.intended import Intended
from agent.readiness.last_words import WORDS, FailureKind, LastWords
from agent.readiness.neighbors import Neighbors
from agent.readiness.sessions import End, Session
from clab.model import Lab
from clab.units import SECOND_NS

WhyKind = (
    Literal[
        "not_answering",
        "not_configured",
        "shut_down",
        "prefix_limit",
        "interface_down",
        "wrong_address",
        "no_route",
        "wrong_as",
        "password",
        "refused",
        "never_up",
        "down",
        "lost",
        "not_stable",
    ]
    | FailureKind
)


@dataclass(frozen=True, slots=True)
class Why:
    """What keeps a session or a node: the kind, the sentence, the node it lies at, and a line that is quoted."""

    kind: WhyKind
    text: str
    node: str | None = None
    quote: str = ""

    @property
    def said(self) -> str:
        """Sentence and quote."""
        return f"{self.text}: {self.quote}" if self.quote else self.text


@dataclass(frozen=True, slots=True)
class NodeState:
    """One node of the lab: its container's state (`absent` where there is none), whether a BGP speaker runs in it, and
    what it said of a failure."""

    name: str
    state: str
    speaker: bool = False
    words: LastWords | None = None


@dataclass(frozen=True, slots=True)
class Interface:
    """An interface as its router has it; addresses with their prefix length."""

    up: bool
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Probed:
    """What a router said when it was asked about its sessions that are down: interfaces by name, and the prefix of the
    route to each neighbor (empty: none)."""

    interfaces: Mapping[str, Interface] = field(default_factory=dict)
    routes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that a reason is read from."""

    lab: Lab
    nodes: Mapping[str, NodeState]
    neighbors: Neighbors
    probed: Mapping[str, Probed]
    intended: Mapping[str, Intended]
    now_ns: int


def node_problem(node: NodeState) -> Why | None:
    """What is wrong with a node itself; None where it runs."""
    if node.state == "absent":
        words = node.words or LastWords("not_made", WORDS["not_made"])
        return Why(words.kind, f"{node.name} was not started: {words.text}", node.name, words.quote)
    if node.state == "paused":
        return Why("not_running", f"{node.name} is paused", node.name)
    if node.state == "running":
        return None
    words = node.words or LastWords("not_running", f"its container is {node.state}")
    return Why(words.kind, f"{node.name} does not run: {words.text}", node.name, words.quote)


def why_missing(session: Session, seen: Situation) -> Why:
    """The reason for which a session is not up."""
    for step in STEPS:
        found = next(step(session, seen), None)
        if found is not None:
            return _with_words(found, session, seen)
    return _with_words(_state(session, seen), session, seen)


def _with_words(why: Why, session: Session, seen: Situation) -> Why:
    """The reason, with what an end said of its own start where the reason is not that."""
    for name in _names(session, seen):
        words = seen.nodes[name].words
        if words is not None and why.kind != words.kind and not why.quote:
            return replace(why, text=f"{why.text}; {name}: {words.text}", quote=words.quote)
    return why


def _names(session: Session, seen: Situation) -> list[str]:
    return [item for item in (session.a, session.b) if item in seen.nodes]


def _nodes(session: Session, seen: Situation) -> Iterator[Why]:
    for name in _names(session, seen):
        problem = node_problem(seen.nodes[name])
        if problem:
            yield problem


def _answers(session: Session, seen: Situation) -> Iterator[Why]:
    for name in _names(session, seen):
        node, told = seen.nodes[name], seen.neighbors.answers.get(name)
        expected = any(end.node == name for end in session.ends)
        if node.words is not None and (told != "" or _unlisted(session, seen, name)):
            yield Why(node.words.kind, f"{name}: {node.words.text}", name, node.words.quote)
        elif not node.speaker and told is None and expected:
            yield Why("not_answering", f"no BGP speaker runs in {name}", name)
        elif told:
            yield Why("not_answering", f"{name} does not answer", name, told)
        elif told is None and node.speaker and not _seen(session, name):
            yield Why("not_answering", f"{name} has not told its sessions yet", name)


def _seen(session: Session, name: str) -> bool:
    return any(end.node == name and end.seen is not None for end in session.ends)


def _unlisted(session: Session, seen: Situation, name: str) -> bool:
    """Whether a router answers and does not list a session that its own files, or its past, name."""
    return seen.neighbors.answered(name) and any(end.node == name and end.seen is None for end in session.ends)


def _configured(session: Session, seen: Situation) -> Iterator[Why]:
    for end in session.ends:
        if not _unlisted(session, seen, end.node) or end.seen is not None:
            continue
        line = seen.intended[end.node].neighbors.get(end.neighbor) if end.node in seen.intended else None
        where = f", though line {line} of its startup configuration names it" if line else ""
        yield Why("not_configured", f"{end.node} has no neighbor {end.neighbor}{where}", end.node)
    if not session.ends and all(map(seen.neighbors.answered, _names(session, seen))):
        yield Why("not_configured", f"no session between {session.a} and {session.b} is configured", None)


def _held(session: Session, seen: Situation) -> Iterator[Why]:
    for item in _down(session):
        if item.seen and item.seen.held == "Admin":
            yield Why("shut_down", f"it is shut down at {item.node} (neighbor {item.neighbor})", item.node)
        elif item.seen and item.seen.held == "PfxCt":
            yield Why("prefix_limit", f"{item.node} keeps it down: its prefix limit was exceeded", item.node)


def _down(session: Session) -> list[End]:
    return [end for end in session.ends if end.seen is not None and end.seen.state != "established"]


def _interfaces(session: Session, seen: Situation) -> Iterator[Why]:
    for item in _down(session):
        probed = seen.probed.get(item.node)
        name = carrier(item.neighbor, probed) if probed else None
        if name is not None and probed is not None and not probed.interfaces[name].up:
            yield Why("interface_down", f"interface {item.node}:{name} is down", item.node)
        elif name is None and probed is not None and (port := _port(item, seen.lab)) and port not in probed.interfaces:
            yield Why("interface_down", f"interface {item.node}:{port} is missing", item.node)


def carrier(neighbor: str, probed: Probed | None) -> str | None:
    """The interface on whose network the neighbor lies, or that the neighbor is named by."""
    there = parse_address(neighbor)
    for name, interface in probed.interfaces.items() if probed else ():
        if name == neighbor:
            return name
        for text in interface.addresses:
            own = ip_interface(text)
            single = own.network.num_addresses == 1
            if there is not None and not single and own.version == there.version and there in own.network:
                return name
    return None


def _port(end: End, lab: Lab) -> str | None:
    """The one link's interface towards the peer, for a session whose network no interface has."""
    if parse_address(end.neighbor) is None:
        return end.neighbor
    ports = [mine.interface for link in lab.links for mine, far in ((link.a, link.b), (link.b, link.a))
             if mine.node == end.node and far.node == end.peer]  # fmt: skip
    return ports[0] if len(ports) == 1 else None


def _addresses(session: Session, seen: Situation) -> Iterator[Why]:
    """A neighbor on a connected network whose address the far router has on no interface."""
    for item in _down(session):
        there, far = parse_address(item.neighbor), seen.probed.get(item.peer or "")
        if there is None or there.is_link_local or far is None or not far.interfaces:
            continue
        if item.neighbor not in {text.partition("/")[0] for port in far.interfaces.values() for text in port.addresses}:
            text = f"no interface of {item.peer} has {item.neighbor}, which {item.node} has as its neighbor"
            yield Why("wrong_address", text, item.peer)


def _routes(session: Session, seen: Situation) -> Iterator[Why]:
    for item in _down(session):
        route = seen.probed[item.node].routes.get(item.neighbor) if item.node in seen.probed else None
        if route is None:
            continue
        if route in ("", "0.0.0.0/0", "::/0"):
            lost = [
                f"{item.node}:{name} is {how}"
                for name in _wired(item.node, seen.lab)
                if (how := _lost(seen.probed[item.node], name))
            ]
            also = f" ({', '.join(lost)})" if lost else ""
            only = " but the default" if route else ""
            yield Why("no_route", f"{item.node} has no route{only} to {item.neighbor}{also}", item.node)


def _wired(node: str, lab: Lab) -> list[str]:
    return [end.interface for link in lab.links for end in (link.a, link.b) if end.node == node]


def _lost(probed: Probed, name: str) -> str:
    if name not in probed.interfaces:
        return "missing"
    return "" if probed.interfaces[name].up else "down"


def _numbers(session: Session, seen: Situation) -> Iterator[Why]:
    for item in _down(session):
        wanted = item.seen.facts.remote_as if item.seen and item.seen.facts else None
        own = _own_as(session, item, seen)
        if wanted and own and wanted != own:
            text = f"wrong AS: {item.node} expects AS {wanted} at {item.neighbor}, and {item.peer} is AS {own}"
            yield Why("wrong_as", text, item.node)
    for each in _down(session):
        told = each.seen.notification if each.seen else None
        if told is not None and (told.code, told.subcode) == (2, 2):
            sender = each.node if told.direction == "sent" else each.peer or each.neighbor
            yield Why("wrong_as", f"wrong AS: {sender} refuses the other's (OPEN, Bad Peer AS)", each.node, told.raw)


def _own_as(session: Session, end: End, seen: Situation) -> int | None:
    """The AS number that the peer itself gives for this session, else the one that it has for all others."""
    facing = [item.seen for item in session.ends if item.node == end.peer and item.seen]
    every = [view for view in seen.neighbors.views.values() if view.node == end.peer]
    for views in (facing, every):
        numbers = {each.facts.local_as for each in views if each.facts and each.facts.local_as}
        if len(numbers) == 1:
            return next(iter(numbers))
    return None


def _passwords(session: Session, seen: Situation) -> Iterator[Why]:
    told = [(item, item.seen.facts.authentication) for item in session.ends if item.seen and item.seen.facts]
    having = [each for each, has in told if has]
    lacking = [each for each, has in told if has is False]
    if having and lacking:
        text = f"password: {having[0].node} has one for {having[0].neighbor}, {lacking[0].node} has none"
        yield Why("password", text, having[0].node)
    for end in session.ends:
        line = seen.neighbors.refused_keys.get((end.node, end.neighbor))
        if line is not None:
            yield Why("password", f"password: {end.node} refuses the other's segments", end.node, line.raw)
    if len(having) == 2 and all(_unanswered(each) for each in having):
        text = "both ends have a password and neither's connection is answered: they differ, or the network drops TCP"
        yield Why("password", text, having[0].node)


def _unanswered(end: End) -> bool:
    return end.seen is not None and end.seen.state in ("connect", "active", "idle", "down")


def _refused(session: Session, seen: Situation) -> Iterator[Why]:
    end = session.ends[0] if len(session.ends) == 1 else None
    if end is not None and end.peer and seen.neighbors.answered(end.peer) and not _strangers(end, seen):
        text = f"refused: {end.peer} has no neighbor that is {end.node} (which calls it {end.neighbor})"
        yield Why("refused", text, end.peer)


def _strangers(end: End, seen: Situation) -> bool:
    """Whether the far router has a neighbor of whom nobody knows who it is: it may be this one."""
    owner = seen.neighbors.directory.owner
    return any(view[0] == end.peer and owner(view[1]) is None for view in seen.neighbors.views)


def _state(session: Session, seen: Situation) -> Why:
    down = _down(session)
    if not down:
        return Why("never_up", "nothing was heard of it")
    end = down[0]
    assert end.seen is not None
    since_ns = end.seen.down_since_ns
    state = (end.seen.state or "down").capitalize()
    reset = end.seen.facts.last_reset if end.seen.facts else None
    told = end.seen.reason or (f"last reset: {reset}" if reset and end.seen.facts else "")
    more = f" ({told})" if told else ""
    if end.peer is None and end.neighbor not in seen.nodes:
        more += f"; no node of the lab owns {end.neighbor}"
    if since_ns is not None:
        down_s = (seen.now_ns - since_ns) / SECOND_NS
        return Why("lost", f"lost {down_s:.0f} s ago; {end.node} is in {state}{more}", end.node)
    if any(each.seen is not None and each.seen.been_up is False for each in session.ends):
        return Why("never_up", f"never up: {end.node} is in {state}{more}", end.node)
    return Why("down", f"not up: {end.node} is in {state}{more}", end.node)


STEPS = (
    _nodes,
    _answers,
    _configured,
    _held,
    _interfaces,
    _addresses,
    _routes,
    _numbers,
    _passwords,
    _refused,
)
