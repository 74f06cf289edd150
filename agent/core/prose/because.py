"""The cause as a clause that `because` stands before, by its type. Pure."""

from agent.core.prose.names import Names

CLAUSES = {
    "link_down": "the link at {where} went down",
    "link_flap": "the link at {where} kept flapping",
    "one_way_loss": "packets were lost in one direction ({where})",
    "node_down": "{where} went down",
    "node_hang": "{where} stood still",
    "node_isolated": "{where} lost all its links",
    "process_crash": "the routing daemon on {where} crashed",
    "process_restart": "the routing daemon on {where} was restarted",
    "admin_shutdown": "an operator shut the session down ({where})",
    "admin_reset": "an operator reset the session ({where})",
    "peer_deconfigured": "the neighbor was taken out of the configuration ({where})",
    "remote_as_mismatch": "the remote AS number is wrong ({where})",
    "authentication_mismatch": "the authentication of both ends does not match ({where})",
    "prefix_limit_exceeded": "{where} exceeded its prefix limit",
    "bfd_down": "BFD declared the path dead ({where})",
    "hold_timer_expired": "a hold timer ran out ({where})",
    "host_stall": "the host stood still",
}
MANY = {
    "admin_shutdown": "an operator shut them down ({where})",
    "admin_reset": "an operator reset them ({where})",
}


def clause(names: Names) -> str | None:
    """`the link at e1:eth1 went down`; None for a type, or a cause without a place, that has no clause."""
    kind = names.incident.cause.type
    text = (MANY.get(kind) if len(names.parts) > 1 else None) or CLAUSES.get(kind)
    subject = names.get("subject")
    if text is None or (subject is None and "{where}" in text):
        return None
    return text.format(where=subject)
