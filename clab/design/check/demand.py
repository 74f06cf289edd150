"""One demand that a request makes of a lab. Pure."""

from dataclasses import dataclass
from typing import Literal

What = Literal[
    "total", "at_least", "kind_count", "kinds", "role", "role_kind", "shape", "shape_of", "site_form", "pods",
    "each_to", "joined", "only_to", "unlinked", "mesh_but",
    "role_joined", "hosts", "hosts_each", "homed", "one_l2", "apart", "routed", "meshed", "unjoined", "no_hosts",
    "protocol", "absent", "absent_at", "scope", "asn", "own_as", "name", "name_kind", "lab_name", "image", "management",
    "vlan",
    "parallel", "links", "interface", "reflector", "route_server", "configured", "leader", "reflecting", "detail",
    "gateways", "tenants", "bridged", "setting", "family", "bare", "beyond", "unread", "aside",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Requirement:
    """One demand: the words it was read from, what is counted or looked for, and how many or what."""

    words: str
    what: What
    subject: str = ""
    value: int = 0
