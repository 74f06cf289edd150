"""Records and events in words: what they are of, when they began and were over, and what bounds them. Pure."""

from agent.detect.incident import Incident, PeeringOutage
from agent.report.answers.sheet import AnswerSheet
from agent.report.answers.timeline_told import thing_words
from agent.report.knowledge import Knowledge
from agent.report.prose.names import listed
from agent.report.questions.lexicon import NAMED
from agent.report.questions.query import Edge, Event
from agent.report.records.evaluation import find
from agent.report.records.single_outages import short_ups
from agent.report.records.spells import Spell
from agent.report.records.table import Record
from agent.report.words import cause_words, family_words
from collectors.observations import OperatorCommand

GONE: dict[str, tuple[str, str]] = {
    "interface": ("went down", "was up again"), "adjacency": ("went", "was back"), "daemon": ("went", "was back"),
    "die": ("stopped running", "ran again"), "pause": ("was paused", "ran again"),
}  # fmt: skip


def edge_of(edge: Edge) -> Edge:
    return "from" if edge == "whole" else edge


def name(book: AnswerSheet, item: Record) -> str:
    """What a record is of, in words."""
    if isinstance(item.of, PeeringOutage):
        return book.session(item.of, item.families)
    if isinstance(item.of, Spell):
        return book.node(item.of.node) if item.of.sort == "node" else thing_words(book, item.of)
    if isinstance(item.of, OperatorCommand):
        return book.quote(item.of.command, "a command")
    words = book.fact("cause", item.of.cause.type, cause_words(item.of.cause.type), "the cause")
    sure = "probably " if item.of.cause.certainty == "likely" else ""
    return f"{sure}{words}{book.where(item.of)}"


def moment(book: AnswerSheet, item: Record, edge: Edge) -> str:
    """`the session … was lost at 08:08:34.670 UTC`."""
    at_ns = item.edge_ns(edge)
    if at_ns is None:
        return f"{name(book, item)} was not seen to be back"
    at = book.exact(at_ns, f"{edge} of {item.thing}")
    if isinstance(item.of, PeeringOutage):
        return f"{name(book, item)} was {'back' if edge == 'to' else 'lost'} at {at} UTC"
    if isinstance(item.of, OperatorCommand):
        return f"{name(book, item)} was typed for {book.node(item.of.node)} at {at} UTC"
    if isinstance(item.of, Incident):
        if edge == "to":
            return f"all that {name(book, item)} cost was back at {at} UTC"
        return f"the first sign of {name(book, item)} was at {at} UTC"
    verbs = GONE[item.of.why if item.of.sort == "node" else item.of.sort]
    return f"{name(book, item)} {verbs[edge == 'to']} at {at} UTC"


def span(book: AnswerSheet, item: Record) -> str:
    """`the session … was down for 13.0 s, from … to …`."""
    if isinstance(item.of, OperatorCommand):
        return moment(book, item, "from")
    start = book.exact(item.from_ns, f"from of {item.thing}")
    if item.length_ns is None or item.to_ns is None:
        so_far = book.span(book.until_ns - item.from_ns, f"so far {item.thing}") if book.until_ns else ""
        still = f", {so_far} by the end of what was seen" if so_far and not isinstance(item.of, Incident) else ""
        return f"{moment(book, item, 'from')} and was not seen to be back{still}"
    end = book.exact(item.to_ns, f"to of {item.thing}")
    took = book.span(item.length_ns, f"how long {item.thing} {item.from_ns}")
    if item.losses > 1:
        times = book.count(item.losses, f"losses of {item.thing}")
        return f"{name(book, item)} was lost {times} times from {start} to {end} UTC, down for {took} in all"
    if isinstance(item.of, Incident):
        return f"{name(book, item)} took {took} from the first loss to the last restoration"
    if isinstance(item.of, PeeringOutage) and item.incident is not None:
        ups = short_ups(item.of, item.incident) if item.of.losses == 1 else []
        if ups:
            up = book.span(sum(ups), f"how long it was up in between: {item.thing}")
            without = book.span(item.length_ns - sum(ups), f"how long without that: {item.thing}")
            took += f"; it was up for {up} in between, {without} without that"
    was = "was paused" if isinstance(item.of, Spell) and item.of.why == "pause" else (
        "was down" if item.sort in ("outage", "interface") else "was gone")  # fmt: skip
    why = item.of.why if isinstance(item.of, Spell) and item.sort == "adjacency" else ""
    start += f" ({book.quote(why, 'a reason')})" if why else ""
    return f"{name(book, item)} {was} from {start} to {end} UTC, for {took}"


