"""The lab as values: nodes, links, and what a node's kind says about it. Pure."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One end of a link: `r1:eth2` in the lab's words."""

    node: str
    interface: str

    def __str__(self) -> str:
        return f"{self.node}:{self.interface}"


@dataclass(frozen=True, slots=True)
class Link:
    """A point-to-point link between two nodes."""

    a: Endpoint
    b: Endpoint

    def other(self, node: str) -> Endpoint:
        """The end that is not on `node`."""
        return self.b if self.a.node == node else self.a

    def at(self, node: str) -> Endpoint | None:
        """The end on `node`, None where the link does not touch it."""
        return self.a if self.a.node == node else self.b if self.b.node == node else None


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the lab. `addresses` are canonical texts, without prefix length; `unnumbered` interface names;
    `management` the addresses by which it is reached, where the topology sets them."""

    name: str
    kind: str = "linux"
    addresses: tuple[str, ...] = ()
    unnumbered: tuple[str, ...] = ()
    management: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lab:
    """What is known of the lab before anything is seen on it; every part may be empty."""

    name: str | None = None
    nodes: dict[str, Node] = field(default_factory=dict)
    links: tuple[Link, ...] = ()

    def links_of(self, node: str) -> tuple[Link, ...]:
        """All links that touch `node`."""
        return tuple(link for link in self.links if link.at(node))

    def links_between(self, a: str, b: str) -> tuple[Link, ...]:
        """All links that join the two nodes."""
        return tuple(link for link in self.links if {link.a.node, link.b.node} == {a, b})

    def link_at(self, node: str, interface: str) -> Link | None:
        """The link behind one interface of a node, None where the lab does not tell of one."""
        return next((link for link in self.links if Endpoint(node, interface) in (link.a, link.b)), None)
