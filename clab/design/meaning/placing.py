"""Where the values that a request says can stand. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from clab.design.meaning.sizes import Sizes
from clab.design.setting import Setting

Said = tuple[str, Setting]
"""The words and what they set."""


@dataclass(slots=True)
class Placing:
    """Where values can stand: the routers, how often each two are joined, which have hosts, the network that they share
    and the name of what joins them there, and the networks of hosts that were named."""

    naming: Sizes
    routers: Sequence[str]
    pairs: Counter[frozenset[str]]
    with_hosts: Sequence[str] = ()
    shared: str = ""
    lan_name: str = ""
    host_nets: Sequence[str] = ()
    found: list[Said] = field(default_factory=list)

    def beside(self, name: str) -> list[str]:
        """The routers that are joined to one."""
        return [other for other in self.routers if frozenset((name, other)) in self.pairs]
