"""The neighbor was removed from a router's configuration (Cease 6/3)."""

from agent.core.cause import Rule
from agent.core.told import ceased

RULE = Rule("peer_deconfigured", rank=36, diagnose=ceased("peer_deconfigured", 3, ("neighbor deleted",)))
