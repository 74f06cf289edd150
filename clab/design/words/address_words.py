"""Words that lead to addresses, where they do: `loopbacks 10.0.0.1 and .2`, `the LAN of r1 is 10.1.0.0/24`. Pure.

Without an address behind it such a word says nothing (`loopbacks` is a filler) or something else (`a shared LAN`).
"""

import ipaddress
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from typing import Final

from clab.design.words.tokens import Token

ADDRESSES: Final = ("prefix", "prefix6", "part", "pattern")
"""The types of tokens that are addresses."""

_LEADS: Final = {
    **dict.fromkeys(("loopback", "loopbacks", "lo", "lo0"), "loopback"),
    **dict.fromkeys(("lan", "lans", "subnet", "subnets", "network", "networks", "the lan", "a lan"), "lan"),
    **dict.fromkeys(("gateway", "gateways", "gw"), "gateway"),
    **dict.fromkeys(("route", "routes", "static route", "static routes"), "reach"),
}
_BETWEEN: Final = frozenset(
    ("be", "of", "in", "have", "via", "to", "place", "the", "all", "each", "both", "starting", "run", "that", "modal")
)
_FAR: Final = 10
"""How many tokens may stand between a word and its address."""


def led(found: Iterable[Token], told: Container[str] = ()) -> tuple[Token, ...]:
    """The tokens without fillers; words that lead to addresses are options, and gone where those were `told` before."""
    whole = tuple(found)
    out: list[Token] = []
    for place, token in enumerate(whole):
        said = token.text.lower().split()[-1:] if token.value == "nothing" else [token.text.lower()]
        what = _LEADS.get(said[0], "") if said else ""
        again = (
            what == "loopback"
            and bool(out)
            and ((out[-1].type == "number" and out[-1].numbers[0] > 1) or out[-1].value in ("ordinal", "other"))
        )
        if again:
            out.append(replace(token, type="option", value="loopbacks"))
            continue
        plain = token.type in ("filler", "unknown") or token.value in ("lan", "lab", "static", "routes_of", "nothing")
        if what and plain and (_leads(whole, place) or (what == "loopback" and _follows(whole, place))):
            token = replace(token, type="option", value=what)
        if token.text == "-" and {one.type for one in whole[place - 1 : place + 2 : 2]} <= {*ADDRESSES}:
            token = replace(token, type="mark")  # `10.0.0.1-10.0.0.4`
        known = what == "gateway" in told and token.type == "unknown"
        if token.type != "filler" and not known:
            out.append(token)
    return tuple(out)


def _leads(found: Sequence[Token], place: int) -> bool:
    for token in found[place + 1 : place + 1 + _FAR]:
        if token.type in ADDRESSES:
            return True
        amid = token.type in ("filler", "article", "name", "role") or (token.type == "word" and token.value in _BETWEEN)
        if not (amid or token.text in (":", "=", "(") or of_number(token)):
            return False
    return False


def _follows(found: Sequence[Token], place: int) -> bool:
    """`10.0.0.1/32 as loopback`."""
    before = place - 1
    while before > 0 and (found[before].type in ("article", "filler") or found[before].value in ("be", "to", "the")):
        before -= 1
    return before < place - 1 and found[before].type in ADDRESSES


def of_number(token: Token) -> bool:
    """`rN`: any router, of which the number stands in a pattern."""
    return token.type == "unknown" and token.text.lower() in ("rn", "rx", "n", "x")


def is_end(text: str) -> bool:
    """Whether an address with its length is one of an interface, and no network."""
    try:
        own = ipaddress.ip_interface(text)
    except ValueError:
        return False
    whole = own.network.max_prefixlen
    return (
        "/" in text
        and own.network.prefixlen < whole
        and (own.ip != own.network.network_address or own.network.prefixlen == whole - 1)
    )


def is_network(text: str) -> bool:
    """Whether an address with its length is a network of several addresses."""
    return "/" in text and "{" not in text and not text.startswith(".") and _as_network(text)


def _as_network(text: str) -> bool:
    try:
        network = ipaddress.ip_network(text)
    except ValueError:
        return False
    return network.prefixlen < network.max_prefixlen


def is_single(text: str) -> bool:
    """Whether it is one IPv4 address as routers have it on a loopback: without a length, or with 32."""
    try:
        return ipaddress.IPv4Interface(text).network.prefixlen == 32
    except ValueError:
        return False
