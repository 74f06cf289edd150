"""`voice` as a stranger uses it: typed, from a file, from a folder; the published shape; what is wrong with a call."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from agent.cli import run
from agent.schemas import schema
from agent.voice import parts
from agent.voice.devices import load_wav
from agent.voice.mouth import Voice, open_mouth
from agent.voice.sound import silence, wav
from clab.demo.story import NODES, EmbeddedLab, StoryClock

LINK = str(Path(__file__).parents[2] / "replays" / "diamond-link-down-one-end")
ABSENT = parts.missing(*parts.EARS, *parts.PIPER, parts.FLITE)
HEARS = pytest.mark.skipif(bool(ABSENT), reason=f"not installed: {', '.join(part.package for part in ABSENT)}")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose configuration has no engine and the voice that every Debian has; the calls are made from it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    (tmp_path / "labkeeper.yml").write_text("models: {backend: none}\nvoice: {voice: espeak-ng, max_words: 30}\n")
    return tmp_path


@dataclass(frozen=True, slots=True)
class Done:
    """How a call ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def labkeeper(here: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """One call of the program."""

    def call(*arguments: str) -> Done:
        status = run(list(arguments))
        told = capsys.readouterr()
        return Done(status, told.out, told.err)

    return call


def question(path: Path, *texts: str, voice: Voice = "flite") -> Path:
    """A file with questions by a voice, and pauses."""
    mouth = open_mouth(voice, steady=True)
    sounds = [mouth.speak(text) for text in texts]
    found = silence(0.3, sounds[0].rate)
    for sound in sounds:
        found = found + sound + silence(2.0, sound.rate)
    path.write_bytes(wav(found))
    return path


def test_typed_questions_are_one_conversation(labkeeper: Callable[..., Done]) -> None:
    """Asked back, told, answered; the published shape."""
    texts = ("did r 2 come back?", "is r up?", "four", "thank you")
    arguments = [item for text in texts for item in ("--text", text)]
    done = labkeeper("voice", *arguments, "--recording", LINK, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    jsonschema.validate(told, schema("voice"))
    assert ["answered", "asked_back", "answered", "dropped"] == [turn["outcome"] for turn in told["turns"]]
    assert ["r1", "r2", "r3", "r4"] == told["turns"][1]["candidates"]
    assert [{"kind": "node", "value": "r4", "node": "r4"}] == told["turns"][2]["names"]
    assert not any(character.isdigit() for turn in told["turns"] for character in turn["spoken"])


def test_an_answer_is_for_people_too(labkeeper: Callable[..., Done]) -> None:
    """What was understood, and what was said, at most as many words as wanted."""
    done = labkeeper("voice", "--text", "did our two come back?", "--recording", LINK)
    asked, told = done.stdout.splitlines()
    assert "? did r2 come back" == asked
    assert "r2" in told
    assert told.endswith("There is more.")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--wav", "none.wav"), "none.wav: No such file"),
        (("--wav", "a.wav", "--text", "is r1 up?"), "only one of them"),
        (("--folder", "none"), "none: no such folder"),
        (("--text", "is r1 up?", "--voice", "parrot"), "--voice parrot: there are piper, espeak-ng, flite"),
        (("--text", "is r1 up?", "--mode", "shout"), "--mode shout: there are push, activity"),
        (("--text", "is r1 up?", "--announce", "some"), "--announce some: there are off, action, all"),
    ],
)
def test_a_wrong_call_is_named(arguments: tuple[str, ...], words: str, labkeeper: Callable[..., Done]) -> None:
    """Exit 2, with what is wrong."""
    if arguments[0] in ("--folder", "--wav") and ABSENT:
        words = "not installed"
    done = labkeeper("voice", *arguments, "--recording", LINK)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_without_a_microphone_the_other_ways_are_named(labkeeper: Callable[..., Done]) -> None:
    """A machine without PortAudio or without a device says so, and what works there."""
    if _microphone():
        pytest.skip("this machine has a microphone")
    done = labkeeper("voice", "--recording", LINK)
    assert 2 == done.returncode
    assert "microphone" in done.stderr
    assert "--wav FILE" in done.stderr


@pytest.mark.parametrize("line", ["{fails: timeout}", "In other words 7 sessions of srl9 exploded."])
def test_a_model_that_is_late_or_wrong_changes_nothing(line: str, here: Path, labkeeper: Callable[..., Done]) -> None:
    """The deterministic sentence stands where no supported one is there in time."""
    call = ("voice", "--text", "did r2 come back?", "--recording", LINK)
    plain = labkeeper(*call).stdout
    (here / "script.yml").write_text(
        f"models: ['gemma3:4b', 'gemma3:12b', 'qwen2.5-coder:7b']\nanswers: {{'*': [{line}]}}\n"
    )
    (here / "labkeeper.yml").write_text("models: {backend: scripted, script: script.yml}\nvoice: {max_words: 30}\n")
    done = labkeeper(*call)
    assert (0, plain) == (done.returncode, done.stdout), done.stderr


