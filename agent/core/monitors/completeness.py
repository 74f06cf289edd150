"""Completeness: what a whole account tells: cause, severity, every peering and node, first and last, what is open."""

import re

from agent.core.facts import Fact, peering_name
from agent.core.incident import Outage
from agent.core.monitor import Finding, Monitor, Omission, Prose
from agent.core.reading import Sentence

ALL_PEERINGS = re.compile(
    r"\b(?:all|every|each|both|its|the|\w+)\s+(?:of\s+)?(?:\w+\s+){0,3}(?:sessions|peerings|" r"neighbou?rs|peers)\b",
    re.I,
)
ROOTS = {
    "node_down": r"\b(?:kill|stop|die[ds]?\b|death|dead|shut|terminat|crash|went down|exit|(?:went|goes?|gone|"
    r"going|taken|brought|being|was|is) down|node[- ]down|gone\b|power|off\b|vanish|disappear|"
    r"(?:outage|loss|failure) of (?:the )?(?:node|router|container|\w+\d))",
    "node_hang": r"\b(?:paus|fro[zs]e|freez|hung|hang|stall|stood still|suspend|unresponsive)",
    "node_isolated": r"\b(?:isolat|cut off|(?:all|every|none|no|each)\b[^.;]{0,20}\blinks?\b)",
    "one_way_loss": r"\b(?:single|one)[- ](?:direction|way)|unidirection|did not hear|does not hear|"
    r"other (?:way|direction)",
    "link_flap": r"\b(?:unstable|flap|bounc|up and down|down and up|stay up|repeated|(?:two|three|four|five|six|\d+|"
    r"several|many) times)",
    "admin_shutdown": r"\b(?:shut|clos(?:ed|ure)|administrative|disabled|operator|by hand)",
    "admin_reset": r"\b(?:reset|clear)",
    "peer_deconfigured": r"\b(?:remov|delet|de-?configur|unconfigur|no longer configured|config)",
    "hold_timer_expired": r"\b(?:hold|timers?|timed out|keep-?alives?)\b",
    "authentication_mismatch": r"\b(?:authenticat|password|MD5|keys?\b)",
    "host_stall": r"\b(?:host|stall)",
    "route_withdrawal": r"\b(?:withdr|prefix|routes?\b)",
    "prefix_limit_exceeded": r"\b(?:prefix(?:es)?|pfx|routes?|limit)\b",
    "prefix_limit_warning": r"\b(?:prefix(?:es)?|pfx|routes?)\b",
    "link_down": r"\b(?:links?|interfaces?|ports?|cables?|wires?|eth\d+|ethernet\S*)\b",
    "remote_as_mismatch": r"\bAS(?:N|es)?\b",
    "process_crash": r"\b(?:crash|died|killed|death)",
    "process_restart": r"\brestart",
}
WHY = re.compile(r"\b(?:causes?|caused|why|reasons?|explain\w*|explanation|prove[ns]?d?|proof)\b", re.I)
UNKNOWN = re.compile(
    r"\b(?:unknown|unclear|not known|undetermined|no cause|not proven|unexplained|"
    r"not (?:been )?(?:determined|established|identified)|open question|no (?:idea|proof|explanation)|"
    r"(?:do(?:es)?|did|can|could) ?(?:not|n't) (?:tell|say|show|know|explain|prove)|nobody knows)\b",
    re.I,
)


def check(prose: Prose) -> list[Finding]:
    """Nothing that is there can be an omission."""
    return []


def missing(prose: Prose) -> list[Omission]:
    """The facts that a whole account would tell, and this one does not."""
    found: list[Omission] = []
    text = prose.reading.text
    severity, cause = prose.sheet.first("severity"), prose.sheet.first("cause")
    if severity and not re.search(rf"\b{severity.value}\b", text, re.I):
        found.append(Omission(severity.id, f"the severity ({severity.value}) is not told"))
    if cause and not _cause_told(prose):
        found.append(Omission(cause.id, f"the cause ({str(cause.value).replace('_', ' ')}) is not told"))
    found += [
        Omission(each.id, f"{each.value} is not mentioned")
        for each in prose.sheet.of("node")
        if each.value not in _nodes(prose)
    ]
    found += [Omission(each.id, f"the peering {each.value} is not told of") for each in _peerings(prose)]
    found += _ends(prose) + _plots(prose)
    return found


