"""What a request for a script says by itself: way, topics, interval, once or again, form, and what we cannot. Pure.

A model may word a handler; what the request says is the request's. What code read stands, whatever a model made of it,
and a noun that no topic covers is refused by its name before any model is asked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from agent.gates.script.intent import (
    COUNTS,
    ONLY_CHANGES,
    Form,
    ScriptIntent,
    read_commands,
    read_interval,
    read_topics,
    with_ranges,
)

DemandedWay = Literal["gnmi", "cli"]

_OTHERS: Final = {
    r"lldp|cdp": "LLDP",
    r"ospf(?:v[23])?": "OSPF",
    r"rip(?:ng|v2)?|eigrp|babel": "",
    r"mpls|ldp|rsvp|segment routing|srv6": "",
    r"evpn|vxlan|vtep|vni": "",
    r"vlans?|spanning[- ]tree|r?stp|mac(?: address)?(?:es)? tables?|mac addresses|bridge tables?": "",
    r"arp(?: tables?| entries| caches?)?|nd tables?|neighbou?r discovery": "",
    r"vrfs?|multicast|pim|igmp|msdp": "",
    r"lacp|lags?|port-?channels?|bonds?|mlag|vrrp|hsrp|glbp": "",
    r"ntp|ptp|clocks?|snmp|dhcp|dns|aaa|tacacs\+?|radius|netconf|restconf": "",
    r"acls?|access[- ]lists?|firewalls?|nat|ipsec|vpns?|tunnels?|qos|queues?|policers?": "",
    r"optics?|transceivers?|light levels?|sfps?|temperatures?|fans?|power suppl(?:y|ies)": "",
    r"inventor(?:y|ies)|serial numbers?": "",
    r"alarms?(?! (?:when|if|me|whenever|on))|syslog|(?:the|system|event|device|router|error|audit) logs?": "",
    r"log (?:files?|messages?|entr(?:y|ies))": "",
    r"licen[cs]es?|certificates?|users?(?: accounts?)?|logins?|passwords?": "",
    r"(?:running|startup)[- ]config(?:uration)?s?|config(?:uration)?s?(?: backups?| diffs?)?|backups?": "",
    r"pings?|latency|jitter|packet loss|loss|reachability|traceroutes?|iperf|throughput tests?": "",
    r"route[- ]maps?|prefix[- ]lists?|polic(?:y|ies)|communit(?:y|ies)|as[- ]paths?|med|local[- ]pref(?:erence)?": "",
    r"mtus?|speeds?|duplex|uptimes?|dis[ck]s?|storage|flash|daemons?|containers?|processes": "",
    r"files?|databases?|influx(?:db)?|prometheus|grafana|kafka|slack|e-?mails?|webhooks?|telegram|excel": "",
    r"graphs?|plots?|charts?": "",
    r"[\w-]{1,60}\.(?:csv|json|txt|log|pcap|xlsx?)": "file",
    r"tcpdump|wireshark|pcap|packet captures?|sniff": "packet capture",
    r"for (?:\d{1,4}|an?|one|two|five|ten|thirty) (?:seconds?|minutes?|hours?|min|s|h)|then stop": "limited-time",
    r"rebooted|last[ -]boot(?:ed)?|boot times?": "uptime",
    r"exit (?:code |status )?\d|exit status|return code": "",
}
"""Nouns of networks and of what people do with them that no topic covers; an empty name: as the request has it."""

_CHANGES: Final = re.compile(
    r"\b(?:configure|reboot(?!ed)|reload(?!ed)|restart(?!ed)|upgrade|downgrade|push|deploy|commit|delete|remove|clear|disable|enable|shut(?:"
    r"s|ting)?(?: ?down)?|no shut(?:down)?|bounce|drain|rollback|roll back|apply|set (?:the |an? )?(?!of\b)\w+|"
    r"change (?:the|an?|its) \w+|add (?:an? )?(?:route|neighbou?r|vlan|interface|acl|user|peer)\b)",
    re.IGNORECASE,
)
_STREAM: Final = re.compile(
    r"\b(?:subscribe|stream(?:ing)?|telemetry|watch|monitor|on[- ]change|continuous(?:ly)?|live|as (?:it|they) changes?"
    r"|alert|warn|notify|tell me when|whenever|when(?:ever)? (?:an?|any|it|its|the|one)\b|if (?:an?|any|one)\b"
    r"|(?:goes|go|comes?|went) (?:down|up)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Demands:
    """What a request says. `None` and empty: nothing. `missing` are nouns that no script of ours covers,
    `strangers` devices that are none of the lab's, `between` two nodes of which one session is meant, `counted` how
    many nodes, `changes` the words that ask for a change."""

    way: DemandedWay | None = None
    topics: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    interval_s: int | None = None
    once: bool = False
    streamed: bool = False
    form: Form | None = None
    missing: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    two_ways: bool = False
    only_changes: bool = False
    counted: int | None = None
    between: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


def read_demands(request: str, names: Sequence[str] = ()) -> Demands:
    """Read a request; `names` are the lab's nodes', which are no nouns."""
    text = with_ranges(f" {' '.join(request.split())} ", names)
    text, commands = read_commands(text)
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", " ", text)
    interval, text = read_interval(text)
    rest, topics = read_topics(text)
    lowered = text.lower()
    return Demands(
        way=_way(lowered, bool(commands)),
        topics=topics,
        commands=commands,
        interval_s=interval,
        once=bool(re.search(r"\b(?:once|one time|one[- ]shot|a single time)\b(?! (?:a|per|every)\b)", lowered)),
        streamed=bool(_STREAM.search(lowered)),
        form=_form(lowered),
        missing=(*(("whole route table",) if _WHOLE_TABLE.search(text) else ()), *_missing(rest)),
        counted=_counted(lowered),
        only_changes=bool(ONLY_CHANGES.search(lowered)),
        strangers=_strangers(text),
        two_ways=bool(re.search(r"\bgnmi\b", lowered) and re.search(r"\b(?:cli|netmiko|ssh)\b", lowered)),
        between=_between(request, names),
        changes=tuple(dict.fromkeys(found[0].strip() for found in _CHANGES.finditer(text))),
    )


def _way(words: str, has_commands: bool) -> DemandedWay | None:
    gnmi = re.search(r"\b(?:gnmi|pygnmi|subscribe|subscription|telemetry|on[- ]change|openconfig)\b", words)
    cli = has_commands or re.search(r"\b(?:netmiko|ssh|cli|command[- ]lines?|show commands?|vtysh)\b", words)
    return "cli" if cli and not gnmi else "gnmi" if gnmi and not cli else None


def _form(words: str) -> Form | None:
    found = re.search(
        r"\b(?:as|in|to|into|print|prints|printing|output|show|shows)\s+(?:an?\s+|the\s+)?(?:\w+\s+)?(table|json|csv)\b"
        r"|\b(json|csv|table)\s+(?:output|format)|[,;]\s*(?:as\s+)?(json|csv|table)\b|\b(json|csv|table) ?[.!]? ?$",
        words,
    )
    if found is None:
        return None
    word = next(one for one in found.groups() if one)
    return "json" if word == "json" else "csv" if word == "csv" else "table"


def _missing(text: str) -> tuple[str, ...]:
    """The nouns of what is left of a request that no topic covers."""
    found: dict[int, str] = {}
    for pattern, name in _OTHERS.items():
        for match in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", text, re.IGNORECASE):
            found[match.start()] = name or (
                match[0].upper() if len(match[0]) < 5 and match[0].isalpha() else match[0].lower()
            )
    return tuple(dict.fromkeys(found[at] for at in sorted(found)))


_NUMBERED: Final = re.compile(r"(?<![\w./-])(?!eth|e\d|ipv|l\d|v\d|as\d|level)[a-z]+[-_]?\d+(?![\w./-])", re.IGNORECASE)
_DEVICES: Final = re.compile(
    r"(?<![\w-])(?P<which>core|edge|border|access|aggregation|distribution|dist|wan|hub|spoke|branch|remote|external|pe|p|ce|"
    r"provider|customer|upstream|transit|isp|peering|dc|super-?spine|gateway|route[ -]reflector)s? ?"
    r"(?:routers?|switch(?:es)?|nodes?|devices?|boxes|leaf|leaves|leafs)(?![\w-])"
    r"|(?<![\w-])(?:pes|ces|cores|borders|route reflectors?|firewalls?|hubs|spokes|branches)(?![\w-])",
    re.IGNORECASE,
)


def _strangers(text: str) -> tuple[str, ...]:
    """Devices that are named and are none of the lab's (whose names `text` has no more)."""
    found = [match[0] for pattern in (_NUMBERED, _DEVICES) for match in pattern.finditer(text)]
    return tuple(dict.fromkeys(found))


