"""The routers of a draft by their role, and how a demand that it does not keep is told. Pure."""

import re
from typing import Final

from clab.design.check.demand import Requirement
from clab.design.check.lab_graph import Drafted
from clab.finding import Finding

REFLECTS: Final = re.compile(r"route-reflector-client|route-reflector client true")


def wrong(demand: Requirement, message: str) -> list[Finding]:
    return [Finding("intent", "error", 0, 0, f"asked for {demand.words!r}: {message}")]


def members(role: str, drafted: Drafted) -> list[str]:
    """The routers of a role: by name, else by where they stand."""
    named = drafted.of_role(role)
    if named:
        return named
    if role in ("leaf", "spine", "superspine"):
        tiers = drafted.tiers()
        place = ("leaf", "spine", "superspine").index(role)
        return sorted(tiers[place]) if len(tiers) > place else []
    if role in ("rr", "rrclient"):
        reflect = [node for node in drafted.routers if REFLECTS.search(drafted.configs.get(node, ""))]
        return reflect if role == "rr" else [node for node in drafted.routers if node not in reflect]
    if role == "rs":
        return [node for node in drafted.routers if "route-server-client" in drafted.configs.get(node, "")]
    if role in ("hub", "spoke") and drafted.is_shape("star"):
        hub = max(drafted.routers, key=lambda node: len(drafted.neighbors(node)))
        return [hub] if role == "hub" else [node for node in drafted.routers if node != hub]
    if role in ("edge", "member", "peer"):
        return [node for node in drafted.routers if node not in members("rs", drafted)]
    return []
