"""What a node's kind says about watching it: where its telemetry, its log and its command line are. Pure."""

from collections.abc import Mapping
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
    """A command that tells how BGP stands. `name` is the recording's word for it. `form`: `json` as the router prints
    it, else a table read by TextFSM: `template` is a file of our own; `known` names the one of ntc-templates, by the
    platform and the command that it has there."""

    name: str
    command: str
    form: Literal["json", "table"] = "json"
    template: str = ""
    known: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class KindProfile:
    """One network OS. `kinds` are containerlab's names for it; `platform` is netmiko's. `virtual`: a VM in a launcher
    container, so that what runs in the container is not the router. `mend_log` says how to get its log here."""

    title: str
    kinds: tuple[str, ...]
    username: str = ""
    password: str = field(default="", repr=False)
    gnmi: GnmiService | None = None
    logs: tuple[LogPlace, ...] = ()
    platform: str = ""
    shows: tuple[Show, ...] = ()
    virtual: bool = False
    mend_log: str = ""
    mend_gnmi: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


SYSLOG = "let it send syslog to this host, and name the listener in labkeeper.yml (syslog: {listen: ...})"
