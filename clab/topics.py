"""What people ask routers about, as gNMI paths of each model and as commands of each command line. Pure data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_SRL = "/network-instance[name=*]/protocols/bgp/neighbor[peer-address=*]"
_OC = (
    "/network-instances/network-instance[name=*]/protocols/protocol[identifier=BGP][name=*]/bgp/neighbors/"
    "neighbor[neighbor-address=*]"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to ask: the words people use, SR Linux's and OpenConfig's path, and commands by netmiko's platform
    (`""` for all others)."""

    name: str
    words: str
    sr_linux: str
    openconfig: str
    commands: Mapping[str, str]


def _commands(linux: str, srl: str, others: str) -> dict[str, str]:
    return {"linux": linux, "nokia_srl": srl, "": others}


TOPICS: Final = (
    Topic(
        "bgp_session_state",
        r"bgp (?:session|neighbou?r|peer)s?(?: state)?s?|session states?|bgp states?",
        f"{_SRL}/session-state",
        f"{_OC}/state/session-state",
        _commands(
            "show bgp summary json", "show network-instance default protocols bgp neighbor", "show ip bgp summary"
        ),
    ),
    Topic(
        "bgp_summary",
        r"bgp summar(?:y|ies)",
        f"{_SRL}/session-state",
        f"{_OC}/state/session-state",
        _commands(
            "show bgp summary json", "show network-instance default protocols bgp neighbor", "show ip bgp summary"
        ),
    ),
    Topic(
        "bgp_prefixes",
        r"(?:received|accepted|bgp) (?:prefix(?:es)?|routes?)(?: counts?)?|prefix(?:es)? (?:counts?|received|"
        r"accepted)"
        r"|(?:prefix(?:es)?|routes?) received|prefixes",
        f"{_SRL}/afi-safi[afi-safi-name=*]/received-routes",
        f"{_OC}/afi-safis/afi-safi[afi-safi-name=*]/state/prefixes/received",
        _commands(
            "show bgp summary json", "show network-instance default protocols bgp neighbor", "show ip bgp summary"
        ),
    ),
    Topic(
        "bgp_flaps",
        r"(?:bgp )?(?:flaps?|transitions|established[- ]transitions)",
        f"{_SRL}/established-transitions",
        f"{_OC}/state/established-transitions",
        _commands(
            "show bgp neighbors json", "show network-instance default protocols bgp neighbor", "show ip bgp neighbors"
        ),
    ),
    Topic(
        "interface_state",
        r"(?:all |every )?(?:interfaces?|ports?|links?)(?:[- ]oper(?:ational)?)?[- ]stat(?:e|us)(?:es)?|"
        r"interfaces?|ports?"
        r"|oper(?:ational)?[- ]?stat(?:e|us)(?:es)?(?: (?:of|on|for) (?:all |every )?(?:interfaces?|ports?))?",
        "/interface[name=*]/oper-state",
        "/interfaces/interface[name=*]/state/oper-status",
        _commands("show interface brief json", "show interface brief", "show interfaces description"),
    ),
    Topic(
        "interface_counters",
        r"(?:interface|port) (?:counters?|statistics|traffic|errors?)|(?:in|out)-octets(?: rates?)?"
        r"|error counters?|traffic(?: counters?)?|octets|packet counters?|(?:interface|port) discards"
        r"|(?:(?:in|out|input|output|rx|tx)(?: and | or |/))?(?:in|out|input|output|rx|tx) (?:errors?|discards|"
        r"drops|packets)"
        r"(?: and (?:errors?|discards|drops))?",
        "/interface[name=*]/statistics",
        "/interfaces/interface[name=*]/state/counters",
        _commands("show interface json", "show interface detail", "show interfaces"),
    ),
    Topic(
        "isis_adjacencies",
        r"is-?is(?: adjacenc(?:y|ies)| neighbou?rs?)?(?:[- ]stat(?:e|us)(?:es)?)?",
        "/network-instance[name=*]/protocols/isis/instance[name=*]/interface[interface-name=*]"
        "/adjacency[neighbor-system-id=*][adjacency-level=*]/state",
        "/network-instances/network-instance[name=*]/protocols/protocol[identifier=ISIS][name=*]/isis/interfaces"
        "/interface[interface-id=*]/levels/level[level-number=*]/adjacencies/adjacency[system-id=*]/state"
        "/adjacency-state",
        _commands(
            "show isis neighbor json", "show network-instance default protocols isis adjacency", "show isis neighbors"
        ),
    ),
    Topic(
        "bfd_sessions",
        r"bfd(?: (?:session|peer|neighbou?r)s?)?(?:[- ]stat(?:e|us)(?:es)?)?",
        "/bfd/network-instance[name=*]/peer[local-discriminator=*]/session-state",
        "/bfd/interfaces/interface[id=*]/peers/peer[local-discriminator=*]/state/session-state",
        _commands("show bfd peers json", "show bfd network-instance default peer", "show bfd neighbors"),
    ),
    Topic(
        "routes",
        r"(?:numbers? of |how many )?(?:ipv4 |ip )?(?:route|routing)(?:s|-)?(?: tables?)?(?: (?:counts?|totals?|"
        r"sizes?|summar(?:y|ies)))?"
        r"(?: per protocol)?",
        "/network-instance[name=*]/route-table/ipv4-unicast/statistics",
        "/network-instances/network-instance[name=*]/protocols/protocol[identifier=BGP][name=*]/bgp/global/state"
        "/total-prefixes",
        _commands(
            "show ip route summary json", "show network-instance default route-table summary", "show ip route summary"
        ),
    ),
    Topic(
        "cpu",
        r"(?:cpu|processor)(?: (?:usage|use|load|utili[sz]ation))?",
        "/platform/control[slot=*]/cpu[index=all]/total",
        "/system/cpus/cpu[index=ALL]/state/total",
        _commands("show thread cpu", "show platform control cpu", "show processes cpu"),
    ),
    Topic(
        "memory",
        r"(?:memory|mem|ram)(?: (?:usage|use|utili[sz]ation))?",
        "/platform/control[slot=*]/memory",
        "/system/memory/state",
        _commands("show memory", "show platform control memory", "show memory"),
    ),
    Topic(
        "version",
        r"(?:software |os )?versions?",
        "/system/information/version",
        "/system/state/software-version",
        _commands("show version", "show version", "show version"),
    ),
)
BY_NAME: Final[Mapping[str, Topic]] = {item.name: item for item in TOPICS}


def path_of(topic: Topic, kind: str) -> str:
    """The topic's path on a kind: SR Linux has its own, all others speak OpenConfig."""
    return topic.sr_linux if kind == "nokia_srlinux" else f"openconfig:{topic.openconfig}"


def command_of(topic: Topic, platform: str) -> str:
    """The topic's command on a platform."""
    return topic.commands.get(platform, topic.commands[""])
