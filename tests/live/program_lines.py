"""What a running program prints, line by line, for tests that wait for some of it."""

import re
import subprocess
import threading


class Lines:
    """A program's output, read by threads, to be waited for."""

    def __init__(self, program: "subprocess.Popen[str]") -> None:
        self.out: list[str] = []
        self.err: list[str] = []
        self.moved = threading.Condition()
        for stream, lines in ((program.stdout, self.out), (program.stderr, self.err)):
            threading.Thread(target=self._read, args=(stream, lines), daemon=True).start()

    def _read(self, stream: object, lines: list[str]) -> None:
        for item in stream:  # type: ignore[attr-defined]
            with self.moved:
                lines.append(item)
                self.moved.notify_all()

    def wait(self, lines: list[str], pattern: str, limit_s: float = 30, *, since: int = 0) -> None:
        """Wait for a line, from some of them on."""
        with self.moved:
            found = self.moved.wait_for(
                lambda: any(re.search(pattern, line) for line in lines[since:]), timeout=limit_s
            )
        assert found, (pattern, self.out, self.err)
