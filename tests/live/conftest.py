"""Live tests drive real routers: they need root and the programs, and say so where those are missing."""

import os
import shutil
from pathlib import Path

import pytest


def missing() -> str:
    """What a live FRR test lacks here; empty where nothing is missing."""
    if os.geteuid() != 0:
        return "live tests make network namespaces: run them as root"
    if not Path("/usr/lib/frr/bgpd").exists():
        return "FRR is not installed (apt-get install frr)"
    lacking = [item for item in ("ip", "nft", "vtysh", "bird") if not shutil.which(item)]
    return f"not on PATH: {', '.join(lacking)}" if lacking else ""


@pytest.fixture(scope="session")
def real_routers() -> None:
    """Skips, with the reason, where real routers cannot be had."""
    reason = missing()
    if reason:
        pytest.skip(reason)
