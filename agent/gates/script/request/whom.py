"""Of whom a request is: its nodes, those that are left out, and two ends of one thing. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal

from agent.gates.script.request.conditions import EQUALS
from agent.gates.script.request.tokens import Token

_SYSTEMS: Final = frozenset(("frr", "nokia_srlinux", "arista_ceos"))


@dataclass(slots=True)
class Subjects:
    """What was found. `between`: two nodes of which one session is meant; `counted`: how many nodes are said;
    `tallied`: changes are to be counted."""

    topics: list[str] = field(default_factory=list)
    nodes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    interfaces: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    instance: str = ""
    direction: Literal["", "in", "out"] = ""
    counted: int | None = None
    tallied: bool = False
    strangers: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    between: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    """Nodes with an interface of each."""

    peers: tuple[str, ...] = ()
    """Nodes of which each row's neighbor is one."""

    family: str = ""
    apart: bool = False
    """Whether one thing is asked of one node and another of another."""

    left: list[str] = field(default_factory=list)


def read_nodes(found: Sequence[Token], made: Subjects) -> None:
    names: list[str] = []
    without: list[str] = []
    beside: list[str] = []
    roles: list[str] = []
    peers: list[str] = []
    nouns: list[str] = []
    for place, token in enumerate(found):
        if token.type == "stranger":
            made.strangers.append(token.text)
        if token.type not in ("node", "role"):
            continue
        words = token.value.split()
        before = [each.type for each in found[max(0, place - 1) : place]]
        listed = place > 0 and found[place - 1].type == "node" and set(found[place - 1].value.split()) <= {*beside}
        if place and (found[place - 1].value == "beside" or (beside and listed)):
            beside += words
            continue
        if "except" in before or (without and found[place - 1].type == "node" and found[place - 1].value in without):
            without += words
            continue
        if place and found[place - 1].type == "pair" and token.type == "role":
            peers += words
            continue
        if token.type == "node":
            names += words
        elif token.value == "noun" or token.value == "every":
            nouns.append("all")
        else:
            roles += words
        number = found[place - 1] if place else None
        number = number if number is not None and number.is_beside(token) else None  # `mtu 1500 on all nodes`
        limit = place > 1 and (found[place - 2].type == "compare" or found[place - 2].value in EQUALS)
        if number is not None and number.type == "number" and number.number > 1 and not limit:
            made.counted = int(number.number)
    made.left += [
        role for role in roles if role not in _SYSTEMS and any(name.startswith(role) for name in names)
    ]  # `leaf3 … leaves the state`
    if roles or nouns:  # `all nodes, not leaf1`
        without += beside
    made.left += [name for name in beside if name in names]
    if names and without and not (roles or nouns):  # `on r3 but not on r4`: of which rows?
        made.left += without
    made.nodes = tuple(dict.fromkeys([*names, *_narrowed(names, roles)])) or tuple(dict.fromkeys(nouns))
    made.without = tuple(dict.fromkeys(without))
    made.between = _between(found, names)
    made.peers = tuple(peers)


def _narrowed(names: Sequence[str], roles: Sequence[str]) -> list[str]:
    """Roles beside names; a system beside names only says what they are: `r1 and r2, the FRR ones`."""
    return [role for role in roles if not (names and role in _SYSTEMS)]


def _between(found: Sequence[Token], names: Sequence[str]) -> tuple[str, ...]:
    """`the session between leaf3 and spine2`, `leaf1's sessions to spine2`."""
    for place, token in enumerate(found):
        if token.type == "pair":
            if any(each.type == "address" for each in found[place + 1 : place + 4]):
                continue  # `between leaf1 and 10.0.0.1`
            after = [each.value for each in found[place + 1 : place + 3] if each.type == "node"]
            if after and names:
                return (names[0] if names[0] != after[-1] else after[0], after[-1])
    return ()


def asks_apart(found: Sequence[Token]) -> bool:
    """`cpu of leaf1, memory of leaf2`: topics and nodes in turn."""
    groups: list[tuple[str, set[str]]] = []
    for token in found:
        kind = "topic" if token.type in ("topic", "entity") else "node" if token.type == "node" else ""
        if token.type == "pair":
            return False
        if kind and groups and groups[-1][0] == kind:
            groups[-1][1].add(token.value)
        elif kind:
            groups.append((kind, {token.value}))
    return any(
        not (first[1] & third[1]) and not (second[1] & fourth[1])
        for first, second, third, fourth in zip(groups, groups[1:], groups[2:], groups[3:], strict=False)
    )


def pairs_of(found: Sequence[Token]) -> tuple[tuple[str, str], ...]:
    """`leaf1 ethernet-1/49 and spine1 ethernet-1/1`: each node with its own interface."""
    kept = [token for token in found if token.type in ("node", "interface")]
    kinds = [token.type for token in kept]
    if len(kept) < 4 or len(kept) % 2 or any(a == b for a, b in pairwise(kinds)):
        return ()
    ends = [
        (a.value, b.value) if a.type == "node" else (b.value, a.value)
        for a, b in zip(kept[::2], kept[1::2], strict=True)
    ]
    return tuple(ends) if all(" " not in one for end in ends for one in end) else ()
