"""Moments as they are said on the command line."""

import re
from datetime import UTC, datetime

from agent.failure import UsageFailure
from clab.units import SECOND_NS, UNITS_S


def moment_ns(text: str, now_ns: int) -> int:
    """`90m`, `2h`, `7d` before now, or a time such as 2026-11-22T10:00:00Z (UTC where it has no zone).

    Raises:
        UsageFailure: it is neither.
    """
    if ago := re.fullmatch(r"(\d+)([smhd])", text):
        return now_ns - int(ago[1]) * int(UNITS_S[ago[2]]) * SECOND_NS
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageFailure(f"--since {text!r} is no time", "such as 90m, 2h, 7d or 2026-11-22T10:00:00Z") from error
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return int(at.timestamp() * 1e6) * 1_000
