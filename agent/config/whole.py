"""The whole file."""

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator

from agent.config.lanes import LanesConfig
from agent.config.models import ModelsConfig
from agent.config.narrate import NarrateConfig
from agent.config.nodes import NodeConfig, SyslogConfig
from agent.config.schedule import ScheduleConfig
from agent.config.strict import Strict
from agent.config.topologies import TopologiesConfig
from agent.config.voice import VoiceConfig
from clab.model import Lab, Node


def zone(name: str) -> ZoneInfo:
    """A time zone by its IANA name.

    Raises:
        ValueError: there is none of this name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"no time zone {name!r}; use a name such as Europe/Berlin or UTC") from error


class StoreConfig(Strict):
    """How long and how large the journal may get."""

    retention_days: float = Field(default=30, gt=0)
    max_mb: int = Field(default=2048, ge=16)


class Config(Strict):
    """The whole file."""

    lab: str | None = None
    timezone: str = "UTC"
    topology: str | None = None
    nodes: dict[str, NodeConfig] = Field(default={})
    syslog: SyslogConfig | None = None
    session_logs: tuple[str, ...] = Field(
        default=(), description="globs of what operators typed: transcripts, shell histories, notes"
    )
    store: StoreConfig = StoreConfig()
    schedule: ScheduleConfig = ScheduleConfig()
    narrate: NarrateConfig = NarrateConfig()
    topologies: TopologiesConfig = TopologiesConfig()
    poll_s: Annotated[float, Field(gt=0.1)] = 5.0
    lanes: LanesConfig = LanesConfig()
    voice: VoiceConfig = VoiceConfig()
    models: ModelsConfig = ModelsConfig()

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        zone(value)
        return value

    def as_lab(self, topology: Lab | None = None) -> Lab:
        """The nodes as a lab, with the topology's links where there is one."""
        base = topology or Lab()
        nodes = dict(base.nodes)
        for name, node in self.nodes.items():
            nodes[name] = Node(name, node.kind, node.addresses, node.unnumbered)
        return Lab(self.lab or base.name, nodes, base.links)
