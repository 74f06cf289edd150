"""How a lab stands at a moment, for those who only look on: frozen values, made by the thread that detects. Pure."""

from dataclasses import dataclass

from agent.core.incident import Incident
from agent.core.standing import Standing


@dataclass(frozen=True, slots=True)
class LabView:
    """At `at_ns` (ours): how every known peering stands, the open incidents, and what is wrong with the journal."""

    at_ns: int = 0
    standings: tuple[Standing, ...] = ()
    open: tuple[Incident, ...] = ()
    journal_error: str = ""

    @property
    def known(self) -> int:
        """How many peerings are known to be up or down."""
        return sum(each.up is not None for each in self.standings)

    @property
    def up(self) -> int:
        """How many are up."""
        return sum(each.up is True for each in self.standings)
