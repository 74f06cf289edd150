"""What people did beside an incident: which command explains it, and what else they typed on its nodes. Pure.

A command explains a cause only where all of it fits: what it does, on which node, to what there, shortly before, not
undone before, and without an error. What merely lies near goes into the timeline and diagnoses nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from agent.detect.cause_catalog import cause_text
from agent.detect.incident import Evidence, Incident, Moment, PeeringOutage
from clab.model import Endpoint, Lab
from clab.units import SECOND_NS
from collectors.observations import Action, OperatorCommand

SOON_NS = 15 * SECOND_NS
"""A command acts within this time where nothing has to run out first (measured: vtysh 0.7 s, docker stop 10 s)."""

SLOW_NS = 200 * SECOND_NS
"""Where a timer has to run out: a hold time of 180 s and slack."""

EXACT_NS = 60 * SECOND_NS
"""A stamp that is wider explains nothing."""

SLACK_NS = 2 * SECOND_NS
MOMENTS_AT_MOST = 20
QUIET_ACTIONS = frozenset(("look", "other", "config"))

UNDONE: dict[Action, frozenset[Action]] = {
    "link_down": frozenset(("link_up",)),
    "impair": frozenset(("repair",)),
    "node_pause": frozenset(("node_unpause",)),
    "neighbor_shutdown": frozenset(("neighbor_enable",)),
}
_PORT = re.compile(r"(?:e|et|eth|ethernet)[- ]?(\d+(?:[/-]\d+)*)$")


@dataclass(frozen=True, slots=True)
class Deeds:
    """What operators did near an incident: `why` explains its cause, `near` is the rest on its nodes."""

    why: tuple[OperatorCommand, ...] = ()
    near: tuple[OperatorCommand, ...] = ()


def effective(commands: Iterable[OperatorCommand]) -> list[OperatorCommand]:
    """Each command once, by time; the report of its error takes the place of the command without it."""
    found: dict[tuple[object, ...], OperatorCommand] = {}
    for command in commands:
        key = (command.seen_ns, command.node, command.command, command.action, command.target)
        if key not in found or command.error:
            found[key] = command
    return sorted(found.values(), key=lambda item: (item.seen_ns, item.origin, item.seq))


def deeds(incident: Incident, commands: Sequence[OperatorCommand], lab: Lab) -> Deeds:
    """What operators did that explains an incident, or lies near it."""
    able = [item for item in effective(commands) if not item.error and item.precision_ns <= EXACT_NS]
    why = _explaining(incident, able, lab)
    last_ns = incident.last_restored_ns
    near = [
        each
        for each in able
        if each not in why
        and each.action not in QUIET_ACTIONS
        and each.node in incident.nodes
        and incident.started_ns - SOON_NS <= each.seen_ns
        and (last_ns is None or each.seen_ns <= last_ns)
    ]
    return Deeds(tuple(why), tuple(near[:MOMENTS_AT_MOST]))


def explained(incident: Incident, commands: Sequence[OperatorCommand], lab: Lab) -> Incident:
    """The incident with what operators did: planned where a command explains it, and their lines in its timeline."""
    done = deeds(incident, commands, lab) if commands else Deeds()
    if not done.why and not done.near:
        return incident
    proof = tuple(Evidence(each.seen_ns, each.node, "session", each.raw or each.command) for each in done.why)
    known = [item.seen_ns + item.precision_ns for item in done.why]
    cause = replace(
        incident.cause,
        planned=incident.cause.planned or bool(done.why),
        evidence=tuple(dict.fromkeys((*proof, *incident.cause.evidence))),
    )
    moments = dict.fromkeys(incident.timeline)
    moments.update(dict.fromkeys(_moment(incident, each) for each in (*done.why, *done.near)))
    return replace(
        incident,
        started_ns=min([incident.started_ns, *known]),
        cause=cause,
        timeline=tuple(sorted(moments, key=lambda moment: (moment.at_ns, moment.node or "", moment.text))),
    )


def _moment(incident: Incident, command: OperatorCommand) -> Moment:
    first = incident.first_loss_ns
    text = f"an operator typed {command.command!r}"
    if first is not None and command.seen_ns <= first:
        later_s = (first - command.seen_ns) / SECOND_NS
        coarse = command.precision_ns >= SECOND_NS // 10
        soon = "within a second" if later_s < 1 else f"about {later_s:.0f} s later"
        text += f"; the first loss came {soon if coarse else f'{later_s:.1f} s later'}"
    return Moment(command.seen_ns, command.node, text, "session")


def _explaining(incident: Incident, commands: Sequence[OperatorCommand], lab: Lab) -> list[OperatorCommand]:
    text = cause_text(incident.cause.type)
    planned = text.planned_by if text else None
    if planned is None:
        return []
    lead_ns = SLOW_NS if planned.slow else SOON_NS
    at_ns = incident.started_ns
    until_ns = incident.last_restored_ns or at_ns if incident.cause.type == "link_flap" else at_ns
    timely = [
        command
        for command in commands
        if command.action in planned.actions
        and at_ns - lead_ns <= command.seen_ns
        and command.seen_ns <= until_ns + min(command.precision_ns, SLACK_NS)
        and not _undone(command, commands, at_ns)
    ]
    if planned.scope == "session":
        return _of_sessions(incident, timely)
    if planned.scope == "link":
        return [each for each in timely if _on_link(incident, each, lab)]
    subject = incident.cause.subject
    nodes = {subject} if subject in incident.nodes else set(incident.cause.nodes)
    if planned.at_neighbor:  # the router that sees it did not do it
        nodes.discard((subject or "").partition(" ")[0])
    return [item for item in timely if item.node in nodes]


def _undone(command: OperatorCommand, commands: Sequence[OperatorCommand], at_ns: int) -> bool:
    """Whether it was taken back before it can have had this effect."""
    undoing = UNDONE.get(command.action, frozenset())
    return any(
        item.action in undoing
        and item.node == command.node
        and (not item.target or port(item.target) == port(command.target))
        and command.seen_ns < item.seen_ns < at_ns - SECOND_NS
        for item in commands
    )


def _of_sessions(incident: Incident, commands: Sequence[OperatorCommand]) -> list[OperatorCommand]:
    """The commands at the acting end, where together they name every session that was lost."""
    actor = (incident.cause.subject or "").partition(" ")[0]
    mine = [
        command
        for command in commands
        if actor not in incident.nodes or (command.node == actor) is not _from_afar(command)
    ]
    if not incident.peerings:
        subject = (incident.cause.subject or "").split()
        return [
            item
            for item in mine
            if (item.node in incident.cause.nodes if _from_afar(item) else item.node in subject[:1])
            and (_from_afar(item) or item.target in (*subject[2:], "*"))
        ]
    used: dict[OperatorCommand, None] = {}
    for lost in incident.peerings:
        naming = [each for each in mine if names(each, lost)]
        if not naming:
            return []
        used[naming[-1]] = None
    return list(used)


def _from_afar(command: OperatorCommand) -> bool:
    """Whether it acts at the other end of the session: who announces trips the far end's limit."""
    return command.action == "routes_announce"


