"""The line on the way out, word for word."""

import pytest

from agent.config.models import OllamaConfig
from agent.models.api import EngineStatus
from agent.models.backends.digest_pins import Pins
from agent.models.backends.none import NoBackend
from agent.models.backends.ollama import OllamaBackend
from agent.models.backends.sovereignty import engine_line, sovereignty_note

LINES = [
    (EngineStatus("none", "", "nowhere", "none"), True, "no engine is asked"),
    (
        EngineStatus("embedded", "xllamacpp 2026.10.11549", "this process", "none"),
        True,
        "embedded xllamacpp 2026.10.11549 has no way out",
    ),
    (
        EngineStatus("ollama", "0.24.0", "http://127.0.0.1:11434", "off"),
        True,
        "ollama 0.24.0 at http://127.0.0.1:11434; its cloud switch is off",
    ),
    (
        EngineStatus("ollama", "0.24.0", "http://127.0.0.1:11434", "on"),
        False,
        "ollama 0.24.0 at http://127.0.0.1:11434; its cloud switch is ON (Ollama's default); set OLLAMA_NO_CLOUD=1 in "
        "the server's environment, or {\"disable_ollama_cloud\": true} in its user's ~/.ollama/server.json, and "
        "restart it",
    ),
    (
        EngineStatus("ollama", "0.11.0", "unix:///run/o.sock", "unknown"),
        False,
        "ollama 0.11.0 at unix:///run/o.sock; it does not tell whether it may use the cloud; set OLLAMA_NO_CLOUD=1 in "
        "the server's environment, or {\"disable_ollama_cloud\": true} in its user's ~/.ollama/server.json, and "
        "restart it",
    ),
    (
        EngineStatus("ollama", "0.24.0", "http://192.168.1.20:11434", "off"),
        False,
        "ollama 0.24.0 at http://192.168.1.20:11434, ANOTHER MACHINE of the local network, as the configuration names "
        "it; its cloud switch is off; models.ollama.host: http://127.0.0.1:11434 keeps prompts on this machine",
    ),
]


@pytest.mark.parametrize(("status", "fine", "line"), LINES, ids=[item[0].where for item in LINES])
def test_the_line(status: EngineStatus, fine: bool, line: str) -> None:
    """What is so, and what to do where it should not be."""
    note = sovereignty_note(status)
    assert (fine, line) == (note.fine, note.line)


def test_the_line_of_an_engine() -> None:
    """It is one line, also where nobody answers."""
    assert "models: no engine is asked" == engine_line(NoBackend())
    gone = OllamaBackend(OllamaConfig(host="unix:///nowhere/o.sock"), Pins())
    line = engine_line(gone)
    assert line.startswith("models: unix:///nowhere/o.sock: nobody answers")
    assert line.endswith("until then labkeeper words everything itself")