_WHOLE_TABLE: Final = re.compile(
    r"\b(?:whole|entire|full|complete) (?:ipv[46] |ip )?(?:routing|route) tables?|\ball (?:ipv[46] |ip )?routes\b",
    re.IGNORECASE,
)


def _counted(words: str) -> int | None:
    """How many nodes of a role are meant: `all four leaves`."""
    found = re.search(
        rf"\b({'|'.join(COUNTS)}|\d{{1,2}}) (?:spines?|lea(?:f|fs|ves)|routers|nodes|switches|devices)\b", words
    )
    return None if found is None else COUNTS.get(found[1]) or int(found[1])


def _between(request: str, names: Sequence[str]) -> tuple[str, ...]:
    """`the session between leaf3 and spine2`: two nodes of the lab, and one session of theirs."""
    found = re.search(r"\bbetween ([\w-]{1,40}) and ([\w-]{1,40})", request)
    return (found[1], found[2]) if found and found[1] in names and found[2] in names else ()


def refusal(demands: Demands) -> str:
    """Why no script is written for a request, whoever reads it; empty where one may be."""
    if demands.changes:
        return f"labkeeper writes scripts that only read, so none that is to {demands.changes[0]!r}"
    if demands.missing:
        return f"labkeeper cannot write {' and '.join(demands.missing)} scripts yet"
    if demands.two_ways:
        return "gNMI and a command line in one script are two: ask for one of them, or for two scripts"
    if demands.between:
        return f"labkeeper asks for all sessions of a node, not for the one between {' and '.join(demands.between)}"
    if demands.strangers:
        return f"the lab has no {' and no '.join(map(repr, demands.strangers))}"
    if demands.form == "table" and (demands.way == "gnmi" or (demands.streamed and demands.interval_s is None)):
        return (
            "labkeeper prints what comes by gNMI line by line, so none as a table; ask the command line, or for lines"
        )
    if not demands.topics and not demands.commands:
        return "no topic of ours is named"
    return ""


def held(intent: ScriptIntent, demands: Demands) -> ScriptIntent:
    """An intent with everything that its request says in the place of what was made of it."""
    way = intent.way
    again = demands.interval_s is not None or demands.streamed
    if demands.way == "cli" or (demands.form == "table" and demands.way is None and not demands.streamed):
        way = "cli"
    elif demands.streamed and demands.interval_s is None and not demands.once:
        way = "subscribe"
    elif demands.way == "gnmi" or way != "cli":
        way = "subscribe" if again and not demands.once else "get"
    said = replace_intent(intent, way=way, paths=(), commands=demands.commands)
    if demands.topics:
        said = replace_intent(said, topics=demands.topics)
    elif demands.commands:
        said = replace_intent(said, topics=())
    if demands.interval_s is not None:
        said = replace_intent(said, mode="sample", interval_s=demands.interval_s)
    else:
        said = replace_intent(said, mode="on_change")
    said = replace_intent(said, every=demands.interval_s is not None and not demands.only_changes)
    return replace_intent(said, form=demands.form or "table")


def replace_intent(intent: ScriptIntent, **fields: object) -> ScriptIntent:
    """An intent with other values."""
    return intent.model_copy(update=fields)
