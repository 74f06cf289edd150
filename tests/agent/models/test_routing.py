"""The routing table: the packaged one is the law of the six tasks, and a wrong one is an error with its place."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from agent.app.model_setup import routing, routing_file
from agent.config.loading import load
from agent.failure import UsageFailure
from agent.models.routing import TASKS, read
from agent.resources import resource

LAW = {
    "topology": ("qwen2.5-coder:7b", ("background",)),
    "script": ("qwen2.5-coder:7b", ("background",)),
    "digest": ("gemma3:12b", ("background",)),
    "narrative": ("gemma3:12b", ("background",)),
    "brief": ("gemma3:4b", ("voice", "background")),
    "answer": ("gemma3:4b", ("voice",)),
}


def test_the_packaged_table_is_the_law() -> None:
    """Six tasks, one model each, in their lanes; three models were measured and have no slot."""
    table = read(resource("templates/routing.yml"))
    assert LAW == {task: (route.model, route.lanes) for task, route in table.rows()}
    assert tuple(LAW) == TASKS
    assert ("llama3.1:8b", "mistral-nemo:12b", "phi3.5") == table.without_slot
    assert not set(table.without_slot) & set(table.models())
    assert ("qwen2.5-coder:7b", "gemma3:12b", "gemma3:4b") == table.models()


def test_every_route_says_why_and_the_mistakes_stand_beside_it() -> None:
    """The rationale is a column; the three measured mistakes are data."""
    table = read(resource("templates/routing.yml"))
    assert all(len(route.why) > 20 for _, route in table.rows())
    assert ["23 minutes", "srl2 prefix-limit", "WARNING"] == [
        next(word for word in ("23 minutes", "srl2 prefix-limit", "WARNING") if word in mistake)
        for mistake in table.mistakes
    ]


def _changed(tmp_path: Path, change: Callable[[Any], object]) -> Path:
    data = yaml.safe_load(resource("templates/routing.yml").read_text())
    change(data)
    path = tmp_path / "routing.yml"
    path.write_text(yaml.safe_dump(data))
    return path


WRONG: list[tuple[Callable[[Any], object], str]] = [
    (lambda d: d["routes"].update(narative=d["routes"].pop("narrative")), r"'routes\.narative'.*'narrative'"),
    (lambda d: d["routes"].pop("brief"), r"'routes\.brief' is missing"),
    (lambda d: d["routes"]["brief"].update(modell="x"), r"'routes\.brief\.modell'; did you mean 'model'"),
    (
        lambda d: d["routes"]["brief"].update(model=["gemma3:4b", "phi3.5"]),
        r"routes\.brief\.model: holds a list, expected",
    ),
    (lambda d: d["routes"]["brief"].update(fallback="phi3.5"), r"unknown key 'routes\.brief\.fallback'"),
    (lambda d: d["routes"]["brief"].update(lanes=["fast"]), r"routes\.brief\.lanes\.0"),
    (lambda d: d["routes"]["brief"].update(lanes=["voice", "voice"]), r"names a lane twice"),
    (lambda d: d["routes"]["brief"].update(lanes=[]), r"routes\.brief\.lanes"),
    (lambda d: d["routes"]["brief"].update(why=""), r"routes\.brief\.why"),
    (lambda d: d["routes"]["brief"].update(model="two words"), r"routes\.brief\.model"),
    (lambda d: d.update(speed=[]), r"unknown key 'speed'; did you mean 'speeds'"),
    (lambda d: d["speeds"][0].update(sise="4B"), r"'speeds\.0\.sise'; did you mean 'size'"),
]


@pytest.mark.parametrize(("change", "said"), WRONG, ids=[item[1] for item in WRONG])
def test_a_wrong_table_is_an_error_with_its_place(tmp_path: Path, change: Callable[[Any], object], said: str) -> None:
    """File, key and the nearest known key; a second model for a task cannot be written at all."""
    path = _changed(tmp_path, change)
    with pytest.raises(UsageFailure, match=said) as caught:
        read(path)
    assert str(path) in caught.value.what


@pytest.mark.parametrize(
    ("text", "said"), [("- a", "holds a list"), ("a: [", "line 1"), ("", "holds nothing, expected routes")]
)
def test_a_file_that_is_no_table(tmp_path: Path, text: str, said: str) -> None:
    """No YAML, or other YAML."""
    path = tmp_path / "routing.yml"
    path.write_text(text)
    with pytest.raises(UsageFailure, match=said):
        read(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Its name is said."""
    with pytest.raises(UsageFailure, match=r"none\.yml"):
        read(tmp_path / "none.yml")


def test_which_table_is_in_force(tmp_path: Path) -> None:
    """The packaged one, one beside the configuration, or the named one, relative to the configuration."""
    config = tmp_path / "labkeeper.yml"
    config.write_text("lab: x\n")
    assert "templates" == routing_file(load(config)).parent.name
    beside = _changed(tmp_path, lambda d: d["routes"]["brief"].update(model="phi3.5"))
    assert beside == routing_file(load(config))
    assert "phi3.5" == routing(load(config)).route("brief").model
    config.write_text("models: {routing: mine.yml}\n")
    assert tmp_path / "mine.yml" == routing_file(load(config))


def test_the_embedded_engine_words_every_task(tmp_path: Path) -> None:
    """It has one model, which is chosen by name and not because another one failed."""
    config = tmp_path / "labkeeper.yml"
    config.write_text("models: {backend: embedded}\n")
    table = routing(load(config))
    assert ("SmolLM2-135M",) == table.models()
    assert LAW["brief"][1] == table.route("brief").lanes
    config.write_text("models: {backend: embedded, embedded: {weights: '/w/Qwen 2.5 (0.5B).gguf'}}\n")
    assert ("Qwen-2.5-0.5B-",) == routing(load(config)).models()
