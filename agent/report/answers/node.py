"""Answers about one node: for how long it was gone itself, whether its clock is right, what it logged. Pure."""

from dataclasses import replace

from agent.detect.incident import Evidence, Incident
from agent.report.answers.past import how_long
from agent.report.answers.premises import because, incidents, stopped
from agent.report.answers.sheet import AT_MOST, MANY, AnswerSheet, rest
from agent.report.digest import told
from agent.report.knowledge import Knowledge, zones
from agent.report.prose.names import listed
from agent.report.questions.lookups import Lookup, addresses
from agent.report.records.selection import incidents_of
from clab.units import SECOND_NS

PROTOCOLS = {"n.adjacency": ("adjchg",), "c.igp": ("ospf", "isis", "is-is"), "c.bfd": ("bfd",)}
"""How lines name the protocol that a slot asks about."""


def gone(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """How long a node itself was frozen, stopped or cut off; where only its sessions tell, those."""
    found = incidents(book, lookup, knowledge)
    for incident in found[-AT_MOST:]:
        node = (incident.cause.subject or "").partition(":")[0].split(" ")[0]
        if not stopped(book, node, incident, knowledge):
            because(book, incident, knowledge)
            book.unknown(f"how long that lasted at {book.node(node)} itself", "The lab's runtime events")
            plain = Lookup("how_long", lookup.nodes, incident.id, slots=frozenset(("n.session",)))
            how_long(book, plain, knowledge)


def clock(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Which clocks are wrong, and by how much."""
    if knowledge.empty:
        book.unknown("of any clock: nothing was seen", "A log")
        return
    wrong = {node: knowledge.clocks[node] for node in sorted(knowledge.clocks)}
    mine = {node: error for node, error in wrong.items() if not lookup.nodes or node in lookup.nodes}
    for node in lookup.nodes:
        if node not in mine:
            book.answer(f"The clock of {book.node(node)} was not found to be wrong.")
    local = {node: ahead for node, ahead in zones(knowledge).items() if not lookup.nodes or node in lookup.nodes}
    for node, ahead in local.items():
        book.answer(
            f"{book.node(node)} writes local time into its log, {_zone(book, node, ahead)}; here all times are UTC."
        )
    if not wrong and not lookup.nodes and not local:
        book.answer("No clock was found to be wrong.")
    for node, error in list((mine or wrong).items())[:AT_MOST]:
        length = book.span(abs(error), f"how wrong the clock of {node} is")
        way = "ahead of" if error > 0 else "behind"
        book.answer(f"The clock of {book.node(node)} is {length} {way} the others; its times are corrected here.")
    rest(book, len(mine or wrong), AT_MOST, "clocks")
    if "q.why" in lookup.slots:
        book.unknown("why a clock is wrong", "The node itself")


def local_time(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What a time in a node's log is in UTC, where its stamps are in another zone; and what happened then."""
    node = next(iter(lookup.nodes), "")
    if node not in zones(knowledge) or lookup.from_ns is None:
        book.unknown("in which zone a log's times are", "A line of it that another source tells of, too")
        return
    at_ns = lookup.from_ns
    zone = _zone(book, node, zones(knowledge)[node])
    there = book.second(at_ns + zones(knowledge)[node] * SECOND_NS, f"the time in the log of {node}")
    at = book.second(at_ns, "the same time in UTC")
    book.answer(f"{book.node(node)} writes local time into its log, {zone}: {there} there is {at} UTC.")
    then = incidents_of(Lookup("incidents", from_ns=lookup.from_ns, to_ns=lookup.to_ns), knowledge)
    for incident in then[:AT_MOST]:
        because(book, incident, knowledge)
        book.answer(*told(book, incident))
    if len(then) == len(knowledge.incidents) == 1:
        book.answer("It is one and the same incident, and the only one.")
    elif not then:
        book.answer("I know of no incident at that time.")


def _zone(book: AnswerSheet, node: str, ahead_s: int) -> str:
    sign, whole = "-" if ahead_s < 0 else "+", abs(ahead_s) // 60
    text = f"UTC{sign}{whole // 60:02}:{whole % 60:02}"
    return book.fact("quote", text, (text,), f"the zone of the log of {node}")


def lines(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What a node logged in an incident, about a protocol or another node where the question names one."""
    wanted = [word for slot in lookup.slots for word in PROTOCOLS.get(slot, ())]
    plain = replace(lookup, kind="why", nodes=(), causes=() if wanted else lookup.causes, superlative=None)
    found: dict[tuple[int, str], Evidence] = {}
    for incident in incidents_of(plain, knowledge):
        for item in _lines(incident):
            if _mine(item, lookup, wanted, knowledge):
                found[item.at_ns, item.text] = item
    ordered = [found[key] for key in sorted(found)]
    if not ordered:
        whose = f" by {listed([book.node(node) for node in lookup.nodes[:2]])}" if lookup.nodes else ""
        book.unknown(f"of any such line{whose}", "The whole log")
    for item in ordered[:MANY]:
        at = book.exact(item.at_ns, f"when {item.node} wrote it")
        book.answer(f"At {at} UTC {book.node(item.node)} wrote {book.line(item.text, 'a line of a log')}.")
    rest(book, len(ordered), MANY, "lines")


def _lines(incident: Incident) -> list[Evidence]:
    every = [*incident.cause.evidence, *(item for lost in incident.peerings for item in lost.witnesses)]
    return [item for item in every if item.source in ("log", "syslog")]


def _mine(item: Evidence, lookup: Lookup, wanted: list[str], knowledge: Knowledge) -> bool:
    """Whether a line is by the node, about the other one, of the protocol, and in the time, that are asked for."""
    if (lookup.nodes and item.node not in lookup.nodes) or (
        wanted and not any(word in item.text.lower() for word in wanted)
    ):
        return False
    if lookup.from_ns is not None and item.at_ns < lookup.from_ns:
        return False
    if lookup.to_ns is not None and item.at_ns > lookup.to_ns:
        return False
    if len(lookup.nodes) < 2:
        return True
    others = {node for node in lookup.nodes if node != item.node}
    names = {*others, *(address for address, node in addresses(knowledge).items() if node in others)}
    return item.node == lookup.nodes[0] and any(name in item.text for name in names)
