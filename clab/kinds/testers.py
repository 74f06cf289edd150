"""Traffic generators. Pure."""

import re

from clab.kind import Kind

KINDS = (
    Kind("keysight_ixia-c-one", "Keysight IXIA-c-one"),
    Kind("spirent_stc", "Spirent TestCenter", ports=re.compile(r"port(?P<port>[1-9])"), example="port1", offset=1),
)
