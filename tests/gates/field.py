"""Topologies as people write them, with what the gate must find in each: a rule and its severity, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LINUX: Final = "{kind: linux, image: 'alpine:3'}"
SROS: Final = "{kind: nokia_sros, image: 'vrnetlab/nokia_sros:25.7', license: lic.txt}"
XRV9K: Final = "{kind: cisco_xrv9k, image: 'vrnetlab/cisco_xrv9k:7.10.1'}"
VROUTER: Final = "{kind: cisco_xrd_vrouter, image: 'x:1'}"
SRSIM: Final = "{kind: nokia_srsim, image: 'x:1', type: sr-1, license: lic.txt}"
IOL: Final = "{kind: cisco_iol, image: 'iol:17'}"


@dataclass(frozen=True, slots=True)
class Case:
    """A file's text, and the rule that must find something in it: an error, or a warning; none where all is well."""

    text: str
    rule: str = ""
    severity: str = "error"
    says: str = ""


def lab(nodes: Mapping[str, str], *links: str, head: str = "name: p") -> str:
    """A file of these nodes and links."""
    lines = [head, "topology:", "  nodes:", *(f"    {name}: {spec}" for name, spec in nodes.items())]
    return "\n".join([*lines, *(["  links:"] if links else []), *(f"    - {link}" for link in links), ""])


def pair(spec: str, one: str, other: str = "") -> str:
    """Two nodes of a kind on one link."""
    return lab({"a": spec, "b": spec}, f'endpoints: ["a:{one}", "b:{other or one}"]')


def node(more: str) -> str:
    """A Linux node with more settings, on a link with another."""
    nodes = {"a": f"{{kind: linux, image: 'alpine:3', {more}}}", "b": LINUX}
    return lab(nodes, 'endpoints: ["a:eth1", "b:eth1"]')


