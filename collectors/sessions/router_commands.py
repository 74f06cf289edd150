"""What a line typed at a router does to the network: FRR, IOS-like, SR Linux, Junos, BIRD, GoBGP. Pure.

Configuration lines mean what the lines above them opened (`interface eth1`, `neighbor 10.0.0.2`): that is a
`PromptPlace`.
"""

import re
from dataclasses import dataclass, field

from collectors.observations import Action

FAMILIES = {
    "ip",
    "ipv4", "ipv6", "unicast", "multicast", "labeled-unicast", "l2vpn", "evpn", "vpn", "vpnv4", "vpnv6", "flowspec"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Effect:
    """What a command does: the action, on which node (empty: where it was typed), and to what there."""

    action: Action
    node: str = ""
    target: str = ""


LOOK = Effect("look")
OTHER = Effect("other")


@dataclass(slots=True)
class PromptPlace:
    """Where in a configuration the next line counts: what was opened, and the words of it."""

    opened: list[tuple[str, str]] = field(default_factory=list)

    def open(self, kind: str, name: str) -> None:
        """A block begins; one of the same or a higher kind ends what was open."""
        if kind in ("interface", "router"):
            self.opened = []
        self.opened = [item for item in self.opened if item[0] != kind]
        self.opened.append((kind, name))

    def inside(self, kind: str) -> str | None:
        """The name of the innermost open block, where it is of this kind."""
        return self.opened[-1][1] if self.opened and self.opened[-1][0] == kind else None

    def close(self, *, all_of_it: bool = False) -> None:
        """`exit` closes a block, `end` all of them."""
        self.opened = [] if all_of_it else self.opened[:-1]


def abbreviates(word: str, full: str, least: int) -> bool:
    """Whether a word is a keyword, or enough of its beginning."""
    return len(word) >= least and full.startswith(word.lower())


def effect(line: str, place: PromptPlace, *, config: bool, above: str = "") -> Effect:
    """What one line does; `above` is the path that an SR Linux or Junos prompt shows above it."""
    words = line.split()
    if not words:
        return OTHER
    if abbreviates(words[0], "do", 2) and len(words[0]) == 2:
        words, config = words[1:] or ["do"], False
    first = words[0].lower()
    if first in ("exit", "quit", "end", "top", "up", "abort"):
        place.close(all_of_it=first in ("end", "top", "abort"))
        return OTHER
    if _shows(first, words):
        return LOOK
    tree = _tree(line, above) if config or first == "tools" else None
    if tree:
        return tree
    found = _exec(first, words)
    if found:
        return found
    return _configured(words, place) if config else OTHER


def _shows(first: str, words: list[str]) -> bool:
    if first == "configure" or (abbreviates(first, "configure", 4) and len(words) < 3):
        return True
    return any(
        abbreviates(first, full, least)
        for full, least in (
            ("show", 2), ("ping", 2), ("traceroute", 2), ("display", 4), ("info", 4), ("diff", 4), ("monitor", 3),
            ("terminal", 4), ("enable", 2), ("configure", 9), ("run", 3), ("edit", 4), ("debug", 5), ("find", 4),
        )
    )  # fmt: skip


def _exec(first: str, words: list[str]) -> Effect | None:
    """Commands that act at once: clears, restarts, BIRD's and GoBGP's own."""
    if abbreviates(first, "clear", 2):
        return _clear([word.lower() for word in words[1:]], words[1:])
    if first in ("reload", "reboot") or words[:3] == ["request", "system", "reboot"]:
        return Effect("node_restart")
    if first in ("disable", "enable", "restart") and len(words) > 1:
        actions: dict[str, Action] = {
            "disable": "neighbor_shutdown", "enable": "neighbor_enable", "restart": "clear_bgp"
        }  # fmt: skip
        return Effect(actions[first], target=_all(words[1].strip("\"'")))
    return None


def _all(target: str) -> str:
    return "*" if target.lower() in ("*", "all", "any") else target


def _clear(lower: list[str], words: list[str]) -> Effect:
    if "bgp" not in lower[:3]:
        return LOOK
    rest, k = words[lower.index("bgp") + 1 :], 0
    while k < len(rest) and (rest[k].lower() in FAMILIES or rest[k].lower() in ("vrf", "view", "neighbor")):
        k += 2 if rest[k].lower() in ("vrf", "view") else 1
    target = _all(rest[k]) if k < len(rest) else "*"
    tail = [item.lower() for item in rest[k:]]
    if any(
        each.startswith("soft") or each in ("in", "out", "dampening", "flap-statistics", "prefix-list") for each in tail
    ):
        return Effect("clear_soft", target=target)
    if target == "peer-group" and k + 1 < len(rest):
        target = f"peer-group {rest[k + 1]}"
    return Effect("clear_bgp", target="*" if target == "external" else target)


def _configured(words: list[str], place: PromptPlace) -> Effect:
    """A line of an IOS-like configuration."""
    no = words[0].lower() == "no"
    rest = words[1:] if no else words
    first = rest[0].lower() if rest else ""
    if abbreviates(first, "interface", 3) and len(rest) > 1:
        name = "".join(rest[1:])
        if not no:
            place.open("interface", name)
        return Effect("link_down" if no else "config", target=name)
    if first == "router" and len(rest) > 1:
        if not no:
            place.open("router", " ".join(rest[1:]))
        return (
            Effect("neighbor_remove", target="*")
            if no and rest[1] == "bgp"
            else Effect("config", target=" ".join(rest))
        )
    if abbreviates(first, "neighbor", 5) and len(rest) > 1:
        return _neighbor(rest[1], [item.lower() for item in rest[2:]], place, no=no)
    neighbor, interface = place.inside("neighbor"), place.inside("interface")
    if neighbor is not None:
        return _neighbor(neighbor, [each.lower() for each in rest], place, no=no)
    if abbreviates(first, "shutdown", 4) and interface is not None:
        return Effect("link_up" if no else "link_down", target=interface)
    if (first == "shutdown" or rest[:2] == ["bgp", "shutdown"]) and place.inside("router"):
        return Effect("neighbor_enable" if no else "neighbor_shutdown", target="*")
    if first in ("network", "redistribute"):
        return Effect("routes_withdraw" if no else "routes_announce", target=rest[1] if len(rest) > 1 else "")
    if first == "address-family" and not no:
        place.open("address-family", " ".join(rest[1:]))
    if first in ("exit-address-family", "exit-vrf"):
        place.close()
    return Effect("config", target=interface or "")


def _neighbor(name: str, what: list[str], place: PromptPlace, *, no: bool) -> Effect:
    first = what[0] if what else ""
    if not first or (first == "interface" and len(what) == 1):
        if not no and not first:
            place.open("neighbor", name)
        return Effect("neighbor_remove" if no else "config", target=name)
    if abbreviates(first, "shutdown", 4):
        return Effect("neighbor_enable" if no else "neighbor_shutdown", target=name)
    if abbreviates(first, "remote-as", 4):
        return Effect("neighbor_remove" if no else "remote_as", target=name)
    if abbreviates(first, "password", 4):
        return Effect("neighbor_password", target=name)
    if abbreviates(first, "maximum-prefix", 4) or first == "maximum-routes":
        return Effect("maximum_prefix", target=name)
    return Effect("config", target=name)


_SIGN = r"(?P<no>\bno |\bdelete |\bdeactivate )?"
_TREES: tuple[tuple[re.Pattern[str], Action, Action], ...] = (
    (re.compile(r"^tools\b(?>.*?\bbgp\b)(?>.*?\bneighbor (?P<t>\S+)).*\breset-peer\b"), "clear_bgp", "clear_bgp"),
    (re.compile(r"^tools\b(?>.*?\bbgp\b).*\breset-peer\b"), "clear_bgp", "clear_bgp"),
    (re.compile(r"\bneighbor (?P<t>\S+) admin-state (?P<off>disable)\b"), "neighbor_shutdown", "neighbor_enable"),
    (re.compile(r"\bneighbor (?P<t>\S+) admin-state enable\b"), "neighbor_enable", "neighbor_shutdown"),
    (re.compile(r"\bneighbor (?P<t>\S+) (?:peer-as|remote-as)\b"), "remote_as", "neighbor_remove"),
    (
        re.compile(r"\bneighbor (?P<t>\S+) (?:(?!\bneighbor ).)*\b(?:authentication|authentication-key|password)\b"),
        "neighbor_password",
        "neighbor_password",
    ),
    (
        re.compile(r"\bneighbor (?P<t>\S+) (?:(?!\bneighbor ).)*\b(?:prefix-limit|maximum)\b"),
        "maximum_prefix",
        "maximum_prefix",
    ),
    (
        re.compile(r"\binterfaces? (?P<t>\S+)(?: subinterface \d+| unit \d+)? (?:admin-state disable|disable)\b"),
        "link_down",
        "link_up",
    ),
    (
        re.compile(r"\binterfaces? (?P<t>\S+)(?: subinterface \d+| unit \d+)? (?:admin-state enable|enable)\b"),
        "link_up",
        "link_down",
    ),
    (re.compile(r"\bbgp admin-state disable\b"), "neighbor_shutdown", "neighbor_enable"),
)
_GONE = re.compile(r"^(?:delete|deactivate|no)\b.*\bbgp(?: group \S+)?(?: neighbor (?P<t>\S+))?$")
_GONE_LINK = re.compile(r"^(?:delete|deactivate|no)\b.*\binterfaces? (?P<t>\S+)$")


def _tree(line: str, above: str) -> Effect | None:
    """A line of a tree-shaped configuration (SR Linux, Junos), or a tool that acts on the tree."""
    text = " ".join(line.split())
    if not re.match(r"(?:set|delete|deactivate|activate|tools)\b", text) and not above:
        return None
    verb, _, rest = text.partition(" ")
    if verb not in ("set", "delete", "deactivate", "activate", "tools", "no"):
        verb, rest = "set", text
    path = rest[1:].strip() if rest.startswith("/") else f"{above} {rest}".strip()
    off = verb in ("delete", "deactivate", "no")
    for pattern in (_GONE, _GONE_LINK) if off else ():
        gone = pattern.match(f"{verb} {path}")
        if gone:
            return Effect("neighbor_remove" if pattern is _GONE else "link_down", target=gone["t"] or "*")
    for tree, does, undoes in _TREES:
        found = tree.search(f"{verb} {path}")
        if found:
            return Effect(undoes if off else does, target=found.groupdict().get("t") or "*")
    return Effect("config", target=path[:80])
