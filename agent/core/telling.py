"""A group of losses told as an incident: evidence, outages, timeline, severity. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from agent.core.belief import FOUND_DOWN
from agent.core.cause import Claim, LostPeering, Rule
from agent.core.grouping import Group, strongest
from agent.core.incident import Cause, Evidence, Incident, Moment, Outage, Severity, rfc3339
from agent.core.losses import Edge, Loss
from agent.core.peerings import Peering, View
from agent.core.scene import Scene
from collectors.observations import Observation, Seen

EVIDENCE_AT_MOST = 16
WITNESSES_AT_MOST = 12
OUTAGES_SHOWN = 8
"""Of a long flap so many of the first outages are shown, and of the last."""

MOMENTS_AT_MOST = 64
"""Lines of a timeline; of a longer one the first and the last half of so many are shown."""


def tell(group: Group, scene: Scene, rules: Mapping[str, Rule], afis: Mapping[View, tuple[str, ...]]) -> Incident:
    """The incident that a group is, without id and version (the lifecycle gives them)."""
    claim = strongest(group.claims, rules)
    outages = _outages(group.losses, scene, afis)
    rule = rules.get(claim.type)
    first = min((each.lost_ns for each in outages), default=None)
    started = min(each.started_ns for each in group.claims if each.type == claim.type)
    nodes = {node for each in group.losses for node in each.peering.nodes} | set(claim.nodes)
    return Incident(
        id="",
        version=0,
        severity=_severity(group, wants_a_person=rule is not None and rule.text.wants_a_person),
        status="closed" if group.is_over(scene.now_ns) else "open",
        started_ns=started if first is None else min(started, first),
        cause=_cause(group, claim, scene),
        nodes=tuple(sorted(nodes)),
        peerings=outages,
        timeline=_timeline(group, claim, scene),
    )


def evidence_of(seen: Seen, scene: Scene) -> Evidence:
    """An observation as evidence, on the corrected clock."""
    return Evidence(scene.at(seen), seen.node, seen.source, seen.raw)


def _severity(group: Group, *, wants_a_person: bool) -> Severity:
    down = any(each.loss.restored_ns is None and each.loss.ended_ns is None for each in group.losses)
    return "ACTION" if down or wants_a_person else "WARNING"


def _cause(group: Group, claim: Claim, scene: Scene) -> Cause:
    same = [each for each in group.claims if each.type == claim.type]
    first = same if len(same) <= EVIDENCE_AT_MOST else sorted(same, key=_started)[: EVIDENCE_AT_MOST // 2]
    seen = dict.fromkeys(item for each in [claim, *first] for item in each.evidence)
    lines = sorted({evidence_of(each, scene) for each in seen}, key=lambda each: (each.at_ns, each.node, each.text))
    nodes = tuple(dict.fromkeys(node for each in [claim, *same] for node in each.nodes))
    return Cause(
        type=claim.type,
        certainty=claim.certainty,
        planned=any(each.planned for each in same),
        subject=_subject(group, claim, same),
        nodes=nodes,
        evidence=tuple(lines[:EVIDENCE_AT_MOST]),
        text=next((each.text for each in same if each.text), None),
    )


def _subject(group: Group, claim: Claim, same: Sequence[Claim]) -> str | None:
    """The place of the cause: of several sessions that one router ended, the router."""
    subjects = {each.subject for each in same if each.subject}
    nodes = {each.partition(" neighbor ")[0] for each in subjects}
    several = len({lost.peering.id for lost in group.losses}) > 1 and len(subjects) > 1
    return nodes.pop() if several and len(nodes) == 1 else claim.subject


def _outages(losses: Sequence[LostPeering], scene: Scene, afis: Mapping[View, tuple[str, ...]]) -> tuple[Outage, ...]:
    mine: dict[View, list[LostPeering]] = defaultdict(list)
    for each in losses:
        mine[each.peering.id].append(each)
    outages = []
    for lost in mine.values():
        peering, all_losses = lost[0].peering, [each.loss for each in lost]
        ends = [loss.restored_ns for loss in all_losses]
        done = [loss.outage_ns for loss in all_losses if loss.outage_ns is not None]
        down = len(done) < len(ends)
        seen = _first_witnesses(all_losses)
        witnesses = sorted((evidence_of(each, scene) for each in seen), key=_when)
        outages.append(
            Outage(
                a=peering.a,
                b=peering.b,
                address_a=peering.address_a,
                address_b=peering.address_b,
                afis=afis.get(peering.id, ()),
                lost_ns=min(loss.lost_ns for loss in all_losses),
                restored_ns=None if down else max(end for end in ends if end is not None),
                outage_ns=None if down else sum(done),
                losses=sum(loss.count for loss in all_losses),
                witnesses=tuple(dict.fromkeys(witnesses))[:WITNESSES_AT_MOST],
            )
        )
    return tuple(sorted(outages, key=lambda each: (each.lost_ns, each.a or "", each.b or "", each.address_a or "")))


def _first_witnesses(losses: Sequence[Loss]) -> list[Observation]:
    """The witnesses of a session's first losses, as many as can be shown of all of them."""
    found: list[Observation] = []
    for each in sorted(losses, key=lambda loss: loss.lost_ns):
        found += each.witnesses
        if len(found) >= 2 * WITNESSES_AT_MOST:
            break
    return found


