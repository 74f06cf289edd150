"""What a lab calls its nodes: to tell `clab-x-r1`, `r1.lab` and `172.20.20.3` as `r1`. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SessionNames:
    """What the lab calls its nodes: to tell `clab-x-r1`, `r1.lab` and `172.20.20.3` as `r1`."""

    nodes: frozenset[str] = frozenset()
    addresses: Mapping[str, str] = field(default_factory=dict)
    lab: str | None = None

    def known(self, name: str) -> str | None:
        """The node of exactly this name, address, or container name."""
        short = name.partition("%")[0].strip("[]")
        if short in self.addresses:
            return self.addresses[short]
        lower = {node.lower(): node for node in self.nodes}
        for text in (short.lower(), short.lower().partition(".")[0]):
            if text in lower:
                return lower[text]
            ends = [item for item in lower if text.endswith(f"-{item}")]
            if ends:
                return lower[max(ends, key=len)]
        return None

    def node(self, name: str) -> str:
        """The node that a container, namespace or host is, by the lab's names or by containerlab's habit."""
        known = self.known(name)
        if known is not None:
            return known
        for prefix in (f"clab-{self.lab}-", f"{self.lab}-") if self.lab else ():
            if name.startswith(prefix):
                return name.removeprefix(prefix)
        return name.rpartition("-")[2] if name.startswith("clab-") else name
