"""Values that a request names beside the structure of its lab: addresses, types, images, timers, ports. Pure.

They are recognised by how they are written and cut out of the text before its grammar is read, so a phrase of routers
stands as it would without them. Each keeps its words, for the demand that it makes of a draft.
"""

import ipaddress
import re
from typing import Final

from clab.design.words.said import AND, IP, NET, NET6, Rule, Said, compiled, note
from clab.design.words.service_details import RULES as SERVICES
from clab.design.words.service_details import management_name
from clab.design.words.vocabulary import NUMBERS

_USING: Final = (
    r"(?:(?:are |is |be |get |gets |should be |must be |being )?(?:are |is |numbered |addressed |taken |carved |allocated |assigned |from |in |out of |"
    r"using |use |uses |within |inside |with |on |at |as |living |sitting |residing |located |live |sit |both |all |share |sharing |addresses |subnets? |the |range |block |pool |prefix |space |network |: ?|= ?){1,6})?"
)
_ROLE: Final = r"(?P<keep>(?:the |all |both |each |every )?(?P<role>spines?|lea(?:f|fs|ves)|hubs?|spokes?|routers?|nodes?|switch(?:es)?|[a-z]{1,12}\d{1,3}))"
_IMAGE: Final = r"(?P<image>(?:[a-z0-9][a-z0-9.:_-]{0,80}/){0,4}[a-z0-9][\w.-]{0,80}:\w[\w.-]{0,60})"
_HOST: Final = r"(?:the |all |both )?(?:linux )?(?:hosts?|clients?|servers?|pcs?|end ?points?)"
_TYPE: Final = (
    r"(?P<type>(?:ixr|ixs|sxr)-?[a-z0-9]{1,4}(?:-[a-z0-9]{1,4})?|7220[ -]ixr-?[a-z0-9]{1,4}|7250[ -]ixr-?[a-z0-9]{1,4})"
)
_PORT: Final = r"(?:eth\d{1,3}|ethernet-?\d{1,2}/\d{1,3}|e1-\d{1,3}|gi\d[\d/]{0,10})"


_ONE: Final = {"spines": "spine", "leaves": "leaf", "leafs": "leaf", "hubs": "hub", "spokes": "spoke"}


def cut(text: str) -> tuple[str, Said]:
    """The text without its details, and those."""
    said = Said()
    for pattern, rule in (*SERVICES, *_RULES):
        place = 0
        while (found := pattern.search(text, place)) is not None:
            kept = "" if rule is _at_address and "(" not in found[0] else found.groupdict().get("keep") or ""
            if rule is _link_pool and _COUNTED.search(text[: found.start()].rstrip()):
                kept = "links" if "links" in found[0].lower() else "link"
                kept = "" if text[found.end() :].lstrip().lower().startswith("link") else kept
            if rule is _host_list and not kept and _COUNTED.search(text[: found.start()].rstrip()):
                kept = "hosts"
            if rule(found, said):
                text = f"{text[: found.start()].rstrip()} {kept} {text[found.end() :].lstrip()}".strip()
                place = max(0, found.start() - 1)
            else:
                place = found.start() + 1
    return re.sub(r"(?<! ) +(?=[,;]|\.(?!\d))", "", re.sub(r"\s{2,}", " ", text)), said


_COUNTED: Final = re.compile(r"\b(?:a|an|one|single|two|three|four|parallel|direct|\d{1,2})$", re.IGNORECASE)


def _link_pool(found: re.Match[str], said: Said) -> bool:
    length = found.groupdict().get("length")
    if length and not (24 <= int(length) <= 31 and note(said, "link_length", int(length), [], found[0])):
        return False
    if len(set(re.findall(rf"{IP}/3[01]", found.string))) > 1:
        return False  # networks of single links
    return _pool("links", found["net"], 31, found, said)


def _link6_pool(found: re.Match[str], said: Said) -> bool:
    """`over 2001:db8:12::/64`: of the links, each with a /64."""
    try:
        network = ipaddress.IPv6Network(found["net"])
    except ValueError:
        return False
    before = re.split(r"[,;.]", found.string[: found.start()])[-1]
    other = re.search(rf"{_LOOPS}|{_HOST}|\blans?\b|mgmt|management", f"{before} {found[0]}", re.IGNORECASE)
    if other or not 32 < network.prefixlen <= 64 or found.groupdict().get("length") not in (None, "64"):
        return False
    return note(said, "links6", str(network), [f"within {network}"], found[0])


