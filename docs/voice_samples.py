"""Two sample dialogues as WAV: questions by one voice, through the ears, answered by another. `make voice-samples`."""

import sys
from pathlib import Path

from agent.app.session_loader import from_recording
from agent.report.knowledge import Knowledge
from agent.voice.conversation import Conversation, Tools, Turn
from agent.voice.devices import FileSpeaker
from agent.voice.dialogue import Dialogue
from agent.voice.ears import Ears
from agent.voice.mouth import Mouth, open_mouth
from agent.voice.sound import Sound, resampled, silence, wav
from agent.voice.vad import VoiceActivity

RECORDING = Path(__file__).parents[1] / "tests" / "replays" / "clos-spine-isolated"
DIALOGUES = {
    "answered": ("What happened?", "Did spine one come back?", "Is the session between leaf one and spine one up?"),
    "asked-back": ("How long was leaf down?", "Leaf two.", "Please reboot leaf two."),
}
RATE = 22_050
THINK_S, BREATH_S = 1.0, 0.25


def dialogue(knowledge: Knowledge, asking: Mouth, tools: Tools, speaker: FileSpeaker, texts: tuple[str, ...]) -> Sound:
    """A whole dialogue as one hears it; what was understood is printed."""
    turns: list[Turn] = []
    session = Conversation(tools, Dialogue(max_words=25), lambda: knowledge, on_turn=turns.append)
    heard = silence(0.3, RATE)
    for text in texts:
        question = asking.speak(text)
        before = len(speaker.played)
        for frame in (resampled(question, 16_000) + silence(2.0)).frames():
            session.frame(frame)
        heard = heard + resampled(question, RATE) + silence(THINK_S, RATE)
        for sound in speaker.played[before:]:
            heard = heard + resampled(sound, RATE) + silence(BREATH_S, RATE)
        heard = heard + silence(THINK_S, RATE)
    for turn in turns:
        sys.stdout.write(f"? {turn.heard.prompted}\n  {' '.join(turn.sentences)}\n")
    return heard


def write(folder: Path) -> None:
    """Write the dialogues into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    knowledge, ears = from_recording(RECORDING), Ears()
    for name, texts in DIALOGUES.items():
        speaker = FileSpeaker()
        tools = Tools(VoiceActivity(), ears, open_mouth("flite"), speaker)
        path = folder / f"{name}.wav"
        path.write_bytes(wav(dialogue(knowledge, open_mouth("piper"), tools, speaker, texts)))
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "voice-samples"))
