"""The names that paths have in rows, what is typed for them, and tests of rows as Python. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from agent.gates.script.intent import LeafTest, ScriptIntent
from clab.gnmi_path import PathError, parse_path
from clab.topic import Topic
from clab.topics import LINUX_HOST, answer_of

PARTS: Final = ("latest-value", "total-messages", "temperature/instant")
"""Ends of paths that say nothing without the name before them."""


def leaf_of(path: str) -> str:
    """The last name of a path, or the one before where that says nothing alone."""
    plain = re.sub(r"\[[^\[\]]*\]", "", path)
    names = plain.rpartition("/")[0] if plain.endswith(PARTS) else plain
    return names.rpartition("/")[2].rpartition(":")[2]


OTHER_WAY: Final = {"": (), "in": ("out-", "output-"), "out": ("in-", "input-")}
"""How leaves begin that count the other way."""


def has_parts(paths: Sequence[str]) -> bool:
    """Whether some leaf is called after what it is a part of."""
    return any(path.endswith(PARTS) for path in paths)


def keys_of(path: str) -> Iterator[str]:
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


def lists_of(paths: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The keys of the lists on the way to the leaves."""
    found: dict[str, list[str]] = {}
    for path in paths:
        for element in parse_path(path)[1]:
            if element.keys:
                found.setdefault(element.name, []).extend(key for key in element.keys)
    return {name: tuple(dict.fromkeys(keys)) for name, keys in found.items()}


def expression(test: LeafTest) -> str:
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
        case "has" | "has not":
            denied = "not " if test.how == "has not" else ""
            return f"{denied}any(each in str(row[leaf]).lower() for each in {words})"
        case "rises" | "falls" | "moves":
            new, old = "number(row[leaf])", "number(before[leaf])"
            grown = {"rises": f"{new} - {old}", "falls": f"{old} - {new}", "moves": f"abs({new} - {old})"}[test.how]
            return f"{was}{grown} > {limit}" + (f" / 100 * {old}" if test.percent else "")
        case "changes":
            return f"{was}row[leaf] != before[leaf]"
        case how:
            return f"number(row[leaf]) {how} {limit}"


def probing(command: str, intent: ScriptIntent) -> tuple[str, ...]:
    """A command with what it pings or traces; any other as it is."""
    if "{destination}" not in command:
        return (command,)
    return tuple(command.format(destination=one, count=intent.probes) for one in intent.probed)


def is_typed(topic: Topic, platform: str) -> bool:
    """Whether a command line tells a topic in a form of which the values are known."""
    answer = answer_of(topic, platform)
    if platform in ("linux", LINUX_HOST) or answer:
        return answer is not None and bool(answer.marker or answer.pattern)
    return platform == "nokia_srl" and platform not in topic.shown