def _host_pool(found: re.Match[str], said: Said) -> bool:
    return _pool("hosts", found["net"], 28, found, said)


def _host_list(found: re.Match[str], said: Said) -> bool:
    """`LANs are 10.1.0.0/24, 10.2.0.0/24 and 10.3.0.0/24`: in the order of the hosts."""
    try:
        networks = [ipaddress.IPv4Network(one) for one in re.findall(NET, found["all"])]
    except ValueError:
        return False
    if not all(8 <= one.prefixlen <= 28 for one in networks) or len(set(networks)) < len(networks):
        return False
    return note(said, "host_list", tuple(map(str, networks)), [f"within {one}" for one in networks], found[0])


def _shared(found: re.Match[str], said: Said) -> bool:
    return _pool("shared", found["net"], 28, found, said)


def _hosts_in(found: re.Match[str], said: Said) -> bool:
    """`four hosts …, all in 10.1.1.0/24`."""
    if not re.search(rf"(?<!route ){_HOST}\b|\bh\d{{1,2}}\b", found.string[: found.start()], re.IGNORECASE):
        return False
    return _pool("hosts", found["net"], 28, found, said)


def _pool(what: str, text: str, longest: int, found: re.Match[str], said: Said) -> bool:
    try:
        network = ipaddress.IPv4Network(text)
    except ValueError:
        return False
    if not 8 <= network.prefixlen <= longest:
        return False
    return note(said, what, str(network), [f"within {network}"], found[0])


def _one_type(found: re.Match[str], said: Said) -> bool:
    written = found["type"].lower().replace("7220 ", "").replace("7220-", "").replace("7250 ", "").replace("7250-", "")
    written = re.sub(r"^(ixr|ixs|sxr)(?!-)", r"\1-", written)
    role = (found.groupdict().get("role") or "").lower()
    role = _ONE.get(role, role)
    role = "" if role in ("router", "routers", "node", "nodes", "switch", "switches") else role
    types = dict(said.values.get("types", ()))  # type: ignore[call-overload]
    if types.get(role, written) != written:
        return False
    said.values["types"] = tuple({**types, role: written}.items())
    said.words.append((found[0].strip(" ,;."), f"node type {written}"))
    return True


def _host_image(found: re.Match[str], said: Said) -> bool:
    return note(said, "host_image", found["image"], [f"node image {found['image']}"], found[0])


def _alpine(found: re.Match[str], said: Said) -> bool:
    return note(said, "host_image", "alpine:latest", ["node image alpine:latest"], found[0])


def _bfd(found: re.Match[str], said: Said) -> bool:
    interval = int(found["ms"])
    if not re.search(r"\bbfd\b", found.string, re.IGNORECASE):
        return False
    said_times = (found["times"] or "3").lower()
    times = NUMBERS.get(said_times) or int(said_times)
    if not 50 <= interval <= 60_000 or not 2 <= times <= 20:
        return False
    words = found[0].strip(" ,;.")
    return note(said, "bfd_ms", interval, [f"config {interval}|{interval * 1000}"], words) and note(
        said, "bfd_times", times, [], words
    )


def _ports(found: re.Match[str], said: Said) -> bool:
    """`r1:eth1`, `r1 eth1`: a port of a router in a link; the name stays."""
    ports = (*said.values.get("ports", ()), (found["name"], found["port"].lower()))  # type: ignore[misc]
    said.values["ports"] = ports
    said.words.append((found[0].strip(" ,;."), f"port {found['name']} {found['port'].lower()}"))
    return True


def _at_address(found: re.Match[str], said: Said) -> bool:
    """`r1 172.20.20.11`, `spine gets .11`, behind a management network."""
    net = re.search(rf"(?:mgmt|management)\D{{0,60}}(?P<net>{NET})", found.string, re.IGNORECASE)
    if net is None:
        return False
    try:
        network = ipaddress.IPv4Network(net["net"])
    except ValueError:
        return False
    own = []
    for part in re.findall(rf"{IP}|\.\d{{1,3}}", found["all"]):
        stem = str(network.network_address).rpartition(".")[0]
        written = part if not part.startswith(".") else f"{stem}{part}"
        try:
            address = ipaddress.IPv4Address(written)
        except ValueError:
            return False
        if address not in network:
            return False
        own.append(str(address))
    who = _ONE.get(found["role"].lower(), found["role"].lower())
    who = "" if who in ("routers", "nodes", "switches") else who
    at = (*said.values.get("management_at", ()), (who, tuple(own)))  # type: ignore[misc]
    said.values["management_at"] = at
    said.words += [(found[0].strip(" ,;."), f"node mgmt-ipv4 {one}") for one in own]
    return True


