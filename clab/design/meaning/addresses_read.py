"""Addresses that were said, at the routers and ports that were meant. Pure."""

import ipaddress
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from clab.design.grammar.statements import Option
from clab.design.meaning.placing import Placing
from clab.design.setting import Setting
from clab.design.structure import Unclear
from clab.design.words.address_words import is_network

_NUMBER: Final = re.compile(r"(?<!\d)\d{1,9}$")


def of_routers(option: Option, names: Sequence[str], places: Placing) -> Iterator[Setting]:
    """One of a list for each router, in their order; a pattern for each by its number; a pool in order.

    Raises:
        Unclear: there are not as many.
    """
    values, title = option.value.split(), option.what.replace("_", " ")
    if option.what == "lan" and not option.who:
        names = places.with_hosts
    if "{n}" in option.value:
        values = [values[0].replace("{n}", str(number)) for number in _numbers(names)]
    elif option.what == "loopback" and is_network(values[0]):
        pool = ipaddress.ip_network(values[0])
        values = [str(pool[k + 1]) for k in range(min(len(names), pool.num_addresses - 2))]
    elif values[-1] == "+":
        names, values = _gone_on(option, names, values[:-1], places)
    if len(values) != len(names) and not (option.what == "lan" and len(names) == 1):
        raise Unclear(f"{option.words!r}: {len(values)} for {len(names)} routers")
    pairs = zip(values, names, strict=True) if len(values) == len(names) else ((one, names[0]) for one in values)
    for value, name in pairs:
        address, _, length = value.partition("/")
        if option.what != "lan" and length not in ("", "32", "128"):
            raise Unclear(f"{value} of {name}: a {title} is one address")
        if option.what == "lan":
            _network(value, option.words)
        elif not _is_address(address):
            raise Unclear(f"{value} of {name} is no address")
        yield Setting(what=option.what, value=value if option.what == "lan" else address, on=name)


def _gone_on(
    option: Option, names: Sequence[str], values: Sequence[str], places: Placing
) -> tuple[Sequence[str], list[str]]:
    """`r1 1.1.1.1, r2 2.2.2.2 and so on`: the same step goes on for the routers behind the last that was named.

    Raises:
        Unclear: two in a row were not named.
    """
    before = [(one.on, one.value) for _, one in places.found if one.what == option.what]
    told = [*before, *zip(names, values, strict=False)] if len(values) <= len(names) else []
    order = list(places.routers)
    if len(told) < 2 or order.index(told[-1][0]) != order.index(told[-2][0]) + 1:
        raise Unclear(f"{option.words!r}: it is not said how it goes on")
    (_, a), (last, b) = ((name, ipaddress.ip_interface(value).ip) for name, value in told[-2:])
    rest = order[order.index(last) + 1 :]
    more = [str(ipaddress.ip_address(int(b) + (int(b) - int(a)) * (k + 1))) for k in range(len(rest))]
    return [*names[: len(values)], *rest], [*values, *more]


def _numbers(names: Sequence[str]) -> list[int]:
    """The numbers at the ends of names, where each has one of its own; else their order."""
    found = [_NUMBER.search(name) for name in names]
    own = [int(one[0]) for one in found if one]
    return own if len(set(own)) == len(names) else list(range(1, len(names) + 1))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _network(value: str, words: str) -> ipaddress.IPv4Network:
    try:
        network = ipaddress.IPv4Network(value)
    except ValueError as error:
        raise Unclear(f"{words!r}: {value} is no network") from error
    if not 8 <= network.prefixlen <= 30:
        raise Unclear(f"{words!r}: {value} is no network of hosts")
    return network


def ends_of(option: Option, a: str, b: str) -> Iterator[Setting]:
    """Both addresses of a link."""
    own = [_interface(one, option.words) for one in option.value.split()]
    if own[0].network != own[1].network or own[0].ip == own[1].ip:
        raise Unclear(f"{option.words!r}: they are no two addresses of one network")
    for on, to, one in ((a, b, own[0]), (b, a, own[1])):
        yield Setting(what="subnet", value=str(one.network), on=on, to=to, nth=option.nth)
        yield Setting(what="address", value=str(one), on=on, to=to, nth=option.nth)


