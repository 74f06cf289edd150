"""One noun phrase of a request, as it was read. Pure."""

from dataclasses import dataclass

from clab.design.words.tokens import HOST_NAME

RANKS = {"primary": 1, "main": 1, "active": 1, "backup": 2, "back-up": 2, "secondary": 2, "standby": 2}
"""Words for which of two ways is taken first."""


@dataclass(slots=True)
class Noun:
    """One noun phrase. `det` is `the`, `each`, `all` or `both`; `nth` which ones; `spot` where they stand."""

    start: int
    det: str = ""
    count: int | None = None
    article: bool = False
    other: bool = False
    nth: tuple[int, ...] = ()
    spot: str = ""
    role: str = ""
    kind: str | None = None
    names: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    plural: bool = False
    loopback: str = ""
    addresses: tuple[str, ...] = ()
    rank: int = 0
    words: str = ""

    @property
    def only_kind(self) -> bool:
        """Whether it is a system and nothing else."""
        return self.kind is not None and not (
            self.role or self.count or self.names or self.det or self.nth or self.spot
        )

    @property
    def is_host(self) -> bool:
        """Whether it means hosts."""
        return self.role == "host" or (not self.role and bool(self.names) and all(map(HOST_NAME.match, self.names)))
