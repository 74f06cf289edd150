"""The scripted engine: lines in order, failures where the script has them, and a script in a file."""

from pathlib import Path

import pytest

from agent.config.models import ModelsConfig
from agent.failure import UsageFailure
from agent.models.api import Cancellation, FailureKind, Message, ModelFailure, ModelRequest, RunnerOptions
from agent.models.backends import build
from agent.models.backends.digest_pins import Pins
from agent.models.backends.none import NoBackend
from agent.models.backends.scripted import Line, ScriptedBackend


def _request(task: str = "brief") -> ModelRequest:
    return ModelRequest(task, "gemma3:4b", (Message("user", "What is up?"),), 50)


def _say(backend: ScriptedBackend, task: str = "brief") -> str:
    return backend.generate(_request(task), RunnerOptions(), 300, Cancellation()).text


def test_lines_for_every_call() -> None:
    """In order, the last one again and again; what was asked is kept."""
    backend = ScriptedBackend(["one", "two"])
    assert ["one", "two", "two"] == [_say(backend) for _ in range(3)]
    assert 3 == len(backend.asked)


def test_lines_by_task() -> None:
    """Each task has its own order; `*` is for all others."""
    backend = ScriptedBackend({"brief": ["b1", "b2"], "*": ["other"]})
    said = [_say(backend, item) for item in ("brief", "answer", "brief", "digest")]
    assert ["b1", "other", "b2", "other"] == said


def test_a_function_of_the_request() -> None:
    """For answers that depend on what was asked."""
    assert "narrative?" == _say(ScriptedBackend(lambda request: f"{request.task}?"), "narrative")


@pytest.mark.parametrize("kind", ["busy", "cut", "timeout", "server", "unreachable", "bad_answer"])
def test_a_failure_as_the_script_says(kind: FailureKind) -> None:
    """After the words that the script lets through."""
    heard: list[str] = []
    backend = ScriptedBackend([Line(text="r1 lost r2 at noon.", fails=kind, after=2)])
    with pytest.raises(ModelFailure) as caught:
        backend.generate(_request(), RunnerOptions(), 300, Cancellation(), heard.append)
    assert (kind, "r1 lost") == (caught.value.kind, "".join(heard))


def test_a_script_without_a_line() -> None:
    """It says which task has none."""
    with pytest.raises(ModelFailure, match="'digest'"):
        _say(ScriptedBackend({"brief": ["x"]}), "digest")


def test_loads_are_counted_by_options() -> None:
    """The same options load once, and an unload is told."""
    backend = ScriptedBackend(["x"])
    _say(backend)
    _say(backend)
    backend.load("gemma3:4b", RunnerOptions(num_gpu=0), 300)
    assert [0] == [item.vram for item in backend.loaded()]
    backend.unload("gemma3:4b")
    assert ["load gemma3:4b", "load gemma3:4b", "unload gemma3:4b"] == backend.told


def test_a_script_in_a_file(tmp_path: Path) -> None:
    """`models.script` names it."""
    path = tmp_path / "script.yml"
    path.write_text("models: ['gemma3:4b']\nanswers: {brief: ['fine', {fails: busy}]}\n")
    backend = build(ModelsConfig(backend="scripted", script=str(path)), Pins())
    assert isinstance(backend, ScriptedBackend)
    assert "fine" == _say(backend)
    with pytest.raises(ModelFailure, match="busy"):
        _say(backend)


@pytest.mark.parametrize(
    ("text", "said"), [("models: []\nanswer: {}", "answers"), ("a: [", "cannot be read"), (None, "cannot be read")]
)
def test_a_wrong_script(tmp_path: Path, text: str | None, said: str) -> None:
    """The file and what is wrong in it."""
    path = tmp_path / "script.yml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(UsageFailure, match=said):
        build(ModelsConfig(backend="scripted", script=str(path)), Pins())


def test_scripted_without_a_script() -> None:
    """There is no default script."""
    with pytest.raises(UsageFailure, match="names no file"):
        build(ModelsConfig(backend="scripted"), Pins())


def test_no_engine_has_no_words() -> None:
    """`backend: none` fails every call, with what to do."""
    backend = build(ModelsConfig(backend="none"), Pins())
    assert isinstance(backend, NoBackend)
    with pytest.raises(ModelFailure, match="no engine is configured") as caught:
        backend.generate(_request(), RunnerOptions(), 300, Cancellation())
    assert ("missing", True) == (caught.value.kind, "embedded" in caught.value.hint)
    assert () == backend.installed() == backend.loaded()