def lasting(book: AnswerSheet, item: Record) -> str:
    """An incident with its begin and end."""
    start = book.exact(item.from_ns, f"from of {item.thing}")
    end = (
        f" to {book.exact(item.to_ns, f'to of {item.thing}')}"
        if item.to_ns is not None and item.to_ns > item.from_ns
        else " on"
    )
    return f"{name(book, item)} (from {start}{end} UTC)"


NOUNS = {"outage": "session", "interface": "interface", "adjacency": "IGP adjacency", "daemon": "daemon",
         "node": "node", "incident": "incident", "command": "command"}  # fmt: skip


WITHIN = {"b.internal": "internal", "b.external": "external", "b.loopback": "loopback"}


def share(book: AnswerSheet, number: int, every: int, words: str) -> str:
    """`both sessions of r1`, `two of five sessions of r1`: how many of all."""
    if number == every:
        return f"the one {words}" if every == 1 else f"both {words}" if every == 2 else (
            f"all {book.count(every, 'all of them')} {words}")  # fmt: skip
    some = book.count(number, "how many of them") if number else "none"
    return f"{some} of {book.count(every, 'all of them')} {words}"


def plural_of(noun: str, number: int) -> str:
    """`sessions`: a noun for so many."""
    return noun if number == 1 else f"{noun[:-1]}ies" if noun[-1] == "y" else f"{noun}s"


def whose(book: AnswerSheet, event: Event, noun: str = "") -> str:
    """`IPv6 session between r1 and r2`: what an event is of, as the question says it."""
    if event.sort == "cause":
        words = NAMED.get(event.causes[0], event.causes[0])
        words += f" of {book.quote(event.name, 'a name in the question')}" if event.name else ""
        return words + (f" of {book.node(event.nodes[0])}" if event.nodes else "")
    families = " and ".join(book.fact("family", one, family_words(one)[::-1], "a family") for one in event.families)
    within = " ".join(WITHIN[one] for one in event.within)
    lead = " ".join(one for one in (families, within) if one)
    text = f"{lead + ' ' if lead else ''}{noun or NOUNS[event.sort]}"
    if len(event.nodes) == 2 and not event.each:
        text += f" between {book.node(event.nodes[0])} and {book.node(event.nodes[1])}"
    elif event.nodes:
        text += f" of {listed([book.node(one) for one in event.nodes])}"
    if event.addresses:
        role = "an address in the question"
        text += f" with {listed([book.fact('address', one, (one,), role) for one in event.addresses])}"
    if event.roles:
        text += f" with {book.quote(event.roles[0], 'how nodes are called in the question')} nodes"
    if event.name:
        text += f" {book.quote(event.name, 'a name in the question')}"
    if event.without:
        others = [" – ".join(book.node(end) for end in one) for one in event.without]
        text += f" other than of {listed(others)}"
    return text


def bounds_words(book: AnswerSheet, event: Event, knowledge: Knowledge) -> str:
    """` after r4 was paused at …`: the bounds of an event in words."""
    words = ""
    for bound in event.bounds:
        if bound.event is None:
            start = book.exact(bound.from_ns, "begin of the time asked about") if bound.from_ns is not None else ""
            end = book.exact(bound.to_ns, "end of the time asked about") if bound.to_ns is not None else ""
            words += (f" at {start} UTC" if bound.at else f" between {start} and {end} UTC" if start and end else
                      f" since {start} UTC" if start else f" until {end} UTC")  # fmt: skip
            continue
        first = find(bound.event, knowledge).records[0]
        if bound.relation == "during":
            whole = bound.event.edge == "whole" or event.edge != "whole"
            if whole and isinstance(first.of, Incident):
                words += f" during {lasting(book, first)}"
                continue
            words += (
                f" while {span(book, first)}" if whole else f" when {moment(book, first, edge_of(bound.event.edge))}"
            )
        elif bound.relation == "same":
            words += f" of what was {bound.event.order} ({moment(book, first, edge_of(bound.event.edge))})"
        else:
            edge: Edge = "to" if bound.event.edge == "whole" and bound.relation == "after" and (
                first.sort in ("outage", "incident")) else edge_of(bound.event.edge)  # fmt: skip
            words += f" {bound.relation} {moment(book, first, edge)}"
    return words
