"""Topologies that nobody may reject: every kind that containerlab has, every form of a link, settings of all sorts."""

from collections.abc import Iterator

from clab.kinds.table import all_kinds, kind

LINUX = "{kind: linux, image: 'frr:1'}"
SPECIAL = ("bridge", "ovs-bridge", "host", "ext-container", "k8s-kind")


def _file(nodes: dict[str, str], links: tuple[str, ...] = (), head: str = "name: t", extra: str = "") -> str:
    lines = [head, "topology:", *([extra] if extra else []), "  nodes:"]
    lines += [f"    {name}: {spec}" for name, spec in nodes.items()]
    return "\n".join([*lines, *(["  links:"] if links else []), *(f"    - {link}" for link in links), ""])


def valid() -> Iterator[tuple[str, str]]:
    """Names and texts."""
    yield from _kinds()
    yield from _links()
    yield from _settings()


def _kinds() -> Iterator[tuple[str, str]]:
    for name in sorted(set(all_kinds()) - set(SPECIAL)):
        of = kind(name)
        assert of is not None
        more = ", license: license.txt, type: sr-1" if of.licence else ", type: '5132'" if of.type_needed else ""
        node = f"{{kind: {name}, image: 'x:1'{more}}}"
        link = () if of.licence else (f'endpoints: ["a:{of.example}", "b:eth1"]',)
        yield f"kind-{name}", _file({"a": node, "b": LINUX}, link)


def _links() -> Iterator[tuple[str, str]]:
    two = {"a": LINUX, "b": LINUX}
    for name, link in {
        "brief": 'endpoints: ["a:eth1", "b:eth1"]',
        "brief-empty-type": '{type: "", endpoints: ["a:eth1", "b:eth1"]}',
        "brief-mtu": '{endpoints: ["a:eth1", "b:eth1"], mtu: 1500, labels: {x: y}, vars: {k: [1]}}',
        "brief-addresses": '{endpoints: ["a:eth1", "b:eth1"], ipv4: [10.0.0.1/30], ipv6: ["2001:db8::1/64"]}',
        "block": 'endpoints:\n        - "a:eth1"\n        - b:eth1',
        "veth": "{type: veth, mtu: 9000, endpoints: [{node: a, interface: eth1}, {node: b, interface: eth1}]}",
        "veth-addresses": "{type: veth, endpoints:"
        ' [{node: a, interface: eth1, mac: "aa:c1:ab:00:00:01", ipv4: 10.0.0.1/30},'
        ' {node: b, interface: eth1, ipv6: "2001:db8::2/64"}]}',
        "loop": 'endpoints: ["a:eth1", "a:eth2"]',
        "dummy": "{type: dummy, endpoint: {node: a, interface: eth1}}",
        "host": "{type: host, host-interface: labkeeper0, endpoint: {node: a, interface: eth1}}",
        "host-brief": 'endpoints: ["a:eth1", "host:labkeeper0"]',
    }.items():
        yield f"link-{name}", _file(two, (link,))
    yield "links-none", _file(two)
    yield "links-empty", _file(two) + "  links: []\n"
    yield "links-null", _file(two) + "  links:\n"
    srl = "{kind: nokia_srlinux, image: 'srl:1', type: ixr-d3l}"
    for name, ends in {
        "long": ("ethernet-1/1", "ethernet-1/2"),
        "short": ("e1-1", "e1-2"),
        "broken-out": ("e1-1-1", "e1-1-2"),
    }.items():
        first, second = ends
        links = (f'endpoints: ["a:{first}", "b:{first}"]', f'endpoints: ["a:{second}", "b:{second}"]')
        yield f"srl-{name}", _file({"a": srl, "b": srl}, links)


