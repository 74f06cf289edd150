"""Settings that containerlab or Docker passes over or refuses too late, and files that are not there. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from clab.document import Item
from clab.finding import Finding, did_you_mean
from clab.written import Topology
from clab.written import found_at as _at

PULL: Final = ("always", "never", "ifnotpresent")
LEAST_MEMORY: Final = 6 << 20
"""Docker's own floor for a container's memory, in bytes."""


def settings(lab: Topology) -> Iterator[Finding]:
    """Values that containerlab passes over in silence: groups, pull policies."""
    groups = dict(lab.document.each("topology", "groups"))
    for node, own in lab.nodes.items():
        group = own.get("group")
        if group is not None and group.text and group.text not in groups:
            hint = did_you_mean(group.text, groups)
            if hint:  # any other word is a sort key of the graph, which needs no definition
                what = f"node {node}: group {group.text!r} is defined nowhere; containerlab ignores it"
                yield _at(group, "group", what, hint, "error")
        policy = lab.setting(node, "image-pull-policy")
        if policy is not None and policy.text and policy.text.lower() not in PULL:
            what = f"node {node}: image-pull-policy {policy.text!r} is taken for the default"
            yield _at(policy, "pull-policy", what, "IfNotPresent, Always or Never", "warning")
        yield from _memory(lab, node)
        yield from _image(lab, node)


def _memory(lab: Topology, node: str) -> Iterator[Finding]:
    memory = lab.setting(node, "memory")
    if memory is None or not memory.text or memory.is_open:
        return
    size = bytes_of(memory.text)
    if size is None:
        yield _at(memory, "memory", f"node {node}: memory {memory.text!r} is no size", "for example 512MB")
    elif 0 < size < LEAST_MEMORY:
        what = f"node {node}: memory {memory.text!r} is less than Docker's least, 6 MB"
        yield _at(memory, "memory", what, "for example 512MB")


_UNITS: Final = {"": 0, "k": 10, "m": 20, "g": 30, "t": 40, "p": 50}


def bytes_of(text: str) -> int | None:
    """A size as Docker and containerlab write it (`512`, `512MB`, `1.5GiB`) in bytes; None for what is none."""
    found = re.match(r"(\d+(?:\.\d*)?)\s*([kmgtp]?)(?:i?b)?$", text.strip(), re.IGNORECASE)
    return None if found is None else int(float(found[1]) * (1 << _UNITS[found[2].lower()]))


def _image(lab: Topology, node: str) -> Iterator[Finding]:
    of, image = lab.kind_of(node), lab.setting(node, "image")
    if of is None or of.name != "linux" or image is None or not image.text:
        return
    if re.search(r"(?:^|/)vrnetlab/|(?:^|/)vr-[a-z]", image.text, re.IGNORECASE):
        what = f"node {node}: {image.text!r} is a VM's image, which kind linux starts without its router's settings"
        yield _at(image, "vm-image", what, "give the node the kind of its router", "warning")


def files(lab: Topology) -> Iterator[Finding]:
    """Files that the topology names and that are not there."""
    for node in lab.nodes:
        for key in ("startup-config", "license"):
            found = lab.setting(node, key)
            if found is not None and _is_file(found) and not lab.exists(lab.path(found.text or "", node)):
                yield _at(found, "file-missing", f"node {node}: {key} {found.text!r} is not there")
        for key in ("binds", "env-files"):
            for setting in lab.settings(node):
                for item in setting.list(key):
                    if key == "binds" and item.text and ":" not in item.text and not item.is_open:
                        what = (
                            f"node {node}: the bind {item.text!r} has no colon, so containerlab takes it for a volume"
                        )
                        yield _at(item, "bind", what, f"{item.text}:{item.text}, or put it under volumes")
                        continue
                    path = (item.text or "").partition(":")[0] if key == "binds" else item.text or ""
                    if path and not lab.exists(lab.path(path, node)):
                        yield _at(item, "file-missing", f"node {node}: {key} names {path!r}, which is not there")


def _is_file(item: Item) -> bool:
    text = item.text or ""
    return bool(text) and "\n" not in text and "://" not in text
