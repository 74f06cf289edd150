"""The words that point to a cause once its type is known: wider than what names a type by itself. Pure.

"The reset", "the pause" or "its wire" names no type by itself; beside a sheet whose cause it is, it can mean nothing
else.
"""

import re

from agent.core.reading.text import Span

LINK = (
    r"\b(?:links?|interfaces?|ports?|cables?|wires?|circuits?|carrier|uplinks?|eth\d+|swp\d+|"
    r"ethernet[-\d/]+|[\w-]+:[a-z]+[\w/.-]*\d)\b"
)
SHUT = r"\b(?:shut\w*|administrat\w+|operators?|admin|closed|closure|disabl\w+|by hand|manual\w*|taken down)\b"
LIMIT = r"\b(?:limits?|maximum|max-?prefix\w*|too many|exceed\w*|prefix(?:es)?|threshold)\b"
ROOTS: dict[str, str] = {
    "node_down": r"\b(?:kill\w*|stop\w*|die[ds]?|dead|death|dying|shut\w*|terminat\w+|crash\w*|exit\w*|power\w*|"
    r"vanish\w*|disappear\w*|(?:node|router|container)[- ](?:down|failure|outage|stop|kill)|"
    r"(?:outage|failure|loss|death) of (?:a|an|the|one|its)? ?(?:\w+ )?(?:node|router|container)|"
    r"(?:went|goes?|gone|going|taken|brought) (?:down|dark|away|offline)|is gone|was gone)\b",
    "node_hang": r"\b(?:paus\w*|fro[zs]en?|freez\w*|hung|hang\w*|stall\w*|stood still|stand\w* still|standstill|"
    r"suspen\w+|unresponsive|not respond\w*|stopped responding|locked up)\b",
    "node_isolated": r"\b(?:isolat\w*|cut off|(?:all|every|each) (?:of )?(?:\w+ )?(?:links?|interfaces?)|links)\b",
    "link_down": LINK,
    "link_flap": rf"{LINK}|\b(?:flap\w*|bounc\w*)\b",
    "host_stall": r"\b(?:host|hypervisor|stall\w*|fro[zs]en?|freez\w*|machine)\b",
    "one_way_loss": r"\b(?:one[- ]way|directions?|unidirectional|asymmetric|one[- ]sided|packets?)\b",
    "hold_timer_expired": r"\b(?:hold|holdtime|hold-?timer|keep-?alives?|timers?|timed out|silen\w+)\b",
    "bfd_down": r"\bBFD\b",
    "admin_shutdown": SHUT,
    "admin_reset": r"\b(?:re-?set\w*|clear(?:ed|ing|s)?|bounc\w+|operators?)\b",
    "peer_deconfigured": r"\b(?:remov\w+|delet\w+|(?:de|un)-?config\w+|config\w*|taken out|operators?)\b",
    "remote_as_mismatch": r"\b(?:AS|ASN|AS-?numbers?|autonomous|remote-as|mis-?match\w*)\b",
    "authentication_mismatch": r"\b(?:authenticat\w*|passwords?|MD5|keys?|secrets?|credentials?|mis-?match\w*)\b",
    "prefix_limit_exceeded": LIMIT,
    "prefix_limit_warning": LIMIT,
    "process_crash": r"\b(?:crash\w*|die[ds]?|dead|death|dying|kill\w*|abort\w*|segfault\w*|daemon|bgpd|process|"
    r"signal)\b",
    "process_restart": r"\b(?:re-?start\w*|reload\w*|terminat\w+|daemon|bgpd|process)\b",
    "route_withdrawal": r"\b(?:withdr\w+|t(?:ook|aken) back|prefix(?:es)?|routes?|announc\w+|advertis\w+)\b",
}
PATTERNS = {kind: re.compile(text, re.I) for kind, text in ROOTS.items()}


def roots(kind: str, copy: str, where: Span) -> list[Span]:
    """Where a stretch of text points to a cause of this type."""
    pattern = PATTERNS.get(kind)
    return [Span(*each.span()) for each in pattern.finditer(copy, where.start, where.end)] if pattern else []
