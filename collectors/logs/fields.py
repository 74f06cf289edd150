"""The small pieces that dialects of several makers share: fields of an observation, names of neighbors. Pure."""

import ipaddress
import re
from functools import lru_cache
from typing import Any

from collectors.logs.values import Item

LONGEST_NUMBER = 12
_JUNOS = (
    "%DAEMON-",
    "%KERN-",
    "%USER-",
    "%AUTH-",
    "%PFE-",
    "%INTERACT-",
    "%CONFLICT-",
    "%CHANGE-",
    "%SYSLOG-",
    "%LOCAL",
)


def is_explicit_priority(words: str) -> bool:
    """Whether a message begins with Junos' `explicit-priority` (`%DAEMON-4-`), which looks like Cisco's marks."""
    return words.startswith(_JUNOS)


_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_IPV4 = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}")


@lru_cache(maxsize=16_384)
def neighbor_name(text: str) -> str:
    """An address in canonical text, without zone or port; any other name as it is."""
    if _IPV4.fullmatch(text):
        return text
    bare = text.partition("%")[0].partition("+")[0].rstrip(",.;").strip("[]()*`")
    for name in (bare, bare.removesuffix(":")):
        try:
            return str(ipaddress.ip_address(name))
        except ValueError:
            continue
    return text.rstrip(",;") or text


@lru_cache(maxsize=1024)
def vrf_name(text: str | None) -> str:
    """A routing instance; the default one has one name."""
    return (
        "default" if not text or text.lower() in ("default", "master", "base", "global", "public", "_public_") else text
    )


def number(text: str | None) -> int:
    """A number of a line; one that is absurdly long is 0."""
    return int(text) if text and text.isdigit() and len(text) <= LONGEST_NUMBER else 0


def one(item: Item | None) -> tuple[Item, ...] | None:
    """What a line says where it says one thing; None where its words were not understood."""
    return None if item is None else (item,)


def state_pair(up: bool, reason: str = "") -> dict[str, Any]:
    """The fields of a session that came up or was lost."""
    return {
        "state": "established" if up else "down",
        "previous": None if up else "established",
        "reason": "" if up else reason,
    }
