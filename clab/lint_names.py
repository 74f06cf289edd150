"""Names and kinds: what a container can be called, what resolves, which kinds and types containerlab has. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from clab.finding import Finding, did_you_mean
from clab.kinds.table import all_kinds, kind
from clab.written import CAPTURED, Topology
from clab.written import found_at as _at

LONGEST_LABEL: Final = 63
NEWER: Final = frozenset({"frr"})
"""Kinds that containerlab's repository has and no release that this program knows."""

_CONTAINER = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._-]+$")


def names(lab: Topology) -> Iterator[Finding]:
    """A lab and every node need names that a container can have."""
    document = lab.document
    name, prefix = document.get("name"), document.get("prefix")
    if name is None or name.is_null or not name.text:
        yield _at(document, "name-missing", "the lab has no name", "without it containerlab means every running lab")
    if not lab.nodes:
        yield _at(document.key("topology"), "nodes-missing", "the lab has no nodes", "topology: nodes: …")
    lab_name = document.word("name") or "lab"
    first = "clab" if prefix is None else (prefix.text or "")
    if any(item is not None and item.is_open for item in (name, prefix)):
        lab_name, first = "lab", "clab"
    elif name is not None and name.text and not _CONTAINER.match(f"a{lab_name}"):
        yield _at(name, "name", f"lab name {lab_name!r} cannot be part of a container's name", "letters, digits, . _ -")
        lab_name = "lab"
    brief = {end.node for link in lab.links for end in link.ends if end.at.entries is None}
    for node in lab.nodes:
        full = (
            f"{first}-{lab_name}-{node}"
            if first and first != "__lab-name"
            else node
            if not first
            else f"{lab_name}-{node}"
        )
        of = lab.kind_of(node)
        if not _CONTAINER.match(full) and not lab.place(node).is_open and (of is None or of.container):
            what = f"node name {node!r} cannot be part of a container's name ({full!r})"
            yield _at(lab.place(node), "name", what, "letters, digits, . _ -, two at least")
        captured = node in CAPTURED[:2] or (node.lower() in CAPTURED and node in brief)
        if captured and (of is None or of.name != "host"):
            where = "the machine itself" if node.lower() == "host" else f"containerlab's {node.lower()}, not to it"
            yield _at(lab.place(node), "name-host", f"a node called {node!r}: links to it go to {where}", "rename it")
        if of is None or of.container:
            yield from _resolves(lab, node, full)


def _resolves(lab: Topology, node: str, full: str) -> Iterator[Finding]:
    """Names that DNS does not take: the node is there, but nobody finds it by its name."""
    place, name = lab.place(node), lab.document.get("name")
    if place.is_open or (name is not None and name.is_open):
        return
    if len(full) > LONGEST_LABEL:
        what = f"the container's name {full!r} has {len(full)} characters, more than the {LONGEST_LABEL} of a host name"
        yield _at(place, "name-long", what, "it does not resolve; shorten the lab's or the node's name", "warning")
    elif "_" in node or ("_" in full and "_" not in (lab.document.word("name") or "")):
        yield _at(place, "name-dns", f"{full!r} has an underscore, so it may not resolve", "use a dash", "warning")
    elif "_" in full and name is not None:
        what = f"the lab's name {name.text!r} has an underscore, so its nodes' names may not resolve"
        yield _at(name, "name-dns", what, "use a dash", "warning")


def kinds(lab: Topology) -> Iterator[Finding]:
    """Kinds that containerlab has, with types that the kind has, images and licences."""
    for node in lab.nodes:
        found = lab.setting(node, "kind")
        if found is None or not found.text:
            yield _at(lab.place(node), "kind-missing", f"node {node} has no kind", "kind: linux")
            continue
        of = kind(found.text)
        if found.is_open:
            continue
        if of is None:
            plain = found.text.lower()
            hint = did_you_mean(plain, all_kinds())
            longer = [item for item in sorted(all_kinds()) if item.startswith(plain) and len(plain) > 5]
            if plain in ("frr", "bird", "alpine", "debian", "ubuntu"):
                hint = f"kind: linux with an image of {found.text}"
            elif longer:
                hint = f"did you mean {longer[0]!r}?"
            if plain in NEWER:
                what = f"node {node}: kind {found.text!r} is newer than this program knows (containerlab 0.79)"
                yield _at(found, "kind-newer", what, hint)
            else:
                yield _at(found, "kind", f"node {node}: containerlab has no kind {found.text!r}", hint)
            continue
        type_ = lab.setting(node, "type")
        if of.types and type_ is not None and type_.text and not type_.is_open and type_.text.lower() not in of.types:
            hint = did_you_mean(type_.text.lower(), of.types) or f"one of {', '.join(sorted(of.types)[:8])}, …"
            yield _at(type_, "type-of-kind", f"node {node}: {of.name} has no type {type_.text!r}", hint)
        if of.type_needed and type_ is None:
            hint = f"one of {', '.join(sorted(of.types)[:8])}, …"
            yield _at(lab.place(node), "type-missing", f"node {node} ({of.name}) has no type", hint)
        if of.image and lab.setting(node, "image") is None:
            yield _at(lab.place(node), "image-missing", f"node {node} ({of.name}) has no image", "image: name:tag")
        if of.licence and lab.setting(node, "license") is None:
            yield _at(lab.place(node), "license-missing", f"node {node} ({of.name}) needs a license", "license: FILE")
