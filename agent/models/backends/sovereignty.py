"""One line on whether prompts can leave this machine: for doctor, the start of watching, and every report's footer."""

from dataclasses import dataclass
from typing import assert_never

from agent.config.models import BUILT_IN_BACKENDS, place_of
from agent.models.api import EngineStatus, ModelBackend, ModelFailure

TURN_OFF = (
    "set OLLAMA_NO_CLOUD=1 in the server's environment, or {\"disable_ollama_cloud\": true} in its user's "
    "~/.ollama/server.json, and restart it"
)


@dataclass(frozen=True, slots=True)
class SovereigntyNote:
    """What is so, and what to do where it should not be (`fine` is false then)."""

    fine: bool
    text: str
    hint: str = ""

    @property
    def line(self) -> str:
        """All of it in one line."""
        return f"{self.text}; {self.hint}" if self.hint else self.text


def sovereignty_note(status: EngineStatus) -> SovereigntyNote:
    """What an engine's status says about the way out. labkeeper itself sends to no remote model, whatever this says."""
    engine = " ".join(item for item in (status.engine, status.version) if item)
    if status.engine not in BUILT_IN_BACKENDS:
        what = f"{engine} at {status.where} is not labkeeper's own engine: nobody here knows where it sends prompts"
        return SovereigntyNote(False, what, f"models.backend: {BUILT_IN_BACKENDS[0]} keeps prompts on this machine")
    lan = _is_lan(status.where)
    far = ", ANOTHER MACHINE of the local network, as the configuration names it" if lan else ""
    at = f"{engine} at {status.where}{far}"
    match status.cloud:
        case "none":
            return SovereigntyNote(
                True, f"{engine} has no way out" if status.engine != "none" else "no engine is asked"
            )
        case "off":
            stay = "models.ollama.host: http://127.0.0.1:11434 keeps prompts on this machine" if lan else ""
            return SovereigntyNote(not lan, f"{at}; its cloud switch is off", stay)
        case "on":
            return SovereigntyNote(False, f"{at}; its cloud switch is ON (Ollama's default)", TURN_OFF)
        case "unknown":
            return SovereigntyNote(False, f"{at}; it does not tell whether it may use the cloud", TURN_OFF)
        case _:
            assert_never(status.cloud)


def engine_line(engine: ModelBackend) -> str:
    """The line for the start of watching and a report's footer; an engine that cannot be asked is said, too."""
    try:
        return f"models: {sovereignty_note(engine.status()).line}"
    except ModelFailure as failure:
        return f"models: {failure.what}; until then labkeeper words everything itself"


def _is_lan(where: str) -> bool:
    return where.startswith("http://") and place_of(where).lan
