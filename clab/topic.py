"""What a topic is: something that people ask routers about, and how each system tells it. Pure data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Entity = Literal["neighbor", "interface", "node", "route", "instance"]


@dataclass(frozen=True, slots=True)
class FrrAnswer:
    """How FRR answers: a command, the member that every row of its JSON has (empty: it prints text), the key of the
    rows, and the leaves by their names in the rows, `a.b` where several objects have one. A row is called as the object
    stands, or by its member `called`. Of text, `pattern` has the leaves by the names of its groups. A command may have
    places for a `{destination}` and a `{count}`."""

    command: str
    marker: str = ""
    key: str = ""
    leaves: Mapping[str, str] = field(default_factory=dict)
    called: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to ask. `state` is the leaf of a state and `good` its values that are up; `numbers` are the leaves that
    a limit is held against. `shown` are other command lines' commands by netmiko's platform (`""`: all others).
    `beside` are topics that a list of it has as well. `eos` and `srl` are how their command lines answer. `known_by`
    are the leaves by which a row is the same on another node, where it is asked who has it. `linux` is how a Linux
    host answers, and the system under FRR where FRR itself does not."""

    name: str
    entity: Entity
    sr_linux: str
    openconfig: str = ""
    frr: FrrAnswer | None = None
    shown: Mapping[str, str] = field(default_factory=dict)
    state: str = ""
    good: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    eos: FrrAnswer | None = None
    srl: FrrAnswer | None = None
    known_by: tuple[str, ...] = ()
    linux: FrrAnswer | None = None
