"""A node's own last words, read for why it did not start: what kind of failure, and the line that says so. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

FailureKind = Literal["startup_config", "licence", "image", "memory", "no_kvm", "ended", "not_made", "not_running"]
QUOTED = 200
LINE = 1_000
"""Characters of a line that are quoted, and that are read."""

_SIGNS: tuple[tuple[FailureKind, re.Pattern[str]], ...] = (
    ("no_kvm", re.compile(r"/dev/kvm|\bKVM\b.{0,60}(?:fail|denied|not |unable|no such|unavailable)", re.I)),
    (
        "memory",
        re.compile(
            r"out of memory|cannot allocate memory|std::bad_alloc|oom-kill|"
            r"(?:not enough|insufficient)(?: \w{1,20})? memory",
            re.I,
        ),
    ),
    (
        "licence",
        re.compile(
            r"licen[cs]e.{0,60}(?:invalid|expired|missing|not found|not valid|required|fail|no such|denied)|"
            r"(?:invalid|expired|missing|no|without)(?: valid)? licen[cs]e",
            re.I,
        ),
    ),
    (
        "image",
        re.compile(
            r"exec format error|executable file not found|no such image|manifest unknown|pull access denied", re.I
        ),
    ),
    (
        "startup_config",
        re.compile(
            r"\bline \d{1,6}\b.{0,20}(?:%|error|fail|unknown|invalid|refus|ambiguous|incomplete|warning\[|not )|"
            r"configuration file.{0,120}(?:processing failure|fail|invalid)|"
            r"(?:startup|config(?:uration)?).{0,40}(?:refused|rejected|parse error|syntax error)",
            re.I,
        ),
    ),
)
_NUMBER = re.compile(r"\bline (\d{1,6})\b", re.I)
ORDERLY = (0, 137, 143)
"""Exit codes of a container that ended in order, or was ended from outside (SIGKILL, SIGTERM): what it printed last is
no reason."""

WORDS: dict[FailureKind, str] = {
    "startup_config": "its startup configuration was refused",
    "licence": "its licence is refused",
    "image": "its image cannot run here",
    "memory": "there is not enough memory",
    "no_kvm": "there is no KVM for it (/dev/kvm)",
    "ended": "it ended",
    "not_made": "it has no container",
    "not_running": "it does not run",
}


@dataclass(frozen=True, slots=True)
class LastWords:
    """Why a node is not there: the kind of failure, the sentence about it, and the line that is quoted (cleaned)."""

    kind: FailureKind
    text: str
    quote: str = ""


def printable(line: str) -> str:
    """A line that a terminal may get."""
    return " ".join("".join(item if item.isprintable() else " " for item in line[:LINE]).split())


def failure(lines: Sequence[str]) -> LastWords | None:
    """The failure that the lines tell of: of the gravest kind, by its first line; None where none does."""
    clean = [line for line in map(printable, lines) if line]
    for kind, sign in _SIGNS:
        found = next((item for item in clean if sign.search(item)), None)
        if found is not None:
            number = _NUMBER.search(found) if kind == "startup_config" else None
            where = f" at line {number[1]}" if number else ""
            return LastWords(kind, f"{WORDS[kind]}{where}", found[:QUOTED])
    return None


def ended(lines: Sequence[str], *, exit_code: int | None, killed_for_memory: bool, error: str) -> LastWords:
    """Why a container is over, by the engine's word, then by its own."""
    if killed_for_memory:
        return LastWords("memory", f"{WORDS['memory']}: the kernel ended it", "")
    told = failure([*([error] if error else []), *lines])
    if told is not None:
        return told
    clean = [line for line in map(printable, [*lines, error]) if line] if exit_code not in ORDERLY else []
    code = f" with exit code {exit_code}" if exit_code is not None else ""
    return LastWords("ended", f"{WORDS['ended']}{code}", clean[-1][:QUOTED] if clean else "")