def _interface(value: str, words: str) -> ipaddress.IPv4Interface:
    try:
        own = ipaddress.IPv4Interface(value)
    except ValueError as error:
        raise Unclear(f"{words!r}: {value} is no address of an interface") from error
    network = own.network
    if network.prefixlen < 31 and own.ip in (network.network_address, network.broadcast_address):
        raise Unclear(f"{value} is the network's or the broadcast's address")
    return own


def of_ports(
    said: Sequence[tuple[Option, str, str]], found: Sequence[Setting], places: Placing
) -> Iterator[tuple[str, Setting]]:
    """Addresses of routers at the links that they can only be on: `said` has the option, the router and who is meant to
    be at the other end (empty: not said).

    Raises:
        Unclear: it is not said on which link one is, or it is in none of those networks.
    """
    links = {(one.on, one.to): ipaddress.IPv4Network(one.value) for one in found if one.what == "subnet" and one.on}
    whole = [ipaddress.IPv4Network(one.value) for one in found if one.what == "subnet" and not one.on]
    own = [(option, name, to, value) for option, name, to in said for value in option.value.split()]
    networks = {}
    for option, name, _, value in own:
        if "/" in value:
            networks[name, value] = _interface(value, option.words)
    for option, name, to, value in own:
        bare = value.partition("/")[0]
        if places.shared and (
            bare.startswith(".") or ipaddress.ip_address(bare) in ipaddress.ip_network(places.shared)
        ):
            net = ipaddress.IPv4Network(places.shared)
            address = f"{net[int(bare[1:])]}" if bare.startswith(".") and net.prefixlen >= 24 else bare
            yield option.words, Setting(what="address", value=f"{address}/{net.prefixlen}", on=name, to=places.lan_name)
            continue
        gateway = (
            not to
            and name in places.with_hosts
            and any(
                _is_address(bare) and ipaddress.ip_address(bare) in ipaddress.ip_network(one)
                for one in places.host_nets
            )
        )
        if gateway:
            yield option.words, Setting(what="gateway", value=bare, on=name)
            continue
        yield from _on_link(option, name, to, value, links, whole, networks, places)


def _on_link(
    option: Option,
    name: str,
    to: str,
    value: str,
    links: Mapping[tuple[str, str], ipaddress.IPv4Network],
    whole: Sequence[ipaddress.IPv4Network],
    networks: Mapping[tuple[str, str], ipaddress.IPv4Interface],
    places: Placing,
) -> Iterator[tuple[str, Setting]]:
    beside = [to] if to else places.beside(name)
    bare, words = value.partition("/")[0], option.words
    if bare.startswith("."):
        nets = [(far, links[name, far]) for far in beside if (name, far) in links]
        nets += [(far, net) for far in beside for net in whole]
        value = (
            f"{nets[0][1][int(bare[1:])]}/{nets[0][1].prefixlen}"
            if len(nets) == 1 and nets[0][1].prefixlen >= 24
            else value
        )
        bare = value.partition("/")[0]
    if not _is_address(bare):
        raise Unclear(f"{words!r}: it is not said in which network {value} is")
    address = ipaddress.ip_address(bare)
    inside = [(far, links[name, far]) for far in beside if (name, far) in links and address in links[name, far]]
    inside = inside or [(far, net) for net in whole for far in beside if address in net]
    if not inside and "/" in value:
        mine = networks[name, value].network
        inside = [(far, mine) for (far, _), one in networks.items() if far in beside and one.network == mine]
        elsewhere = {one.network for (own, _), one in networks.items() if own == name} - {mine}
        taken = {own for (own, _), one in networks.items() if own in beside and one.network in elsewhere}
        free = [far for far in beside if far not in taken and (name, far) not in links]
        inside = inside or [(far, mine) for far in (free if len(free) == 1 else ())]
    if len(inside) != 1:
        raise Unclear(f"{words!r}: it is not said on which link of {name} {value} is")
    far, net = inside[0]
    if "/" in value and networks.get((name, value), ipaddress.IPv4Interface(value)).network != net:
        raise Unclear(f"{value} of {name} is not an address of {net}")
    for on, other in ((name, far), (far, name)):
        yield words, Setting(what="subnet", value=str(net), on=on, to=other)
    yield words, Setting(what="address", value=f"{address}/{net.prefixlen}", on=name, to=far)
