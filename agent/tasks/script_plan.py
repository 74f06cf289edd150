"""What a script's rows hold, which of them are printed, and how: worked out of an intent for the templates. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from agent.gates.script.intent import EVENTS, LeafTest, ScriptIntent
from clab.gnmi_path import PathError, parse_path
from clab.topics import BY_NAME, NEXT_HOPS, FrrAnswer, Topic, expanded

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


@dataclass(frozen=True, slots=True)
class PlannedTest:
    """A test of rows: the leaves that it is of, and the expression of one of them."""

    leaves: tuple[str, ...]
    expression: str


@dataclass(frozen=True, slots=True)
class RowPlan:
    """All that the templates write of rows."""

    columns: tuple[str, ...]
    names: dict[str, str] = field(default_factory=dict)
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tests: tuple[PlannedTest, ...] = ()
    label: str = ""
    marked: bool = False
    checked: bool = False
    counted: bool = False
    tallied: bool = False
    every: bool = True
    file: str = ""
    ages: dict[str, tuple[str, str]] = field(default_factory=dict)
    yes: tuple[str, str] = ("ok", "FAIL")
    scaled: tuple[str, ...] = ()
    text: bool = False
    frr: dict[str, tuple[str, str, str, dict[str, str]]] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    leaves: tuple[str, ...] = ()
    next_hops: bool = False

    @property
    def fleeting(self) -> tuple[str, ...]:
        """The columns that are another every time."""
        return ("time", *(name for pair in self.ages.values() for name in pair if name))


def with_next_hops(intent: ScriptIntent) -> bool:
    """Whether routes are asked for by gNMI in one answer, so that their next hops can be found by their groups."""
    return intent.polled and any(name.startswith("route_table") for name in intent.topics)


def row_plan(intent: ScriptIntent, paths: Sequence[str], platforms: Sequence[str] = ()) -> RowPlan:
    """What the rows of a script hold that asks for `paths`, or asks the command lines of `platforms`."""
    typed = intent.way == "cli"
    joined = with_next_hops(intent) and not typed
    paths = [path for path in paths if not (joined and path in NEXT_HOPS)]
    answers = [BY_NAME[name].frr for name in intent.topics] if "linux" in platforms else []
    known = [answer for answer in answers if answer is not None and answer.marker]
    leaves = list(dict.fromkeys([*map(leaf_of, paths), *(leaf for one in known for leaf in one.leaves.values())]))
    leaves = [leaf for leaf in leaves if _this_way(intent, leaf)]
    names = {leaf: NAMES[leaf] for leaf in leaves if leaf in NAMES}
    scaled = [leaf for leaf in leaves if leaf in SCALED and intent.scaled]
    names |= {leaf: SCALED[leaf] for leaf in scaled}
    shown = [names.get(leaf, leaf) for leaf in leaves]
    keys = [key for path in paths for key in _keys(path)] + [one.key for one in known]
    timed = any(test.leaves and test.leaves[0].endswith("-s") for test in intent.tests)
    ages = {leaf: AGES[leaf] for leaf in leaves if leaf in AGES and (intent.aged or timed or "boot" in leaf)}
    ages = {leaf: (shown_as, seconds if timed else "") for leaf, (shown_as, seconds) in ages.items()}
    text = typed and bool(_texts(intent, platforms))
    extra = [
        *(["next-hop"] if joined else []),
        *(name for pair in ages.values() for name in pair if name),
        *(["output"] if text else []),
        *(["changes"] if intent.tallied else []),
        *(["was"] if intent.way == "subscribe" and not intent.every else []),
        *(["mark"] if intent.marked else []),
        *(["check"] if intent.checked else []),
    ]
    alert = ["alert"] if intent.label and not (intent.marked or intent.checked) else []
    columns = [*alert, "time", "node", *dict.fromkeys(keys), *shown, *extra]
    return RowPlan(
        columns=(*alert, "time", "node", "count", "of") if intent.counted else tuple(dict.fromkeys(columns)),
        names=names,
        only=_only(intent),
        tests=tuple(_planned(test, names) for test in intent.tests),
        label=intent.label or ("FLAG" if intent.marked else ""),
        marked=intent.marked,
        checked=intent.checked,
        counted=intent.counted,
        tallied=intent.tallied,
        every=_prints_all(intent),
        file=intent.file,
        ages=ages,
        yes=("yes", "no") if intent.answered else ("ok", "FAIL"),
        scaled=tuple(names[leaf] for leaf in scaled),
        text=text,
        frr={one.command: (one.marker, one.key, one.called, _kept(intent, one)) for one in known},
        lists=_lists(paths) if typed and "nokia_srl" in platforms else {},
        leaves=tuple(leaves),
        next_hops=joined,
    )


def _prints_all(intent: ScriptIntent) -> bool:
    """Whether a row is looked at although it is what it was."""
    if intent.way == "get" and not intent.repeated:
        return True
    return intent.every


def _this_way(intent: ScriptIntent, leaf: str) -> bool:
    other = {"in": "out-", "out": "in-"}.get(intent.direction, "")
    return not (other and leaf.startswith(other))


def _kept(intent: ScriptIntent, answer: FrrAnswer) -> dict[str, str]:
    return {member: leaf for member, leaf in answer.leaves.items() if _this_way(intent, leaf)}


def _texts(intent: ScriptIntent, platforms: Sequence[str]) -> list[str]:
    """Topics and commands of which a platform's command line prints text alone."""
    found = list(intent.commands)
    for name in intent.topics:
        topic = BY_NAME[name]
        found += [name for platform in platforms if not is_typed(topic, platform)]
    return found


