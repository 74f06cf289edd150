"""Answers from what routers say of their sessions: AS numbers, router ids, states by name, timers, limits. Pure."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from agent.report.answers.prefixes import far_words
from agent.report.answers.prefixes_told import retries
from agent.report.answers.sheet import MANY, AnswerSheet, rest
from agent.report.knowledge import Knowledge
from agent.report.prose.names import listed
from agent.report.questions.lookups import Lookup, addresses, canonical
from agent.report.records.selection import far_end
from collectors.observations import BgpState, NeighborFacts

_SHOWN = re.compile(r"show bgp summary: \S{1,64} (\w{1,20}(?: \([A-Z]\w{1,20}\))?)")


def _asked(lookup: Lookup, knowledge: Knowledge, node: str, neighbor: str) -> bool:
    both = {node, far_end(knowledge, node, neighbor)}
    return set(lookup.nodes) <= both and set(lookup.addresses) <= {canonical(neighbor)}


def _facts(lookup: Lookup, knowledge: Knowledge) -> Iterable[NeighborFacts]:
    return [item for item in knowledge.facts if _asked(lookup, knowledge, item.node, item.neighbor)]


def asn(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Each node's AS number, as it or its neighbors name it."""
    whose = {node for address, node in addresses(knowledge).items() if address in lookup.addresses and node}
    lookup = replace(lookup, nodes=tuple(sorted({*lookup.nodes, *whose})))
    found: dict[str, dict[str, None]] = {}
    own = {item.node for item in knowledge.facts if item.local_as}
    for item in knowledge.facts:
        far = far_end(knowledge, item.node, item.neighbor)
        told = [(item.node, item.local_as)] + ([(far, item.remote_as)] if far not in own else [])
        for node, number in told:
            if node and number and (not lookup.nodes or node in lookup.nodes):
                found.setdefault(node, {})[str(number)] = None
    _of_nodes(book, lookup, found, "in AS", "the AS number")


