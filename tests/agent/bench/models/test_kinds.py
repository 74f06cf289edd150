"""The tasks that ship: each can be passed and each can be failed, and what is scored is what code reads."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from agent.bench.models.kind import BenchTask, Put, Scored
from agent.bench.models.recordings import check
from agent.bench.models.task_files import all_kinds, experiments, routes, task_set
from agent.bench.models.words import Wanted, scored
from agent.failure import UsageFailure
from agent.models.api import Lane, ModelReply, ModelRequest
from agent.models.routing import TASKS
from agent.report.claims.verdict import SentenceVerdict, TextVerdict
from tests.agent.bench.models.scripted_models import lab

WORDS = ("lead", "scope", "digest", "brief", "answer")
QUICK = ("live-ospfd-killed", "live-router-id-changed", "live-ospf-removed-by-config", "diamond-bgpd-killed")
"""Recordings that are read fast."""

MEANT = {
    "which-are-down": {"welche": "what", "sitzungen": "session", "sind": "is"},
    "down-now": {"que": "what", "esta": "is", "ahora": "now"},
    "planned": {"planed": "planned"},
    "back-when": {"quand": "when", "la": "nothing", "de": "nothing", "est": "was", "revenue": "come back"},
    "how-many": {"combien": "how many", "de": "nothing"},
    "the-last": {"quel": "what", "est": "is", "le": "nothing", "dernier": "latest"},
    "german-why": {"warum": "why", "sind": "was", "sitzungen": "session", "ausgefallen": "down"},
    "german-when": {"wann": "when", "war": "was", "sitzung": "session", "von": "nothing"},
    "withdrawn": {"rtues": "prefix"},
    "severity": {"quelle": "what", "est": "is", "la": "nothing", "gravite": "severity"},
    "who-reset": {"resste": "reset"},
    "affected": {"afetced": "affected"},
}
"""What the words of the look-up tasks mean."""

SAID_AGAIN = {
    "buddies": "the BGP neighbors of leaf1",
    "toasty": "cpu of spine1 every 30 seconds",
    "newest-software": "the version of r1 and r2",
    "mood-of-ports": "the state of the interfaces of leaf2",
    "who-is-next-door": "the LLDP neighbors of leaf3",
    "spoonful": "interface counters of leaf1 every 5 seconds by gNMI",
    "since-coffee": "the uptime of leaf1 and leaf2",
    "ospf-friends": "the OSPF neighbors of r1 as CSV",
    "goodies": "the prefixes received from each neighbor of leaf1",
    "heartbeat": "watch the BFD sessions on all leaves",
}
"""The requests of the script tasks in words that code reads."""


class Client:
    """A model that says what a function says; every answer is kept."""

    def __init__(self, says: Callable[[ModelRequest], str]) -> None:
        self._says = says
        self.replies: list[str] = []

    def ask(self, request: ModelRequest, lane: Lane, on_text: Callable[[str], None] | None = None) -> ModelReply:
        """What the function says."""
        self.replies.append(self._says(request))
        return ModelReply(self.replies[-1], request.model, "scripted")


def put(task: BenchTask, says: Callable[[ModelRequest], str], scratch: Path) -> Scored:
    """One task put to such a model."""
    client = Client(says)
    kind = all_kinds()[task.kind]
    return kind.put(task, Put("m", client, scratch, offline=True, replies=lambda: client.replies))


def statements(request: ModelRequest) -> str:
    """Code's own sentences out of a prompt, as a model that copies them."""
    text = request.messages[-1].content
    listed = text.partition("Statements:")[2].partition("\n\n")[0]
    return "\n".join(line.removeprefix("- ") for line in (listed or text).strip().splitlines())


def shipped(*kinds: str) -> list[BenchTask]:
    """Tasks of these kinds; those about recordings, where the recording is read fast."""
    return [task for task in task_set((), kinds).tasks if getattr(task.input, "recording", QUICK[0]) in QUICK]


def test_every_route_has_its_kinds_of_tasks() -> None:
    """Each with at least ten clusters, so that three models can be told apart; every recording is there."""
    assert set(TASKS) == set(routes())
    tasks = task_set(()).tasks
    check(tasks)
    for name in all_kinds():
        clusters = {task.cluster for task in tasks if task.kind == name}
        assert name == "speed" or len(clusters) >= 10, name


@pytest.mark.parametrize("task", shipped(*WORDS), ids=lambda task: task.id)
def test_code_s_own_words_pass_and_others_do_not(task: BenchTask, tmp_path: Path) -> None:
    """Copied statements are whole and true; a false and an empty account are worth nothing."""
    good = put(task, statements, tmp_path)
    assert (1.0, True) == (good.score, good.passed), good.why
    bad = put(task, lambda request: "Nothing happened. No further action is required.", tmp_path)
    assert (0.0, False) == (bad.score, bad.passed)


