"""Entities: nodes, addresses, prefixes, interfaces, AS numbers and address families that the sheet does not know."""

import re

from agent.core.monitor import Finding, Monitor, Prose, families_of, whose
from agent.core.reading import Clause, Name

OUTSIDE = re.compile(r"\b(?:not|no|never|unaffected|untouched|other than|apart from|besides|nothing|without)\b", re.I)


def check(prose: Prose) -> list[Finding]:
    """Every name, against the sheet and its evidence."""
    found = []
    for clause in prose.reading.clauses:
        for name in clause.names:
            message = _unknown(prose, name)
            if message and not (name.kind == "family" and _is_outside(clause)):
                found.append(Finding("entities", name.span, message))
            elif name.kind == "node" and name.value not in prose.sheet.incident.nodes and _takes_part(prose, name):
                found.append(Finding("entities", name.span, f"{name.value} took no part in the incident"))
    return found


def _is_outside(clause: Clause) -> bool:
    """Whether the clause only says that something else did not change: "the IPv6 session stayed up"."""
    kept = bool(clause.events) and all(each.kind == "kept" for each in clause.events)
    return kept or bool(re.search(r"\bnot (?:concerned|involved|touched|affected)\b", clause.text, re.I))


def _unknown(prose: Prose, name: Name) -> str | None:
    known = prose.known
    match name.kind:
        case "strange_node":
            return (
                None
                if re.search(rf"(?<![\w-]){re.escape(name.text.lower())}(?![\w-])", known.raw)
                else f"the sheet knows no node {whose(name)}"
            )
        case "address":
            return None if name.value in known.addresses else f"the sheet knows no address {whose(name)}"
        case "prefix" | "mac":
            return None if name.text.lower() in known.raw else f"no evidence names {whose(name)}"
        case "interface":
            named = {interface for _, interface in known.interfaces}
            short = re.sub(r"\s", "", name.text.lower())
            return None if short in named or short in known.raw else f"the sheet knows no interface {whose(name)}"
        case "as":
            seen = re.search(rf"(?<![\w.]){re.escape(name.value)}(?![\w]|\.\d)", known.raw)
            return None if seen else f"no evidence names AS {name.value}"
        case "family":
            return _family(prose, name)
        case _:
            return None


def _family(prose: Prose, name: Name) -> str | None:
    """An address family that no peering carries, and that no evidence names."""
    mine = {family for each in prose.outages for family in families_of(each)}
    raw = prose.known.raw
    if not mine or name.value in mine or name.text.lower() in raw:
        return None
    if name.value == "l2VpnEvpn" and "evpn" in raw:
        return None
    return f"no peering of the incident carries {name.text}"


def _takes_part(prose: Prose, name: Name) -> bool:
    """Whether a clause says that a node, which only gave evidence, lost or did something."""
    clause = next(each for each in prose.reading.clauses if name in each.names)
    mine = [each for each in clause.pairs if name.value in (each.a, each.b)]
    if OUTSIDE.search(clause.text) or (name.value in prose.known.culprits and not mine):
        return False
    return bool(mine) or any(each.kind in ("lost", "down", "restored") for each in clause.events)


MONITOR = Monitor("entities", check)
