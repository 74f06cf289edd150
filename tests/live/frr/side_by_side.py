"""Several labs at once, each with a thread that plays its faults: most of a fault's time is waiting.

Who needs a recording waits for it. A lab stands until the end, for what needs it afterwards.
"""

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

from tests.live.frr.faults import Fault
from tests.live.frr.lab import FrrLab
from tests.live.frr.record import record, write_lab

LIMIT_S = 480.0


class SideBySide:
    """Labs with their faults, recorded below a folder; use it as a context manager."""

    def __init__(self, labs: Sequence[tuple[FrrLab, Sequence[Fault]]], out: Path) -> None:
        self._out, self._over = out, threading.Event()
        self._recorded: dict[str, Future[Path]] = {fault.name: Future() for _, faults in labs for fault in faults}
        self._started: dict[str, Future[Path]] = {lab.name: Future() for lab, _ in labs}
        self._free: dict[str, Future[FrrLab]] = {lab.name: Future() for lab, _ in labs}
        self._threads = [threading.Thread(target=self._play, args=each, name=f"lab-{each[0].name}") for each in labs]

    def __enter__(self) -> "SideBySide":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(LIMIT_S)

    def start(self, name: str) -> Path:
        """The logs of a lab's start."""
        return self._started[name].result(LIMIT_S)

    def recording(self, fault: str) -> Path:
        """The recording of a fault, once it was played."""
        return self._recorded[fault].result(LIMIT_S)

    def lab(self, name: str) -> FrrLab:
        """A lab, once its faults were played."""
        return self._free[name].result(LIMIT_S)

    def _play(self, lab: FrrLab, faults: Sequence[Fault]) -> None:
        left = [self._started[lab.name], *(self._recorded[fault.name] for fault in faults)]
        try:
            with lab:
                self._started[lab.name].set_result(self._logs_of_start(lab))
                for fault in faults:
                    if not self._over.is_set():
                        self._record(lab, fault)
                self._free[lab.name].set_result(lab)
                self._over.wait(LIMIT_S)
        except Exception as error:  # noqa: BLE001 - whoever waits for the lab gets it
            for future in (*left, self._free[lab.name]):
                if not future.done():
                    future.set_exception(error)

    def _logs_of_start(self, lab: FrrLab) -> Path:
        lab.wait_converged()
        folder = self._out / f"start-{lab.name}"
        (folder / "logs").mkdir(parents=True)
        for node in lab.routers:
            (folder / "logs" / f"{node}.{lab.log(node).name}").write_bytes(lab.log(node).read_bytes())
        write_lab(lab, folder)
        return folder

    def _record(self, lab: FrrLab, fault: Fault) -> None:
        future = self._recorded[fault.name]
        try:
            record(lab, fault, self._out)
            future.set_result(self._out / fault.name)
        except Exception as error:  # noqa: BLE001 - it is the failure of the test that waits for this fault
            future.set_exception(error)
