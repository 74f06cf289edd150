"""The words in which people ask for labs: numbers, network systems, things. Pure data and two look-ups."""

import re
from collections.abc import Mapping
from typing import Final

_NUMBER_WORDS = (
    *("zero", "one a an single", "two both couple pair", "three triple", "four quad", "five", "six", "seven", "eight"),
    *("nine", "ten", "eleven", "twelve dozen", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)
NUMBERS: Final[Mapping[str, int]] = {
    word: number for number, words in enumerate(_NUMBER_WORDS) for word in words.split()
}
SYSTEMS: Final[tuple[tuple[str, str], ...]] = (
    (
        r"nokia[ _-]*sr[ -]?linux|sr[ -]?linux|nokia[ _-]*srl|srls?\b|nokia(?![ _-]*(?:sros|sr[ -]?os|srsim))",
        "nokia_srlinux",
    ),
    (r"(?:nokia[ _-]*)?(?:srsim|sr[ -]?sim)", "nokia_srsim"),
    (r"(?:nokia[ _-]*)?sr[ -]?os\b|vsim", "nokia_sros"),
    (r"free[ -]?range[ -]?routing|frr(?:outing)?s?\b", "frr"),
    (r"(?:arista[ _-]*)?c-?eos(?:[ -]?lab)?|arista", "arista_ceos"),
    (r"(?:cisco[ _-]*)?(?:ios[ -]?)?xrd", "cisco_xrd"),
    (r"(?:cisco[ _-]*)?(?:ios[ -]?)?xrv-?9k|xrv9000", "cisco_xrv9k"),
    (r"(?:cisco[ _-]*)?iol\b", "cisco_iol"),
    (r"(?:juniper[ _-]*)?crpd", "juniper_crpd"),
    (r"(?:juniper[ _-]*)?vjunos[ -]?router", "juniper_vjunosrouter"),
    (r"(?:juniper[ _-]*)?vjunos[ -]?switch", "juniper_vjunosswitch"),
    (r"(?:juniper[ _-]*)?vjunos[ -]?evolved", "juniper_vjunosevolved"),
    (r"sonic(?:-vs)?", "sonic-vs"),
    (r"vyos", "vyosnetworks_vyos"),
)
"""What a system is called, and its kind (`frr`: a linux node with FRR)."""

CLIENTS: Final = r"(?:linux|alpine|ubuntu|debian)?\s*+(?:clients?|hosts?|servers?|end ?points?|pcs?|workstations?|vms?)"
ROUTERS: Final = r"routers?|switch(?:es)?|nodes?|devices?|boxes|ces?|pes?"
UNMAPPED: Final = (
    r"mpls|ldp|rsvp(?:-te)?|segment[ -]routing|srv6|sr-mpls|bfd|vrfs?|vpls|l3vpn|multicast|pim|vrrp|lacp|lag|mlag|"
    r"ipv6|dual[ -]stack|rip|eigrp|nat|firewall|acls?|qos|ipsec|gre|wireguard|ptp|telemetry"
)
"""What labs are asked to do that no template here configures."""

RATES: Final = (
    r"\d+(?:\.\d+)?\s?(?:[gmk]bps|[gmk]bit(?:/s|s)?|[gmk]b/s|[gm]ig|[gm])\b"
    r"(?:\s*(?:links?|uplinks?|interfaces?|ports?))?|"
    r"\d+(?:\.\d+)?\s?(?:ms|us|milliseconds?)\b(?:\s*(?:of\s*)?(?:latency|delay|jitter|rtt))?|"
    r"\d+(?:\.\d+)?\s?(?:%|percent)(?:\s*(?:of\s*)?(?:packet\s*)?loss)?|"
    r"bandwidth|latency|jitter|packet[ -]loss|rate[ -]limit\w*"
)
"""What a link may be asked to do that containerlab's file cannot say (netem is set on a running lab)."""


def number(word: str) -> int | None:
    """A number in digits or as a word; None for another word."""
    plain = word.lower()
    return int(plain) if plain.isdecimal() else NUMBERS.get(plain)


NUMBER: Final = r"(?P<number>\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"


def systems(text: str) -> list[tuple[int, str]]:
    """The systems a text names, by place; of two names for one place the longer counts."""
    spans: list[tuple[int, int, str]] = []
    for pattern, name in SYSTEMS:
        for found in re.finditer(rf"(?<![\w-])(?:{pattern})", text, re.IGNORECASE):
            spans.append((found.start(), found.end(), name))
    return [
        (start, name)
        for start, end, name in sorted(spans)
        if not any(s <= start and end <= e and (s, e) != (start, end) for s, e, _ in spans)
    ]
