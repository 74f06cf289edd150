"""Values of bridged and tenants' networks that a request names: of VLANs, VNIs and gateways. Pure.

They are cut out before the grammar, as all details: of such a value it is the form that tells what it is, wherever it
stands, and the clause around it reads on without it.
"""

import re
from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from typing import Final

from clab.design.words.said import AND, IP, NET, Rule, Said, compiled, note
from clab.design.words.tokens import HOST_NAME


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


def _host_at(found: re.Match[str], said: Said) -> bool:
    """`h1 (10.0.0.1/24)`: the address of a host; the name stays."""
    if not HOST_NAME.match(found["name"]) or not _is_host_address(found["address"]):
        return False
    gateway = found.groupdict().get("gw")
    if gateway and IPv4Address(gateway) != IPv4Interface(found["address"]).network[1]:
        return False
    at = (*said.values.get("host_at", ()), (found["name"], found["address"]))  # type: ignore[misc]
    said.values["host_at"] = at
    said.words.append((found[0].strip(" ,;."), f"within {found['address'].partition('/')[0]}/32"))
    return True


def _hosts_at(found: re.Match[str], said: Said) -> bool:
    """`10.0.0.1/30 and 10.0.0.2/30`: addresses of hosts, in their order."""
    all_of = re.findall(NET, found["all"])
    if not all(map(_is_host_address, all_of)) or not _SOME_HOSTS.search(found.string):
        return False
    needles = [f"within {one.partition('/')[0]}/32" for one in all_of]
    return note(said, "host_at", tuple(("", one) for one in all_of), needles, found[0])


def _hosts_from(found: re.Match[str], said: Said) -> bool:
    """`10.9.0.11 to 10.9.0.16 /24`: addresses of hosts, one after the other."""
    try:
        first, last = IPv4Address(found["first"]), IPv4Address(found["last"])
    except ValueError:
        return False
    if not 0 < int(last) - int(first) < 64 or not _SOME_HOSTS.search(found.string):
        return False
    all_of = [f"{IPv4Address(one)}/{found['length']}" for one in range(int(first), int(last) + 1)]
    if not all(map(_is_host_address, all_of)):
        return False
    needles = [f"within {one.partition('/')[0]}/32" for one in all_of]
    return note(said, "host_at", tuple(("", one) for one in all_of), needles, found[0])


def _host_net(found: re.Match[str], said: Said) -> bool:
    """`h1 in 192.168.1.0/24`, `PC behind r2 (10.2.0.0/24)`: of a host by its name, or by its router; both stay."""
    try:
        network = IPv4Network(found["net"])
    except ValueError:
        return False
    have = said.values.get("host_nets", ())
    goes_on = have and _OF_HOSTS.search(
        found.string[: found.start()]
    )  # `host on r1 (10.1.1.0/24) and r3 (10.1.3.0/24)`
    told = found.re is _BEHIND or HOST_NAME.match(found["name"]) or goes_on
    if not 8 <= network.prefixlen <= 28 or not told:
        return False
    said.values["host_nets"] = (*have, (found["name"], str(network)))  # type: ignore[misc]
    said.words.append((found[0].strip(" ,;."), f"within {network}"))
    return True


def _is_host_address(text: str) -> bool:
    try:
        own = IPv4Interface(text)
    except ValueError:
        return False
    return own.ip not in (own.network.network_address, own.network.broadcast_address) and own.network.prefixlen < 31


def _prefer(found: re.Match[str], said: Said) -> bool:
    """`the host uses r1 and falls back to r2`: of a host with two ways."""
    if not _TWO_WAYS.search(found.string):
        return False
    first, second = found["first"], found["second"]
    return first != second and note(said, "prefer", first, [f"backup {first} {second}"], found[0])


def _shared(found: re.Match[str], said: Said) -> bool:
    """`a broadcast segment in 10.9.9.0/24`; the segment stays."""
    try:
        network = IPv4Network(found["net"])
    except ValueError:
        return False
    fits = 8 <= network.prefixlen <= 28
    return fits and note(said, "shared", str(network), [f"within {network}"], found[0].replace(found["keep"], ""))


