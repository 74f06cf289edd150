"""A word that is changed in a request changes its script, or ends it: over all requests of the sets that code reads.

What is changed: a number, a node, a way or direction, a unit, a limit's side, a negation; and a node that is left out.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import pytest

from agent.gates.script.intent import ScriptIntent
from agent.gates.script.request.reader import read_request
from agent.tasks.script_nodes import FrameError, ScriptNode, by_system, chosen
from agent.tasks.script_way import placed
from tests.agent.bench import (
    test_blind,
    test_blind_labs_of_scripts,
    test_blind_lists,
    test_blind_mixed,
    test_blind_more,
    test_blind_set,
    test_development,
)
from tests.agent.bench.blind_sets import rows

Change = Callable[[str, Sequence[ScriptNode]], Iterator[str]]
SETS = {
    "script": test_blind.LAB,
    "script_lists": test_blind_lists.LAB,
    "script_mixed": test_blind_mixed.LAB,
    "script_more": test_blind_more.LAB,
    "script_set": test_blind_set.LAB,
}
SWAPS = (
    (r"in (?=octets|errors|discards|packets|bytes)", "out "), ("input", "output"), ("received", "sent"), ("rx", "tx"),
    ("ingress", "egress"), ("incoming", "outgoing"), ("seconds", "minutes"), ("sec", "min"), ("secs", "mins"),
    ("second", "minute"), ("minutes", "hours"), ("minute", "hour"), ("above", "below"), (r"over (?=\d)", "under "),
    ("more", "fewer"), ("most", "least"), (r"up(?![/\w])", "down"), ("ascending", "descending"),
    ("established", "idle"), ("Full", "Init"), ("full", "init"), ("csv", "markdown"), ("json", "csv"),
    ("ipv4", "ipv6"),
    ("bgp", "ospf"), ("ospf", "isis"), ("lldp", "bfd"), ("cpu", "memory"), ("errors", "discards"),
    ("gnmi", "netmiko"), ("admin", "oper"), ("ping", "traceroute"),
)  # fmt: skip
"""A word, or a pattern of one, and what stands in its place."""

NUMBER = re.compile(r"(?<![\w./:@-])\d{1,6}(?![\w./:@-]|\)|\.\d)")


def requests() -> Iterator[tuple[str, Sequence[ScriptNode]]]:
    """All requests of the sets, each with its lab."""
    for name, lab in SETS.items():
        yield from ((row["request"], lab) for row in rows(name))
    for name in test_blind_labs_of_scripts.SETS:
        yield from ((row["request"], tuple(test_blind_labs_of_scripts.lab(row["lab"]))) for row in rows(name))
    yield from ((request, test_blind.LAB) for request, _ in test_development.rows("script"))


@cache
def intent_of(request: str, lab: Sequence[ScriptNode]) -> tuple[ScriptIntent, tuple[str, ...]] | None:
    """What a script would do, and of whom; nothing where none is written."""
    nodes = by_system(lab)
    reading = read_request(request, tuple(node.name for node in nodes))
    if reading.intent is None or reading.left or reading.refused:
        return None
    try:
        intent = placed(reading, nodes, "script")
        asked = tuple(node.name for node in chosen(intent, nodes)[0])
    except FrameError:
        return None
    if reading.counted is not None and reading.counted != len(asked):
        return None
    return intent.model_copy(update={"nodes": ()}), asked


def written() -> list[tuple[str, Sequence[ScriptNode]]]:
    """Those that become scripts."""
    return [(request, tuple(lab)) for request, lab in requests() if intent_of(request, tuple(lab))]


def numbers(request: str, _: Sequence[ScriptNode]) -> Iterator[str]:
    """The request with another number."""
    for found in NUMBER.finditer(request):
        yield f"{request[: found.start()]}{int(found[0]) + 7}{request[found.end() :]}"


def nodes(request: str, lab: Sequence[ScriptNode]) -> Iterator[str]:
    """The request with another node in the place of one that it names."""
    for node in lab:
        for found in re.finditer(rf"(?<![\w-]){re.escape(node.name)}(?![\w/-])", request):
            same = [one for one in lab if one.kind == node.kind and one.name not in request]
            if same:
                yield f"{request[: found.start()]}{same[0].name}{request[found.end() :]}"


def words(request: str, _: Sequence[ScriptNode]) -> Iterator[str]:
    """The request with the opposite of a word, or another of its kind."""
    for pair in (*SWAPS, *((b, a) for a, b in SWAPS if "(" not in a)):
        end = "" if pair[0].endswith(")") else r"(?![\w-])"
        for found in re.finditer(rf"(?<![\w/-]){pair[0]}{end}", request):
            yield f"{request[: found.start()]}{pair[1]}{request[found.end() :]}"


def negations(request: str, _: Sequence[ScriptNode]) -> Iterator[str]:
    """The request without one of its denials."""
    for found in re.finditer(r"(?<!\w)(?:not|isn't|aren't|non) (?=\w)", request):
        verb = {"isn't ": "is ", "aren't ": "are "}.get(found[0], "")
        yield f"{request[: found.start()]}{verb}{request[found.end() :]}"


def exceptions(request: str, lab: Sequence[ScriptNode]) -> Iterator[str]:
    """The request without one of the nodes that it asks."""
    made = intent_of(request, tuple(lab))
    assert made is not None
    if len(made[1]) > 1:
        yield f"{request.rstrip('.?! ')}, except {made[1][0]}"


@pytest.mark.parametrize("change", [numbers, nodes, words, negations, exceptions], ids=lambda change: change.__name__)
def test_a_changed_word_changes_the_script_or_ends_it(change: Change) -> None:
    """No word of these kinds is passed by."""
    same = [
        other
        for request, lab in written()
        for other in change(request, lab)
        if intent_of(other, lab) == intent_of(request, lab)
    ]
    assert [] == [one for one in same if one not in SAME]


SAME = frozenset((
    "tell me the moment a bgp session changes on spine1 or spine2, on change polling",
    "spine1 & spine2: log every bgp session-state transition w/ timestamp into bgp.log, streaming polling",
    "pe1, count of active routes per protocol (ospf, ospf, static, connected..), gnmi if possible",
    "pe1, count of active routes per protocol (bgp, isis, static, connected..), gnmi if possible",
    "pe1, count of active routes per protocol (bgp, bgp, static, connected..), gnmi if possible",
))  # fmt: skip
"""Changed requests that ask for the same, each looked at."""
