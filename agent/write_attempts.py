"""Writing files beside what matters more: what cannot be written is said once, and said again when it can."""

import logging
from collections.abc import Callable

from agent.failure import Failure

log = logging.getLogger(__name__)


class WriteAttempts:
    """Tries to write one kind of file; an incident is never lost because its file cannot be."""

    def __init__(self, what: str) -> None:
        self._what = what
        self.missed = 0

    def run(self, write: Callable[[], object]) -> bool:
        """Whether it was written; the first failure of a row is said, and its end."""
        try:
            write()
        except (Failure, OSError) as error:
            said = f"{error.what}. {error.hint}" if isinstance(error, Failure) else str(error)
            log.log(logging.DEBUG if self.missed else logging.ERROR, "%s cannot be written: %s", self._what, said)
            self.missed += 1
            return False
        if self.missed:
            log.warning("%s can be written again; %d were not", self._what, self.missed)
            self.missed = 0
        return True