def _settings() -> Iterator[tuple[str, str]]:
    link = ('endpoints: ["a:eth1", "b:eth1"]',)
    two = {"a": "{}", "b": "{}"}
    yield "from-defaults", _file(two, link, extra="  defaults: {kind: linux, image: 'x:1'}")
    yield (
        "from-kinds",
        _file({"a": "{kind: linux}", "b": "{kind: linux}"}, link, extra="  kinds: {linux: {image: 'x:1'}}"),
    )
    groups = "  groups: {g: {kind: linux, image: 'x:1'}}"
    yield "from-groups", _file({"a": "{group: g}", "b": "{group: g}"}, link, extra=groups)
    anchored = "  defaults: &d {kind: linux, image: 'x:1'}"
    yield "merged", _file({"a": "{<<: *d, user: root}", "b": "{<<: *d}"}, link, extra=anchored)
    yield "upper-case-kind", _file({"a": "{kind: LINUX, image: 'x:1'}", "b": LINUX}, link)
    for name, more in {
        "exec": "exec: ['ip a', 'ip r']",
        "env": "env: {A: b, N: 1, Y: yes}",
        "cpu": "cpu: 1.5, memory: 512MB",
        "ports": "ports: ['8080:80', '9090:90/udp']",
        "labels": "labels: {a: b}, sysctls: {net.ipv4.ip_forward: 1}",
        "caps": "cap-add: [NET_ADMIN], privileged: false",
        "dns": "dns: {servers: [1.1.1.1], search: [x.y]}",
        "health": "healthcheck: {test: [CMD, true], interval: 5, timeout: 2, retries: 3, start-period: 1}",
        "stages": "stages: {create: {wait-for: [{node: b, stage: healthy}]}}",
        "stage-exec": "stages: {configure: {exec: [{command: id, phase: on-exit}]}}",
        "restart": "restart-policy: no, startup-delay: 5, user: root",
        "mgmt": "mgmt-ipv4: 172.20.20.11, mgmt-ipv6: '3fff:172:20:20::11'",
        "pull": "image-pull-policy: Never",
        "dollar": "exec: ['echo $$HOME']",
        "none": "network-mode: none",
        "bool-words": "auto-remove: yes, enforce-startup-config: off",
    }.items():
        yield f"node-{name}", _file({"a": f"{{kind: linux, image: 'x:1', {more}}}", "b": LINUX}, link)
    eth0 = ('endpoints: ["a:eth0", "b:eth1"]',)
    yield "eth0-without-network", _file({"a": "{kind: linux, image: 'x:1', network-mode: none}", "b": LINUX}, eth0)
    nodes = {"a": LINUX, "b": LINUX}
    for name, head in {
        "prefix": "name: t\nprefix: lab",
        "no-prefix": 'name: t\nprefix: ""',
        "prefix-is-lab-name": "name: t\nprefix: __lab-name",
        "mgmt": "name: t\nmgmt: {network: m, ipv4-subnet: 172.100.0.0/24, ipv6-subnet: '2001:db8::/64', mtu: 1400}",
        "settings": "name: t\nsettings: {certificate-authority: {key-size: 2048, validity-duration: 1h}}",
        "settings-null": "name: t\nsettings:",
        "number": "name: 2026",
        "dots": "name: a.b-c.d",
    }.items():
        yield f"lab-{name}", _file({"aa": LINUX, "bb": LINUX} if name == "no-prefix" else nodes, head=head)
    yield "group-from-defaults", _file(two, link, extra=groups.replace("groups", "defaults: {group: g}\n  groups"))
    bridged = ('endpoints: ["a:eth1", "br-lk1:eth7"]', 'endpoints: ["b:eth1", "br-lk1:eth8"]')
    yield "bridge", _file({**nodes, "br-lk1": "{kind: bridge}"}, bridged)
    yield "link-mgmt-net", _file(nodes, ("{type: mgmt-net, host-interface: m7, endpoint: {node: a, interface: eth1}}",))
    yield "link-mgmt-net-brief", _file(nodes, ('endpoints: ["a:eth1", "mgmt-net:m7"]',))
    many = {f"n{k}": LINUX for k in range(60)}
    ring = tuple(f'endpoints: ["n{k}:eth1", "n{(k + 1) % 60}:eth2"]' for k in range(60))
    yield "ring-of-sixty", _file(many, ring)
