"""The systems of nodes: containerlab's kinds, and what a plain `linux` node may be. Pure."""

from typing import Final

FRR: Final = "frr"
"""Not a kind of containerlab's: a `linux` node that runs FRR."""
LAN: Final = "lan"
"""Nor this: a `linux` node that bridges its ports."""
LINUX_ROUTER: Final = "linux_router"
"""Nor is this: a `linux` node that forwards packets, without any routing daemon."""

BOTH: Final = (FRR, "nokia_srlinux")
"""Those for which most is written."""
ROUTING: Final = (*BOTH, "arista_ceos")
"""Those that run routing protocols."""
FORWARDING: Final = (*ROUTING, LINUX_ROUTER)
"""Those that have addresses and forward packets."""