def names(command: OperatorCommand, lost: PeeringOutage) -> bool:
    """Whether a command typed at one end names this session: by the far address or name, its own interface, or all."""
    far = {lost.a: (lost.address_b, lost.b, lost.address_a), lost.b: (lost.address_a, lost.a, lost.address_b)}
    if command.node not in far:
        return False
    if command.target == "*" or command.action.startswith("process_") or _from_afar(command):
        return True
    address, name, own = far[command.node]
    mine = own if own and not re.search(r"[.:]", own) else None
    return bool(command.target) and command.target.lower() in {item.lower() for item in (address, name, mine) if item}


def _on_link(incident: Incident, command: OperatorCommand, lab: Lab) -> bool:
    """Whether a command is at an end of the link that failed: the cause's own, or the one between the two routers."""
    node, _, interface = (incident.cause.subject or "").partition(":")
    if interface and node in incident.nodes:
        ends = {(node, port(interface))}
        link = next((item for item in lab.links if _has(item.a, ends) or _has(item.b, ends)), None)
        if link is not None:
            ends |= {(each.node, port(each.interface)) for each in (link.a, link.b)}
        return (command.node, port(command.target)) in ends
    if node in lab.nodes:
        links = list(lab.links_of(node))
    else:
        pairs = [(peering.a, peering.b) for peering in incident.peerings if peering.a and peering.b]
        links = [link for a, b in pairs for link in lab.links_between(a, b)]
    return any(
        end.node == command.node and port(end.interface) == port(command.target)
        for link in links
        for end in (link.a, link.b)
    )


def _has(end: Endpoint, ends: set[tuple[str, str]]) -> bool:
    return (end.node, port(end.interface)) in ends


def port(interface: str) -> str:
    """An interface's name by which its several spellings are one: `eth1` is `Ethernet1`, `e1-1` is `ethernet-1/1`."""
    name = interface.lower().partition(".")[0].replace(" ", "")
    found = _PORT.match(name)
    return found[1].replace("-", "/") if found else name
