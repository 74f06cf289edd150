"""An engine that says what a script says: for tests and for rehearsing failures. Part of the product.

A script is a line per call, by task; a line is a text or a failure, which may come after a part of the text was told.
What it answers is checked like any engine's answer, so a script can also show what happens to a bad one.
"""

import hashlib
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import ValidationError

from agent import __version__
from agent.config.models import ModelsConfig
from agent.config.strict import Strict
from agent.failure import UsageFailure
from agent.models.api import (
    Cancellation,
    EngineStatus,
    FailureKind,
    InstalledModel,
    LoadedModel,
    ModelBackend,
    ModelFailure,
    ModelReply,
    ModelRequest,
    RunnerOptions,
    Usage,
)
from agent.models.backends.digest_pins import Pins
from agent.models.backends.request_checks import chars, check_answer, check_prompt_read, check_request

SIZE = 2_000_000_000  # of every model it claims to have, in bytes


class Line(Strict):
    """One call's answer: `text`, told word by word; with `fails` the call fails after `after` words of it."""

    text: str = ""
    fails: FailureKind | None = None
    after: int = 0


Said = Line | str
Script = Mapping[str, Sequence[Said]] | Sequence[Said] | Callable[[ModelRequest], Said]


class ScriptFile(Strict):
    """A script in a file: the models it has, and lines by task (`*` for every other task)."""

    models: tuple[str, ...]
    answers: dict[str, tuple[Said, ...]]


@dataclass
class ScriptedBackend:
    """Answers from a script: lines by task, or lines for every call, or a function of the request.

    The last line of a list is said again and again. A word counts as a token. `asked` has every request, in order;
    `told` what was loaded. `usage` is what every call is said to have taken, where it is given.
    """

    script: Script
    models: tuple[str, ...] = ("qwen2.5-coder:7b", "gemma3:12b", "gemma3:4b")
    usage: Usage | None = None
    name: str = "scripted"
    asked: list[ModelRequest] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    _loaded: dict[str, RunnerOptions] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def status(self) -> EngineStatus:
        """It is this program."""
        return EngineStatus(self.name, __version__, "this process", "none")

    def installed(self) -> tuple[InstalledModel, ...]:
        """The models it was given; a digest is made of the name."""
        return tuple(
            InstalledModel(model, digest_of(model), SIZE, capabilities=("completion",)) for model in self.models
        )

    def loaded(self) -> tuple[LoadedModel, ...]:
        """What was loaded, all of it on the GPU unless its options say CPU."""
        with self._lock:
            return tuple(
                LoadedModel(name, digest_of(name), SIZE, 0 if options.num_gpu == 0 else SIZE, options.num_ctx)
                for name, options in self._loaded.items()
            )

    def load(self, model: str, options: RunnerOptions, keep_alive_s: float) -> float:
        """Takes no time."""
        self._known(model)
        with self._lock:
            if self._loaded.get(model) != options:
                self.told.append(f"load {model}")
            self._loaded[model] = options
        return 0.0

    def unload(self, model: str) -> None:
        """Takes no time."""
        with self._lock:
            if self._loaded.pop(model, None) is not None:
                self.told.append(f"unload {model}")

    def generate(
        self,
        request: ModelRequest,
        options: RunnerOptions,
        keep_alive_s: float,
        cancellation: Cancellation,
        on_text: Callable[[str], None] | None = None,
    ) -> ModelReply:
        """The next line of the script."""
        check_request(request, options)
        check_prompt_read(request, options, chars(request) // 4 + 1)
        self.load(request.model, options, keep_alive_s)
        line = self._next(request)
        words = re.findall(r"\s*\S+\s*$|\s*\S+", line.text)
        for index, word in enumerate(words[: request.num_predict]):
            if cancellation.done or (line.fails and index >= line.after):
                break
            if on_text:
                on_text(word)
        if cancellation.done:
            raise ModelFailure("cancelled", f"{request.model}: the call was taken back")
        if line.fails:
            raise ModelFailure(line.fails, f"{request.model}: {line.fails.replace('_', ' ')}, as the script says")
        if len(words) > request.num_predict and not request.may_be_cut:
            raise ModelFailure("bad_answer", f"{request.model} was cut off after {request.num_predict} words")
        text = "".join(words[: request.num_predict]) if request.may_be_cut else line.text
        check_answer(request, text)
        if keep_alive_s == 0:
            self.unload(request.model)
        usage = self.usage or Usage(prompt_tokens=chars(request) // 4 + 1, answer_tokens=len(words))
        return ModelReply(text, request.model, self.name, digest_of(request.model), __version__, usage)

    def close(self) -> None:
        """Nothing is open."""

    def _known(self, model: str) -> None:
        if model not in self.models:
            raise ModelFailure("missing", f"model {model!r} is not in the script", f"it has: {', '.join(self.models)}")

    def _next(self, request: ModelRequest) -> Line:
        with self._lock:
            before = sum(item.task == request.task for item in self.asked)
            total = len(self.asked)
            self.asked.append(request)
        if callable(self.script):
            said = self.script(request)
        elif isinstance(self.script, Mapping):
            lines = self.script.get(request.task) or self.script.get("*") or ()
            said = _at(lines, before, request)
        else:
            said = _at(self.script, total, request)
        return Line(text=said) if isinstance(said, str) else said


def _at(lines: Sequence[Said], index: int, request: ModelRequest) -> Said:
    if not lines:
        raise ModelFailure("server", f"the script has no line for task {request.task!r}", "add one under answers")
    return lines[min(index, len(lines) - 1)]


def digest_of(model: str) -> str:
    """The digest that the scripted engine gives a name."""
    return hashlib.sha256(model.encode()).hexdigest()


def build(models: ModelsConfig, pins: Pins) -> ModelBackend:
    """The engine of `models.script`."""
    if models.script is None:
        raise UsageFailure("models.backend is scripted, and models.script names no file", "name a YAML file of answers")
    path = Path(models.script).expanduser()
    try:
        script = ScriptFile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageFailure(f"{path}: the script cannot be read: {error}", "models.script names a YAML file") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(item) for item in first["loc"])
        raise UsageFailure(f"{path}: {where}: {first['msg']}", "a script has models, and answers by task") from error
    return ScriptedBackend(dict(script.answers), script.models)
