"""What a request has that is recognised by how it is written: names of ports, addresses, numbers, roles. Pure data."""

import re
from typing import Final

ROLE_WORDS: Final = {
    "spines": "spine", "spine": "spine", "leaves": "leaf", "leafs": "leaf", "leaf": "leaf", "edges": "edge",
    "cores": "core", "borders": "border", "hubs": "hub", "spokes": "spoke",
}  # fmt: skip
SYSTEM_WORDS: Final = {
    "frr": "frr", "frrouting": "frr", "srl": "nokia_srlinux", "srlinux": "nokia_srlinux", "nokia": "nokia_srlinux",
    "ceos": "arista_ceos", "arista": "arista_ceos", "eos": "arista_ceos", "bird": "frr",
}  # fmt: skip
EVERY_NOUN: Final = r"(?:routers?|nodes?|devices?|targets?|switch(?:es)?|boxe?s?|machines|network elements)"
ROLE: Final = re.compile(
    rf"(?:(?P<system>frr(?:outing)?|sr ?linux|srl|nokia|c?eos|arista|bird)(?:[ -]{EVERY_NOUN}|s| (?P<role2>spines?|lea(?:f|fs|ves)))?"
    r"|(?P<role>spines?|lea(?:f|fs|ves)|edges|cores|borders|hubs|spokes)(?:[ -](?:and|&|/|\+)[ -](?P<also>spines?|lea(?:f|fs|ves)))?"
    rf"(?:[ -]{EVERY_NOUN}|[ -]layer)?|(?P<fabric>(?:fabric|clos|dc)[ -]{EVERY_NOUN}|(?:whole |entire )?fabric|spine[- ]leaf fabric)"
    rf"|(?P<host>(?:linux|end)[ -](?:hosts?|clients?|servers?|containers|boxes|machines|vms)|(?:linux )?(?:hosts|clients|servers)|(?<=each )(?:host|client)|(?<=every )(?:host|client))|(?P<every>everything|everywhere|(?:all|every|each|any) (?:of (?:the|them)|one)(?! \w+ (?:spine|lea))|(?:whole |entire )?(?:lab|network|topology)|{EVERY_NOUN}))(?![\w-])",
    re.IGNORECASE,
)
INTERFACE: Final = re.compile(
    r"(?:ethernet[ -]?(?P<slot>\d{1,2}/)(?P<first>\d{1,3}(?:/\d{1,2})?)(?:\s?(?:-|to|through|\.\.)\s?(?:ethernet[ -]?)?(?:(?P=slot))?(?P<last>\d{1,3}))?"
    r"|e(?P<short>\d{1,2})-(?P<port>\d{1,3})|eth\d{1,3}|mgmt\d|lo\d|loopback\d?|system0|irb\d|swp\d{1,3})(?:\.\d{1,4})?(?![\w/])",
    re.IGNORECASE,
)
ADDRESS: Final = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7})(?:/\d{1,3})?(?![\w/])", re.IGNORECASE
)
FILE: Final = re.compile(
    r"(?:\.{0,2}/)?(?:[\w-]{1,40}/){0,8}[\w-]{1,60}\.(?:csv|jsonl?|txt|log|md|cfg|conf|ya?ml|html)(?!\w)", re.IGNORECASE
)
RELEASE: Final = re.compile(r"v?\d{1,4}\.\d{1,4}(?:\.\d{1,6})?(?:-\w{1,10})?(?![\w.])", re.IGNORECASE)
NUMBER: Final = re.compile(
    r"(?P<digits>\d{1,12}(?:\.\d{1,3})?)(?P<scale>k|m(?=bps))?\s?(?P<percent>%|percent|per cent|pct)?(?![\w])",
    re.IGNORECASE,
)
_INSTANCE: Final = r"(?:(?:mac[ -]?|ip[ -]?)?vrf|network[ -]instance)"
INSTANCE: Final = re.compile(
    rf"(?:(?:in|of|from|for) )?(?:the )?(?:(?P<before>default|mgmt) {_INSTANCE}|{_INSTANCE}[ :=]{{1,3}}(?P<name>default|mgmt|[a-z_-]{{0,20}}\d[\w-]{{0,20}}))(?![\w-])"
    rf"|(?:in|of|from|for) (?:the )?{_INSTANCE} (?P<named>[\w-]{{1,30}})(?![\w-])",
    re.IGNORECASE,
)
STRANGER: Final = re.compile(
    r"(?!eth|e\d|ipv|l\d|v\d|as\d|level|python|rfc)[a-z]+[-_]?\d+(?![\w./-])"
    r"|(?:core|edge|border|access|aggregation|distribution|dist|wan|hub|spoke|branch|remote|external|pe|p|ce|provider|customer|"
    r"upstream|transit|isp|peering|super-?spine|gateway|route[ -]reflector)s? ?(?:routers?|switch(?:es)?|nodes?|devices?|boxes|"
    r"leaf|leaves|leafs)(?![\w-])|(?:pes|ces|route[ -]reflectors?|superspines?|super-spines?)(?![\w-])",
    re.IGNORECASE,
)
LABEL: Final = re.compile(r"[A-Z]{4,20}(?![\w-])")
WORD: Final = re.compile(r"[^\W\d_](?:[\w'’/-]{0,60}[\w])?")
STOP: Final = re.compile(r"[,;:.!?()\[\]|–—/+&=-]")


RANGE: Final = re.compile(
    r"(?P<word>[a-z]{1,20}[-_]?)(?P<first>\d{1,3})\s?(?:-|–|to|thru|through|\.\.\.?)\s?(?:(?P=word))?(?P<last>\d{1,3})(?![\w-])",
    re.IGNORECASE,
)


TO: Final = re.compile(r"(?P<word>to|with|from|towards?|between|and|<?->?)(?![\w]) ?(?:the )?", re.IGNORECASE)


_TO_NUMBER: Final = r"\s?(?:-|–|to|through|\.\.\.?)\s?\d{1,3}"
NUMBERED: Final = re.compile(
    rf"(?P<word>spines|leaves|leafs|routers|borders|edges|hubs|spokes)[ -](?P<numbers>\d{{1,3}}(?:{_TO_NUMBER})?"
    rf"(?:\s?(?:,|,? ?and|&)\s?\d{{1,3}}(?:{_TO_NUMBER})?){{0,16}})(?![\w/.%-])(?!\s(?:seconds?|s|secs?|minutes?|mins?|hours?|times|samples|spines|leaves)\b)",
    re.IGNORECASE,
)
"""Many of a role by their numbers: `leaves 1 to 4`, `spines 1 and 2`."""

BEFORE: Final = re.compile(r"(?:^|[^\w-])(?P<word>[A-Za-z][A-Za-z-]{0,20})[\s:=]{0,4}$")
"""The word before a place, without a stop between."""
PEER_WORDS: Final = frozenset(
    [
        "with",
        "to",
        "toward",
        "towards",
        "between",
        "neighbor",
        "neighbors",
        "neighbour",
        "neighbours",
        "peer",
        "peers",
        "peering",
        "via",
        "session",
        "sessions",
    ]
)
OF_NODES: Final = frozenset(
    [
        "on",
        "at",
        "node",
        "nodes",
        "target",
        "targets",
        "device",
        "devices",
        "router",
        "routers",
        "switch",
        "switches",
        "box",
        "boxes",
        "machine",
        "machines",
    ]
)
