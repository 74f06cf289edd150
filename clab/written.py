"""A topology as it is written, with what containerlab would resolve in it: nodes, settings, links, their ends. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from clab.document import Item
from clab.finding import Finding, Severity
from clab.kind import Kind
from clab.kinds.table import kind

SPECIAL: Final = ("host", "mgmt-net", "macvlan", "vxlan", "vxlan-stitch", "dummy")
CAPTURED: Final = ("host", "mgmt-net", "macvlan")
"""What stands before the colon of a brief endpoint, in any case, is not looked for among the nodes."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a link: `node:interface`, and where it is written."""

    node: str
    interface: str
    at: Item

    @property
    def is_open(self) -> bool:
        """Whether a variable or a template stands in it, so that nobody here knows what it will be."""
        return any(
            item is not None and item.is_open for item in (self.at, self.at.get("node"), self.at.get("interface"))
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A link as written: its ends that are nodes of the lab, and whether there were two in the first place."""

    at: Item
    type: str
    ends: tuple[End, ...]


class Topology:
    """A topology file, with what containerlab would resolve in it. `exists` tells whether a file beside it is there."""

    def __init__(self, document: Item, exists: Callable[[str], bool] = lambda _: True) -> None:
        self.document, self.exists = document, exists
        self.nodes: dict[str, Item] = dict(document.each("topology", "nodes"))
        self.links = tuple(_drawn(item) for item in document.list("topology", "links") if item.entries is not None)

    @property
    def folder(self) -> str:
        """The name of the folder that containerlab keeps for the lab."""
        return f"clab-{self.document.word('name') or ''}"

    def path(self, text: str, node: str) -> str:
        """A path of the file with containerlab's own variables filled in; relative where the file's folder is meant."""
        values = {
            "__clabNodeDir__": f"{self.folder}/{node}",
            "__clabDir__": self.folder,
            "__clabNodeName__": node,
            "__clabLabName__": self.document.word("name") or "",
        }
        for name, value in values.items():
            text = text.replace(name, value)
        return text

    def files(self) -> Iterator[str]:
        """The paths of this machine that nodes name."""
        for node in self.nodes:
            for section in self.settings(node):
                texts = [section.word(key) or "" for key in ("startup-config", "license")]
                texts += [(item.text or "").partition(":")[0] for item in section.list("binds")]
                texts += [each.text or "" for each in section.list("env-files")]
                yield from (self.path(text, node) for text in texts if text and "\n" not in text and "://" not in text)

    def place(self, node: str) -> Item:
        """Where a node's name is written."""
        nodes = self.document.get("topology", "nodes")
        return nodes.key(node) if nodes is not None else self.document

    def settings(self, node: str) -> Iterator[Item]:
        """Where a node's values are looked for: itself, its group, its kind, the defaults."""
        topology = self.document.get("topology") or self.document
        own = self.nodes.get(node)
        if own is not None:
            yield own
        group = (own.word("group") if own is not None else None) or topology.word("defaults", "group")
        found = [topology.get("groups", group) if group else None]
        name = self._kind_name(own, found[0], topology)
        found += [topology.get("kinds", name) if name else None, topology.get("defaults")]
        yield from (item for item in found if item is not None and item.entries is not None)

    @staticmethod
    def _kind_name(own: Item | None, group: Item | None, topology: Item) -> str | None:
        for item in (own, group, topology.get("defaults")):
            word = item.word("kind") if item is not None else None
            if word:
                return word
        return None

    def setting(self, node: str, key: str) -> Item | None:
        """A node's value under a key, inherited where it has none of its own."""
        for setting in self.settings(node):
            found = setting.get(key)
            if found is not None and not found.is_null and found.text != "":
                return found
        return None

    def kind_of(self, node: str) -> Kind | None:
        """A node's kind; None where it has none that containerlab knows."""
        found = self.setting(node, "kind")
        return kind(found.text) if found is not None and found.text is not None else None


def _drawn(link: Item) -> Drawn:
    type_ = link.word("type") or "veth"
    one = link.get("endpoint")
    written = [one] if one is not None else link.list("endpoints")
    ends = []
    for item in written:
        if item.entries is not None:
            ends.append(End(item.word("node") or "", item.word("interface") or "", item))
        elif item.text is not None:
            node, _, interface = item.text.partition(":")
            ends.append(End(node, interface, item))
    return Drawn(link, type_, tuple(ends))


def found_at(item: Item, rule: str, message: str, hint: str = "", severity: Severity = "error") -> Finding:
    return Finding(rule, severity, item.line, item.column, message, hint)
