"""How generated topologies come out."""

from pydantic import Field

from agent.config.strict import Strict


class TopologiesConfig(Strict):
    """Images by kind, where the defaults are not what is on this machine; `frr` is a linux node with FRR."""

    images: dict[str, str] = Field(default={})
