"""Addresses of a lab: loopbacks, links and networks of hosts, out of the usual pools or those that were named. Pure."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Network
from typing import Final

from clab.design.intent import Details
from clab.design.setting import Setting

LOOPBACKS: Final = "10.255.0.0/16"
LINKS: Final = "10.0.0.0/16"
HOSTS: Final = "192.168.0.0/16"
LINKS6: Final = IPv6Network("2001:db8::/48")
HOSTS6: Final = IPv6Network("2001:db8:0:1000::/52")
LOOPBACKS6: Final = IPv6Network("2001:db8:0:ffff::/64")
POOLS6: Final = ("2001:db8::/32",)
"""IPv6 addresses are those of documentation (RFC 3849)."""
SPARE: Final = ("172.30.0.0/16", "10.254.0.0/16", "172.29.0.0/16")
"""Taken instead of a usual pool that a named one overlaps."""


class Numbering:
    """The pools of one lab; `count` is how many links it has between routers, 0 where nobody knows.

    Raises:
        ValueError: named addresses overlap, or a pool has too few.
    """

    def __init__(
        self, details: Details | None, routers: int, settings: Sequence[Setting] = (), *, count: int = 0
    ) -> None:
        said = details or Details()
        self._named = said.loopbacks
        self._one_lan = said.hosts
        self._lans = said.host_list
        self._hosts_in = [str(IPv4Interface(one).network) for _, one in said.host_at]
        self._hosts_in += [one for _, one in (*said.host_nets, *said.vlan_networks)]
        self._at = {one.on.lower(): one.value for one in settings if one.what == "loopback"}
        links = {(frozenset((one.on, one.to)), one.nth): one.value for one in settings if one.what == "subnet"}
        self._link_at = {ends: IPv4Network(value) for ends, value in links.items()}
        ends = {(one.on, one.to, one.nth): one.value for one in settings if one.what == "address"}
        self._end_at = {end: IPv4Interface(value).ip for end, value in ends.items()}
        lans = {one.value for one in settings if one.what == "lan"}
        announced = {one.value for one in settings if one.what == "announce" and ":" not in one.value}
        fixed = list(dict.fromkeys((*links.values(), *announced, *lans, *said.host_list)))
        loopbacks = [f"{one}/32" for one in (*said.loopbacks, *self._at.values())]
        self._fixed = _apart([*fixed, *loopbacks])
        pools = _apart([one for one in (said.loopback_pool, said.links, said.hosts, said.shared) if one])
        for one in self._fixed:  # one of a pool's own kind is one of its numbers
            inside = (said.loopback_pool,) if one.prefixlen == 32 else (said.links, said.hosts)
            held = [pool for pool in pools if one.overlaps(pool) and not (one.subnet_of(pool) and str(pool) in inside)]
            if held:
                raise ValueError(f"{one} and {held[0]} overlap")
        taken = [*pools, *self._fixed]
        spare = [IPv4Network(one) for one in SPARE]

        def pool(said_of: str | None, usual: str) -> IPv4Network:
            network = IPv4Network(said_of or usual)
            if said_of is None and any(network.overlaps(one) for one in taken):
                network = next(one for one in spare if not any(one.overlaps(other) for other in taken))
                spare.remove(network)
            return network

        only = IPv4Network(said.links).prefixlen if said.links and count == 1 and not said.link_length else 0
        self._length = (
            said.link_length
            or (only if 28 <= only <= 29 else 0)
            or (30 if said.links and IPv4Network(said.links).prefixlen == 30 else 31)
        )
        self._used = 0
        self._loopbacks = pool(said.loopback_pool, LOOPBACKS)
        self._links = pool(said.links, LINKS)
        self._hosts = pool(said.hosts, HOSTS)
        self._links6 = IPv6Network(said.links6) if said.links6 else None
        if self._links6 and any(self._links6.subnet_of(one) for one in (HOSTS6, LOOPBACKS6)):
            raise ValueError(f"{self._links6} is one of the usual networks of hosts or loopbacks")
        if said.loopback_pool and routers > self._loopbacks.num_addresses - 2:
            raise ValueError(f"{self._loopbacks} has too few addresses for {routers} loopbacks")

    def pools6(self) -> tuple[str, ...]:
        """What a host reaches through its router by IPv6."""
        return (*POOLS6, *((str(self._links6),) if self._links6 else ()))

    def pools(self) -> tuple[str, ...]:
        """What a host reaches through its router."""
        own = [str(one) for one in (self._loopbacks, self._links, self._hosts)] + [f"{one}/32" for one in self._named]
        own += [
            *self._lans,
            *dict.fromkeys(self._hosts_in),
            *map(str, self._fixed),
        ]
        usual = [IPv4Network("10.0.0.0/8"), IPv4Network("192.168.0.0/16")]
        return (
            *map(str, usual),
            *(one for one in own if not any(IPv4Network(one).subnet_of(whole) for whole in usual)),
        )

    def loopback(self, place: int, name: str = "") -> str:
        """The `place`-th router's, from 0, unless its own was named."""
        if name.lower() in self._at or self._named:
            return self._at.get(name.lower()) or self._named[place]
        if self._at and any(IPv4Address(one) in self._loopbacks for one in self._at.values()):
            free = (one for one in self._loopbacks.hosts() if str(one) not in self._at.values())
            return str(next(one for k, one in enumerate(free) if k == place))
        if self._loopbacks.prefixlen > 16:
            return str(self._loopbacks[place + 1])
        return str(self._loopbacks[place // 254 * 256 + place % 254 + 1])

    def link(self, a: str, b: str, nth: int) -> tuple[str, str, str, int]:
        """The network, both ends and the length of the next link, which is the `nth` between two, unless its own was
        named.

        Raises:
            ValueError: the pool is used up.
        """
        ends = frozenset((a, b))
        own = self._link_at.get((ends, nth)) or (self._link_at.get((ends, 0)) if nth == 1 else None)
        if own is not None:
            return self._ends_told(own, a, b, nth)
        size = 2 ** (32 - self._length)
        if (self._used + 1) * size > self._links.num_addresses:
            raise ValueError(f"{self._links} has no network for link {self._used + 1}")
        self._used += 1
        network = IPv4Network((int(self._links.network_address) + (self._used - 1) * size, self._length))
        return self.link(a, b, nth) if any(network.overlaps(one) for one in self._fixed) else _ends(network)

    def _ends_told(self, network: IPv4Network, a: str, b: str, nth: int) -> tuple[str, str, str, int]:
        """A network that was named, with its addresses that were; an end without one has the first free one."""
        told = [self._end_at.get((on, to, nth)) or self._end_at.get((on, to, 0)) for on, to in ((a, b), (b, a))]
        usual = [IPv4Address(one) for one in _ends(network)[1:3]]
        if all(told) or not any(told):
            left, right = (one or other for one, other in zip(told, usual, strict=True))
        else:
            free = next(one for one in usual if one not in told)
            left, right = (one or free for one in told)
        if left == right:
            raise ValueError(f"{left} is named for {a} and {b}")
        for one in (left, right):
            if one not in network:
                raise ValueError(f"{one} is not in {network}")
        return str(network[0]), str(left), str(right), network.prefixlen

    def link6(self, place: int) -> tuple[str, str, int]:
        """Both ends and the length of the `place`-th link's IPv6 network, from 0.

        Raises:
            ValueError: the pool is used up.
        """
        pool = self._links6 or LINKS6
        if (place + 1) * 2**64 > pool.num_addresses:
            raise ValueError(f"{pool} has no network for link {place + 1}")
        network = IPv6Network((int(pool.network_address) + place * 2**64, 64))
        return str(network[1]), str(network[2]), 64

    def lan(self, number: int) -> IPv4Network:
        """The `number`-th network of hosts, from 1.

        Raises:
            ValueError: the pool is used up.
        """
        if self._lans:
            if number > len(self._lans):
                raise ValueError(f"{len(self._lans)} networks of hosts, and there are more hosts")
            return IPv4Network(self._lans[number - 1])
        if self._one_lan is None:
            return _lan_of(self._hosts, number)
        if self._hosts.prefixlen >= 24:
            if number > 1:
                raise ValueError(f"{self._hosts} is one network, and each host has its own")
            return self._hosts
        return _lan_of(self._hosts, number - 1)

    def bridged(self, usual: str) -> IPv4Network:
        """The network that all hosts share by EVPN."""
        return IPv4Network(self._one_lan or f"{usual}.0/24")


def _apart(named: Sequence[str]) -> list[IPv4Network]:
    """Networks of which no two overlap.

    Raises:
        ValueError: two do.
    """
    found = [IPv4Network(one) for one in named]
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            if one.overlaps(other):
                raise ValueError(f"{one} and {other} overlap")
    return found


def _ends(network: IPv4Network) -> tuple[str, str, str, int]:
    first = 0 if network.prefixlen == 31 else 1
    return str(network[0]), str(network[first]), str(network[first + 1]), network.prefixlen


def loopback6(place: int) -> str:
    """The `place`-th router's, from 0."""
    return str(LOOPBACKS6[place + 1])


def lan6(number: int) -> IPv6Network:
    """The `number`-th network of hosts, from 1."""
    return IPv6Network((int(HOSTS6.network_address) + number * 2**64, 64))


def _lan_of(pool: IPv4Network, place: int) -> IPv4Network:
    """The /24 at a place of a pool."""
    size = 2**8
    if (place + 1) * size > pool.num_addresses:
        raise ValueError(f"{pool} has no network {place + 1}")
    return IPv4Network((int(pool.network_address) + place * size, 24))


def ports_of(details: Details | None) -> dict[str, list[str]]:
    """The ports that were named, by router, in the order of its links."""
    found: dict[str, list[str]] = {}
    for name, port in details.ports if details else ():
        found.setdefault(name, []).append(port)
    return found
