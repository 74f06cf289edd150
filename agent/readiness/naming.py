"""Which lab is meant, and which sessions: what was typed against what there is, the nearest named. Pure."""

import difflib
import re
from collections.abc import Iterable, Sequence

from agent.detect.name_resolver import parse_address
from agent.failure import UsageFailure
from agent.readiness.sessions import Session

_DASH = re.compile("[-–]")


def the_lab(asked: str | None, running: Sequence[str], drawn: Sequence[str], watched: Sequence[str]) -> str:
    """The lab to wait for: the one that is named, else the only one that runs, else the only one drawn here.

    `drawn` are the labs whose topology files lie in this folder, `watched` those that were watched before.

    Raises:
        UsageFailure: none, several, or one that nothing here knows.
    """
    if asked is not None:
        if asked in (*running, *drawn, *watched):
            return asked
        near = _nearest(asked, [*running, *drawn, *watched])
        runs = f"labs that run here: {', '.join(running)}" if running else "no lab runs here"
        hint = "run it where the lab's *.clab.yml lies, or after containerlab deploy has begun"
        raise UsageFailure(f"--lab {asked!r}: no such lab{near}; {runs}", hint)
    found = running or drawn
    if not found:
        raise UsageFailure("no lab runs here, and no *.clab.yml lies in this folder", "name one: labkeeper wait --lab")
    if len(found) > 1:
        what = "several labs run here" if running else "several labs are drawn in this folder"
        raise UsageFailure(f"{what}: {', '.join(found)}", f"labkeeper wait --lab {found[0]}")
    return found[0]


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, sorted(set(known)), 1, 0.5)
    return f"; did you mean {near[0]!r}?" if near else ""


def the_pairs(asked: str | None, nodes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """`A-B,C-D` as pairs of nodes, or of a node and a neighbor's address; names may hold dashes themselves.

    Raises:
        UsageFailure: a name that no node has.
    """
    known = frozenset(nodes)
    words = [part.strip() for part in asked.split(",")] if asked is not None else []
    if asked is not None and not all(words):
        raise UsageFailure(f"--sessions {asked!r}: an empty name", "--sessions r1-r2,r1-r3")
    return tuple(dict.fromkeys(_pair(word, known) for word in words))


def _pair(word: str, known: frozenset[str]) -> tuple[str, str]:
    cuts = [(word[: cut.start()], word[cut.end() :]) for cut in _DASH.finditer(word)]
    for a, b in cuts:
        if a != b and _is_end(a, known) and _is_end(b, known) and (a in known or b in known):
            return (a, b) if a in known else (b, a)
    halves = [(a, b) for a, b in cuts if a in known or b in known]
    wrong = next((b if a in known else a for a, b in halves), None)
    if wrong is None:
        every = [f"{a}-{b}" for a in sorted(known) for b in sorted(known) if a < b] if len(known) <= 60 else []
        raise UsageFailure(f"--sessions {word!r}: no two nodes of the lab{_nearest(word, every)}", _nodes(known))
    raise UsageFailure(f"--sessions {word!r}: the lab has no node {wrong!r}{_nearest(wrong, known)}", _nodes(known))


def _is_end(name: str, known: frozenset[str]) -> bool:
    return name in known or parse_address(name) is not None


def _nodes(known: Iterable[str]) -> str:
    names = sorted(known)
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return f"its nodes: {', '.join(names[:12])}{more}" if names else ""


def unknown_session(pair: tuple[str, str], known: Sequence[Session]) -> UsageFailure:
    """The error of a session that was named and that no router has."""
    names = sorted({f"{item.a}-{item.b}" for item in known})
    sharing = [name for name in names if set(pair) & set(_DASH.split(name))]
    near = _nearest("-".join(sorted(pair)), sharing or names)
    listed = f"sessions of the lab: {', '.join(names[:12])}" if names else "the lab has no session"
    return UsageFailure(f"--sessions {'-'.join(pair)!r}: no router has such a session{near}", listed)
