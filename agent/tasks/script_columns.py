"""The columns of a script's rows: how leaves are called there, and what is made of all rows of a round. Pure."""

from collections.abc import Sequence

from agent.gates.script.intent import ScriptIntent
from agent.gates.script.request.columns import LEAVES as COLUMNS
from clab.topics import BY_NAME

NAMES = {
    "instant": "cpu-percent",
    "average-1": "cpu-average-1-min",
    "average-5": "cpu-average-5-min",
    "average-15": "cpu-average-15-min",
    "avg": "cpu-average",
    "utilization": "memory-percent",
    "free": "memory-free",
    "physical": "memory-physical",
    "used": "memory-used",
}
"""Leaves whose own name says too little in a row."""


AGES = {
    "last-booted": ("uptime", "uptime-s"),
    "boot-time": ("uptime", "uptime-s"),
    "last-established": ("established-for", "established-s"),
    "last-change": ("unchanged-for", "changed-s"),
}
"""Leaves that tell a time: how long ago that was, as people read it and in seconds."""


SCALED = {"in-bps": "in-mbit/s", "out-bps": "out-mbit/s"}


def columns_of_all(
    intent: ScriptIntent, columns: tuple[str, ...], plain: Sequence[str], nodes: Sequence[str]
) -> tuple[str, ...]:
    """The columns of what is made of all rows."""
    status = ("status",) if intent.unreachable else ()
    if intent.counted:
        alert = ("alert",) if intent.counting and intent.label and not (intent.marked or intent.checked) else ()
        answer = ("check",) if intent.checked else ("mark",) if intent.marked else ()
        return (*alert, "time", "node", "count", "of", *(answer if intent.counting else ()), *status)
    if intent.folds:
        numbers = (
            {leaf for name in intent.topics for leaf in BY_NAME[name].numbers}
            | set(NAMES.values())
            | set(SCALED.values())
        )
        made = [f"{leaf}-{fold}" for leaf in plain if leaf in numbers for fold in intent.folds]
        keys = [] if intent.adds_up else [leaf for leaf in plain if leaf not in numbers]
        return ("node", *keys, *made, "rows" if intent.adds_up else "samples", *status)
    if intent.grouped:
        instance = ("network-instance",) if by_instance(intent, plain) else ()
        grouped = ("node", *instance, intent.grouped, "count", *status)
        return (intent.grouped, "count", "nodes") if is_across(intent) else grouped
    if intent.totals:
        return ("node", "total", *halves(intent), *status)
    if intent.matrix:
        return ("from", *intent.probed_nodes)
    if intent.compared:
        ends = [f"{node} {port}" for node, port in intent.pairs] or list(nodes)
        return ("of", *(() if known_by(intent) else ("value",)), *ends, "same")
    if intent.destinations:
        checked = ("next-hop", "out-interface", "check") if intent.checked else (*plain, "route")
        return (*(("time",) if intent.turns else ()), "node", "destination", *dict.fromkeys(checked))
    if intent.saved:
        return ("change", *columns)
    return columns


def halves(intent: ScriptIntent) -> tuple[str, str]:
    """What those are called of which the tests hold, and the others."""
    test = intent.tests[0]
    good = "up" if test.how == "in" and test.words in (("up",), ("established",), ("full",)) else "matching"
    return (test.words[0], f"not-{test.words[0]}") if good == "up" and test.words != ("up",) else ("up", "down")


def is_across(intent: ScriptIntent) -> bool:
    """Whether nodes are counted, and not the rows of each."""
    return bool(intent.grouped) and all(BY_NAME[name].entity == "node" for name in intent.topics)


def by_instance(intent: ScriptIntent, keys: Sequence[str]) -> bool:
    """Whether routes are counted for each network instance: that of the management is no other's."""
    routes = any(name.startswith("route_table") for name in intent.topics)
    return bool(intent.grouped) and routes and "network-instance" in keys and not intent.instance


def known_by(intent: ScriptIntent) -> tuple[str, ...]:
    """The leaves by which rows are the same on several nodes, where it is compared which node has them."""
    known = [BY_NAME[name].known_by for name in intent.topics]
    return tuple(leaf for leaves in known for leaf in leaves) if all(known) else ()


def rank(intent: ScriptIntent, columns: Sequence[str]) -> tuple[str, ...]:
    if intent.sorted_by == "uptime":  # as numbers: 10:00:00 is more than 9:00:00
        return tuple(seconds for _, seconds in AGES.values() if seconds in columns)
    return tuple(leaf for leaf in COLUMNS[intent.sorted_by] if leaf in columns) if intent.sorted_by else ()
