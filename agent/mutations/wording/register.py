"""What a register is: how its sentences are joined, in which orders they come, and the templates of each role."""

from dataclasses import dataclass

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """A way of writing about incidents.

    Roles: `hello` and `bye` say nothing about the incident; `head` opens where sessions were lost, `quiet` where none
    was; `scope`, `cause`, `unknown`, `timing`, `open`, `severity`, `planned`, `unplanned` speak of the whole; `each`,
    `each_open` and `each_flap` of one peering that came back, is down, or was lost more than once.
    """

    name: str
    joint: str
    orders: tuple[tuple[str, ...], ...]
    lines: dict[str, Lines]
