"""Builds the incident of a group of losses: evidence, outages, timeline, severity. Pure."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import pairwise

from agent.detect.diagnosis import Diagnosis, LostPeering, Rule
from agent.detect.evidence import EvidenceIndex
from agent.detect.grouping import Group, strongest
from agent.detect.incident import Cause, Evidence, Incident, Moment, PeeringOutage, Severity, rfc3339
from agent.detect.moments import Moments
from agent.detect.outages import Outage
from agent.detect.peerings import View
from collectors.logs.notifications import name_of
from collectors.observations import BgpNotification, Observation, Seen, SourceName

EVIDENCE_AT_MOST = 16
WITNESSES_AT_MOST = 12
OUTAGES_SHOWN = 8
"""Of a long flap so many of the first outages are shown, and of the last."""

MOMENTS_AT_MOST = 64
"""Lines of a timeline; of a longer one the first and the last half of so many are shown."""


def build_incident(
    group: Group, scene: EvidenceIndex, rules: Mapping[str, Rule], afis: Mapping[View, tuple[str, ...]]
) -> Incident:
    """The incident that a group is, without id and version (the lifecycle gives them)."""
    diagnosis = strongest(group.diagnoses, rules)
    outages = _outages(group.losses, scene, afis)
    rule = rules.get(diagnosis.type)
    first = min((outage.lost_ns for outage in outages), default=None)
    started = min(diagnose.started_ns for diagnose in group.diagnoses if diagnose.type == diagnosis.type)
    nodes = {node for loss in group.losses for node in loss.peering.nodes} | set(diagnosis.nodes)
    return Incident(
        id="",
        version=0,
        severity=_severity(group, wants_a_person=rule is not None and rule.text.wants_a_person),
        status="closed" if group.is_over(scene.now_ns) else "open",
        started_ns=started if first is None else min(started, first),
        cause=_cause(group, diagnosis, scene),
        nodes=tuple(sorted(nodes)),
        peerings=outages,
        timeline=_timeline(group, diagnosis, scene),
    )


def evidence_of(seen: Seen, scene: EvidenceIndex) -> Evidence:
    """An observation as evidence, on the corrected clock."""
    return Evidence(scene.at(seen), seen.node, seen.source, seen.raw)


def _severity(group: Group, *, wants_a_person: bool) -> Severity:
    down = any(each.loss.restored_ns is None and each.loss.ended_ns is None for each in group.losses)
    return "ACTION" if down or wants_a_person else "WARNING"


def _cause(group: Group, diagnosis: Diagnosis, scene: EvidenceIndex) -> Cause:
    same = [diagnose for diagnose in group.diagnoses if diagnose.type == diagnosis.type]
    first = same if len(same) <= EVIDENCE_AT_MOST else sorted(same, key=_started)[: EVIDENCE_AT_MOST // 2]
    seen = {id(item): item for each in [diagnosis, *first] for item in each.evidence}
    lines = sorted(dict.fromkeys(evidence_of(each, scene) for each in seen.values()), key=_when)
    nodes = tuple(dict.fromkeys(node for each in [diagnosis, *same] for node in each.nodes))
    return Cause(
        type=diagnosis.type,
        certainty=diagnosis.certainty,
        planned=any(each.planned for each in same),
        subject=_subject(group, diagnosis, same),
        nodes=nodes,
        evidence=tuple(lines[:EVIDENCE_AT_MOST]),
        text=next((each.text for each in same if each.text), None),
    )


def _subject(group: Group, diagnosis: Diagnosis, same: Sequence[Diagnosis]) -> str | None:
    """The place of the cause: of several sessions that one router ended, the router. Two whose far end nobody knows may
    be both families of one neighbor."""
    subjects = {item.subject for item in same if item.subject}
    nodes = {subject.partition(" neighbor ")[0] for subject in subjects}
    known = {lost.peering.nodes for lost in group.losses}
    open_ = {lost.peering.id for lost in group.losses if len(lost.peering.nodes) < 2}
    several = len(subjects) > 1 and (len(known) > 1 or len(open_) > 2)
    return nodes.pop() if several and len(nodes) == 1 else diagnosis.subject


def _outages(
    losses: Sequence[LostPeering], scene: EvidenceIndex, afis: Mapping[View, tuple[str, ...]]
) -> tuple[PeeringOutage, ...]:
    mine: dict[View, list[LostPeering]] = defaultdict(list)
    for item in losses:
        mine[item.peering.id].append(item)
    outages = []
    for lost in mine.values():
        peering, all_losses = lost[0].peering, [each.loss for each in lost]
        last = max(all_losses, key=lambda loss: loss.lost_ns)
        done = [loss.outage_ns for loss in all_losses if loss.outage_ns is not None]
        seen = _first_witnesses(all_losses)
        witnesses = sorted((evidence_of(each, scene) for each in seen), key=_when)
        outages.append(
            PeeringOutage(
                a=peering.a,
                b=peering.b,
                address_a=peering.address_a,
                address_b=peering.address_b,
                afis=afis.get(peering.id, ()),
                lost_ns=min(loss.lost_ns for loss in all_losses),
                restored_ns=last.restored_ns,
                outage_ns=None if len(done) < len(all_losses) else sum(done),
                losses=sum(loss.count for loss in all_losses),
                witnesses=tuple(dict.fromkeys(witnesses))[:WITNESSES_AT_MOST],
            )
        )
    return tuple(
        sorted(outages, key=lambda outage: (outage.lost_ns, outage.a or "", outage.b or "", outage.address_a or ""))
    )


def _first_witnesses(losses: Sequence[Outage]) -> list[Observation]:
    """The witnesses of a session's first losses, as many as can be shown of all of them."""
    found: list[Observation] = []
    for item in sorted(losses, key=lambda loss: loss.lost_ns):
        found += item.witnesses
        if len(found) >= 2 * WITNESSES_AT_MOST:
            break
    return found


