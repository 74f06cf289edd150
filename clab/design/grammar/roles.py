"""What a router's name tells of it: its role (`dist2`) or its system (`frr1`). Pure."""

import re
from functools import cache

from clab.design.words.tokens import tokens

CONTAINERS = ("site", "as", "tenant")
"""What holds routers or hosts, and is none of them."""
FABRIC = ("superspine", "spine", "leaf")
"""The tiers of a fabric, the topmost first."""
OUTER = ("ce", "customer", "isp", "peer")
"""Routers outside of the network that a lab is of."""

_PREFIX = re.compile(r"(?:[-_]?\d{1,9}[a-z]?(?:[-_]\d{1,9})?|[-_][a-z])$", re.IGNORECASE)
_SPELLED = ("switch", "wan", "superspine", "customer", "core", "dist", "access", "member", "edge", "border", "stub")


@cache
def role_of(name: str) -> str:
    """The role that a router's name tells: `dist2` is of the distribution."""
    prefix = _PREFIX.sub("", name).lower()
    if prefix in _SPELLED:
        return prefix
    found = tokens(prefix)
    return found[0].value if len(found) == 1 and found[0].type == "role" and not found[0].read_as else ""


@cache
def system_of(name: str) -> str:
    """The system that a router's name tells: `frr1`, `srl2`."""
    found = tokens(_PREFIX.sub("", name).lower())
    return found[0].value if len(found) == 1 and found[0].type == "system" and not found[0].read_as else ""


@cache
def system_of_image(image: str) -> str:
    """The system that an image is one of: `quay.io/frrouting/frr:10.1.1`."""
    parts = [part for part in re.split(r"[/:._-]", image.rpartition(":")[0].lower() or image) if part]
    return next((found for part in reversed(parts) if (found := system_of(part))), "")
