"""Values of routing protocols that a request names, and where they hold: a router, a link, or a session. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from clab.design.node_systems import FORWARDING, FRR, ROUTING

SettingName = Literal[
    "area", "cost", "network", "hello", "dead", "priority",
    "local_pref", "med", "prepend", "next_hop_self", "default", "keepalive", "hold",
    "level", "iso_area", "announce", "redistribute", "paths", "ospf_default", "route",
    "subnet", "address", "loopback", "router_id", "lan", "gateway",
    "mtu", "ospf_auth", "password", "max_prefix", "community", "tag", "area_type",
    "memory", "cpu", "passive",
]  # fmt: skip
Place = Literal["port", "session", "router"]


@dataclass(frozen=True, slots=True)
class Value:
    """What a value is called, what it is one of, and the systems for which it is written. A number is at least `least`
    and at most `most`, where there is one. `alike`: both ends must have the same, so said of routers it is of their
    links as a whole."""

    title: str
    of: Place
    systems: Sequence[str]
    least: int = 0
    most: int | None = None
    alike: bool = False


VALUES: Final[Mapping[str, Value]] = {
    "area": Value("OSPF area", "port", ROUTING, most=2**32 - 1),
    "cost": Value("cost", "port", ROUTING, 1, 65_535),
    "network": Value("network type", "port", ROUTING),
    "hello": Value("hello interval", "port", ROUTING, 1, 65_535),
    "dead": Value("dead interval", "port", ROUTING, 2, 65_535),
    "priority": Value("priority", "port", ROUTING, most=255),
    "subnet": Value("network of a link", "port", FORWARDING),
    "address": Value("address", "port", FORWARDING),
    "mtu": Value("MTU", "port", FORWARDING, 576, 9_500, alike=True),
    "ospf_auth": Value("OSPF authentication", "port", ROUTING, alike=True),
    "local_pref": Value("local preference", "session", ROUTING, most=2**32 - 1),
    "med": Value("MED", "session", ROUTING, most=2**32 - 1),
    "prepend": Value("AS path prepending", "session", ROUTING, 1, 10),
    "next_hop_self": Value("next-hop-self", "session", ROUTING),
    "default": Value("default route by BGP", "session", ROUTING),
    "keepalive": Value("keepalive time", "session", ROUTING, 1, 21_845),
    "hold": Value("hold time", "session", ROUTING, 3, 65_535),
    "password": Value("BGP password", "session", ROUTING, alike=True),
    "max_prefix": Value("prefix limit", "session", (FRR, "arista_ceos"), 1, 2**32 - 1),
    "community": Value("community", "session", (FRR, "arista_ceos")),
    "level": Value("IS-IS level", "router", ROUTING),
    "iso_area": Value("IS-IS area", "router", ROUTING),
    "announce": Value("announced prefix", "router", ROUTING),
    "redistribute": Value("redistribution", "router", ROUTING),
    "paths": Value("number of equal paths", "router", ROUTING, 1, 64),
    "ospf_default": Value("default route by OSPF", "router", (FRR, "arista_ceos")),
    "route": Value("static route", "router", ROUTING),
    "loopback": Value("loopback address", "router", FORWARDING),
    "router_id": Value("router id", "router", ROUTING),
    "lan": Value("network of hosts", "router", FORWARDING),
    "gateway": Value("gateway", "router", FORWARDING),
    "tag": Value("community of a prefix", "router", (FRR,)),
    "area_type": Value("kind of an OSPF area", "router", ROUTING),
    "memory": Value("memory", "router", FORWARDING),
    "cpu": Value("CPUs", "router", FORWARDING),
    "passive": Value("passive interfaces", "router", ROUTING),
}

USUAL_KEY: Final = "labkeeper"
"""Where a key is asked for and none is said."""


class Setting(BaseModel):
    """One value. `on` is the router that has it (empty: every one), `to` the neighbor on whose link or session it is
    (empty: each), `nth` which of several links between the two, from 1 (0: each)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: SettingName
    value: str = ""
    on: str = ""
    to: str = ""
    nth: int = Field(default=0, ge=0)

    @property
    def narrow(self) -> int:
        """How closely it is told where; the closest wins."""
        return bool(self.on) + bool(self.to) + bool(self.nth)


class Values(dict[str, Any]):
    """Values by name; one that was not named is empty."""

    def __missing__(self, name: str) -> str:
        return ""


class Settings:
    """The values of a lab, by where they hold."""

    def __init__(self, said: Iterable[Setting]) -> None:
        self._said = sorted(said, key=lambda one: one.narrow)

    def _of(self, place: Place, on: str) -> list[Setting]:
        return [one for one in self._said if VALUES[one.what].of == place and one.on in ("", on)]

    def port(self, on: str, to: str, nth: int) -> Values:
        """Of a router's end of a link."""
        own = [one for one in self._of("port", on) if one.to in ("", to) and one.nth in (0, nth)]
        return Values({one.what: one.value for one in own})

    def session(self, on: str, to: str) -> Values:
        """Of a router's BGP session with another."""
        return Values({one.what: one.value for one in self._of("session", on) if one.to in ("", to)})

    def router(self, on: str) -> Values:
        """Of a router as a whole: each with all of its values."""
        found = Values()
        for one in self._of("router", on):
            found[one.what] = tuple(dict.fromkeys((*found.get(one.what, ()), one.value)))
        return found