def _started(diagnosis: Diagnosis) -> int:
    return diagnosis.started_ns


def _when(evidence: Evidence) -> tuple[int, str, str]:
    return (evidence.at_ns, evidence.node, evidence.text)


def _timeline(group: Group, diagnosis: Diagnosis, scene: EvidenceIndex) -> tuple[Moment, ...]:
    losses, diagnoses, skipped = _shown(group)
    moments: Moments = {}
    for loss in losses:
        moments.update(loss.moments)
        ended_ns = loss.loss.ended_ns
        if ended_ns is not None and ended_ns not in scene.stops_ns:
            said, source = _unseen_end(loss, group.losses)
            moments[(ended_ns, loss.peering.id, True)] = Moment(ended_ns, loss.peering.nodes[0], said, source)
    edges = {id(edge.seen) for item in losses for edge in (*item.loss.downs, *item.loss.ups)}
    causes = (each for each in diagnoses if each.type == diagnosis.type or each.follows)
    lines = sorted(dict.fromkeys([*moments.values(), *_lines_of(causes, scene, edges)]), key=_by_time)
    followed = dict.fromkeys(_lines_of(group.consequences, scene, edges))
    for line in lines:
        followed.pop(line, None)
    return _with_prefixes(_first_and_last(lines, group, skipped), sorted(followed, key=_by_time))


def _lines_of(diagnoses: Iterable[Diagnosis], scene: EvidenceIndex, edges: Container[int]) -> list[Moment]:
    """The evidence of diagnoses as moments, but for the edges, which stand as a session's own moments."""
    return [
        Moment(scene.at(seen), seen.node, _raw_words(seen), seen.source)
        for diagnosis in diagnoses
        for seen in diagnosis.evidence
        if id(seen) not in edges
    ]


def _by_time(moment: Moment) -> tuple[int, str, str]:
    return (moment.at_ns, moment.node or "", moment.text)


