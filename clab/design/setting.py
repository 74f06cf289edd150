"""Values of routing protocols that a request names, and where they hold: a router, a link, or a session. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

SettingName = Literal[
    "area", "cost", "network", "hello", "dead", "priority",
    "local_pref", "med", "prepend", "next_hop_self", "default", "keepalive", "hold",
    "level", "iso_area", "announce", "redistribute", "paths", "ospf_default", "route",
    "subnet", "address", "loopback", "router_id", "lan", "gateway",
    "mtu", "ospf_auth", "password", "max_prefix", "community", "tag", "area_type",
    "memory", "cpu", "passive",
]  # fmt: skip
Place = Literal["port", "session", "router"]

PLACES: Final[Mapping[str, Place]] = {
    **dict.fromkeys(("area", "cost", "network", "hello", "dead", "priority"), "port"),
    **dict.fromkeys(("subnet", "address", "mtu", "ospf_auth"), "port"),
    **dict.fromkeys(("local_pref", "med", "prepend", "next_hop_self", "default", "keepalive", "hold"), "session"),
    **dict.fromkeys(("level", "announce", "redistribute", "paths", "ospf_default", "route", "loopback"), "router"),
    **dict.fromkeys(("password", "max_prefix", "community"), "session"),
    **dict.fromkeys(("iso_area", "router_id", "lan", "gateway", "tag", "area_type"), "router"),
    **dict.fromkeys(("memory", "cpu", "passive"), "router"),
}  # fmt: skip
"""What each is a value of."""

TITLES: Final[Mapping[str, str]] = {
    "area": "OSPF area", "cost": "cost", "network": "network type", "hello": "hello interval",
    "dead": "dead interval", "priority": "priority", "local_pref": "local preference", "med": "MED",
    "prepend": "AS path prepending", "next_hop_self": "next-hop-self", "default": "default route by BGP",
    "keepalive": "keepalive time", "hold": "hold time", "level": "IS-IS level", "iso_area": "IS-IS area",
    "announce": "announced prefix",
    "redistribute": "redistribution", "paths": "number of equal paths", "ospf_default": "default route by OSPF",
    "route": "static route", "subnet": "network of a link", "loopback": "loopback address",
    "address": "address", "router_id": "router id", "lan": "network of hosts", "gateway": "gateway",
    "mtu": "MTU", "ospf_auth": "OSPF authentication", "password": "BGP password", "max_prefix": "prefix limit",
    "community": "community", "tag": "community of a prefix", "area_type": "kind of an OSPF area",
    "memory": "memory", "cpu": "CPUs", "passive": "passive interfaces",
}  # fmt: skip


USUAL_KEY: Final = "labkeeper"
"""Where a key is asked for and none is said."""

SYMMETRIC: Final = frozenset(("mtu", "ospf_auth", "password"))
"""What both ends must have alike: said of routers, it is of their links as a whole."""


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
        return [one for one in self._said if PLACES[one.what] == place and one.on in ("", on)]

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
