"""Run by the sovereignty tests inside a namespace: all of the program that touches a network or a model, once.

The embedded lab with its detection, the commands that ask an Ollama server (the stand-in), an answer from it, and an
answer from the embedded engine where that is installed. Prints what it did, one word a line.
"""

import subprocess
import sys
from pathlib import Path

from agent.config.models import EMBEDDED, EmbeddedConfig, ModelsConfig, OllamaConfig
from agent.models.api import Cancellation, Message, ModelRequest, RunnerOptions
from agent.models.backends import build
from agent.models.backends.digest_pins import Pins
from agent.models.backends.embedded import absent
from tests.standin import Standin

OPTIONS = RunnerOptions(num_ctx=1024, num_batch=64)


def main(folder: Path) -> None:
    """Everything once, with its files in a folder."""
    with Standin("r1 lost its session with r2.") as server:
        config = folder / "labkeeper.yml"
        config.write_text(f"models: {{ollama: {{host: '{server.host}'}}}}\n")
        state = ("--config", str(config), "--state-dir", str(folder / "state"))
        for command in (("models",), ("models", "pin"), ("doctor",)):
            _labkeeper(folder, *command, *state)
        _say("ollama", ModelsConfig(ollama=OllamaConfig(host=server.host)), "gemma3:4b")
    if not absent(EmbeddedConfig()):
        _say("embedded", ModelsConfig(backend="embedded"), EMBEDDED)
    _labkeeper(folder, "demo", "--out", str(folder / "out"))


def _labkeeper(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "agent.cli", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=180, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)}: {done.stderr}")
    _done(arguments[0])


def _say(word: str, models: ModelsConfig, model: str) -> None:
    backend = build(models, Pins())
    wordings = (("r1 lost its session with r2.", "The session of r1 and r2 was lost."),)
    request = ModelRequest("narrative", model, (Message("user", "What happened?"),), 60, wordings=wordings)
    backend.generate(request, OPTIONS, 60, Cancellation())
    backend.close()
    _done(word)


def _done(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
