"""Other work on this machine while a question is asked: programs that burn every core, or a model that writes.

The programs do not yield, as somebody else's would not; the model is in the background lane of this program, and is
taken back when somebody speaks.
"""

import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from os import cpu_count
from pathlib import Path
from typing import Literal, get_args

from agent.bench.models.arms import Arm
from agent.bench.models.engines import Engines
from agent.config.loading import Loaded
from agent.config.models import EmbeddedConfig
from agent.config.whole import Config
from agent.models.api import Message, ModelFailure, ModelRequest
from agent.models.backends.embedded import absent
from agent.models.scheduler.driver import Lanes

LoadName = Literal["idle", "cores", "model"]
LOADS: tuple[LoadName, ...] = get_args(LoadName)

STOP_S = 5.0
WRITTEN = 200
"""Tokens of one background call."""


@dataclass(frozen=True, slots=True)
class Load:
    """Work at hand: `lane` tells it that somebody speaks; `told` says what it has done."""

    lane: Callable[[], AbstractContextManager[None]] = nullcontext
    told: Callable[[], str] = lambda: "nothing beside"


@contextmanager
def loaded(name: LoadName) -> Iterator[Load]:
    """This machine with other work on it, for as long as the block lasts.

    Raises:
        UsageFailure: the model, or what it runs on, is not here.
    """
    with ExitStack() as stack:
        if name == "idle":
            yield Load()
        elif name == "cores":
            yield stack.enter_context(_cores(cpu_count() or 1))
        else:
            yield stack.enter_context(_model())


def lacking(name: LoadName) -> str:
    """What a load needs and is not here; empty where it can be put on."""
    return absent(EmbeddedConfig()) if name == "model" else ""


@contextmanager
def _cores(count: int) -> Iterator[Load]:
    burning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield Load(told=lambda: f"{sum(each.poll() is None for each in burning)} programs that burn a core each")
    finally:
        for each in burning:
            each.kill()
            each.wait(STOP_S)


@contextmanager
def _model() -> Iterator[Load]:
    config = Config.model_validate({"models": {"backend": "embedded"}})
    model = config.models.embedded.model
    with tempfile.TemporaryDirectory() as state:
        engines = Engines(Loaded(config, None), Path(state))
        try:
            with engines.opened(Arm(model)) as opened:
                writer = _Writer(opened.lanes, model)
                writer.thread.start()
                try:
                    yield Load(opened.lanes.session, writer.told)
                finally:
                    writer.stopping.set()
            writer.thread.join(STOP_S)
        finally:
            engines.close()


class _Writer:
    """Asks for one text after the other in the background lane."""

    def __init__(self, lanes: Lanes, model: str) -> None:
        self._lanes, self._model = lanes, model
        self._texts = self._tokens = 0
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._write, name="bench-writer", daemon=True)

    def told(self) -> str:
        """What it wrote."""
        return f"{self._model} wrote {self._texts} texts of {self._tokens} tokens in the pauses"

    def _write(self) -> None:
        words = "A router lost a session to its neighbor, and got it back. " * 12
        while not self.stopping.is_set():
            request = ModelRequest(
                task="bench", model=self._model, messages=(Message("user", f"Tell this at length: {words}"),),
                num_predict=WRITTEN, temperature=1.0, seed=self._texts, may_be_cut=True,
            )  # fmt: skip
            try:
                usage = self._lanes.ask(request, "background").usage
            except ModelFailure:
                if self.stopping.wait(0.1):
                    return
                continue
            self._texts, self._tokens = self._texts + 1, self._tokens + usage.answer_tokens
