"""Live tests drive real routers: they need root and the programs, and say so where those are missing."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import pytest

from tests.live import one_run
from tests.live.frr import labs
from tests.live.frr.faults import FAULTS, Fault
from tests.live.frr.side_by_side import CLOS, SHARES, SideBySide

HOST = pytest.StashKey[IO[str]]()


def missing() -> str:
    """What a live FRR test lacks here; empty where nothing is missing."""
    if os.geteuid() != 0:
        return "live tests make network namespaces: run them as root"
    if not Path("/usr/lib/frr/bgpd").exists():
        return "FRR is not installed (apt-get install frr)"
    lacking = [item for item in ("ip", "nft", "vtysh", "bird") if not shutil.which(item)]
    return f"not on PATH: {', '.join(lacking)}" if lacking else ""


def pytest_collection_finish(session: pytest.Session) -> None:
    """The host is taken before the first live test, and left when the run's process ends. The workers of one run would
    wait for each other: where there are some, it is not taken."""
    if (
        os.geteuid() == 0
        and not session.config.option.collectonly
        and not hasattr(session.config, "workerinput")
        and any(Path(__file__).parent in item.path.parents for item in session.items)
    ):
        session.config.stash[HOST] = one_run.take_host()
        for name in one_run.clear_leftovers():
            sys.stderr.write(f"left by a run that was killed, removed: {name}\n")


@pytest.fixture(scope="session")
def real_routers() -> None:
    """Skips, with the reason, where real routers cannot be had."""
    reason = missing()
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def played(
    real_routers: None, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SideBySide]:
    """The diamonds, and leaves and spines, in which the faults are played that tests ask for by `name`."""
    specs = [getattr(item, "callspec", None) for item in request.session.items]
    wanted = {spec.params.get("name") for spec in specs if spec}

    def faults(which: str, names: tuple[str, ...]) -> list[Fault]:
        return [fault for fault in FAULTS[which] if fault.name in wanted.intersection(names)]

    with ExitStack() as stack:

        def home() -> Path:
            """A folder that FRR's own user can reach: not below pytest's, which every other run closes to others."""
            made = Path(tempfile.mkdtemp(prefix=f"{tmp_path_factory.getbasetemp().name}-lab-", dir="/var/tmp"))
            made.chmod(0o755)
            stack.callback(shutil.rmtree, made, ignore_errors=True)
            return made

        shares = [(labs.diamond(home(), key), faults("diamond", names)) for key, names in SHARES.items()]
        shares.append((labs.clos(home(), "u"), faults("clos", CLOS)))
        needed = [share for share in shares if share[1] or share[0].name == "t"]
        yield stack.enter_context(SideBySide(needed, tmp_path_factory.mktemp("recordings")))


@pytest.fixture(scope="session", autouse=True)
def _played_beside(request: pytest.FixtureRequest) -> None:
    """The faults are played while other tests wait for theirs."""
    if not missing() and any("played" in getattr(item, "fixturenames", ()) for item in request.session.items):
        request.getfixturevalue("played")