FIELD: Final[Mapping[str, Case]] = {
    "sros-port": Case(pair(SROS, "1/1/1")),
    "sros-connector": Case(pair(SROS, "1/1/c2/1")),
    "sros-eth": Case(pair(SROS, "eth3")),
    "sros-breakout": Case(pair(SROS, "1/1/c2/2"), "interface", says="breakout"),
    "sros-slot": Case(pair(SROS, "2/1/1"), "interface", says="slot 1, MDA 1"),
    "sros-twice": Case(
        lab({"a": SROS, "b": SROS}, 'endpoints: ["a:1/1/1", "b:1/1/1"]', 'endpoints: ["a:eth1", "b:1/1/2"]'),
        "duplicate-endpoint",
    ),
    "xrv9k-port": Case(pair(XRV9K, "Gi0/0/0/0", "TenGigE0/0/0/1")),
    "xrv9k-foo": Case(pair(XRV9K, "foo0"), "interface"),
    "xrv9k-twice": Case(
        lab({"a": XRV9K, "b": XRV9K}, 'endpoints: ["a:Gi0/0/0/0", "b:eth1"]', 'endpoints: ["a:Te0/0/0/0", "b:eth2"]'),
        "duplicate-endpoint",
    ),
    "vrouter-port": Case(pair(VROUTER, "Gi0/0/0/0")),
    "srsim-port": Case(pair(SRSIM, "1/1/c1/1", "e1-1-c1-1")),
    "srsim-eth1": Case(pair(SRSIM, "eth1")),
    "srsim-foo": Case(pair(SRSIM, "e1-1"), "interface"),
    "mikrotik-first": Case(pair("{kind: mikrotik_ros, image: 'x:1'}", "ether1"), "interface", says="begin with"),
    "iol-management": Case(pair(IOL, "Ethernet0/0"), "management-interface", says="of Cisco IOL"),
    "iol-twice": Case(
        lab({"a": IOL, "b": IOL}, 'endpoints: ["a:Ethernet1/0", "b:e0/1"]', 'endpoints: ["a:eth4", "b:e0/2"]'),
        "duplicate-endpoint",
    ),
    "stitch": Case(
        lab(
            {"a": LINUX, "b": LINUX},
            "{type: veth-stitch, endpoints: [{node: a, interface: eth1}, {node: b, interface: eth1}]}",
        )
    ),
    "deployment-state": Case(
        lab({"a": LINUX, "b": LINUX}, '{endpoints: ["a:eth1", "b:eth1"], deploymentstate: 0}'),
    ),
    "node-Host": Case(lab({"sw": LINUX, "Host": LINUX}, 'endpoints: ["sw:eth1", "Host:eth1"]'), "name-host"),
    "node-HOST": Case(lab({"sw": LINUX, "HOST": LINUX}, 'endpoints: ["sw:eth1", "HOST:eth1"]'), "name-host"),
    "node-mgmt-net": Case(lab({"sw": LINUX, "mgmt-net": LINUX}, 'endpoints: ["sw:eth1", "mgmt-net:e1"]'), "name-host"),
    "node-macvlan": Case(lab({"sw": LINUX, "Macvlan": LINUX}, 'endpoints: ["sw:eth1", "Macvlan:e1"]'), "name-host"),
    "host-port": Case(
        lab({k: f"{{kind: linux, image: 'a:1', ports: ['8080:{k}']}}" for k in ("80", "81")}), "host-port"
    ),
    "host-port-range": Case(
        lab(
            {
                "a": "{kind: linux, image: 'a:1', ports: ['8000-8010:8000-8010']}",
                "b": "{kind: linux, image: 'a:1', ports: ['8005:80']}",
            }
        ),
        "host-port",
    ),
    "host-port-udp": Case(
        lab(
            {
                "a": "{kind: linux, image: 'a:1', ports: ['161:161/udp', '127.0.0.1:80:80']}",
                "b": "{kind: linux, image: 'a:1', ports: ['161:161', '127.0.0.2:80:80']}",
            }
        )
    ),
    "gateway": Case(
        lab(
            {"a": "{kind: linux, image: 'a:1', mgmt-ipv4: 172.30.5.1}"},
            head="name: p\nmgmt: {ipv4-subnet: 172.30.5.0/24}",
        ),
        "management-address",
        says="gateway",
    ),
    "gateway-default": Case(
        lab({"a": "{kind: linux, image: 'a:1', mgmt-ipv4: 172.20.20.1}"}), "management-address", says="gateway"
    ),
    "broadcast": Case(
        lab({"a": "{kind: linux, image: 'a:1', mgmt-ipv4: 172.20.20.255}"}), "management-address", says="broadcast"
    ),
    "outside-default": Case(
        lab({"a": "{kind: linux, image: 'a:1', mgmt-ipv4: 10.1.1.1}"}), "management-address", says="is not in"
    ),
    "outside-unknown": Case(
        lab({"a": "{kind: linux, image: 'a:1', mgmt-ipv4: 10.1.1.1}"}, head="name: p\nmgmt: {network: mine}")
    ),
    "memory": Case(node("memory: 4MB"), "memory", says="least"),
    "memory-word": Case(node("memory: lots"), "memory", says="no size"),
    "exec-shell": Case(node("exec: ['ip link set eth1 up && ip route']"), "exec-shell", "warning", "&&"),
    "exec-redirect": Case(node("exec: ['echo 1 > /proc/sys/net/ipv4/ip_forward']"), "exec-shell", "warning"),
    "exec-sh": Case(node("""exec: ["sh -c 'echo 1 > /x && ip a'"]""")),
    "exec-quoted": Case(node("""exec: ["vtysh -c 'show run | include bgp'"]""")),
    "exec-device": Case(node("exec: ['ip addr add 10.0.0.1/24 dev eth2']"), "exec-device", "warning", "eth2"),
    "exec-device-there": Case(node("exec: ['ip addr add 10.0.0.1/24 dev eth1', 'ip link set eth0 up']")),
    "exec-device-made": Case(node("exec: ['ip link add eth9 type dummy', 'ip link set eth9 up']")),
    "underscore": Case(lab({"r_1": LINUX}), "name-dns", "warning"),
    "underscore-lab": Case(lab({"r1": LINUX}, head="name: my_lab"), "name-dns", "warning"),
    "long": Case(lab({"customer-edge-router-number-one": LINUX}, head=f"name: {'x' * 40}"), "name-long", "warning"),
    "cmd-false": Case(node('cmd: "false"'), "cmd-ends", "warning", "false"),
    "cmd-one-shot": Case(node("""cmd: 'sh -c "ip route replace default via 10.0.0.1"'"""), "cmd-ends", "warning"),
    "cmd-stays": Case(node("""cmd: 'sh -c "ip route add 10.0.0.0/8 via 10.1.1.1; sleep infinity"'""")),
    "cmd-daemon": Case(node('cmd: "iperf3 -s"')),
    "sonic": Case(pair("{kind: sonic-vs, image: 'x:1'}", "Ethernet0"), "interface", "warning", "eth1"),
    "vm-image": Case(lab({"a": "{kind: linux, image: 'vrnetlab/vr-sros:23.10'}"}), "vm-image", "warning"),
    "group-sort-key": Case(lab({"a": "{kind: linux, image: 'a:1', group: spine}"})),
    "links-at-top": Case(
        f"name: p\ntopology:\n  nodes:\n    a: {LINUX}\nlinks:\n  - endpoints: ['a:eth1', 'a:eth2']\n", "unknown-key"
    ),
    "links-mapping": Case(
        f"name: p\ntopology:\n  nodes:\n    a: {LINUX}\n  links:\n    endpoints: ['a:eth1', 'a:eth2']\n", "type"
    ),
    "kind-srl": Case(lab({"a": "{kind: nokia_srl, image: 'a:1'}"}), "kind"),
    "kind-frr": Case(lab({"a": "{kind: frr, image: 'a:1'}"}), "kind-newer", says="newer than this program knows"),
    "gone": Case(node("publish: [tcp/22]"), "unknown-key", says="0.61 was the last"),
    "bind-volume": Case(node("binds: [data]"), "bind"),
}

HINTS: Final = {
    "links-at-top": "links belongs below topology: indent it",
    "links-mapping": "a dash is missing: - endpoints: [...]",
    "kind-srl": "did you mean 'nokia_srlinux'?",
    "iol-management": "the first link is Ethernet0/1",
}
