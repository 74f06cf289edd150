"""How systems tell what many topics share: where their leaves are, and under which members of their JSON. Pure data."""

from typing import Final

from clab.topic import FrrAnswer, Topic

NI: Final = "/network-instance[name=*]"
BGP: Final = f"{NI}/protocols/bgp/neighbor[peer-address=*]"
OC_NI: Final = "/network-instances/network-instance[name=*]"
OC_BGP: Final = f"{OC_NI}/protocols/protocol[identifier=BGP][name=*]/bgp/neighbors/neighbor[neighbor-address=*]"
COUNTERS: Final = "/interface[name=*]/statistics"
OC_COUNTERS: Final = "/interfaces/interface[name=*]/state/counters"


def bgp(**leaves: str) -> FrrAnswer:
    found = {name: leaf.replace("_", "-") for leaf, name in leaves.items()}
    return FrrAnswer("show bgp summary json", "remoteAs", "peer-address", found)


def eos_bgp(command: str = "show ip bgp summary", **leaves: str) -> FrrAnswer:
    found = {name: leaf.replace("_", "-") for leaf, name in leaves.items()}
    return FrrAnswer(f"{command} | json", "peerState", "peer-address", found)


UP: Final = ("up",)
BGP_SHOWN: Final = {"": "show ip bgp summary"}
BYTES: Final = ("in-octets", "out-octets")
PACKETS: Final = ("in-packets", "out-packets")
ERRORS: Final = ("in-error-packets", "out-error-packets")
DISCARDS: Final = ("in-discarded-packets", "out-discarded-packets")
LINUX_COUNTERS: Final = {
    f"stats64.{way}.{member}": f"{end}-{leaf}"
    for way, end in (("rx", "in"), ("tx", "out"))
    for member, leaf in (
        ("bytes", "octets"), ("packets", "packets"), ("errors", "error-packets"), ("dropped", "discarded-packets"),
    )
}  # fmt: skip
"""What Linux counts; FRR 8.4 itself tells no counters."""

OC_NAMES: Final = {
    "in-packets": "in-pkts", "out-packets": "out-pkts", "in-error-packets": "in-errors", "out-error-packets": "out-errors",
    "in-discarded-packets": "in-discards", "out-discarded-packets": "out-discards",
}  # fmt: skip


FRR_ROUTE: Final = {
    "protocol": "route-owner", "selected": "active", "metric": "metric", "distance": "preference",
    "nexthops.ip": "next-hop", "nexthops.interfaceName": "out-interface",
}  # fmt: skip
EOS_ROUTE: Final = {
    "routeType": "route-owner", "metric": "metric", "preference": "preference", "vias.nexthopAddr": "next-hop",
    "vias.interface": "out-interface",
    "kernelProgrammed": "active",
}  # fmt: skip
FRR_VERSION: Final = r"FRRouting (?P<version>\S+) \((?P<host_name>[^)\s]*)\)(?: on (?P<kernel>\S+?)\.?(?:\s|$))?"


def version_of(*leaves: str) -> FrrAnswer:
    """What FRR says of itself."""
    return FrrAnswer("show version", leaves={leaf.replace("-", "_"): leaf for leaf in leaves}, pattern=FRR_VERSION)


def port(**leaves: str) -> FrrAnswer:
    """What FRR tells of its interfaces."""
    found = {name: leaf.replace("_", "-") for leaf, name in leaves.items()}
    return FrrAnswer("show interface json", "administrativeStatus", "interface", found)


def eos_port(**leaves: str) -> FrrAnswer:
    """What Arista tells of its interfaces."""
    found = {name.replace("__", "."): leaf.replace("_", "-") for leaf, name in leaves.items()}
    return FrrAnswer("show interfaces | json", "lineProtocolStatus", "interface", found)


def eos_system(**leaves: str) -> FrrAnswer:
    """What Arista tells of itself."""
    found = {name: leaf.replace("_", "-") for leaf, name in leaves.items()}
    return FrrAnswer("show version | json", "modelName", "", found)


EOS_COUNTERS: Final = {
    "interfaceCounters.inOctets": "in-octets", "interfaceCounters.outOctets": "out-octets",
    "interfaceCounters.totalInErrors": "in-error-packets", "interfaceCounters.totalOutErrors": "out-error-packets",
    "interfaceCounters.inDiscards": "in-discarded-packets", "interfaceCounters.outDiscards": "out-discarded-packets",
}  # fmt: skip


def linux_port(of: str = "link", **leaves: str) -> FrrAnswer:
    """What Linux tells of its interfaces."""
    found = {name: leaf.replace("_", "-") for leaf, name in leaves.items()}
    return FrrAnswer(f"ip -j {of} show", "ifname", "interface", found, "ifname")


def linux_routes(family: str, key: str) -> FrrAnswer:
    """What Linux tells of its routes."""
    leaves = {"gateway": "next-hop", "dev": "out-interface", "protocol": "route-owner", "metric": "metric"}
    return FrrAnswer(f"ip -j {family} route show", "dst", key, leaves, "dst")


def counters(name: str, leaves: tuple[str, ...]) -> Topic:
    """Counters of interfaces."""
    own = {key: leaf for key, leaf in LINUX_COUNTERS.items() if leaf in leaves}
    eos = {key: leaf for key, leaf in EOS_COUNTERS.items() if leaf in leaves}
    return Topic(
        name,
        "interface",
        f"{COUNTERS}/{{{','.join(leaves)}}}",
        f"{OC_COUNTERS}/{{{','.join(OC_NAMES.get(leaf, leaf) for leaf in leaves)}}}",
        None,
        {"": "show interfaces"},
        numbers=(*leaves, *(OC_NAMES[leaf] for leaf in leaves if leaf in OC_NAMES)),
        eos=FrrAnswer("show interfaces | json", "lineProtocolStatus", "interface", eos)
        if len(eos) == len(leaves)
        else None,
        linux=linux_port("-s link", **{leaf.replace("-", "_"): key for key, leaf in own.items()}),
    )


PING: Final = (
    r"(?P<sent>\d+) packets transmitted, (?P<received>\d+)(?: packets)? received,(?: \+\d+ errors,)? (?P<loss_percent>[\d.]+)% "
    r"packet loss(?:[^=]{0,200}= (?P<rtt_min_ms>[\d.]+)/(?P<rtt_avg_ms>[\d.]+)/(?P<rtt_max_ms>[\d.]+))?"
)


def pinged(name: str, leaves: tuple[str, ...], number: str) -> Topic:
    """The answers of ping, as iputils and busybox print them."""
    found = {leaf.replace("-", "_"): leaf for leaf in leaves}
    typed = ("ping -c {count} {destination}", "ping {destination} repeat {count}",
             "ping {destination} network-instance default -c {count}")  # fmt: skip
    frr, eos, srl = (FrrAnswer(command, "", "destination", found, pattern=PING) for command in typed)
    return Topic(name, "neighbor", "", "", frr, numbers=(number,), eos=eos, srl=srl, linux=frr)
