"""Which bits a model's name means at a server: its digest is kept at first use, another one refused until pinned anew.

A name is not an identity: `gemma3:4b` can be pulled again, copied over, or made an alias of a model that answers from
elsewhere. The digest is Ollama's own, of the model's manifest. Kept as one small JSON file, replaced as a whole.
"""

import json
import os
import threading
from pathlib import Path

from agent.failure import Failure
from agent.models.api import ModelFailure


class Pins:
    """Digests by model name, of one server; in memory only where there is no file."""

    def __init__(self, path: Path | None = None, server: str = "") -> None:
        self._path, self._server = path, server
        self._lock = threading.Lock()
        self._kept: dict[str, str] = {} if path is None else _of_server(_read(path), server)

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
            everywhere = {name: pins for name, pins in _read(self._path).items() if name not in ("", self._server)}
            _write(self._path, everywhere | {self._server: kept})
        self._kept = kept


Everywhere = dict[str, dict[str, str]]
"""Digests by model name, by server; what an older version wrote is under the empty name, and holds for any server."""


def _of_server(everywhere: Everywhere, server: str) -> dict[str, str]:
    return everywhere.get("", {}) | everywhere.get(server, {})


def _read(path: Path) -> Everywhere:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise Failure(f"{path}: the pinned models cannot be read: {error}", "remove it and pin anew") from error
    if not isinstance(data, dict) or not all(map(_pins, data.values())):
        raise Failure(f"{path}: holds no pinned models", "remove it and pin anew: labkeeper models pin")
    old = {name: item for name, item in data.items() if isinstance(item, str)}
    return {"": old} | {name: each for name, each in data.items() if isinstance(each, dict)}


def _pins(value: object) -> bool:
    return isinstance(value, str) or (
        isinstance(value, dict) and all(isinstance(digest, str) for digest in value.values())
    )


def _write(path: Path, kept: Everywhere) -> None:
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise Failure(
            f"{path}: the pinned models cannot be kept: {error}", "--state-dir names another folder"
        ) from error


def pins_in(state: Path, server: str = "") -> Pins:
    """The pins kept in a state folder for the models of one server (its address)."""
    return Pins(state / "pins.json", server)
