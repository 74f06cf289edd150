"""A reading that is being made. Pure."""

from dataclasses import dataclass, field

from agent.gates.script.request.destinations import Destinations
from agent.gates.script.request.files import Files
from agent.gates.script.request.operations import Operations
from agent.gates.script.request.options import Options
from agent.gates.script.request.probes import Probes
from agent.gates.script.request.tokens import Token


@dataclass(slots=True)
class Draft:
    """A reading that is being made."""

    found: tuple[Token, ...]
    text: str = ""
    asked: Operations = field(default_factory=Operations)
    sought: Destinations = field(default_factory=Destinations)
    probes: Probes = field(default_factory=Probes)
    files: Files = field(default_factory=Files)
    options: Options = field(default_factory=Options)
    ends: bool = False
    """Whether its exit status is asked for."""

    values: dict[str, object] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def some(self, *kinds: str) -> list[Token]:
        return [token for token in self.found if token.type in kinds]

    def has(self, kind: str, value: str | None = None) -> bool:
        return any(token.type == kind and value in (None, token.value) for token in self.found)
