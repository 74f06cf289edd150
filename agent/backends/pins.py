"""Which bits a model's name means: its digest is kept at first use, and another one is refused until pinned anew.

A name is not an identity: `gemma3:4b` can be pulled again, copied over, or made an alias of a model that answers from
elsewhere. The digest is Ollama's own, of the model's manifest. Kept as one small JSON file, replaced as a whole.
"""

import json
import os
import threading
from pathlib import Path

from agent.asking import ModelFailure
from agent.failure import Failure


class Pins:
    """Digests by model name; in memory only where there is no file."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = threading.Lock()

        self._kept: dict[str, str] = {} if path is None else _read(path)

    def of(self, model: str) -> str | None:
        """The digest that a name is pinned to."""
        with self._lock:
            return self._kept.get(model)

    def check(self, model: str, digest: str) -> None:
        """Let a model pass: the first digest seen is pinned, later ones must be the same.

        Raises:
            ModelFailure: the name means other bits now.
        """
        with self._lock:
            pinned = self._kept.get(model)
            if pinned is None:
                self._keep(model, digest)
            elif pinned != digest:
                raise ModelFailure(
                    "refused",
                    f"model {model!r} has digest {digest[:12]}, pinned is {pinned[:12]}: it is not the model of before",
                    f"if you changed it yourself: labkeeper models pin {model}",
                )

    def pin(self, model: str, digest: str) -> None:
        """Pin a name to a digest, whatever it was pinned to."""
        with self._lock:
            self._keep(model, digest)

    def _keep(self, model: str, digest: str) -> None:
        kept = self._kept | {model: digest}
        if self._path is not None:
            _write(self._path, kept)
        self._kept = kept


def _read(path: Path) -> dict[str, str]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Failure(f"{path}: the pinned models cannot be read: {error}", "remove it and pin anew") from error
    if not isinstance(data, dict) or not all(isinstance(each, str) for each in data.values()):
        raise Failure(f"{path}: holds no pinned models", "remove it and pin anew: labkeeper models pin")
    return data


def _write(path: Path, kept: dict[str, str]) -> None:
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise Failure(
            f"{path}: the pinned models cannot be kept: {error}", "--state-dir names another folder"
        ) from error


def pins_in(state: Path) -> Pins:
    """The pins kept in a state folder."""
    return Pins(state / "pins.json")
