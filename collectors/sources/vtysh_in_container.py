"""Asks FRR through one long command in its container, where its socket cannot be reached from outside.

One command for as long as the router runs: the questions go in by its input, and it ends when the input does.
"""

import json
import time
from typing import Any

from clab.docker_engine import DockerEngine, EngineError, Execution
from collectors.sources.vty import LIMIT_S

MARK = "@@labkeeper "
LOOP = f"""while read -r question; do vtysh -c "$question"; echo "{MARK}$?"; done"""
FIRST_S = 5.0
"""The first answer waits for the command to start, which costs a sixth of a second where nothing else runs."""


class InsideAsker:
    """A way to a router's vty by a shell inside its container, begun when first asked and kept."""

    def __init__(self, container: str, engine: DockerEngine) -> None:
        self._container, self._engine = container, engine
        self._execution: Execution | None = None
        self._rest = b""

    def ask(self, command: str) -> Any:
        """One command's answer as JSON.

        Raises:
            OSError: it cannot be asked, or does not answer in time.
            ValueError: the answer is no JSON.
        """
        try:
            text = self._ask(command)
        except EngineError as error:
            self.close()
            raise ConnectionError(str(error)) from error
        except OSError:
            self.close()
            raise
        return json.loads(text)

    def _ask(self, command: str) -> str:
        limit_s = LIMIT_S
        if self._execution is None:
            self._execution = self._engine.execute(self._container, ["sh", "-c", LOOP])
            self._rest, limit_s = b"", FIRST_S
        self._execution.send(command + "\n")
        deadline = time.monotonic() + limit_s
        while MARK.encode() not in self._rest or not self._rest.endswith(b"\n"):
            left_s = deadline - time.monotonic()
            if left_s <= 0:
                raise TimeoutError(f"no whole answer within {limit_s} s")
            block = self._execution.read(left_s)
            if not block:
                raise ConnectionResetError("the shell in the container ended")
            self._rest += block
        text, _, status = self._rest.decode(errors="replace").rpartition(MARK)
        self._rest = b""
        if status.strip() != "0":
            raise ConnectionError(f"vtysh: status {status.strip()}: {text.strip()[:200]}")
        return text

    def close(self) -> None:
        """End the shell."""
        execution, self._execution = self._execution, None
        if execution is not None:
            execution.close()
