"""An operator reset the session (`clear bgp`, Cease 6/4)."""

from agent.core.cause import Rule
from agent.core.told import ceased

RULE = Rule("admin_reset", rank=35, diagnose=ceased("admin_reset", 4, ("user reset", "adminreset", "admin reset")))
