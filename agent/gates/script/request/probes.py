"""What a request pings or traces from its nodes, how often, and what it asks of the answers. Pure.

A node that is pinged by its name stands in the shapes as an address that no network has; its own is looked up by the
script. `HOSTS` and `ALL` are words for many nodes, `ASKED` for those that ping.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from agent.gates.script.request.shapes import Statement, find, number_of, replaced, says, without
from agent.gates.script.request.tokens import named

MOST_PINGS: Final = 30
PINGS: Final = 5
ASKED: Final = "asked"

_ADDRESSES: Final = "ADDRESS ( AND|,|or* ADDRESS )*"
_MANY: Final = (
    "( the|all|every|each|any|both|of|other|remaining|its|their|own|data )* "
    "( loopback|lo0|lo|system0 ( ip | address | interface )? ( of|on ( the|all|every|each|other )* MEMBER )? | "
    "MEMBER ''? ( loopback|lo0|data|ip address|ip? )? | each_other | one_another | others | other_ones | everyone_else )"
)
_TARGETS: Final = f"( {_ADDRESSES} | {_MANY} )"
_TO: Final = "to|toward|towards|against|until|- > ? >?"
_PAIR: Final = f"how:PING ( test|check )? from? sources:{_TARGETS} to|towards|toward|against targets:{_TARGETS}"
_BETWEEN: Final = (
    f"how:PING? gap:( RTT | loss | packet_loss | latency | mesh | matrix | test | full | connectivity )* between|among|amongst|across both:{_TARGETS}",
    f"full? mesh|matrix of? how:PING ( of|between|among|across|for|on|from )? both:{_TARGETS}",
    f"how:PING full? mesh|matrix ( of|between|among|across|for|on|from )? both:{_TARGETS}",
)
_MESH: Final = ("full? mesh|matrix of? how:PING", "how:PING full? mesh|matrix")
_PROBE: Final = f"JOIN* ( can|could|able_to|to|do|run|send|make|with|use|a|an* ) how:PING ( !from|on|every|each|all|until|the|its|ADDRESS WORD )* to|of|for|:* targets:{_TARGETS}"
_ELSEWHERE: Final = (
    f"to|towards|toward|at targets:{_TARGETS}",
    f"!<from|on|of targets:( {_ADDRESSES} )",
)
_REACH: Final = (
    "from:ADDRESS ( still|also|all|really )* can? ( reach|reaches ) to:ADDRESS",
    "BE? to:ADDRESS ( still|also )* reachable|pingable|answering|alive ( by_ping )? from from:ADDRESS",
)
_SOURCED: Final = "JOIN* ( sourced | source | with source | use|using ) ( from|of|is|=|as )* ( the|its|their|own|each )* loopback ( address|ip|interface )? ( as|for source )?"
_COUNT: Final = (
    "( with|send|use|using|of|, )* number:NUMBER ( icmp|ping|echo )* packet|ping|probe|echo|request|count each?"
)
_TIMES: Final = "number:NUMBER time each?"
_LOST: Final = (
    "any|some|a|one|the? ( packet|reply|ping|echo|answer|probe BE? lost|missing|dropped | ping|pings BE? fail|failed|fails|unsuccessful | packet loss !above|over|below|under|and|or|more )",
    "any|some packet? loss",
    "there is|are packet? loss",
    "<if|when|whenever it|one fail|fails|is_lost",
)
_NO_ANSWER: Final = (
    "( it | one | the? ( target | address | destination | neighbor | peer | host ) | one_of_them | any )? "
    "( BE? UNREACHED | BE? not_answering | CANNOT REPLY | there is no answer|reply | no answer|reply )"
)
_ANSWERS: Final = "( if|whether|that|which|what )* ( it | they | each | one | of_them | all )* ( BE? reachable | answer|answers|reply|replies|respond|responds )"
_SENSE: Final = "PING | rtt|latency|roundtrip | packet loss | round trip time"
_MEMBERS: Final = (("host", "host|client|server"), ("spine", "spine"), ("leaf", "leaf|leafs"))


@dataclass(frozen=True, slots=True)
class Probes:
    """What is pinged or (`traced`) traced, and with how many packets: `targets` are addresses, `nodes` names or words
    for many; by the addresses of their loopbacks alone, or from the loopback, where that is said."""

    targets: tuple[str, ...] = ()
    count: int = PINGS
    traced: bool = False
    left: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    loopback: bool = False
    sourced: bool = False


def read_probes(text: str, nodes: Sequence[str] = ()) -> tuple[str, Probes]:
    """The text without what is pinged, and that; what is asked of the answers stays, as limits of loss. `nodes` are the
    names of the lab."""
    marked, marks = _marked(text, nodes)
    marked = replaced(marked, lambda found: _reached(found, marks), *_REACH)
    if not says(marked, _SENSE):
        return text, Probes()
    sourced = find(marked, _SOURCED)
    marked = sourced.rest if sourced else marked
    found = _found(marked)
    if found is None:
        return text, Probes()
    traced = says(found["how"] or found.words or marked, "traceroute|tracepath|trace_route")
    if not says(found.words, "PING"):
        found = replace(found, before=without(found.before, "PING THEM?"), after=without(found.after, "PING THEM?"))
    both = found["both"] or ("" if found["targets"] else "all")
    many = [mark for mark in _addresses(found["targets"]) if mark in marks]
    probes = Probes(
        tuple(one for one in _addresses(found["targets"]) if one not in marks),
        traced=traced,
        nodes=tuple(marks[one] for one in many) or _many(found["targets"], both),
        loopback=says(f"{found['targets']} {both}", "loopback|lo0|lo|system0"),
        sourced=sourced is not None,
    )
    left: tuple[str, ...] = (found.words,) if probes.targets and (probes.nodes or sourced) else ()
    less = find(found.after, "START ,? ( except|excluding|but|without|apart_from|other_than|not|minus ) WORD")
    left = (less.words,) if less else left  # of those that are pinged, or of those that ping?
    on = f"on {both or found['sources']}" if both or found["sources"] else ""
    on = without(on, "loopback|lo0|lo|system0 ( ip | address | interface )? ( of|on )?")
    text = f"{found.before} {'the traceroute' if traced else 'the ping'} {found['gap']} {on} {found.after}"
    text, left = _named_again(text, marks), tuple(_named_again(one, marks) for one in left)
    if traced:
        return " ".join(text.split()), replace(probes, left=left)
    return _asked(text, replace(probes, left=left))


def _named_again(text: str, marks: Mapping[str, str]) -> str:
    """A text with the names of nodes in the places of their marks."""
    for mark, name in marks.items():
        text = re.sub(rf"(?<![\d.]){re.escape(mark)}(?![\d.]*\d)", name, text)
    return text


def _asked(text: str, probes: Probes) -> tuple[str, Probes]:
    """How many packets, and what is asked of the answers."""
    timed = says(text, "EVERY number:NUMBER? UNIT")
    count = find(text, _COUNT, *(() if timed else (_TIMES,)))
    text = count.rest if count else text
    text = replaced(text, lambda _: " loss above 0 ", *_LOST)
    text = replaced(text, lambda _: " loss at least 100 ", _NO_ANSWER)
    text = f"check that {text}" if says(text, "START can|could|do|does") else text
    checks = says(text, "check|verify|test|make_sure|ensure|confirm")
    if checks and not says(text, "loss|lost|rtt|latency"):
        text = f"{text} , loss below 100"
    text = replaced(text, lambda _: " loss below 100 ", _ANSWERS) if checks else without(text, _ANSWERS)
    number = int(number_of(count["number"])) if count else PINGS
    left = probes.left if 0 < number <= MOST_PINGS else (*probes.left, count.words if count else "")
    return " ".join(text.split()), replace(probes, count=min(max(number, 1), MOST_PINGS), left=left)


def _found(text: str) -> Statement | None:
    """Where it is said what is pinged."""
    for shapes in ((_PAIR,), _BETWEEN, (_PROBE,), _ELSEWHERE[:1], _ELSEWHERE[1:], _MESH):
        found = find(text, *shapes)
        if found is not None:
            return found
    return None


def _many(targets: str, both: str) -> tuple[str, ...]:
    """The word for many nodes that are pinged."""
    if both:
        return (ASKED,)
    if not targets or _addresses(targets):
        return ()
    if says(targets, "each_other|one_another|others|other_ones|everyone_else") and not says(targets, "MEMBER"):
        return (ASKED,)
    return (next((word for word, said in _MEMBERS if says(targets, said)), "all"),)


def _addresses(text: str) -> list[str]:
    return [one.strip(",") for one in text.replace(",", " ").split() if says(one, "ADDRESS")]


def _reached(found: Statement, marks: Mapping[str, str]) -> str | None:
    """`can h1 reach h2` as a ping; what is no node is looked up as a route."""
    return f"check that the ping from {found['from']} to {found['to']}" if found["to"] in marks else None


def _marked(text: str, nodes: Sequence[str]) -> tuple[str, Mapping[str, str]]:
    """The text with an address of its own for each node that it names, and whose each is."""
    known = {name.lower(): name for name in nodes}
    marks: dict[str, str] = {}
    made, place = "", 0
    plain = text.replace(" to ", " // ")  # `h1 to h3` are the two, and no range
    for word in re.finditer(r"(?<![\w./-])[A-Za-z][\w-]{0,60}", text):
        token = named(plain, word.start(), known) if word.start() >= place else None
        if token is None:
            continue
        some = []
        for name in token.value.split():
            mark = next((each for each, whose in marks.items() if whose == name), f"240.0.0.{len(marks) + 1}")
            marks[mark] = name
            some.append(mark)
        made += text[place : token.start] + ", ".join(some)
        place = token.start + len(token.text)
    return made + text[place:], marks
