"""Values of bridged and tenants' networks that a request names: of VLANs, VNIs and gateways. Pure."""

import re
from ipaddress import IPv4Address, IPv4Network
from typing import Final

from clab.design.said import AND, IP, NET, Rule, Said, note


def _vlan_network(found: re.Match[str], said: Said) -> bool:
    """`VLAN 10 (10.10.10.0/24)`; the VLAN stays."""
    number = int(found["vlan"])
    try:
        network = IPv4Network(found["net"])
    except ValueError:
        return False
    have = dict(said.values.get("vlan_networks", ()))  # type: ignore[call-overload]
    if not 0 < number < 4095 or not 8 <= network.prefixlen <= 28 or have.get(number, str(network)) != str(network):
        return False
    said.values["vlan_networks"] = tuple({**have, number: str(network)}.items())
    said.words.append((found[0].strip(" ,;."), f"within {network}"))
    return True


def _vnis(found: re.Match[str], said: Said) -> bool:
    numbers = tuple(int(one) for one in re.findall(r"\d+", found["all"]))
    if len(set(numbers)) < len(numbers) or not all(0 < one < 2**24 for one in numbers):
        return False
    return note(said, "vnis", numbers, [f"config {one}" for one in numbers], found[0])


def _vrf_vni(found: re.Match[str], said: Said) -> bool:
    number = int(found["number"])
    return 0 < number < 2**24 and note(said, "vrf_vni", number, [f"config {number}"], found[0])


def _gateway(found: re.Match[str], said: Said) -> bool:
    """`anycast gateway .1`, `gateways 10.10.10.1 and 10.10.20.1`: the last part is one of all."""
    parts = {int(one.rpartition(".")[2]) for one in re.findall(rf"{IP}|\.\d{{1,3}}", found["all"])}
    if len(parts) != 1 or not 0 < min(parts) < 255:
        return False
    for one in re.findall(IP, found["all"]):
        try:
            said.words.append((found[0].strip(" ,;."), f"gateway {IPv4Address(one)}"))
        except ValueError:
            return False
    (last,) = parts
    return note(said, "gateway", last, [], found[0])


def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_IS: Final = r"(?: ?[(=:,-] ?| (?:is |uses |with |has |on |subnet |network |in |for |at |gets |as ){1,3}| )"
_ONE: Final = rf"(?:{IP}|\.\d{{1,3}})(?:/\d{{1,2}})?"
RULES: Final[tuple[tuple[re.Pattern[str], Rule], ...]] = (
    (_compiled(rf"(?P<keep>vlan ?(?:id )?(?P<vlan>\d{{1,4}})){_IS}(?P<net>{NET})\)?(?![\w/])"), _vlan_network),
    (_compiled(rf"(?P<net>{NET}) ?(?:\(|in |on |for |as |= ?|is )+(?P<keep>vlan ?(?P<vlan>\d{{1,4}}))\)?(?![\w/])"), _vlan_network),
    (_compiled(r"(?:with |and |using |an? |the )*(?:l3[ -]?vni|layer[ -]?3 vni|vrf vni|routed vni)(?: ?(?:is|of|=|:|id|number))* ?(?P<number>\d{1,8})(?!\d)"), _vrf_vni),
    (_compiled(rf"(?P<keep>),? ?(?:with |using |on |and |in |over |an? |the |same |l2 )*(?:l2[ -]?)?vnis? ?(?:id |number |= ?|: ?|of |is ){{0,2}}(?P<all>\d{{1,8}}(?:{AND}\d{{3,8}}(?!\.))*)(?![\d.]\d)"), _vnis),
    (_compiled(rf"(?P<keep>(?:distributed )?(?:any-?cast[ -])?(?:gateways?|gws?)(?: ip)?) ?(?:is |are |=|: ?|at |on |of |\(|address(?:es)? )*(?P<all>{_ONE}(?:{AND}{_ONE})*(?: in (?:each|both|every)(?: (?:subnet|vlan|network))?)?)\)?(?![\w/])"), _gateway),
)  # fmt: skip
