"""Which command lines only read: one command, of a short list of verbs, piped to nothing but a filter. Pure.

An allow-list. The verbs are those by which the platforms of netmiko show their state (`show` of IOS, EOS, Junos, SR
Linux and FRR, `display` of VRP and Comware, SR Linux's `info`), and the two that ask the network.
"""

import re
from collections.abc import Collection
from typing import Final

VERBS: Final = ("show", "display", "info", "ping", "traceroute")
FILTERS: Final = frozenset(
    re.findall(
        r"[\w-]+",
        "include inc i exclude exc e begin section sec grep egrep match except find last count json "
        "no-more nomore as as-json display",
    )
)
_SHOWN_AS: Final = re.compile(r"display (?:json|xml|set|inheritance|detail)$|as (?:json|text|table|yaml)$")
_HARMLESS: Final = re.compile(r"[A-Za-z0-9 _./:,=@%+*?!~^()\[\]{}#|-]*$")
_VTYSH: Final = re.compile(r"(?:sudo )?vtysh(?: -c (?:'[^'\"]*'|\"[^'\"]*\"))+$")
_QUOTED: Final = re.compile(r"-c (?:'([^']*)'|\"([^\"]*)\")")
_LINUX: Final = re.compile(
    r"ip(?: -(?:4|6|j|json|s|d|br|brief|o))* (?:a|addr|address|l|link|r|route|n|neigh|rule) (?:show|list)"
    r"(?: [\w.:/-]+)*$"
    r"|bridge(?: -(?:j|json|s|d))* (?:fdb|link|vlan|mdb) show(?: [\w.:/-]+)*$"
)
"""How Linux is asked for addresses, links, routes, neighbors and bridges: iproute2 with the word that only shows."""

PAGING: Final = re.compile(
    r"(?:term(?:inal)? (?:len(?:gth)?|width|datadump|pager|more|no monitor)\b.*|(?:no )?page"
    r"|no cli session paging enable"
    r"|disable (?:clipaging|session pager)|skip-page-display|system shell session set more off|stty columns \d+"
    r"|set (?:terminal|session|screen) (?:length|width|more|pager)\b.*|set (?:length|console page|clienv rows) \d+"
    r"|set cli (?:terminal width|scripting-mode|screen-(?:length|width)|pagination|pager|complete-on-space)\b.*"
    r"|screen-(?:width|length|rows)\b[\w -]*|paginate false|no (?:pause|paging|more|cli-paging)|more off"
    r"|modify cli preference pager [\w -]+|(?://)?environment (?:no )?(?:terminal|pager|more|console|cli-engine"
    r"|complete-on-space|command-completion|prompt|delta)\b.*|console lines infinity"
    r"|conf(?:ig(?:ure)?)? (?:term length 0|paging disable)"
    r"|cli numlines 0|vty output show-all|enable|end|exit(?: all)?|quit|logout)$",
    re.IGNORECASE,
)
"""What a library types for itself, before and after: paging, width, the privileged mode, the way out."""


def not_read_only(command: str) -> str:
    """Why a command may do more than read; empty where it only reads."""
    text = command.strip()
    if not text:
        return "is empty"
    if "\n" in command.rstrip("\n") or "\r" in command:
        return "is more than one line"
    if _VTYSH.match(text):
        inner = (found[1] if found[1] is not None else found[2] for found in _QUOTED.finditer(text))
        return next((why for each in inner if (why := not_read_only(each))), "")
    if _LINUX.match(text):
        return ""
    first, *filters = (part.strip() for part in text.split("|"))
    if first.split(" ", 1)[0].lower() not in VERBS:
        return f"begins with none of {', '.join(VERBS)}"
    if not _HARMLESS.match(text):
        return "has a character that a command line may take for its own (; ` $ & < > quotes)"
    for item in filters:
        if not item or item.split(" ", 1)[0].lower() not in FILTERS:
            return f"pipes to {item.split(' ', 1)[0]!r}, which is no filter"
        if item.split(" ", 1)[0].lower() in ("display", "as") and not _SHOWN_AS.match(item.lower()):
            return f"pipes to {item!r}, which is no filter"
    return ""


def is_paging(command: str) -> bool:
    """Whether a command only sets the terminal or leaves it, as libraries do before the first question."""
    return bool(PAGING.match(command.strip())) and not re.search(r"[;`$&<>|\n]", command)


KNOWN: Final = {
    "nokia_srl": (
        "info",
        "show (?:interface|network-instance|version|platform|system|acl|arpnd|lldp|tunnel|tunnel-interface|isis"
        "|ospf|bfd|ethernet|qos|lag|router|mpls|routing-policy)",
    ),
    "linux": (
        "show (?:bgp|ip|ipv6|isis|bfd|interface|version|running-config|vrf|evpn|mpls|memory|thread|route-map|nht"
        "|zebra|logging|history|daemons|pim|mroute|static|watchfrr|hosts|arp|segment-routing|rpki|ldp|openfabric|babel|eigrp|rip"
        "|vrrp|pbr|nexthop-group|access-list|ip-prefix-list|event|cpu|work-queues|debugging|router-id|l2vpn|sr-te)",
    ),
}
"""The first words of what a platform can be asked, where that is a short list; all others take any `show`."""
_DISPLAYS: Final = ("huawei", "hp_comware", "h3c")


def is_known(command: str, platforms: Collection[str]) -> bool:
    """Whether a router of one of netmiko's `platforms` knows a command that reads; with none, whether any may."""
    text = " ".join(command.strip().split())
    if _VTYSH.match(text):
        inner = [found[1] if found[1] is not None else found[2] for found in _QUOTED.finditer(text)]
        return (not platforms or "linux" in platforms) and all(is_known(item, ("linux",)) for item in inner)
    if _LINUX.match(text):
        return not platforms or "linux" in platforms
    verb = text.split(" ", 1)[0].lower()
    if verb in ("ping", "traceroute"):
        return True
    return not platforms or any(_knows(platform, verb, text) for platform in platforms)


def _knows(platform: str, verb: str, text: str) -> bool:
    if platform in KNOWN:
        return any(re.match(rf"{item}(?![\w-])", text, re.IGNORECASE) for item in KNOWN[platform])
    if platform.startswith(_DISPLAYS):
        return verb == "display"
    return verb == "show" or (verb == "info" and platform.startswith("nokia"))