def asn_expected(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The AS numbers that nodes are configured to expect of their neighbors, with when each was first seen."""
    if "c.wrong_as" in lookup.slots and not lookup.nodes:
        wrong = [one.cause.subject for one in knowledge.incidents if one.cause.type == "remote_as_mismatch"]
        node, _, neighbor = (wrong[0] or "").partition(" neighbor ") if wrong else ("", "", "")
        lookup = replace(lookup, nodes=(node,), addresses=(canonical(neighbor),)) if neighbor else lookup
    found: dict[tuple[str, str, int], NeighborFacts] = {}
    for item in sorted(_facts(lookup, knowledge), key=lambda one: one.seen_ns):
        if item.remote_as and lookup.nodes[:1] in ((), (item.node,)):
            found.setdefault((item.node, item.neighbor, item.remote_as), item)
    if not found:
        book.unknown(f"the AS number that is expected{book.about(lookup)}", "A snapshot of the neighbors")
    for (node, neighbor, number), item in list(found.items())[:MANY]:
        text = book.fact("quote", str(number), (str(number),), f"the AS number that {node} expects")
        at = book.clock(item.seen_ns, f"when {node} named {number} for {neighbor}")
        book.answer(
            f"{book.node(node)} expected AS {text} of {far_words(book, knowledge, node, neighbor)}, seen at {at} UTC."
        )
    rest(book, len(found), MANY, "sessions")


def router_id(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Each node's router ids, one after the other: by its own word, else by its neighbors'."""
    own: dict[str, list[tuple[int, str]]] = {}
    told: dict[str, list[tuple[int, str]]] = {}
    for item in sorted(knowledge.facts, key=lambda one: one.seen_ns):
        far = far_end(knowledge, item.node, item.neighbor)
        for node, value, found in ((item.node, item.local_router_id, own), (far, item.remote_router_id, told)):
            if node and value and value != "0.0.0.0" and (not lookup.nodes or node in lookup.nodes):
                found.setdefault(node, []).append((item.seen_ns, value))
    found = told | own
    if not found:
        book.unknown(f"the router id{book.about(lookup)}", "A snapshot of the neighbors")
    for node, seen in list(found.items())[:24]:
        runs = [(value, [at for at, _ in some]) for value, some in _runs(seen)]
        parts = []
        for k, (value, at) in enumerate(runs):
            text = book.fact("quote", value, (value,), f"the router id of {node}")
            first = book.clock(at[0], f"when {value} was first seen, {k}")
            last = book.clock(at[-1], f"when {value} was last seen, {k}")
            parts.append(text if len(runs) == 1 else f"{text} (seen from {first} to {last} UTC)")
        verb = "is known with router id" if len(runs) == 1 else "had, one after the other, the router ids"
        book.answer(f"{book.node(node)} {verb} {listed(parts)}.")


def _runs(seen: list[tuple[int, str]]) -> list[tuple[str, list[tuple[int, str]]]]:
    """What was seen, in runs of one value."""
    return [(value, list(some)) for value, some in groupby(seen, key=lambda one: one[1])]


def states(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The states of the session's machine (RFC 4271 8.2.2) that routers showed, in their own words."""
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for item in sorted(knowledge.states, key=lambda one: one.seen_ns):
        if item.state != "down" and _asked(lookup, knowledge, item.node, item.neighbor):  # `down` names no state
            found.setdefault((item.node, item.neighbor), []).append((item.seen_ns, _state(item)))
    if not found:
        book.unknown(f"which state was shown{book.about(lookup)}", "A snapshot of the neighbors")
    shown = 0
    for (node, neighbor), seen in sorted(found.items(), key=lambda one: one[0][0] not in lookup.nodes[:1]):
        runs = [(value, some[0][0]) for value, some in _runs(seen)]
        if lookup.to_ns is not None:
            begun = [one for one in runs if one[1] <= lookup.to_ns]
            runs = begun[-1:] if lookup.at else [one for one in begun if one[1] >= (lookup.from_ns or 0)] or begun[-1:]
        elif lookup.present:
            runs = runs[-1:]
        if not runs or shown >= MANY or (shown and not lookup.at and len(runs) == 1 and not lookup.present):
            continue
        parts = []
        for value, at in runs[-MANY:]:
            since = book.clock(at, f"since when: {node} {neighbor} {at}")
            parts.append(f"{book.quote(value, f'a state that {node} showed')} from {since}")
        book.answer(
            f"{book.node(node)} showed for {far_words(book, knowledge, node, neighbor)}: {listed(parts)} UTC on."
        )
        shown += 1


def _state(item: BgpState) -> str:
    """A state as the router words it (`Idle (PfxCt)`)."""
    told = _SHOWN.match(item.raw)
    return told[1].removesuffix(" (OK)") if told else item.state.capitalize()


def _of_nodes(book: AnswerSheet, lookup: Lookup, found: dict[str, dict[str, None]], verb: str, what: str) -> None:
    for node in lookup.nodes:
        if node not in found:
            book.unknown(f"{what} of {book.node(node)}", "A snapshot")
    if not lookup.nodes and not found:
        book.unknown(f"{what} of any node", "A snapshot")
    for node, values in sorted(found.items())[: MANY * 2]:
        texts = [book.fact("quote", value, (value,), f"{what} of {node}") for value in values]
        book.answer(f"{book.node(node)} is {verb} {listed(texts)}.")


def hold(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The timers of sessions, as the routers name them."""
    found = {(item.node, item.neighbor): item for item in _facts(lookup, knowledge) if item.hold_time_s}
    if not found:
        book.unknown(f"the timers{book.about(lookup)}", "A snapshot of the neighbors")
    for (node, neighbor), item in sorted(found.items())[:MANY]:
        time = book.span(int((item.hold_time_s or 0) * 1e9), f"hold time of {node} {neighbor}")
        alive = ""
        if item.keepalive_s:
            every = book.span(int(item.keepalive_s * 1e9), f"keepalive of {node} {neighbor}")
            alive = f" and a keepalive interval of {every}"
        book.answer(
            f"{book.node(node)} names a hold time of {time}{alive} with {far_words(book, knowledge, node, neighbor)}."
        )
    rest(book, len(found), MANY, "sessions")


def retry(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Whether a router opens a session again by itself that its prefix limit closed, and after how long."""
    if not retries(book, lookup, knowledge):
        book.unknown(f"of any restart timer{book.about(lookup)}", "A snapshot of the neighbors")


def authentication(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Which ends of a session asked for authentication (TCP-MD5), and since when, where any did."""
    asked = [item for item in _facts(lookup, knowledge) if item.authentication]
    first: dict[tuple[str, str], NeighborFacts] = {}
    for item in sorted(asked, key=lambda one: one.seen_ns):
        first.setdefault((item.node, item.neighbor), item)
    for (node, neighbor), item in list(first.items())[:MANY]:
        whom = far_words(book, knowledge, node, neighbor)
        at = book.clock(item.seen_ns, f"when {node} was seen with authentication for {neighbor}")
        book.answer(f"{book.node(node)} had authentication on for {whom}, first seen at {at} UTC.")
        far = far_end(knowledge, node, neighbor)
        other = [
            one for one in knowledge.facts if one.node == far and far_end(knowledge, one.node, one.neighbor) == node
        ]
        own = {item.local_address, *(one.local_address for one in asked if one.node == node)} - {None}
        there = [one for one in other if one.seen_ns >= item.seen_ns and (not own or one.neighbor in own)]
        if far and there and not any(one.authentication for one in there):
            book.answer(f"{book.node(far)} had it off for {book.node(node)}.")
    if not first:
        book.unknown(f"of any authentication{book.about(lookup)}: no snapshot shows it on", "The configurations")