def is_typed(topic: Topic, platform: str) -> bool:
    """Whether a command line tells a topic in a form of which the values are known."""
    if platform == "linux":
        return topic.frr is not None and bool(topic.frr.marker)
    return platform == "nokia_srl" and platform not in topic.shown


def _only(intent: ScriptIntent) -> dict[str, tuple[str, ...]]:
    """The keys of which only some values are asked for, on the command line; gNMI has them in its paths."""
    if intent.way != "cli":
        return {}
    found = {"interface": intent.interfaces, "peer-address": intent.addresses}
    return {key: values for key, values in found.items() if values}


def leaf_of(path: str) -> str:
    """The last name of a path."""
    return re.sub(r"\[[^\[\]]*\]", "", path).rpartition("/")[2].rpartition(":")[2]


def _keys(path: str) -> Iterator[str]:
    """The keys of a path as the rows name them."""
    try:
        elements = parse_path(path)[1]
    except PathError:
        return
    for element in elements:
        for key, value in element.keys.items():
            if value != "all":
                yield element.name if key in ("name", "index", "id") else key
    if "/route-table/" in path and path.rpartition("/route/")[2] != path:
        yield from ("ipv4-prefix" if "ipv4" in path else "ipv6-prefix", "route-type", "route-owner")
        yield from ("route", "origin-network-instance")


def _lists(paths: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The keys of the lists on the way to the leaves."""
    found: dict[str, list[str]] = {}
    for path in paths:
        for element in parse_path(path)[1]:
            if element.keys:
                found.setdefault(element.name, []).extend(key for key in element.keys)
    return {name: tuple(dict.fromkeys(keys)) for name, keys in found.items()}


def _planned(test: LeafTest, names: dict[str, str]) -> PlannedTest:
    leaves = tuple(names.get(leaf, leaf) for leaf in test.leaves)
    return PlannedTest(leaves, _expression(test))


def _expression(test: LeafTest) -> str:
    """A test of one leaf of `row`, with the row before it."""
    words = repr(test.words)
    limit = repr(int(test.number) if test.number == int(test.number) else test.number)
    was = "leaf in before and "
    match test.how:
        case "in" | "not in":
            if any("." in word for word in test.words):  # a release: 24.10.1-492 is a 24.10.1
                denied = "not " if test.how == "not in" else ""
                return f"{denied}str(row[leaf]).lower().lstrip('v').startswith({words})"
            return f"word(row[leaf]) {test.how} {words}"
        case "becomes":
            return f"{was}word(row[leaf]) in {words} and word(before[leaf]) not in {words}"
        case "leaves":
            return f"{was}word(row[leaf]) not in {words} and word(before[leaf]) in {words}"
        case "crosses":
            return f"{was}(word(row[leaf]) in {words}) != (word(before[leaf]) in {words})"
        case "rises":
            return f"{was}number(row[leaf]) > number(before[leaf])"
        case "falls":
            return f"{was}number(row[leaf]) < number(before[leaf])"
        case "changes":
            return f"{was}row[leaf] != before[leaf]"
        case how:
            return f"number(row[leaf]) {how} {limit}"


def needs_before(intent: ScriptIntent) -> bool:
    """Whether a test is of a change."""
    return any(test.how in EVENTS for test in intent.tests)


def all_leaves(intent: ScriptIntent) -> list[str]:
    """The leaves of SR Linux's paths of an intent."""
    return [leaf_of(path) for name in intent.topics for path in expanded(BY_NAME[name].sr_linux)]