_LINKS: Final = (
    r"(?:(?:the |all )?(?:ip)?(?:v4 )?(?:point[ -]to[ -]point |p2p |fabric |core |transit |transfer |transport |inter-?router |router |wan )?"
    r"(?:links?|interconnects?|link addresses|p2ps?|wires?|link subnets?|link networks?|transfer nets?)|between (?:them|the routers))"
)
_LANS: Final = r"(?:(?:the |all )?(?:hosts?|clients?|servers?|pcs?|host lans?|client lans?|client networks?|host networks?|host subnets?|client subnets?))"
_LOOPS: Final = r"(?:(?:the |all |router |with )?loopbacks?(?: addresses| interfaces| ips?)?|lo0?s?)"
_RULES: Final[tuple[tuple[re.Pattern[str], Rule], ...]] = (
    (compiled(rf"(?:with |and )?{_LINKS} ?(?:(?:are |as |with |being |each )*/(?P<length>\d\d)s? ?(?:each )?)?{_USING} ?(?P<net>{NET})(?![\w/])"), _link_pool),
    (compiled(rf"(?:with |and )?(?:ip)?v6 (?:{_LINKS} )?(?:(?:are |as |with |being |each )*/(?P<length>\d\d)s? ?(?:each )?)?{_USING} ?(?P<net>{NET6})(?![\w/:.])"), _link6_pool),
    (compiled(rf"(?:(?:with |and )?{_LINKS} ?{_USING} ?|(?:over|on|in|within|using|out of|from) )(?:the )?(?:subnet |network |prefix )?(?P<net>{NET6})(?![\w/:.])"), _link6_pool),
    (compiled(rf"(?P<net>{NET}) (?:for|on|as|across|over|between) {_LINKS}(?![\w/])"), _link_pool),
    (compiled(r"\balpine (?P<keep>(?:linux )?(?:test )?(?:hosts?|clients?|servers?|pcs?|containers?|end ?points?))(?!\w)"), _alpine),
    (compiled(rf"(?:using |with |use )?(?:the )?(?:image )?{_IMAGE} (?:for|on|as) {_HOST}(?![\w/])"), _host_image),
    (compiled(rf"{_HOST} (?:should |must |all )?(?:use|using|run|running|with|on|from|are|is|as|image|:|=)(?: the)?(?: image)?:? {_IMAGE}(?![\w/])"), _host_image),
    (compiled(rf"(?P<keep>)(?:with |and |the )?{_LANS} ?{_USING} ?(?P<all>{NET}(?:{AND}{NET}){{1,31}})(?![\w/])"), _host_list),
    (compiled(rf"(?P<keep>(?:shared |common |same |one |single ){{0,3}}(?:peering|ixp?|exchange|shared|common) (?:lan|network|segment|subnet)) ?{_USING} ?(?P<net>{NET})(?![\w/])"), _shared),
    (compiled(rf"(?P<keep>)(?:,? ?(?:and )?each (?:one |of them |host |pc )?)?(?:in|on|with|has|using) (?:its|their|an?) own (?:ip )?(?:subnet|network|lan)s?[,:]? ?\(?(?P<all>{NET}(?:{AND}{NET}){{1,31}})\)?(?![\w/])"), _host_list),
    (compiled(rf"(?P<keep>),? ?(?:and |with |in )?(?:the )?(?:ip )?(?:subnets?|networks?|lans?):? ?\(?(?P<all>{NET}(?:{AND}{NET}){{1,31}})\)?,? ?(?:and |with )?(?:one|an?) (?:linux )?(?:host|client|server|pc)s? (?:in|on|per) each(?: of them| one| subnet| network| lan)?(?!\w)"), _host_list),
    (compiled(rf"(?P<net>{NET}) (?:for|on|as) {_LANS}(?![\w/])"), _host_pool),
    (compiled(rf"(?P<keep>)\b(?:all|both|everything|everyone|they|them)(?: of them| are)? (?:in|within|inside|from|on) (?:the )?(?:same )?(?:subnet |network )?(?P<net>{NET})(?![\w/])"), _hosts_in),
    (compiled(rf"(?P<keep>{_LANS}(?: each side| each end| at each end| on each \w{{1,12}}| behind each \w{{1,12}}| per \w{{1,12}}| each| both)?) {_USING} ?(?P<net>{NET})(?![\w/])"), _host_pool),
    (compiled(rf"(?:with |and )?{_ROLE}(?: are| is| as| of| being|:|=)?(?: an?)?(?: type)? ?(?:type )?{_TYPE}(?![\w-])"), _one_type),
    (compiled(rf"{_TYPE} for {_ROLE}(?![\w-])"), _one_type),
    (compiled(rf"(?:all )?(?:of |with |as |, ?)?(?:the )?(?:type|variant|model|platform|hardware type|chassis)? ?{_TYPE}(?![\w-])(?: type)?"), _one_type),
    (compiled(rf"(?P<keep>(?:mgmt|management)(?: network| net| subnet)?) (?:(?:(?:should|must|shall) be |is |to be )?(?:named |called )|= ?|name )?(?!network|net\b|subnet|ip|address|is\b|in\b|on\b|from|of\b|with|uses?\b)['\"]?(?P<name>[a-z][\w-]{{1,30}})['\"]?(?= ?,? ?(?:{NET}|with|in|using|and|on|subnet))"), management_name),
    (compiled(rf"{_ROLE} ?(?:gets?|at|on|is|are|=|:|with|has|have|takes?|uses?)? ?\(?(?P<all>(?:{IP}|\.\d{{1,3}})(?![\w/.])(?:{AND}(?:{IP}|\.\d{{1,3}})(?![\w/.])){{0,31}})\)?"), _at_address),
    (compiled(rf"(?P<keep>(?P<name>\b[a-z][\w-]{{0,20}})) ?\((?P<port>{_PORT})\)"), _ports),
    (compiled(rf"\((?P<port>{_PORT})\) ?(?P<keep>(?P<name>[a-z][\w-]{{0,20}}))"), _ports),
    (compiled(rf"(?P<keep>{_PORT}) ?(?:to|-|--|<->|<>|and|↔) ?(?P=keep)(?!\w)"), lambda _found, _said: True),
    (compiled(r"(?P<keep>\bbfd) ?(?:on (?:all|every) (?:links?|sessions?) )?(?:with |at |of |using |and |timers? |intervals? |tx |rx |min |/ ?|= ?|: ?){0,5}(?P<ms>\d{2,5}) ?(?:ms|msec|milliseconds?)(?: (?:tx|rx|intervals?|timers?|tx/rx))?(?: ?(?:,|and|with|/)? ?(?:x ?|\* ?|times |a |detect(?:ion)?[ -]|multiplier |mult |of |= ?|: ?){1,4}(?P<times>\d{1,2})(?: times)?)?(?!\w)"), _bfd),
    (compiled(r"(?P<keep>)\b(?:with |at |timers? (?:of )?|intervals? (?:of )?)?(?P<ms>\d{2,5}) ?(?:ms|msec|milliseconds?)(?: ?(?:tx|rx|transmit|receive|intervals?|timers?|both|and|/|min|minimum)(?!\w)){0,6}(?: ?,)?(?: (?:and |with )?(?:a )?(?:detect(?:ion)?[ -]?)?(?:multiplier|mult|times|x)(?: of|:| =)? ?(?P<times>\d{1,2}|two|three|four|five|ten))?(?!\w)"), _bfd),
    (compiled(rf"(?P<keep>(?P<name>\b(?:[a-z][a-z_-]{{0,20}}\d{{1,3}}(?=[ :/])|[a-z][\w-]{{1,20}}(?=:))))(?: ?: ?| | port | interface | ?/ ?)(?P<port>{_PORT})(?= ?(?:-|–|<|=|to\b|and\b|,|;|\.|\)|$|with\b|connected\b|over\b|via\b|↔|→|\(?\d{{1,3}}\.\d))"), _ports),
)  # fmt: skip