def test_announcements_and_keys_come_between_frames() -> None:
    """What is new of incidents is said while nobody speaks; a key is told to the conversation."""
    from agent.cli.shared.voice_live import hold

    class Listening:
        """A conversation that keeps what it is told."""

        def __init__(self) -> None:
            self.told: list[str] = []

        def frame(self, frame: bytes) -> None:
            """A frame."""
            self.told.append("frame")

        def key(self) -> None:
            """A key."""
            self.told.append("key")

        def announce(self, sentence: str) -> None:
            """A sentence."""
            self.told.append(sentence)

    one, keys = Listening(), iter([False, True, False])
    times = iter([0.0, 0.0, 0.0, 1.0, 5.0, 5.0])
    hold(one, iter([b""] * 3), lambda: next(keys), lambda: ["Action."], lambda: next(times))
    assert ["frame", "Action.", "key", "frame", "frame", "Action."] == one.told


def test_a_watched_folder_is_left_in_order(here: Path) -> None:
    """Stopped before it looked: nothing is answered."""
    from agent.cli.shared.voice_live import watch_folder

    (here / "in").mkdir()
    stop = threading.Event()
    stop.set()
    watch_folder(here / "in", Never(), stop, as_json=False)  # type: ignore[arg-type]  # it is never asked


class Never:
    """Answers no file."""


def _microphone() -> bool:
    """Whether a microphone can be opened here."""
    try:
        import sounddevice
    except (ImportError, OSError):  # the second where PortAudio is missing
        return False
    try:
        sounddevice.check_input_settings()
    except (ValueError, sounddevice.PortAudioError):
        return False
    return True


@HEARS
def test_a_spoken_question_is_answered_in_a_file(here: Path, labkeeper: Callable[..., Done]) -> None:
    """WAV in, WAV out."""
    question(here / "q.wav", "When did the session between E two and R two go down?", "Thank you.", "Is R four up?")
    done = labkeeper("voice", "--wav", "q.wav", "--out", "a.wav", "--recording", LINK, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    jsonschema.validate(told, schema("voice"))
    last = told["turns"][-1]
    assert ("answered", "query", "r4") == (last["outcome"], last["lookup"], last["names"][0]["value"])
    assert last["seconds"]["first_audio_s"] > 0
    assert load_wav(here / "a.wav").seconds > 3


@HEARS
def test_the_demos_lab_is_asked_about_by_voice(here: Path, labkeeper: Callable[..., Done]) -> None:
    """Its routers' own logs, two spoken questions, a spoken answer: the same as typed."""
    folder = here / "demo"
    (folder / "logs").mkdir(parents=True)
    with EmbeddedLab(here / "lab", StoryClock(datetime(2026, 11, 24, 8, 0, tzinfo=UTC), 60)) as lab:
        lab.play()
        assert lab.over.wait(120)
        (folder / "lab.clab.yml").write_text(lab.topology())
        for name in NODES:
            (folder / "logs" / f"{name}.messages.log").write_text(lab.log_path(name).read_text())
        addresses = {name: {"kind": "nokia_srlinux", "addresses": lab.addresses(name)} for name in NODES}
    (folder / "inventory.yml").write_text(json.dumps({"nodes": addresses}))
    asked = ("Did the session between S R L one and S R L three come back?", "Which sessions of S R L two are down?")
    question(here / "q.wav", *asked, voice="piper")
    done = labkeeper("voice", "--wav", "q.wav", "--out", "a.wav", "--recording", str(folder), "--json")
    turns = json.loads(done.stdout)["turns"]
    assert all(turn["outcome"] != "dropped" for turn in turns)
    answers = {tuple(name["value"] for name in turn["names"]): turn for turn in turns if turn["outcome"] == "answered"}
    assert {("srl1", "srl3"), ("srl2",)} >= set(answers) != set(), [turn["heard"] for turn in turns]
    typed = labkeeper("voice", *(item for names in answers for item in ("--text", TYPED[names])), "--recording",
                      str(folder), "--json")  # fmt: skip
    assert [turn["answer"] for turn in json.loads(typed.stdout)["turns"]] == [
        turn["answer"] for turn in answers.values()
    ]
    assert load_wav(here / "a.wav").seconds > 2


TYPED = {
    ("srl1", "srl3"): "did the session between srl1 and srl3 come back?",
    ("srl2",): "which sessions of srl2 are down?",
}


@HEARS
def test_files_put_into_a_folder_are_answered_beside_them(here: Path) -> None:
    """Each once; what is no sound is named, and does not end it."""
    from agent.cli.shared.session import Wanted, opened_session
    from agent.cli.shared.voice_live import watch_folder
    from agent.cli.shared.voice_turns import FileTurns

    folder = here / "in"
    folder.mkdir()
    question(folder / "one.wav", "Is R four up?")
    (folder / "two.wav").write_text("no sound")
    with opened_session(Wanted(here / "labkeeper.yml", here / "state", Path(LINK)), "answer", "voice") as found:
        files = FileTurns(found, found.loaded.config.voice)
        watch_folder(folder, files, threading.Event(), as_json=False, rounds=2)
    assert load_wav(folder / "one.answer.wav").seconds > 1
    assert b"" == (folder / "two.answer.wav").read_bytes()
