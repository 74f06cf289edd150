"""A lab session: from deploy to destroy of a lab, or for as long as it was watched. A value."""

from dataclasses import dataclass
from typing import Literal

from agent.detect.incident import rfc3339

Began = Literal["deployed", "found"]
Ended = Literal["destroyed", "stopped watching"]


@dataclass(frozen=True, slots=True)
class LabSession:
    """One life of one lab. `began` `deployed`: it was seen to come; `found`: it ran already. `to_ns` is None while it
    goes on; times are ours, nanoseconds since the epoch."""

    lab: str
    from_ns: int
    began: Began
    nodes: int
    to_ns: int | None = None
    ended: Ended | None = None

    @property
    def said(self) -> str:
        """The session's last turn in a line."""
        if self.to_ns is None:
            how = "was deployed" if self.began == "deployed" else "runs"
            return f"lab {self.lab} {how} ({self.nodes} nodes): a lab session begins at {rfc3339(self.from_ns)}"
        took_s = (self.to_ns - self.from_ns) / 1e9
        how = "was destroyed" if self.ended == "destroyed" else "is watched no more"
        return f"lab {self.lab} {how}: its session of {took_s:.0f} s ends at {rfc3339(self.to_ns)}"
