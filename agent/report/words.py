"""How facts are said: the wordings of causes, address families, durations and clock times. Pure.

The first wording of a value is the one that a placeholder becomes; the others are as true as the first.
"""

from datetime import timedelta

from agent.detect.cause_catalog import cause_titles
from agent.detect.incident import EPOCH
from clab.number_words import CARDINALS
from clab.units import SECOND_NS

FAMILIES: dict[str, tuple[str, ...]] = {
    "ipv4Unicast": ("IPv4 unicast", "IPv4"),
    "ipv6Unicast": ("IPv6 unicast", "IPv6"),
    "l2VpnEvpn": ("L2VPN EVPN", "EVPN"),
    "ipv4Multicast": ("IPv4 multicast",),
    "ipv6Multicast": ("IPv6 multicast",),
    "ipv4Vpn": ("VPNv4", "IPv4 VPN"),
    "ipv6Vpn": ("VPNv6", "IPv6 VPN"),
    "ipv4LabeledUnicast": ("IPv4 labeled unicast",),
    "ipv6LabeledUnicast": ("IPv6 labeled unicast",),
}


def cause_words(kind: str) -> tuple[str, ...]:
    """A cause's wordings; a type that this version does not know is said as it is spelled."""
    return cause_titles(kind)


def family_words(afi: str) -> tuple[str, ...]:
    """An address family's wordings."""
    return FAMILIES.get(afi, (afi,))


def count_words(count: int) -> tuple[str, ...]:
    """A count: spelled out where it is small, and in digits."""
    return (CARDINALS[count], str(count)) if 0 <= count < len(CARDINALS) else (str(count),)


def duration_words(value_s: float) -> tuple[str, ...]:
    """A duration in seconds: `66.0 s`, `66 seconds`, `1 min 6 s`; below a second with milliseconds."""
    if value_s < 0.001:
        return ("less than a millisecond", f"{value_s:.6f} s")
    if value_s < 1:
        return (f"{value_s * 1000:.0f} ms", f"{value_s:.3f} s", "less than a second")
    words = [f"{value_s:.1f} s", f"{value_s:.1f} seconds", f"{value_s:.0f} s", f"about {value_s:.0f} seconds"]
    whole = round(value_s)
    if whole >= 60:
        hours, rest = divmod(whole, 3600)
        minutes, left = divmod(rest, 60)
        parts = [(hours, "h"), (minutes, "min"), (left, "s")]
        words.append(" ".join(f"{count} {unit}" for count, unit in parts if count))
    return tuple(dict.fromkeys(words))


def clock_words(at_ns: int) -> tuple[str, ...]:
    """A moment in UTC: `21:16:23.438`, `21:16:23`, `21:16`, and with its date."""
    at = EPOCH + timedelta(microseconds=at_ns // 1000)
    exact = at.strftime("%H:%M:%S.%f")[:-3]
    return (exact, f"{exact} UTC", at.strftime("%H:%M:%S"), at.strftime("%H:%M"), at.strftime(f"%Y-%m-%d {exact}"))


def in_seconds(ns: int) -> float:
    """Nanoseconds as seconds, to the microsecond."""
    return round(ns / SECOND_NS, 6)