def _nodes(prose: Prose) -> set[str]:
    return {name.value for clause in prose.reading.clauses for name in clause.names if name.kind == "node"}


def _cause_told(prose: Prose) -> bool:
    if prose.sheet.incident.cause.type == "unknown":
        return bool(UNKNOWN.search(prose.reading.text) or WHY.search(prose.reading.text))
    kind = prose.sheet.incident.cause.type
    named = {each.type for clause in prose.reading.clauses for each in clause.causes if not each.denied}
    if re.search(ROOTS.get(kind, "(?!)"), prose.reading.text, re.I):
        return True
    return (
        bool(named & set(prose.known.same_cause))
        or kind in prose.reading.text
        or kind.replace("_", " ") in prose.reading.text.lower()
    )


def _peerings(prose: Prose) -> list[Fact]:
    """Peerings that no clause tells of: neither by their two nodes, nor by an address, nor in a count of all."""
    told: set[int] = set()
    near: set[str] = set(prose.sheet.incident.cause.nodes)
    for sentence in prose.reading.sentences:
        told |= _told_by(prose, sentence, near)
        near = {*prose.sheet.incident.cause.nodes, *(sentence.nodes() or near)}
    facts = prose.sheet.of("peering")
    told -= _twins_left_out(prose)
    return [fact for k, fact in enumerate(facts) if k not in told]


MANY = re.compile(
    r"\b(?:sessions|peerings|both|all|each|every|adjacencies|neighbou?rs|the (?:other|second|twin)|another|two)\b",
    re.I,
)


def _twins_left_out(prose: Prose) -> set[int]:
    """Peerings between two nodes that have more of them, where only their twins are told of, by address or family."""
    if MANY.search(prose.reading.copy):
        return set()
    picked: set[int] = set()
    for clause in prose.reading.clauses:
        scope = prose.scope(clause)
        mine = {k for k, each in enumerate(prose.outages) if each in scope.outages}
        if any(each.kind in ("address", "family") for each in clause.names):
            picked |= mine
        elif scope.how == "pair" and not clause.causes:
            picked |= set(sorted(mine - picked)[:1])  # an entry of its own, beside that of the twin
    ends = [frozenset((each.a, each.b)) for each in prose.outages]
    return {k for k, both in enumerate(ends) if k not in picked and any(ends[other] == both for other in picked)}


def _told_by(prose: Prose, sentence: Sentence, near: set[str]) -> set[int]:
    """The peerings that a sentence tells of; `near` are the nodes that the one before it named."""
    nodes, clauses = set(sentence.nodes()), sentence.clauses
    says = any(each.events for each in clauses)
    values = says or any(each.durations or each.clocks for each in clauses)
    everywhere = {frozenset((each.a, each.b)) for each in prose.outages}
    told = set()
    scopes = [prose.scope(each) for each in clauses]
    meant = {each for scope in scopes for each in scope.outages}  # by an address or a family, one of two twins
    for k, outage in enumerate(prose.outages):
        ends = {each for each in (outage.a, outage.b) if each}
        if any(outage in each.outages and each.how in ("pair", "address") for each in scopes):
            told.add(k)
        if len(ends) == 2 and ends <= nodes and values and outage in meant:
            told.add(k)
        beside = len(everywhere) == 1 or (ends & nodes and ends <= nodes | near)
        if outage in meant and beside and (says or (values and LABELLED.match(sentence.text))):
            told.add(k)  # "r2 went. Lost: e2, r4, r3" names the other end before
    return told | _told_together(prose, sentence)


LABELLED = re.compile(r"\W*[\w.-]*\d[^:.;]{0,40}:\s")
"""An entry: "b4: 19.5 s"."""


def _told_together(prose: Prose, sentence: Sentence) -> set[int]:
    """The peerings that a sentence tells of as "all six", "both sessions with r2"."""
    whole = any(
        count.noun == "session" and count.value == len(prose.outages)
        for clause in sentence.clauses
        for count in clause.counts
    )
    every = whole or re.search(r"\b(?:all|every|both|each)\b", sentence.text, re.I)
    if not every or not ALL_PEERINGS.search(sentence.text):
        return set()
    nodes, hub = set(sentence.nodes()), set(prose.sheet.incident.cause.nodes)
    ends = [{each for each in (outage.a, outage.b) if each} for outage in prose.outages]
    return {k for k, each in enumerate(ends) if whole or not nodes or (each & nodes and each & (hub | nodes))}


