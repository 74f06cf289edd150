"""A lab put together, as values of an intent, and why statements cannot be. Pure."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

PLAIN_SIZES: Final[Mapping[str, int]] = {"triangle": 3, "square": 4, "pair": 2, "diamond": 4}
"""How many routers stand in a shape, where its name says it."""

USUAL_SIZES: Final[Mapping[str, int]] = {**PLAIN_SIZES, "ring": 4, "chain": 3, "full_mesh": 4}
"""How many there are where nobody says it."""


class Unclear(ValueError):
    """The statements do not fit together; the message is why."""


@dataclass(slots=True)
class Structure:
    """Values of an intent, the role of each router by its name, and what code chose."""

    values: dict[str, Any]
    roles: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def among(self, names: Iterable[str], meant: Container[str]) -> list[str]:
        """Those that are meant, each by its own name or by its role."""
        return [name for name in names if name in meant or self.roles.get(name, "") in meant]
