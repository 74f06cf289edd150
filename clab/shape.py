"""Whether a topology has containerlab's shape: its keys, the type of each value, and nothing that makes it crash. Pure.

Keys and types as in containerlab 0.79 (types.Topology, types.NodeDefinition, the link types of `links/`).
"""

import re
from collections.abc import Collection, Mapping
from typing import Final

from clab.document import Item
from clab.finding import Finding, did_you_mean


class Leaf(str):
    """The type of a scalar, or of a list or mapping of scalars."""


TEXT, WHOLE, COUNT, NUMBER, BOOL, ANY = (Leaf(each) for each in ("text", "int", "uint", "float", "bool", "any"))
BYTE = Leaf("number from 0 to 255")
TEXTS, WORDS, MAPPING = Leaf("list of text"), Leaf("mapping of text"), Leaf("mapping")


class Each:
    """A list, or with `named` a mapping, whose members all have one shape."""

    def __init__(self, shape: "Shape", *, named: bool = False) -> None:
        self.shape, self.named = shape, named


Shape = Leaf | Each | Mapping[str, "Shape"]


def _of(kind: Leaf, names: str) -> dict[str, Shape]:
    return dict.fromkeys(names.split(), kind)


def _cases(word: str) -> tuple[str, ...]:
    return word, word.capitalize(), word.upper()


STAGE: Final[Shape] = {
    "wait-for": Each(_of(TEXT, "node stage")),
    "exec": Each(_of(TEXT, "command target phase")),
}
MDA: Final[Shape] = Each(_of(TEXT, "slot type"))
NODE: Final[Mapping[str, Shape]] = {
    **_of(
        TEXT,
        "kind group type startup-config restart-policy image image-pull-policy license position hostname entrypoint"
        " cmd cgroupns-mode cgroup-parent pid-mode shm-size mgmt-ipv4 mgmt-ipv6 user network-mode runtime cpu-set"
        " memory link-apply-mode username password",
    ),
    **_of(BOOL, "enforce-startup-config suppress-startup-config auto-remove privileged"),
    **_of(TEXTS, "exec binds volumes devices cap-add security-opts ports env-files aliases"),
    **_of(WORDS, "tmpfs env labels sysctls"),
    "startup-delay": COUNT,
    "cpu": NUMBER,
    "config": {"vars": MAPPING},
    "extras": {
        "srl-agents": TEXTS,
        "mysocket-proxy": TEXT,
        "ceos-copy-to-flash": TEXTS,
        "k8s_kind": {"deploy": {"kubeconfig": TEXT, "wait": TEXT}},
    },
    "stages": dict.fromkeys(("create", "create-links", "configure", "healthy", "exit"), STAGE),
    "dns": _of(TEXTS, "servers options search"),
    "certificate": {"issue": BOOL, "key-size": WHOLE, "validity-duration": TEXT, "sans": TEXTS},
    "healthcheck": {"test": TEXTS, **_of(WHOLE, "interval timeout retries start-period")},
    "credentials": _of(TEXT, "username password identity-file"),
    "components": Each(
        {
            **_of(TEXT, "slot type sfm"),
            "env": WORDS,
            "xiom": Each({**_of(TEXT, "slot type"), "mda": MDA}),
            "mda": MDA,
        }
    ),
}
WAS: Final[Mapping[str, Shape]] = {**_of(TEXT, "kernel sandbox mgmt_ipv4 mgmt_ipv6"), **_of(TEXTS, "publish wait-for")}
"""Node keys that older versions had."""

GONE: Final = {"kernel": 72, "sandbox": 72, "publish": 61, "wait-for": 50, "mgmt_ipv4": 68, "mgmt_ipv6": 68}
"""Node keys that were: the last minor version that has each."""

INSTEAD: Final = {
    "wait-for": "stages: {create: {wait-for: [{node: ..., stage: healthy}]}}",
    "mgmt_ipv4": "mgmt-ipv4",
    "mgmt_ipv6": "mgmt-ipv6",
}

_HEAD: Final[Mapping[str, Shape]] = {
    "name": TEXT,
    "prefix": TEXT,
    "debug": BOOL,
    "mgmt": {
        **_of(TEXT, "network bridge ipv4-subnet ipv4-gw ipv4-range ipv6-subnet ipv6-gw ipv6-range"),
        **_of(TEXT, "ipv4_subnet ipv6_subnet"),
        **_of(BOOL, "external-access skip-when-unused"),
        "mtu": WHOLE,
        "driver-opts": WORDS,
    },
    "settings": {
        "certificate-authority": {**_of(TEXT, "cert key validity-duration"), "key-size": WHOLE},
    },
}