def _ends(prose: Prose) -> list[Omission]:
    """First loss, last restoration, and what is still down."""
    incident, found = prose.sheet.incident, []
    clocks = [clock for clause in prose.reading.clauses for clock in clause.clocks if clock.timed]
    first, last = incident.first_loss_ns or incident.started_ns, incident.last_restored_ns
    fact = prose.sheet.first("first_loss") or prose.sheet.first("started_at")
    if fact and not any(clock.fits(each) for clock in clocks for each in (first, incident.started_ns)):
        found.append(Omission(fact.id, f"when it began ({fact.wordings[0]}) is not told"))
    lengths = [length for clause in prose.reading.clauses for length in clause.durations]
    end = prose.sheet.first("last_restored")
    if end and last is not None and not any(clock.fits(last) for clock in clocks):
        took = (incident.reconvergence_ns or 0) / 1e9
        if not any(length.fits(took) for length in lengths):
            found.append(Omission(end.id, f"when it was over ({end.wordings[0]}) is not told"))
    for fact, outage in zip(prose.sheet.of("peering"), prose.outages, strict=True):
        if outage.restored_ns is None and not _says_down(prose, outage):
            found.append(Omission(fact.id, f"that {peering_name(outage)} is still down is not told"))
    return found


OPEN = re.compile(
    r"\b(?:(?:down|lost|out|gone|missing|closed|broken|dead|away)\s+since|still|not (?:yet )?(?:back|up|over|"
    r"restored|recovered)|never|open|so far|nothing since|"
    r"(?:no|without)\b[^.;,]{0,24}\bsince|(?:is|are|has|have) not(?=\s*[(,.;:])|"
    r"no (?:recovery|restoration))(?!\w)",
    re.I,
)


def _says_down(prose: Prose, outage: Outage) -> bool:
    """Whether a sentence about a peering says that it is down, or hands over in words like "since" without an end."""
    for clause in prose.reading.clauses:
        if outage not in prose.scope(clause).outages:
            continue
        kinds = {event.kind for event in clause.events}
        if "down" in kinds or ("restored" not in kinds and OPEN.search(clause.text)):
            return True
    return False


PLOTS = {
    "a prefix limit": (r"maxpfx|prefix.{0,40}limit|limit.{0,40}prefix", r"prefix|limit"),
    "a pause": (
        r"container pause",
        r"paus|fro[zs]e|hung|stood still|suspend|hang|freez|unresponsive|stall|not respond|stopped respond",
    ),
    "a kill or stop": (r"container (?:kill|stop|die)", r"kill|stop|died|down|shut|terminat|outage|loss of|gone|off\b"),
    "a daemon's end": (r"terminating on signal|is shutting down|core dump", r"daemon|bgpd|process|crash|restart"),
    "an authentication failure": (r"md5|authentication|password", r"authenticat|password|md5|key"),
    "a wrong AS number": (r"bad peer as", r"\bAS\b|ASN|autonomous"),
}


def _plots(prose: Prose) -> list[Omission]:
    """Plots of the timeline that are no session's: each kind at each node has to be told."""
    found, seen = [], set()
    for moment in prose.sheet.incident.timeline:
        if moment.node is None or "ESTABLISHED with" in moment.text:
            continue
        for name, (raw, told) in PLOTS.items():
            if (name, moment.node) in seen or not re.search(raw, moment.text, re.I):
                continue
            seen.add((name, moment.node))
            if not any(
                re.search(told, sentence.text, re.I)
                and (moment.node in sentence.nodes() or len(prose.sheet.incident.nodes) <= 2)
                for sentence in prose.reading.sentences
            ):
                fact = next((each.id for each in prose.sheet.of("moment") if each.value == moment.at_ns), "")
                found.append(Omission(fact, f"{name} at {moment.node} is not told"))
    return found


MONITOR = Monitor("completeness", check, missing)
