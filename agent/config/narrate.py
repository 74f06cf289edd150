"""The section `narrate:`: when incidents are told in a model's words."""

from pydantic import Field

from agent.config.strict import Strict


class NarrateConfig(Strict):
    """Who has reports told by the routed model, and how long an open incident is left in peace."""

    watch: bool = Field(default=True, description="watch and demo have their reports told by the model")
    analyze: bool = Field(default=False, description="analyze --out does so without --narrate, too")
    open_after_s: float = Field(default=120.0, ge=0, description="an incident that is open so long is told as it is")