def _top(node: Mapping[str, Shape]) -> Mapping[str, Shape]:
    many: dict[str, Shape] = dict.fromkeys(("kinds", "nodes", "groups"), Each(node, named=True))
    return {**_HEAD, "topology": {"defaults": node, **many, "links": ANY}}


TOPOLOGY: Final = ("defaults", "kinds", "groups", "nodes", "links")
TOP: Final = _top(NODE)
COMMON: Final[Mapping[str, Shape]] = {
    "mtu": WHOLE,
    "labels": WORDS,
    "vars": MAPPING,
    "type": TEXT,
    "deploymentstate": BYTE,
}
END: Final[Mapping[str, Shape]] = {**_of(TEXT, "node interface mac ipv4 ipv6"), "vars": MAPPING}
BRIEF: Final[Mapping[str, Shape]] = {**COMMON, "endpoints": TEXTS, "ipv4": TEXTS, "ipv6": TEXTS}
_ONE: Final[Mapping[str, Shape]] = {**COMMON, "endpoint": END}
_VXLAN: Final[Mapping[str, Shape]] = {
    **_ONE,
    **_of(TEXT, "remote parent-interface"),
    **_of(WHOLE, "vni udp-port dst-port src-port"),
}
LINKS: Final[Mapping[str, Mapping[str, Shape]]] = {
    "veth": {**COMMON, "endpoints": Each(END)},
    "veth-stitch": {**COMMON, "endpoints": Each(END)},
    "host": {**_ONE, "host-interface": TEXT},
    "mgmt-net": {**_ONE, "host-interface": TEXT},
    "macvlan": {**_ONE, "host-interface": TEXT, "mode": TEXT},
    "vxlan": _VXLAN,
    "vxlan-stitch": _VXLAN,
    "dummy": _ONE,
}
NEVER_NULL: Final = ("topology", "mgmt", "topology.defaults")
"""Sections that make containerlab crash (a nil pointer) when they are written and hold nothing."""

BOOLS: Final = frozenset(
    case for word in ("y", "yes", "on", "true", "n", "no", "off", "false") for case in _cases(word)
)
_WHOLE = re.compile(r"[-+]?(0[xX][0-9a-fA-F_]+|0[oO]?[0-7_]+|0[bB][01_]+|[0-9][0-9_]*)$")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?$|[-+]?\.(inf|Inf|INF)$|\.(nan|NaN|NAN)$"
)


def check_shape(document: Item, also: Collection[str] = ()) -> list[Finding]:
    """What is not of containerlab's shape; `also` are keys of `WAS` that the version at hand still has."""
    found: list[Finding] = []
    if document.entries is None:
        at = (document.line, document.column)
        return [Finding("type", "error", *at, "a topology is a mapping", "name: …, topology: …")]
    _check(document, _top({**NODE, **{key: WAS[key] for key in also}}) if also else TOP, "", found)
    for number, link in enumerate(document.list("topology", "links")):
        found += _link(link, f"topology.links[{number}]")
    links = document.get("topology", "links")
    if links is not None and links.items is None and not links.is_null:
        hint = "a dash is missing: - endpoints: [...]" if links.entries is not None else "write it as - item lines"
        found.append(Finding("type", "error", links.line, links.column, "topology.links is no list", hint))
    return found


