"""`digest`, `brief` and `ask` as a stranger uses them: what goes where, the published shapes, and no engine here."""

import json
from pathlib import Path

import jsonschema
import pytest

from agent.app.scheduled_reports import Rounds
from agent.app.session_loader import from_recording, from_store
from agent.app.store.memory import MemoryStore
from agent.app.store.sqlite import SqliteStore
from agent.config.whole import Config
from agent.detect.incident import to_json
from agent.report.knowledge import LabSession
from agent.schemas import schema
from clab.units import SECOND_NS
from collectors.sources.replay import read_recording
from tests.program import labkeeper

REPLAYS = Path(__file__).parents[2] / "replays"
CLEAR = REPLAYS / "diamond-operator-clear"
NOBODY = "models: {backend: ollama, ollama: {host: 'http://127.0.0.1:9'}}\n"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a configuration whose engine does not answer."""
    (tmp_path / "labkeeper.yml").write_text(NOBODY)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "shape"),
    [
        (("digest",), "digest"),
        (("brief",), "brief"),
        (("ask", "what is the meaning of life?"), "answer"),
    ],
)
def test_the_answers_for_machines_have_their_published_shapes(
    arguments: tuple[str, ...], shape: str, here: Path
) -> None:
    """One document on stdout; stderr says why no model took part, and what to do."""
    done = labkeeper(*arguments, "--recording", str(CLEAR), "--json", cwd=here)
    assert done.returncode == 0, done.stderr
    jsonschema.validate(json.loads(done.stdout), schema(shape))
    assert done.stderr.count("no model took part") <= 1
    assert len(done.stderr.strip().splitlines()) <= 2, done.stderr


def test_without_an_engine_every_command_prints_its_text_and_why(here: Path) -> None:
    """The deterministic text on stdout; on stderr the reason, and how to ask none."""
    for arguments in (("digest",), ("brief", "--speak"), ("ask", "what is down?", "--lane", "voice")):
        done = labkeeper(*arguments, "--recording", str(CLEAR), cwd=here)
        assert done.returncode == 0
        assert done.stdout
        assert arguments[0] != "brief" or not any(item.isdigit() for item in done.stdout)
        line, hint = done.stderr.splitlines()
        assert hint == "  start it, or ask none: models: {backend: none} in labkeeper.yml"
        assert line.startswith("no model took part: ")
        assert "http://127.0.0.1:9" in line


@pytest.mark.parametrize("arguments", [("digest",), ("brief",), ("ask", "what is down?")])
def test_a_recording_is_told_where_no_state_folder_can_be_made(arguments: tuple[str, ...], here: Path) -> None:
    """What is read needs no place to write: calls of models are then not kept."""
    (here / "file").touch()
    for place in (str(here / "file"), "/proc/nobody"):  # root may write everywhere, and still makes no folder there
        done = labkeeper(*arguments, "--recording", str(CLEAR), cwd=here, XDG_STATE_HOME=place)
        assert (done.returncode, bool(done.stdout)) == (0, True), done.stderr
        assert place not in done.stderr


def test_a_digest_is_a_page_with_a_twin(here: Path) -> None:
    """In `digests/` of the folder named by `--out`; what was typed stands in it, its secrets do not."""
    done = labkeeper("digest", "--recording", str(CLEAR), "--out", "out", cwd=here)
    (page,) = (here / "out" / "digests").glob("*-digest.md")
    assert page.read_text() == done.stdout
    assert "At 20:55:37 an operator typed `clear bgp *` for r4, which explains incident" in done.stdout
    twin = json.loads(page.with_suffix(".json").read_text())
    jsonschema.validate(twin, schema("digest"))
    assert not [path for path in here.rglob("*") if path.is_file() and b"n0t-for-you" in path.read_bytes()]


def test_a_digest_of_a_session_log_alone_says_what_was_not_seen(here: Path) -> None:
    """No store, one history: what was typed, and that nothing else is known."""
    (here / "me.history").write_text("#1790000000\ndocker pause clab-x-r1\n#1790000060\ndocker unpause clab-x-r1\n")
    (here / "labkeeper.yml").write_text("models: {backend: none}\n")
    done = labkeeper("digest", "--log", "me.history", "--json", cwd=here)
    told = json.loads(done.stdout)
    assert [(item["node"], item["action"]) for item in told["changes"]] == [
        ("r1", "node_pause"),
        ("r1", "node_unpause"),
    ]
    assert (told["incidents"], told["nodes"]["heard"]) == ([], [])


@pytest.mark.parametrize(
    "arguments",
    [
        ("digest", "--log", "missing"),
        ("digest", "--recording", "missing", "--since", "1h"),
        ("digest", "--since", "sometime"),
        ("ask", ""),
        ("ask", "x", "--lane", "fast"),
        ("analyze", ".", "--session-log", "missing"),
    ],
)
def test_wrong_use_is_status_2(arguments: tuple[str, ...], here: Path) -> None:
    """Nothing on stdout, the reason on stderr."""
    done = labkeeper(*arguments, cwd=here)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr


def journaled(store: MemoryStore | SqliteStore) -> LabSession:
    """A recording put into a store as watching would have, and its time."""
    recording = read_recording(CLEAR)
    store.journal(recording.observations)
    known = from_recording(CLEAR)
    for incident in known.incidents:
        store.save(to_json(incident), "found")
    return known.session


def test_the_store_tells_what_the_recording_tells() -> None:
    """Incidents, peerings, what was typed, who was heard."""
    store = MemoryStore()
    session = journaled(store)
    recorded = from_recording(CLEAR)
    stored = from_store(store, recorded.lab, session)
    for name in ("commands", "peerings", "nodes"):
        assert getattr(stored, name) == getattr(recorded, name), name
    assert [incident.id for incident in stored.incidents] == [item.id for item in recorded.incidents]
    assert set(stored.heard) == set(recorded.heard)


def test_a_log_that_is_read_later_explains_a_stored_incident() -> None:
    """Nothing was tailed; `digest --log` brings the history, and the incident is planned."""
    store, recorded = MemoryStore(), from_recording(CLEAR)
    plain = [observation for observation in read_recording(CLEAR).observations if observation.source != "session"]
    store.journal(plain)
    store.save(
        {**to_json(recorded.incidents[0]), "cause": {**to_json(recorded.incidents[0])["cause"], "planned": False}},
        "found",
    )
    assert not from_store(store, recorded.lab, recorded.session).incidents[0].cause.planned
    later = from_store(store, recorded.lab, recorded.session, recorded.commands)
    assert later.incidents[0].cause.planned


def test_watching_ends_with_a_digest(tmp_path: Path) -> None:
    """In labkeeper's own words, at once; none where nothing was seen, or where none is wanted."""
    store = SqliteStore(tmp_path / "journal.sqlite")
    session = journaled(store)
    recorded = from_recording(CLEAR)
    times = iter(
        [session.from_ns, session.to_ns, session.to_ns + 9 * 3600 * SECOND_NS, session.to_ns + 10 * 3600 * SECOND_NS]
    )
    rounds = Rounds(Config(), recorded.lab, store, tmp_path, lambda: next(times))
    store.close()
    page = rounds.finish(tmp_path / "journal.sqlite")
    assert page is not None
    assert "no model took part: the session had ended." in page.read_text()
    assert Rounds(Config(), recorded.lab, store, tmp_path, lambda: session.to_ns).finish(tmp_path / "none") is None
    silent = Config.model_validate({"schedule": {"at_end": False}})
    assert (
        Rounds(silent, recorded.lab, store, tmp_path, lambda: session.to_ns).finish(tmp_path / "journal.sqlite") is None
    )


def test_scheduled_work_writes_its_pages(tmp_path: Path) -> None:
    """Digest and brief of the time since the run before."""
    store = MemoryStore()
    session = journaled(store)
    config = Config.model_validate({"schedule": {"digest": {"every": "1h"}, "brief": {"every": "1h"}}})
    rounds = Rounds(config, from_recording(CLEAR).lab, store, tmp_path, lambda: session.to_ns)
    rounds.digest(session.from_ns, session.to_ns)
    rounds.brief(session.from_ns, session.to_ns)
    assert sorted(path.name[18:] for path in (tmp_path / "digests").glob("*.md")) == ["brief.md", "digest.md"]
    (twin,) = (tmp_path / "digests").glob("*-brief.json")
    jsonschema.validate(json.loads(twin.read_text()), schema("brief"))
