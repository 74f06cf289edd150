"""What a stand-in can be made to do wrong, and the models it claims to have."""

import hashlib
from dataclasses import dataclass, field
from typing import Any, Literal

BUSY = "server busy, please try again.  maximum pending requests exceeded"
DIED = "an error was encountered while running the model: unexpected EOF"
TOO_LONG = "the input length exceeds the context length"
REMOTE = {"remote_model": "gemma3:4b", "remote_host": "https://ollama.com:443"}


@dataclass(frozen=True)
class Entry:
    """A model in `/api/tags`; the digest is made of `bits` where none is given."""

    bits: str = "weights"
    digest: str = ""
    size: int = 3_300_000_000
    capabilities: tuple[str, ...] = ("completion",)

    @property
    def sha256(self) -> str:
        """The digest it shows."""
        return self.digest or hashlib.sha256(self.bits.encode()).hexdigest()


@dataclass
class Faults:
    """All off. Counts are pieces (words) of the answer that are still sent before it happens; times are seconds."""

    busy: bool = False  # 503 queue full
    cut_after: int | None = None  # the stream ends in order, without done:true
    break_after: int | None = None  # the connection breaks
    error_after: int | None = None  # an error line, status 200
    crash: bool = False  # 500, as when the runner is killed
    load_s: float = 0.0  # each load takes this long
    prefill_s: float = 0.0  # each prompt takes this long, even where the client has left
    token_s: float = 0.0  # each piece takes this long
    remote_in: frozenset[Literal["tags", "show", "answer", "last"]] = frozenset()  # where remote_* fields appear
    redirect: str = ""  # every answer is a redirect to here
    packed: bool = False  # says that its answer is gzip
    garbage: bool = False  # a line of the stream is no JSON
    length: bool = False  # done_reason is length
    read_tokens: int | None = None  # what prompt_eval_count claims
    not_resident: bool = False  # /api/ps shows nothing
    cloud: Literal["off", "on", "unknown"] = "off"  # unknown: no /api/status, as before 0.16.2
    hang: bool = False  # nothing is answered at all, until the context ends
    refuse_all: int = 0  # this status for everything
    tags: list[dict[str, Any]] = field(default_factory=list)  # more rows for /api/tags
