"""Which daemon failed, read from the evidence of an incident of a process. Pure."""

import re

from agent.detect.incident import Incident

_CLIENT = re.compile(r"[Cc]lient '(\w{1,16})'")
_DAEMON = re.compile(r"\b(bgpd|ospf6?d|isisd|zebra|bird|bfdd|ripd)\b")


def full_name(daemon: str) -> str:
    """A daemon's name: FRR's zebra and logs name it without its `d`."""
    name = daemon.lower()
    return name if name.endswith("d") or name in ("zebra", "ospf6d") else f"{name}d"


def daemon_of(incident: Incident) -> str:
    """The daemon that crashed, stopped or hung, by the lines that prove it; empty where none names it."""
    if not incident.cause.type.startswith("process_"):
        return ""
    for item in incident.cause.evidence:
        client, daemon = _CLIENT.search(item.text), _DAEMON.search(item.text)
        if client or daemon:
            return full_name(client[1] if client else daemon[1] if daemon else "")
    return ""
