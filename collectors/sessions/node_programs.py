"""Unix programs that change a node's links, packets and daemons: tc, iptables, nft, systemctl, kill. Pure.

Each takes what was typed behind its name and says what that does; the node is known by who calls it.
"""

import re
from collections.abc import Callable, Sequence

from collectors.observations import Action
from collectors.sessions.router_commands import LOOK, OTHER, Effect

_DAEMONS = re.compile(
    r"(?i)\b(frr\w*|bgpd|zebra|watchfrr|ospf6?d|isisd|bfdd|bird[6c]?|gobgpd?|exabgp|openbgpd|srlinux|sr_\w+|rpd)\b"
)
_SERVICE: dict[str, Action] = {
    "restart": "process_restart",
    "try-restart": "process_restart",
    "stop": "process_stop",
    "start": "process_start",
    "kill": "process_kill",
}


def option(words: Sequence[str], *names: str) -> str:
    """The value of an option, `--name value` or `--name=value`."""
    for k, word in enumerate(words):
        if word in names and k + 1 < len(words):
            return words[k + 1]
        for name in names:
            if word.startswith(f"{name}="):
                return word.partition("=")[2]
    return ""


def tc(words: Sequence[str]) -> list[Effect]:
    """A queueing discipline that impairs an interface, or its end."""
    device = option(words, "dev")
    if any(word in ("del", "delete") for word in words[:2]):
        return [Effect("repair", "", device)]
    return [Effect("impair", "", device) if {"add", "replace", "change"} & set(words[:2]) else LOOK]


def packet_filter(words: Sequence[str]) -> list[Effect]:
    """iptables and nft: a rule that drops, or its end."""
    text = " ".join(words)
    device = option(words, "-i", "-o", "--in-interface", "--out-interface", "device", "iifname", "oifname").strip("\"'")
    if re.search(r"(?:^|\s)(?:-D|-F|-X|--delete|--flush|delete|flush)\b", text):
        return [Effect("repair", "", device)]
    if re.search(r"\b(?:DROP|REJECT|drop|reject)\b|(?:^|\s)-f\b", text):
        return [Effect("impair", "", device)]
    return [LOOK if re.search(r"(?:^|\s)(?:-L|-S|list)\b", text) else Effect("config", "", device)]


def ifconfig(words: Sequence[str]) -> list[Effect]:
    """The old way to take an interface down."""
    if len(words) > 1 and words[-1] in ("up", "down"):
        return [Effect("link_down" if words[-1] == "down" else "link_up", "", words[0])]
    return [LOOK]


def _ifupdown(down: bool) -> Callable[[Sequence[str]], list[Effect]]:
    return lambda words: [Effect("link_down" if down else "link_up", "", words[-1] if words else "")]


def service(words: Sequence[str]) -> list[Effect]:
    """systemctl and its kin, where the unit is a routing daemon."""
    verb = next((word for word in words if word in _SERVICE), "")
    unit = next((item for item in words if item != verb and not item.startswith("-")), "")
    if verb and _DAEMONS.search(unit):
        return [Effect(_SERVICE[verb], "", unit.removesuffix(".service"))]
    return [LOOK if "status" in words else OTHER]


def kill(words: Sequence[str]) -> list[Effect]:
    """A signal to a process: hard ones kill it, others stop it."""
    text = " ".join(words)
    signal = re.search(
        r"-(?:s\s*|-signal[ =])?(?:SIG)?(KILL|9|SEGV|11|ABRT|6|STOP|19|CONT|18|HUP|1|TERM|15|INT|2)\b",
        text,
        re.IGNORECASE,
    )
    daemon = _DAEMONS.search(text)
    target = daemon[1] if daemon else next((word for word in words if not word.startswith("-")), "")
    name = signal[1].upper() if signal else "TERM"
    if name in ("HUP", "1"):
        return [Effect("config", "", target)]
    if name in ("CONT", "18"):
        return [Effect("process_start", "", target)]
    hard = name in ("KILL", "9", "SEGV", "11", "ABRT", "6")
    return [Effect("process_kill" if hard else "process_stop", "", target)]


PROGRAMS: dict[str, Callable[[Sequence[str]], list[Effect]]] = {
    "tc": tc,
    "iptables": packet_filter,
    "ip6tables": packet_filter,
    "nft": packet_filter,
    "ifconfig": ifconfig,
    "ifdown": _ifupdown(True),
    "ifup": _ifupdown(False),
    "systemctl": service,
    "service": service,
    "rc-service": service,
    "supervisorctl": service,
    "frrinit.sh": lambda words: service([*words, "frr"]),
    "frr": lambda words: service([*words, "frr"]),
    "kill": kill,
    "pkill": kill,
    "killall": kill,
}
