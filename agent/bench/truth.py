"""A recording's `truth.json`: what really happened in it (`labkeeper schema truth`)."""

from typing_extensions import TypedDict

from agent.detect.incident import Window
from agent.documents import Document, Time


class TruePeering(TypedDict):
    """One session that was lost. `required` is false where no router logged it."""

    a: str | None
    b: str | None
    address_a: str | None
    address_b: str | None
    afis: list[str]
    lost_at: Time | None
    restored_at: Time | None
    required: bool


class TrueIncident(TypedDict):
    """One incident. `may_split`: several reported ones may cover it."""

    cause_any_of: list[str]
    started_at: Time | None
    nodes: list[str]
    first_loss_at: Time | None
    last_restored_at: Time | None
    may_split: bool
    peerings: list[TruePeering]


class TruthDocument(Document):
    """All of a recording; a time is right that is off by no more than `tolerance_s`."""

    name: str
    window: Window
    tolerance_s: float
    remark: str
    incidents: list[TrueIncident]
