"""Records that cannot be read: each costs itself, is counted, and the first of a source is named. Pure."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from clab.cleaning import clean

P = ParamSpec("P")
R = TypeVar("R")
LONGEST = 160


class UnreadableRecord(ValueError):
    """One record (a line, a message, an event, an answer) that raised while it was read."""


def guarded(read: Callable[P, R]) -> Callable[P, R]:
    """The same reading, whose every error is this record's alone.

    What reads foreign records is written by many hands for many vendors, and the next odd record is one that nobody
    thought of; so whatever is raised is caught here, at the one border, and never ends the source.
    """

    @wraps(read)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return read(*args, **kwargs)
        except Exception as error:
            raise UnreadableRecord(reason(error)) from error

    return run


def reason(error: BaseException) -> str:
    """An error in a few clean words."""
    said = clean(str(error)[:LONGEST])
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


class Damage:
    """What could not be read of one source: how many records, and the first."""

    def __init__(self) -> None:
        self.count = 0
        self.first = ""

    def add(self, why: str) -> bool:
        """One more; True for the first."""
        self.count += 1
        self.first = self.first or why
        return self.count == 1

    @property
    def said(self) -> str:
        """All of it in a sentence; empty where there is none."""
        if not self.count:
            return ""
        if self.count == 1:
            return f"one record could not be read: {self.first}"
        return f"{self.count} records could not be read; the first: {self.first}"
