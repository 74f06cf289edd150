"""How one peering stands: a value for those who ask, made by the detector. Pure."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from agent.documents import UNPUBLISHED, Time


@dataclass(frozen=True, slots=True)
class PeeringStatus:
    """One peering: `up` None where nothing tells; `since_ns` is when it entered that state, None where not seen."""

    a: str | None
    b: str | None
    address_a: str | None
    address_b: str | None
    up: Annotated[bool | None, UNPUBLISHED]
    since_ns: Annotated[Time | None, Field(alias="since")]
    never_up: Annotated[bool, UNPUBLISHED] = False
    """It is configured, and was never seen up."""

    @property
    def name(self) -> str:
        """`r1–r2`, an unknown end by its address."""
        return f"{self.a or self.address_a or 'unknown'}–{self.b or self.address_b or 'unknown'}"

    @property
    def ends(self) -> tuple[str, ...]:
        """The names of its routers, as far as they are known."""
        return tuple(item for item in (self.a, self.b) if item)
