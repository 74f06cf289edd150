"""A recorded poll: one row of `snapshots/NODE.COMMAND.jsonl`."""

from collections.abc import Callable, Mapping
from typing import Any

from collectors.logs.frame import stamps
from collectors.observations import Poll

MS = 1_000_000
LONGEST_POLL_MS = 86_400_000


def recorded_poll(
    row: Mapping[str, Any], node: str, command: str, origin: str, bad: Callable[[str], None]
) -> Poll | None:
    """The poll that a row tells of, without its answer; None, and a word to `bad`, where the row has no time."""
    at = stamps.iso(str(row.get("t", "")))
    if at is None:
        bad(f"a line has no time 't': {str(row)[:80]}")
        return None
    error, ms = row.get("error"), _ms(row.get("ms"), bad)
    return Poll(
        node=node,
        source="snapshot",
        seen_ns=at[0],
        received_ns=at[0] + int(ms * MS),
        command=command,
        ok=error is None,
        ms=ms,
        error=str(error or ""),
        raw=f"poll {command}: {error}" if error else f"poll {command}: answered in {ms} ms",
        origin=origin,
    )


def _ms(value: Any, bad: Callable[[str], None]) -> float:
    """How long a poll took; one that nobody can have waited for is none."""
    if value is None:
        return 0.0
    if isinstance(value, int | float) and 0 <= value < LONGEST_POLL_MS:
        return float(value)
    bad(f"'ms' is {str(value)[:40]}: taken as 0")
    return 0.0