def _started(claim: Claim) -> int:
    return claim.started_ns


def _when(evidence: Evidence) -> tuple[int, str, str]:
    return (evidence.at_ns, evidence.node, evidence.text)


def _timeline(group: Group, claim: Claim, scene: Scene) -> tuple[Moment, ...]:
    losses, claims, skipped = _shown(group)
    moments = {}
    for each in losses:
        for edge in (*each.loss.downs, *each.loss.ups):
            moments[(edge.at_ns, edge.view, edge.up)] = Moment(
                edge.at_ns, edge.view[0], _edge_words(edge, each.peering), edge.seen.source
            )
        ended_ns = each.loss.ended_ns
        if ended_ns is not None and ended_ns not in scene.stops_ns:
            node = each.peering.nodes[0]
            said = f"{each.peering.name_at(node)} is configured no more, as polls found"
            moments[(ended_ns, each.peering.id, False)] = Moment(ended_ns, node, said, "snapshot")
    edges = {id(edge.seen) for each in losses for edge in (*each.loss.downs, *each.loss.ups)}
    told = [
        Moment(scene.at(seen), seen.node, _raw_words(seen), seen.source)
        for each in (*claims, *group.consequences)
        if each.type == claim.type or each.follows
        for seen in each.evidence
        if id(seen) not in edges
    ]
    lines = sorted([*moments.values(), *dict.fromkeys(told)], key=lambda each: (each.at_ns, each.node or "", each.text))
    return _first_and_last(lines, group, skipped)


def _shown(group: Group) -> tuple[Sequence[LostPeering], Sequence[Claim], int]:
    """The losses and claims that a timeline can show, and how many edges the others have: of many, the first and the
    last."""
    sessions = len({each.peering.id for each in group.losses})
    few = max(OUTAGES_SHOWN, 2 * sessions)
    if len(group.losses) <= 2 * few:
        return group.losses, group.claims, 0
    middle = group.losses[few:-few]
    skipped = sum(len(each.loss.downs) + len(each.loss.ups) for each in middle)
    return [*group.losses[:few], *group.losses[-few:]], [*group.claims[:few], *group.claims[-few:]], skipped


def _first_and_last(lines: Sequence[Moment], group: Group, skipped: int) -> tuple[Moment, ...]:
    """A long timeline's first and last moments, and a line between them that says what is left out, and how often the
    sessions were lost in all."""
    left_out = skipped + sum(each.loss.left_out for each in group.losses)
    few = MOMENTS_AT_MOST // 2
    if len(lines) <= MOMENTS_AT_MOST and not left_out:
        return tuple(lines)
    first, last = (lines[:few], lines[-few:]) if len(lines) > MOMENTS_AT_MOST else _around_the_gap(lines, group)
    hidden = left_out + len(lines) - len(first) - len(last)
    times = sum(each.loss.count for each in group.losses)
    lost = "sessions were" if len({each.peering.id for each in group.losses}) > 1 else "session was"
    said = f"{hidden} further moments until {rfc3339(last[0].at_ns)} are left out; the {lost} lost {times} times in all"
    return (*first, Moment(first[-1].at_ns, None, said, first[-1].source), *last)


def _around_the_gap(lines: Sequence[Moment], group: Group) -> tuple[Sequence[Moment], Sequence[Moment]]:
    """Before and after the longest time of which no moment was kept."""
    gaps = [(after.at_ns - before.at_ns, k + 1) for k, (before, after) in enumerate(pairwise(lines))]
    _, at = max(gaps, key=lambda each: (each[0], -each[1]), default=(0, len(lines) - 1))
    return lines[:at], lines[at:]


def _edge_words(edge: Edge, peering: Peering) -> str:
    node = edge.view[0]
    peer = peering.other(node)
    far = peering.address_b if node == peering.a else peering.address_a
    whom = f"{peer or 'an unknown router'} ({far})" if far else peer or edge.view[2]
    if edge.inferred:
        told = f": {edge.reason}" if edge.reason == FOUND_DOWN else ""
        return f"{'ESTABLISHED' if edge.up else 'not ESTABLISHED'} with {whom}, as a poll found it{told}"
    if edge.up:
        return f"ESTABLISHED with {whom}"
    return f"left ESTABLISHED with {whom}" + (f": {edge.reason}" if edge.reason else "")


def _raw_words(seen: Seen) -> str:
    """What the source wrote, without its own stamp where the text has a message after it."""
    return seen.raw.strip() or type(seen).__name__
