"""What a request pings or traces from its nodes, how often, and what it asks of the answers. Pure."""

from dataclasses import dataclass, replace
from typing import Final

from agent.gates.script.request.shapes import find, number_of, replaced, says, without

MOST_PINGS: Final = 30
PINGS: Final = 5

_PROBE: Final = "JOIN* ( can|could|able_to|to|do|run|send|make|with|use|a|an* ) how:PING ( !from|on|every|each|until|ADDRESS WORD )* to|of|for|:* targets:( ADDRESS ( AND|,|or* ADDRESS )* )"
_ELSEWHERE: Final = (
    "to|towards|toward|at targets:( ADDRESS ( AND|,|or* ADDRESS )* )",
    "!<from|on|of targets:( ADDRESS ( AND|,|or* ADDRESS )* )",
)
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


@dataclass(frozen=True, slots=True)
class Probes:
    """What is pinged or (`traced`) traced, and with how many packets."""

    targets: tuple[str, ...] = ()
    count: int = PINGS
    traced: bool = False
    left: tuple[str, ...] = ()


def read_probes(text: str) -> tuple[str, Probes]:
    """The text without what is pinged, and that; what is asked of the answers stays, as limits of loss."""
    if not says(text, "PING | rtt|latency|roundtrip | packet loss | round trip time"):
        return text, Probes()
    found = find(text, _PROBE)
    traced = says(found["how"] if found else text, "traceroute|tracepath|trace_route")
    found = found or find(text, _ELSEWHERE[0]) or find(text, _ELSEWHERE[1])
    if found is None:
        return text, Probes()
    if not says(found.words, "PING"):
        found = replace(found, before=without(found.before, "PING THEM?"), after=without(found.after, "PING THEM?"))
    targets = tuple(one.strip(",") for one in found["targets"].replace(",", " ").split() if says(one, "ADDRESS"))
    text = f"{found.before} {'the traceroute' if traced else 'the ping'} {found.after}"
    if traced:
        return text, Probes(targets, traced=True)
    timed = says(text, "EVERY number:NUMBER? UNIT")
    count = find(text, _COUNT, *(() if timed else (_TIMES,)))
    text = count.rest if count else text
    text = replaced(text, lambda _: " loss above 0 ", *_LOST)
    text = replaced(text, lambda _: " loss at least 100 ", _NO_ANSWER)
    checks = says(text, "check|verify|test|make_sure|ensure|confirm")
    if checks and not says(text, "loss|lost|rtt|latency"):
        text = f"{text} , loss below 100"
    text = replaced(text, lambda _: " loss below 100 ", _ANSWERS) if checks else without(text, _ANSWERS)
    number = int(number_of(count["number"])) if count else PINGS
    left = () if 0 < number <= MOST_PINGS else (count.words if count else "",)
    return " ".join(text.split()), Probes(targets, min(max(number, 1), MOST_PINGS), left=left)
