"""The section `lanes:`: who may use which model when, and what is expected of them. Times in seconds."""

from typing import Literal

from pydantic import Field

from agent.config.strict import Strict


class LanesConfig(Strict):
    """The whole section."""

    placement: Literal["resident", "lend", "measured"] = Field(
        default="resident",
        description="resident: the voice model keeps the card, all others run on the CPU; lend: background work has "
        "the card while nobody speaks; measured: each is tried, the faster one stays",
    )
    voice_model: str | None = Field(default=None, description="instead of the one that the routing table names")
    age_limit_s: float = Field(default=600.0, gt=0, description="who waited longer comes first")
    pause_s: float = Field(default=2.0, ge=0, description="so long nobody speaks, until it is a pause")
    idle_s: float = Field(default=60.0, ge=0, description="lend: so long nobody speaks, until the card is lent")
    announce_s: float = Field(default=20.0, gt=0, description="an announcement that nothing follows is void then")
    linger_s: float = Field(default=1.0, ge=0, description="the loaded model waits so long for a task's next section")
    gather_s: float = Field(default=240.0, ge=0, description="a model is changed for a request that waited so long")
    longest_wait_s: float = Field(default=1800.0, gt=0, description="a background request fails that waited longer")
    cpu_models: int = Field(default=2, ge=1, description="resident: background models that stay in memory")
    vram_share: float = Field(default=0.9, ge=0, le=1, description="of the voice model on the card, at least")
    voice_rate: float = Field(default=15.0, ge=0, description="tokens a second of the voice model, at least")
    background_rate: float = Field(default=1.5, ge=0, description="tokens a second of the other models, at least")