def _check(item: Item, shape: Shape, path: str, found: list[Finding]) -> None:
    if isinstance(shape, Leaf):
        _leaf(item, shape, path, found)
        return
    if item.is_null:
        if path in NEVER_NULL or (path.startswith("topology.kinds.") and path.count(".") == 2):
            what = f"{path} is written and holds nothing, which makes containerlab crash"
            found.append(Finding("null-section", "error", item.line, item.column, what, "fill it or take it out"))
        return
    if isinstance(shape, Each):
        members = (
            list((item.entries or {}).items()) if shape.named else [(str(k), e) for k, e in enumerate(item.items or ())]
        )
        if (item.entries if shape.named else item.items) is None:
            wanted = "mapping" if shape.named else "list"
            found.append(Finding("type", "error", item.line, item.column, f"{path} is no {wanted}"))
        for name, member in members:
            _check(member, shape.shape, f"{path}.{name}" if shape.named else f"{path}[{name}]", found)
        return
    if item.entries is None:
        found.append(Finding("type", "error", item.line, item.column, f"{path} is no mapping"))
        return
    for name, entry in item.entries.items():
        inner = shape.get(name)
        if inner is None:
            at = item.key(name)
            what = f"unknown key {name!r} in {path or 'the file'}"
            hint = _belongs(name, path) or did_you_mean(name, shape)
            if name in GONE and path.startswith("topology."):
                what = f"key {name!r} in {path} is gone: containerlab 0.{GONE[name]} was the last that had it"
                hint = INSTEAD.get(name, "leave it out")
            found.append(Finding("unknown-key", "error", at.line, at.column, what, hint))
        else:
            _check(entry, inner, f"{path}.{name}".lstrip("."), found)


def _belongs(name: str, path: str) -> str:
    """Where a key belongs that stands at another level."""
    if not path and name in TOPOLOGY:
        return f"{name} belongs below topology: indent it"
    if path == "topology" and name in _HEAD:
        return f"{name} belongs at the top of the file, beside topology"
    if path.startswith("topology.links") and name in ("source", "target", "from", "to"):
        return 'endpoints: ["a:eth1", "b:eth1"]'
    return ""


def _leaf(item: Item, shape: Leaf, path: str, found: list[Finding]) -> None:
    if shape == ANY or item.is_null or item.is_open:
        return
    if shape == MAPPING:
        if item.entries is None:
            found.append(Finding("type", "error", item.line, item.column, f"{path} is no mapping"))
        return
    if shape in (TEXTS, WORDS):
        members = item.items if shape == TEXTS else None if item.entries is None else list(item.entries.values())
        if members is None:
            hint = "write it as - item lines" if shape == TEXTS else "write it as key: value lines"
            found.append(Finding("type", "error", item.line, item.column, f"{path} is no {shape}", hint))
        for member in members or ():
            if member.text is None:
                found.append(
                    Finding("type", "error", member.line, member.column, f"{path} holds something that is no text")
                )
        return
    text = item.text
    good = text is not None
    if text is not None and shape == BOOL:
        good = not item.quoted and text in BOOLS
    elif text is not None and shape in (WHOLE, COUNT):
        good = not item.quoted and bool(_WHOLE.match(text)) and not (shape == COUNT and text.startswith("-"))
    elif text is not None and shape == BYTE:
        good = not item.quoted and text.isdecimal() and int(text) < 256
    elif text is not None and shape == NUMBER:
        good = not item.quoted and bool(_FLOAT.match(text) or _WHOLE.match(text))
    if not good:
        shown = "a list or mapping" if text is None else repr(text)
        found.append(Finding("type", "error", item.line, item.column, f"{path} is {shown}, expected {shape}"))


def _link(link: Item, path: str) -> list[Finding]:
    found: list[Finding] = []
    at = (link.line, link.column)
    if link.is_null:
        return [Finding("null-section", "error", *at, f"{path} holds nothing, which makes containerlab crash")]
    if link.entries is None:
        return [Finding("type", "error", *at, f"{path} is no mapping", 'endpoints: ["a:eth1", "b:eth1"]')]
    kind = link.word("type")
    if not kind or kind == "brief":
        _check(link, BRIEF, path, found)
        ends = link.get("endpoints")
        if ends is not None and ends.items and ends.items[0].entries is not None:
            found[:] = [item for item in found if item.rule != "type"]
            hint = "add `type: veth`"
            found.append(Finding("link-type", "error", *at, f"{path} has endpoints in the long form and no type", hint))
        return found
    shape = LINKS.get(kind)
    if shape is None:
        place = link.entries["type"]
        hint = did_you_mean(kind, LINKS) or f"there are: {', '.join(LINKS)}"
        return [Finding("link-type", "error", place.line, place.column, f"{path}: no link type {kind!r}", hint)]
    _check(link, shape, path, found)
    one = link.get("endpoint")
    if "endpoint" in shape and (one is None or one.is_null):
        what = f"{path}: a {kind} link needs an `endpoint`; without it containerlab crashes"
        found.append(Finding("endpoint-missing", "error", *at, what))
    return found
