"""What is known of a node kind: what it asks of a topology, what its ports are called, and how it is watched. Pure.

Kinds are as registered in containerlab 0.79 (`nodes/<kind>/*.go`); containerlab itself has the last word.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class GnmiService:
    """The gNMI server that containerlab sets up. `tls`: `lab_ca` is verified by the lab's own CA file; `plain_port` is
    a second, unprotected one where there is one."""

    port: int
    tls: Literal["plaintext", "lab_ca"] = "plaintext"
    plain_port: int | None = None


@dataclass(frozen=True, slots=True)
class LogPlace:
    """Where a node's log may be. `host`: a file below the node's folder in the lab directory; `inside`: a file in the
    container; `output`: what the container prints (`docker logs`)."""

    how: Literal["host", "inside", "output"]
    path: str = ""


@dataclass(frozen=True, slots=True)
class Show:
    """A command that shows how BGP stands. `name` is the recording's word for it. `form`: `json` as the router prints
    it, else a table read by TextFSM: `template` is a file of our own; `known` names the one of ntc-templates, by the
    platform and the command that it has there."""

    name: str
    command: str
    form: Literal["json", "table"] = "json"
    template: str = ""
    known: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitoring:
    """How a kind is watched. `username` and `password` come with the image; `platform` is netmiko's name of the command
    line, empty where netmiko has none; `logs` are tried in order. The hints say what a person must configure to get
    the log or the telemetry."""

    username: str = ""
    password: str = field(default="", repr=False)
    gnmi: GnmiService | None = None
    logs: tuple[LogPlace, ...] = ()
    platform: str = ""
    shows: tuple[Show, ...] = ()
    log_hint: str = ""
    gnmi_hint: str = ""


@dataclass(frozen=True, slots=True)
class Rename:
    """A form of interface names, and how such a name is written elsewhere."""

    form: re.Pattern[str]
    written: Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One node kind.

    `name` is containerlab's own, `aliases` are its other names; `title` is what people call it.

    In a topology: `ports` finds the interface names that it takes (None: any Linux name but eth0), `example` is the
    first of them, `management` matches those that are not for links. Where `ports` has a group `port`, the name stands
    for ethN with N = port - `offset` + 1. `spellings` give other spellings containerlab's one name; `unmapped` says why
    a name of the right form becomes no port (asked with the name and whether the node lists its components).
    `types` are the values of `type`, any where it is empty; `image` and `licence`: whether a node needs one.
    `endpoints_free`: whatever a link calls its end there is right.

    Running: `virtual` is a VM in a launcher container, so that what runs in the container is not the router.
    `router_names` are what the router calls interfaces that the lab calls otherwise. `monitoring` is None where nothing
    is known of how to watch it.
    """

    name: str
    title: str
    aliases: tuple[str, ...] = ()
    ports: re.Pattern[str] | None = None
    example: str = "eth1"
    offset: int | None = None
    management: re.Pattern[str] | None = None
    spellings: tuple[Rename, ...] = ()
    unmapped: Callable[[str, bool], str] | None = None
    types: frozenset[str] = frozenset()
    type_needed: bool = False
    image: bool = True
    licence: bool = False
    endpoints_free: bool = False
    virtual: bool = False
    router_names: tuple[Rename, ...] = ()
    monitoring: Monitoring | None = None

    @property
    def container(self) -> bool:
        """Whether a node of the kind is a container that containerlab makes and names."""
        return self.image


def vm(
    name: str,
    title: str,
    ports: str,
    example: str,
    offset: int,
    *,
    aliases: tuple[str, ...] = (),
    types: frozenset[str] = frozenset(),
    router_names: tuple[Rename, ...] = (),
    monitoring: Monitoring | None = None,
) -> Kind:
    """A kind that vrnetlab launches: its ports are numbered, and ethN are names of them, too."""
    form = re.compile(ports)
    return Kind(
        name,
        title,
        aliases,
        form,
        example,
        offset,
        types=types,
        virtual=True,
        router_names=router_names,
        monitoring=monitoring,
    )


def words(text: str) -> frozenset[str]:
    """A set of words out of a text with blanks between them."""
    return frozenset(text.split())


BGP_SUMMARY_JSON = (Show("bgp-summary", "show bgp summary json"), Show("bgp-neighbors", "show bgp neighbors json"))
"""FRR's own commands, in every system that has FRR inside."""

SYSLOG = "let it send syslog to this host, and name the listener in labkeeper.yml (syslog: {listen: ...})"
