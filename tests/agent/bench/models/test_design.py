"""The order of trials: every model in every place as often as any other, every task for every model."""

from collections import Counter
from pathlib import Path

from agent.bench.models.arms import arms
from agent.bench.models.design import blocks
from agent.bench.models.task_files import task_set

ARMS = arms(("a", "b", "c"))
TASKS = task_set((), most=2).tasks


def test_every_model_has_every_place_as_often() -> None:
    """Over as many rounds as there are models, for each kind of task."""
    places: Counter[tuple[str, str, int]] = Counter()
    for round_ in range(len(ARMS)):
        order: dict[str, list[str]] = {}
        for block in blocks(ARMS, TASKS, round_):
            order.setdefault(block.kind, []).append(block.arm.label)
        for kind, labels in order.items():
            places.update((kind, label, place) for place, label in enumerate(labels))
    kinds = {task.kind for task in TASKS}
    assert {(kind, arm.label, place): 1 for kind in kinds for arm in ARMS for place in range(3)} == dict(places)


def test_a_round_has_every_task_for_every_model_once() -> None:
    """And all models have a kind's tasks in the same order."""
    found = list(blocks(ARMS, TASKS, 1))
    ids = [trial.id for block in found for trial in block.trials]
    assert len(ARMS) * len(TASKS) == len(ids) == len(set(ids))
    for kind in {task.kind for task in TASKS}:
        orders = {tuple(trial.task.name for trial in block.trials) for block in found if block.kind == kind}
        assert 1 == len(orders)


def test_rounds_have_other_seeds_and_another_first_kind() -> None:
    """Otherwise a second round would be the first one again."""
    first, second = list(blocks(ARMS, TASKS, 0)), list(blocks(ARMS, TASKS, 1))
    assert first[0].kind != second[0].kind
    assert {0} == {trial.seed for block in first for trial in block.trials}
    assert {1000} == {trial.seed for block in second for trial in block.trials}


def test_a_file_of_weights_is_a_model(tmp_path: Path) -> None:
    """By its stem, in this process; a name stays a name."""
    weights = tmp_path / "tiny-q4.gguf"
    weights.touch()
    found = arms((str(weights), "gemma3:4b"))
    assert [("tiny-q4", weights.resolve()), ("gemma3:4b", None)] == [(arm.model, arm.weights) for arm in found]
