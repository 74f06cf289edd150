"""An operator shut the session down (Cease 6/2, with RFC 9003 words where there are any)."""

from agent.core.cause import Rule
from agent.core.told import ceased

RULE = Rule("admin_shutdown", rank=34, diagnose=ceased("admin_shutdown", 2, ("admin. shutdown", "adminshutdown")))
