"""The small pieces that log mappings of several vendors share: fields of an observation, neighbor names. Pure."""

import ipaddress
from typing import Any

from collectors.collector import LineContext
from collectors.observations import RAW_LIMIT


def neighbor_name(text: str) -> str:
    """An address in canonical text, without zone or port; any other name as it is."""
    bare = text.partition("%")[0].partition("+")[0].rstrip(",.")
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        return text


def vrf_name(text: str | None) -> str:
    """A routing instance; the default one has one name."""
    return "default" if not text or text.lower() in ("default", "master", "base") else text


def common(line: str, seq: int, context: LineContext, ns: int, precision_ns: int) -> dict[str, Any]:
    """The fields that every observation of a log line has."""
    return {
        "node": context.node,
        "source": context.source,
        "seen_ns": ns,
        "received_ns": context.received_ns or ns,
        "raw": line[:RAW_LIMIT].rstrip("\r\n"),
        "precision_ns": precision_ns,
        "origin": context.origin,
        "seq": seq,
    }
