"""Since when containerlab has what a topology may say: keys, kinds, forms of links and names of interfaces. Pure data.

Read from the tags of its repository (the `yaml` tags of `types/*.go`, `links/*.go`, the kinds that `nodes/*` register):
an older version refuses a key that it does not know, so a file that uses one says which version it needs.
"""

from collections.abc import Iterator
from typing import Final

from clab.document import Item
from clab.finding import Finding
from clab.kinds.table import canonical_port
from clab.lint import SPECIAL, Topology
from clab.shape import GONE

OLDEST: Final = (0, 43)
"""What 0.43 has is in no table; older versions can neither plan nor draw."""

KEYS: Final = {
    44: "top/settings",
    45: "node/suppress-startup-config",
    49: "node/healthcheck",
    50: "node/certificate/sans",
    51: "node/stages",
    52: "node/extras/k8s_kind",
    59: "node/restart-policy node/stages/*/exec",
    60: "node/aliases",
    68: "node/cap-add node/devices node/shm-size",
    69: "node/components topology/groups mgmt/driver-opts",
    70: "node/components/mda node/components/sfm node/components/xiom link/dst-port link/src-port"
    " link/endpoint/vars link/endpoints/vars",
    71: "link/ipv4 link/ipv6 link/endpoint/ipv4 link/endpoint/ipv6 link/endpoints/ipv4 link/endpoints/ipv6",
    73: "node/extras/k8s_kind/deploy/kubeconfig",
    75: "node/credentials node/username node/password",
    76: "mgmt/skip-when-unused",
    77: "node/link-apply-mode node/credentials/identity-file",
    78: "node/privileged node/cgroupns-mode node/pid-mode node/security-opts node/tmpfs",
    79: "node/hostname node/volumes node/cgroup-parent",
}
"""Minor version: the keys that came with it. `*` is any key; lists are stepped into."""

KINDS: Final = {
    44: "vr-aoscx vr-aruba_aoscx",
    48: "arista_veos aruba_aoscx cisco_csr1000v cisco_n9kv cisco_xrv cisco_xrv9k dell_ftosv juniper_vjunosswitch"
    " juniper_vmx juniper_vqfx juniper_vsrx mikrotik_ros nokia_sros paloalto_panos",
    49: "cisco_ftdv juniper_vjunosevolved openbsd",
    50: "k8s-kind",
    53: "fortinet_fortigate freebsd",
    54: "cisco_c8000v",
    55: "generic_vm juniper_vjunosrouter",
    56: "cisco_cat9kv dell_sonic sonic-vm",
    58: "cisco_iol huawei_vrp",
    67: "openwrt",
    68: "6wind_vsr fdio_vpp",
    69: "cjunosevolved juniper_cjunosevolved nokia_srsim vyosnetworks_vyos",
    70: "arrcus_arcos",
    71: "cisco_sdwan",
    72: "cisco_asav cisco_vios",
    73: "f5_bigip-ve",
    74: "spirent_stc veesix_osvbng",
    75: "juniper_csrx",
    76: "nvidia_cumulusvx",
    77: "cisco_xrd_vrouter",
    78: "ciena_saos plvision_sonic vr-ciena_saos",
}
"""Minor version: the kinds that came with it."""

LINK_TYPES: Final = {"vxlan": 46, "vxlan-stitch": 46, "dummy": 55, "veth-stitch": 78}
LONG_LINKS, ALIASES = (0, 44), (0, 56)
"""Links with a `type`, and interfaces under the name that the router itself has for them."""

SRL_DASHES = (0, 69, 2)
"""SR Linux types as Nokia writes them (`ixr-d3l`); before, without dashes."""

Version = tuple[int, ...]
_Newer = tuple[Version, Item, str, str]
_KEYS: Final = tuple(((0, since), path.split("/")) for since, words in KEYS.items() for path in words.split())
_KINDS: Final = {name: (0, since) for since, words in KINDS.items() for name in words.split()}


def check_ages(lab: Topology, version: Version) -> list[Finding]:
    """What in a topology is newer than a containerlab of this version."""
    here = _dotted(version)
    return [
        Finding(
            "version",
            "error",
            at.line,
            at.column,
            f"{what} needs containerlab {_dotted(since)}, here is {here}",
            f"{hint or 'leave it out'}, or install containerlab {_dotted(since)} or newer",
        )
        for since, at, what, hint in _used(lab)
        if since > version
    ]


def still_there(version: Version) -> list[str]:
    """The node keys that a version has and today's has not."""
    return [key for key, last in GONE.items() if version[:2] <= (0, last)]


def _dotted(version: Version) -> str:
    return ".".join(map(str, version))


def _used(lab: Topology) -> Iterator[_Newer]:
    """Everything in a topology that has an age: since when, where, what, and how to do without."""
    for root, section in _sections(lab.document):
        for since, path in _KEYS:
            if path[0] == root:
                for at in _places(section, path[1:]):
                    yield since, at, f"key {path[-1]!r}", ""
        kind = section.get("kind") if root == "node" else None
        if kind is not None and kind.text:
            yield _KINDS.get(kind.text.lower(), OLDEST), kind, f"kind {kind.text!r}", ""
    kinds = lab.document.get("topology", "kinds")
    for name, _ in lab.document.each("topology", "kinds"):
        yield _KINDS.get(name.lower(), OLDEST), (kinds or lab.document).key(name), f"kind {name!r}", ""
    for link in lab.links:
        written = link.at.get("type")
        if written is not None and written.text:
            since = (0, LINK_TYPES[link.type]) if link.type in LINK_TYPES else LONG_LINKS
            yield since, written, f"a link of type {link.type!r}", ""
    yield from _spellings(lab)


def _sections(document: Item) -> Iterator[tuple[str, Item]]:
    yield "top", document
    for name in ("mgmt", "topology"):
        if (section := document.get(name)) is not None:
            yield name, section
    if (defaults := document.get("topology", "defaults")) is not None:
        yield "node", defaults
    for name in ("kinds", "groups", "nodes"):
        for _, section in document.each("topology", name):
            yield "node", section
    for section in document.list("topology", "links"):
        yield "link", section


def _places(item: Item, path: list[str]) -> Iterator[Item]:
    """Where a path of keys ends in an item, through every member of the lists on its way."""
    for member in item.items or (item,):
        for name in (member.entries or {}) if path[0] == "*" else path[:1]:
            found = member.get(name)
            if found is None:
                continue
            if len(path) == 1:
                yield member.key(name)
            else:
                yield from _places(found, path[1:])


def _spellings(lab: Topology) -> Iterator[_Newer]:
    """Names that older versions have only in another spelling."""
    for node in lab.nodes:
        of, type_ = lab.kind_of(node), lab.setting(node, "type")
        if of is not None and of.name == "nokia_srlinux" and type_ is not None and "-" in (type_.text or ""):
            plain = (type_.text or "").replace("-", "")
            yield SRL_DASHES, type_, f"the type {type_.text!r}", f"write {plain!r}"
    for link in lab.links:
        for end in link.ends if link.type not in SPECIAL else ():
            kind = lab.kind_of(end.node)
            plain = end.interface if kind is None else canonical_port(kind, end.interface)
            if plain != end.interface and not end.is_open:
                yield ALIASES, end.at, f"the interface name {end.interface!r}", f"write {plain!r}"