@pytest.mark.parametrize("task", shipped("lead", "scope"), ids=lambda task: task.id)
def test_a_wrong_duration_or_name_fails(task: BenchTask, tmp_path: Path) -> None:
    """The study's mistakes: 66 seconds called 23 minutes, and another severity."""

    def wrong(request: ModelRequest) -> str:
        said = statements(request)
        for right, other in (("ACTION", "WARNING"), ("WARNING", "ACTION")) if task.kind == "lead" else ():
            if right in said:
                return said.replace(right, other)
        return said.replace("r4", "r9").replace("r3", "r9")

    found = put(task, wrong, tmp_path)
    assert not found.passed
    assert found.score < 1


@pytest.mark.parametrize("task", shipped("topology"), ids=lambda task: task.name)
def test_a_right_lab_passes_and_another_does_not(task: BenchTask, tmp_path: Path) -> None:
    """Every lab under `labs` as a model's answer; and a chain of thirteen."""
    for number, right in enumerate(task.expected.labs):
        values = {key: value for key, value in right.items() if key not in ("hosts", "asns")}
        if hosts := right.get("hosts"):
            on_all = len({host["on"] for host in hosts}) == right.get("routers")
            values |= {"clients": 1, "clients_on": "all" if on_all else "edges"}
        folder = tmp_path / str(number)
        folder.mkdir()
        answer = lab(**values)
        found = put(task, lambda request, answer=answer: answer, folder)  # type: ignore[misc]  # bound in the loop
        assert (1.0, True, True) == (found.score, found.first, found.passed), found.why
    other = put(task, lambda request: lab(shape="chain", kind="frr", routers=13), tmp_path)
    assert not other.passed


def test_a_repaired_lab_passes_after_not_first(tmp_path: Path) -> None:
    """The second answer is right: `first` stays false."""
    (task,) = [task for task in shipped("topology") if task.name == "triangle"]
    answers = iter(["nonsense", lab(shape="ring", kind="frr", routers=3, igp="ospf")])
    found = put(task, lambda request: next(answers), tmp_path)
    assert (False, True, 1.0) == (found.first, found.passed, found.score)


@pytest.mark.parametrize("task", shipped("lookup"), ids=lambda task: task.name)
def test_a_right_reading_passes_and_another_does_not(task: BenchTask, tmp_path: Path) -> None:
    """The words as they are meant; and all of them unknown."""
    good = put(task, lambda request: json.dumps(MEANT[task.name]), tmp_path)
    assert good.passed, good.why
    assert not put(task, lambda request: json.dumps(dict.fromkeys(MEANT[task.name], "unknown")), tmp_path).passed


@pytest.mark.parametrize("task", shipped("script"), ids=lambda task: task.name)
def test_a_request_said_again_rightly_passes_and_others_do_not(task: BenchTask, tmp_path: Path) -> None:
    """In words that code reads; of another script, and in words that it does not read."""
    for name, answer in (("right", SAID_AGAIN[task.name]), ("other", "ping 10.0.0.1 from r1"), ("words", "I cannot.")):
        folder = tmp_path / name
        folder.mkdir()
        found = put(task, lambda request, answer=answer: answer, folder)  # type: ignore[misc]  # bound in the loop
        assert (name == "right") == found.passed, f"{name}: {found.why}"


def test_what_is_said_again_counts_against_a_text() -> None:
    """One true sentence ten times over is no account: a tenth of its sentences are right, and it loops."""
    sentence = SentenceVerdict("It was lost.", (0, 1), "supported", ("F1",))
    wanted = Wanted(lambda text: TextVerdict((sentence,) * 10))
    found = scored(["..."], wanted)
    assert not found.passed
    assert 1.0 == found.counts["loops"]
    assert found.score < 0.6


def test_a_user_s_own_tasks_are_added(tmp_path: Path) -> None:
    """A file of one kind; a name that is there already, a wrong key and an unknown kind are named."""
    path = tmp_path / "mine.yml"
    path.write_text("kind: lookup\ntasks: [{name: mine, input: {recording: x, question: y}, expected: {kind: z}}]")
    found = task_set([path], ("lookup",))
    assert "lookup/mine" in {task.id for task in found.tasks}
    with pytest.raises(UsageFailure, match="no such folder"):
        check(found.tasks)
    pair, blob = (f"expected: {{labs: [{{shape: {shape}, routers: 2}}]}}" for shape in ("pair", "blob"))
    for text, said in (
        (f"kind: topology\ntasks: [{{name: triangle, input: {{request: x}}, {pair}}}]", "called"),
        (f"kind: topology\ntasks: [{{name: m, input: {{request: x}}, {blob}}}]", "'m': labs"),
        ("kind: lookup\ntasks: [{name: m, input: {recordnig: x}, expected: {kind: z}}]", "task 'm': recording"),
        ("kind: poems\ntasks: [{name: m, input: {}}]", "'poems' is no kind of task"),
        ("kind: [", "no YAML"),
    ):
        path.write_text(text)
        with pytest.raises(UsageFailure, match=said):
            task_set([path])


def test_the_study_s_open_questions_ship() -> None:
    """Each with models and kinds that exist, and with how to read it."""
    found = experiments()
    assert {"schema-in-prompt", "quantisation", "larger-card"} == set(found)
    for experiment in found.values():
        assert experiment.question.endswith("?")
        assert experiment.read
        assert set(experiment.kinds) <= set(all_kinds())