def _unseen_end(lost: LostPeering, losses: Sequence[LostPeering]) -> tuple[str, SourceName]:
    """What ended an outage of which no return was seen, and whose word that is."""
    name, ended_ns = lost.peering.name_at(lost.peering.nodes[0]), lost.loss.ended_ns
    anew = [item for item in losses if item.peering.id == lost.peering.id and item.loss.lost_ns == ended_ns]
    if anew:
        return f"{name} was up again by now; when it came back was not seen", anew[0].loss.downs[0].seen.source
    return f"{name} is configured no more, as polls found", "snapshot"


def _shown(group: Group) -> tuple[Sequence[LostPeering], Sequence[Diagnosis], int]:
    """The losses and diagnoses that a timeline can show, and how many edges the others have: of many, the first and the
    last."""
    sessions = len({loss.peering.id for loss in group.losses})
    few = max(OUTAGES_SHOWN, 2 * sessions)
    if len(group.losses) <= 2 * few:
        return group.losses, group.diagnoses, 0
    middle = group.losses[few:-few]
    skipped = sum(len(item.loss.downs) + len(item.loss.ups) for item in middle)
    return [*group.losses[:few], *group.losses[-few:]], [*group.diagnoses[:few], *group.diagnoses[-few:]], skipped


def _with_prefixes(lines: Sequence[Moment], followed: Sequence[Moment]) -> tuple[Moment, ...]:
    """A timeline with what followed on prefixes, in the room that the sessions and their cause leave."""
    room = max(0, MOMENTS_AT_MOST - len(lines))
    shown, hidden = followed[:room], followed[room:]
    said = [
        Moment(item.at_ns, None, f"further counts of prefixes are left out: {len(hidden)}", item.source)
        for item in hidden[:1]
    ]
    # by time alone: a line that says what is left out stands behind the last one before it
    return tuple(sorted((*lines, *shown, *said), key=lambda moment: moment.at_ns))


def _first_and_last(lines: Sequence[Moment], group: Group, skipped: int) -> tuple[Moment, ...]:
    """A long timeline's first and last moments, and a line between them that says what is left out, and how often the
    sessions were lost in all."""
    left_out = skipped + sum(item.loss.left_out for item in group.losses)
    few = MOMENTS_AT_MOST // 2
    if len(lines) <= MOMENTS_AT_MOST and not left_out:
        return tuple(lines)
    first, last = (lines[:few], lines[-few:]) if len(lines) > MOMENTS_AT_MOST else _around_the_gap(lines, group)
    hidden = left_out + len(lines) - len(first) - len(last)
    times = sum(loss.loss.count for loss in group.losses)
    lost = "sessions were" if len({each.peering.id for each in group.losses}) > 1 else "session was"
    said = f"{hidden} further moments until {rfc3339(last[0].at_ns)} are left out; the {lost} lost {times} times in all"
    return (*first, Moment(first[-1].at_ns, None, said, first[-1].source), *last)


def _around_the_gap(lines: Sequence[Moment], group: Group) -> tuple[Sequence[Moment], Sequence[Moment]]:
    """Before and after the longest time of which no moment was kept."""
    gaps = [(after.at_ns - before.at_ns, k + 1) for k, (before, after) in enumerate(pairwise(lines))]
    _, at = max(gaps, key=lambda gap: (gap[0], -gap[1]), default=(0, len(lines) - 1))
    return lines[:at], lines[at:]


def _raw_words(seen: Seen) -> str:
    """What the source wrote, and what its NOTIFICATION's codes are called where it gave the numbers alone."""
    raw = seen.raw.strip() or type(seen).__name__
    if not isinstance(seen, BgpNotification):
        return raw
    name = name_of(seen.code, seen.subcode)
    known = not name or name.rpartition(", ")[2].lower() in raw.lower()
    return raw if known else f"{raw} [{seen.code}/{seen.subcode}: {name}]"