def _one_subnet(found: re.Match[str], said: Said) -> bool:
    """`same subnet 172.16.0.0/24`: of hosts; that it is one stays."""
    try:
        network = IPv4Network(found["net"])
    except ValueError:
        return False
    fits = 8 <= network.prefixlen <= 28 and _SOME_HOSTS.search(found.string)
    return bool(fits) and note(said, "hosts", str(network), [f"within {network}"], found[0])


def management_name(found: re.Match[str], said: Said) -> bool:
    """`management subnet 10.200.0.0/24 named mgmt-lab`; the subnet stays."""
    words = found[0].replace(found["keep"], "")
    return note(said, "management_name", found["name"], [f"management {found['name']}"], words)


_OF_HOSTS: Final = re.compile(r"\b(?:hosts?|clients?|servers?|pcs?) (?:on|behind|at|off) [^.;:]{1,60}$", re.IGNORECASE)
_SOME_HOSTS: Final = re.compile(r"\b(?:hosts?|clients?|servers?|pcs?|h)\d*\b", re.IGNORECASE)
_TWO_WAYS: Final = re.compile(
    r"\b(?:dual|double|twin)[ -]?(?:homed|attached|connected)\b|\b(?:two|2) (?:nics|legs|uplinks|interfaces)\b",
    re.IGNORECASE,
)
_IS: Final = (
    r"(?:,? (?:subnet|network|in|using|with) | ?[(=:,-] ?|"
    r" (?:is |uses |with |has |on |subnet |network |in |for |at |gets |as ){1,3}| )"
)
_ONE: Final = rf"(?:{IP}|\.\d{{1,3}})(?:/\d{{1,2}})?"
_R: Final = r"[a-z][\w-]{0,20}\d{0,3}"
_WHEN: Final = r"(?: ?\([^()]{0,60}\))?(?: (?:with|at|by|using) (?:a |the )?(?:worse|higher|bigger|larger) (?:metric|distance))?(?: ?,? ?(?:when|if|once|as soon as|in case|only)(?: [\w'-]{1,20}){1,9})?"
_NAMED: Final = r"(?P<keep>(?P<name>\b[a-z][a-z_-]{0,20}\d{1,3})(?: (?:on |at |behind )[a-z]{1,12}\d{1,3})?)"
_LEADS: Final = r"(?: ?\(| ?[:=] ?| (?:in|with|using|is in|is|uses|has|gets|on)(?: (?:the )?(?:subnet|lan|network))? )"
_BEHIND: Final = compiled(
    rf"(?P<keep>\b(?:host|pc|client|server) (?:on|behind|at|off) (?P<name>[a-z][a-z_-]{{0,12}}\d{{1,3}})){_LEADS}(?P<net>{NET})\)?(?![\w/])"
)
RULES: Final[tuple[tuple[re.Pattern[str], Rule], ...]] = (
    (compiled(rf"(?P<keep>vlan ?(?:id )?(?P<vlan>\d{{1,4}})){_IS}(?P<net>{NET})\)?(?![\w/])"), _vlan_network),
    (compiled(rf"(?P<net>{NET}) ?(?:\(|in |on |for |as |= ?|is ){{1,4}}(?P<keep>vlan ?(?P<vlan>\d{{1,4}}))\)?(?![\w/])"), _vlan_network),
    (compiled(r"(?:with |and |using |an? |the ){0,5}(?:l3[ -]?vni|layer[ -]?3 vni|vrf vni|routed vni)(?: ?(?:is|of|=|:|id|number)){0,3} ?(?P<number>\d{1,8})(?!\d)"), _vrf_vni),
    (compiled(rf"(?P<keep>),? ?(?:with |using |on |and |in |over |an? |the |same |l2 ){{0,6}}(?:l2[ -]?)?vnis? ?(?:id |number |= ?|: ?|of |is ){{0,2}}(?P<all>\d{{1,8}}(?:{AND}\d{{3,8}}(?!\.)){{0,15}})(?![\d.]\d)"), _vnis),
    (compiled(rf"{_NAMED} ?(?:is |has |gets |uses |with |at |on |address |ip |= ?|: ?|\(){{0,4}}(?P<address>{NET})(?:,? (?:gw|gateway|via) (?P<gw>{IP}))?\)?(?![\w/])"), _host_at),
    (compiled(rf"(?:with |at |in |on |as |from |, ?|: ?|\(){{0,3}}(?P<first>{IP}) ?(?:to|-|through|up to|\.\.\.?) ?(?P<last>{IP}) ?/(?P<length>\d\d)\)?(?![\w/])"), _hosts_from),
    (compiled(rf"(?P<keep>(?:distributed )?(?:any-?cast[ -])?(?:gateways?|gws?)(?: ip)?) ?(?:is |are |=|: ?|at |on |of |\(|address(?:es)? ){{0,5}}(?P<all>{_ONE}(?:{AND}{_ONE}){{0,15}}(?: in (?:each|both|every)(?: (?:subnet|vlan|network))?)?)\)?(?![\w/])"), _gateway),
    (compiled(rf"(?:,? ?(?:and |but |where |so )?(?:the |that |this )?(?:host|it|server|client|pc|traffic) )?(?:should |must |shall )?(?:uses?|prefers?|takes?|goes? (?:out )?(?:via|over|through)|default(?:s|ing)? (?:to|via)) (?P<first>{_R})(?: by default| normally| first| as (?:the )?primary)?(?: \([^()]{{0,60}}\))? ?(?:,|and|but|with)? ?(?:falls? back|fails? over|failing over|falling back|switches|moves) (?:on|to|over to|onto) (?P<second>{_R}){_WHEN}"), _prefer),
    (compiled(rf"(?:,? ?(?:and |with |where )?(?:the )?)?(?P<first>{_R}) (?:is |being |as )?(?:the |its )?(?:primary|preferred|active|main)(?: (?:gateway|path|way|route|uplink|one|link)){{0,2}},? ?(?:and |with )?(?P<second>{_R}) (?:is |being |as )?(?:the |its |a )?(?:back-?up|secondary|standby|fall-?back)(?: (?:gateway|path|way|route|uplink|one|link))?{_WHEN}"), _prefer),
    (compiled(rf"(?:with |using |at |on |as |addressed |addresses |ips? |, ?|: ?|\(){{0,4}}(?P<all>{NET}(?:{AND}{NET}){{1,31}})\)?(?![\w/])"), _hosts_at),
    (compiled(rf"(?P<keep>\b(?:(?:same|shared|common|one|single|lan|broadcast|ethernet|multi-?access|peering) ){{1,3}}(?:segment|lan|domain)|\b(?:peering|exchange) (?:network|subnet)|\bbridge) ?(?:in |with |using |subnet |is |on |of |, ?|at |= ?|: ?|\(){{0,4}}(?P<net>{NET})\)?(?![\w/])"), _shared),
    (compiled(rf"(?P<keep>\b(?:same|shared|common|single|one) (?:ip )?(?:subnet|network)) ?(?:in |of |= ?|: ?|\(){{0,3}}(?P<net>{NET})\)?(?![\w/])"), _one_subnet),
    (compiled(rf"(?:,? ?(?:and |with )?)?(?:the )?(?:primary|preferred|main)(?: (?:route|path|gateway|way|default))? (?:via|over|through|is|to) (?P<first>{_R})(?: (?:with |at |\()?metric \d{{1,5}}\)?)?,? ?(?:and |with )?(?:the )?(?:back-?up|secondary|fall-?back)(?: (?:route|path|gateway|way|default))? (?:via|over|through|is|to) (?P<second>{_R})(?: (?:with |at |\()?metric \d{{1,5}}\)?)?"), _prefer),
    (compiled(rf"(?P<keep>(?:mgmt|management)(?: network| net| subnet)?(?: is| =|:| in)? {NET}),? ?(?:and )?(?:named|called|with (?:the )?name|name) ['\"]?(?P<name>[a-z][\w-]{{1,30}})['\"]?"), management_name),
    (_BEHIND, _host_net),
    (compiled(rf"(?P<keep>\b(?P<name>[a-z][a-z_-]{{0,12}}\d{{1,3}})){_LEADS}(?P<net>{NET})\)?(?![\w/])"), _host_net),
)  # fmt: skip
