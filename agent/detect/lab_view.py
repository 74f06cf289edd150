"""How a lab stands at a moment, for those who only look on: frozen values, made by the thread that detects. Pure."""

from dataclasses import dataclass

from agent.detect.incident import Incident
from agent.detect.peering_status import PeeringStatus


@dataclass(frozen=True, slots=True)
class LabView:
    """At `at_ns` (ours): how every known peering stands, the open incidents, and what is wrong with the journal."""

    at_ns: int = 0
    standings: tuple[PeeringStatus, ...] = ()
    open: tuple[Incident, ...] = ()
    journal_error: str = ""

    @property
    def known(self) -> int:
        """How many peerings are known to be up or down."""
        return sum(standing.up is not None for standing in self.standings)

    @property
    def up(self) -> int:
        """How many are up."""
        return sum(standing.up is True for standing in self.standings)
