"""The judgement: is every expected session up for long enough, and if not, what is missing and why. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.detect.baseline import Expected
from agent.readiness.reasons import Situation, Why, carrier, node_problem, why_missing
from agent.readiness.sessions import Session, sessions
from clab.units import SECOND_NS


@dataclass(frozen=True, slots=True)
class SessionState:
    """One expected session: for how long it has been up (None: it is not), and what is missing (None: nothing)."""

    session: Session
    up_s: float | None
    why: Why | None


@dataclass(frozen=True, slots=True)
class Readiness:
    """How a lab stands. `left_out` are sessions that nobody waits for, and why; `nodes` are those that are missing."""

    sessions: tuple[SessionState, ...] = ()
    nodes: tuple[Why, ...] = ()
    left_out: tuple[tuple[Session, str], ...] = ()
    waiting: tuple[str, ...] = ()
    """What has to be known before anything can be said: routers that have not told their sessions."""

    @property
    def up(self) -> int:
        """How many expected sessions are up, however lately."""
        return sum(session.up_s is not None for session in self.sessions)

    @property
    def ready(self) -> bool:
        """Whether nothing is missing; a lab of which no session is known is not ready."""
        missing = any(session.why is not None for session in self.sessions)
        return bool(self.sessions) and not (missing or self.nodes or self.waiting)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is waited for: named pairs (none: every session that is expected), and for how long each must be up."""

    pairs: tuple[tuple[str, str], ...] = ()
    stable_s: float = 10.0
    baseline: Sequence[Expected] = field(default_factory=tuple)


def judge(seen: Situation, wanted: Wanted) -> Readiness:
    """How the lab stands now."""
    carriers = {
        view[:2]: name
        for view in seen.neighbors.views
        if view[0] in seen.probed and (name := carrier(view[1], seen.probed[view[0]]))
    }
    known = sessions(seen.neighbors.views, wanted.baseline, seen.intended, seen.neighbors.directory, seen.lab, carriers)
    if wanted.pairs:
        kept, left = [each for pair in wanted.pairs for each in _named(pair, known)], []
        names = {name for pair in wanted.pairs for name in pair}
    else:
        left = [(item, why) for item in known if (why := _left_out(item, seen))]
        out = {id(each) for each, _ in left}
        kept = [each for each in known if id(each) not in out]
        names = set(seen.nodes)
    states = tuple(_state(each, seen, wanted.stable_s) for each in kept)
    said = {(state.why.node, state.why.kind) for state in states if state.why}
    problems = [node_problem(node) for name, node in seen.nodes.items() if name in names]
    nodes = tuple(problem for problem in problems if problem and (problem.node, problem.kind) not in said)
    return Readiness(states, nodes, tuple(left), _waiting(seen, names, kept))


def matches(pair: tuple[str, str], session: Session) -> bool:
    """Whether a session is between these two: by node names, or by a node and what it calls the other."""
    names = {session.a, session.b}
    by_address = {(end.node, end.neighbor) for end in session.ends}
    return names == set(pair) or pair in by_address or (pair[1], pair[0]) in by_address


def _named(pair: tuple[str, str], known: Sequence[Session]) -> list[Session]:
    found = [Session(item.a, item.b, item.ends, named=True) for item in known if matches(pair, item)]
    return found or [Session(min(pair), max(pair), named=True)]


def _left_out(session: Session, seen: Situation) -> str:
    """Why nobody waits for a session: it is shut down by setting, or it was up in the past and nothing names it now."""
    if session.shut_at is not None and "baseline" not in session.origins and _meant(session, seen):
        return f"it is shut down at {session.shut_at}"
    nodes = [end.node for end in session.ends]
    answered = all(node in seen.nodes and seen.neighbors.answered(node) for node in nodes)
    unread = any(item in seen.nodes and seen.nodes[item].words is not None for item in nodes)
    if session.origins == ("baseline",) and answered and not unread:
        return f"it was up before, and {' and '.join(nodes)} no longer {'has' if len(nodes) == 1 else 'have'} it"
    return ""


def _meant(session: Session, seen: Situation) -> bool:
    """Whether the setting that keeps a session down is the configuration's, as far as the files tell."""
    for end in session.ends:
        told = seen.intended.get(end.node)
        shut = end.seen is not None and end.seen.held == "Admin"
        if shut and told is not None and end.neighbor in told.neighbors and end.neighbor not in told.shut:
            return False
    return True


def _state(session: Session, seen: Situation, stable_s: float) -> SessionState:
    silent = [end.node for end in session.ends if seen.neighbors.answers.get(end.node)]
    gone = [name for name in (session.a, session.b) if name in seen.nodes and node_problem(seen.nodes[name])]
    since_ns = session.up_since_ns
    if since_ns is None or silent or gone:
        return SessionState(session, None, why_missing(session, seen))
    up_s = max(0.0, (seen.now_ns - since_ns) / SECOND_NS)
    late = Why("not_stable", f"up for {up_s:.1f} s only") if up_s < stable_s else None
    return SessionState(session, up_s, late)


def _waiting(seen: Situation, names: set[str], kept: Sequence[Session]) -> tuple[str, ...]:
    """Routers that run and have not told their sessions: what they expect is not known yet."""
    heard = {view[0] for view in seen.neighbors.views}
    mute = [
        name
        for name, node in sorted(seen.nodes.items())
        if name in names and node.speaker and node.state == "running" and not seen.neighbors.answered(name)
    ]
    shown = {end.node for session in kept for end in session.ends if end.seen is not None}
    return tuple(item for item in mute if item not in heard | shown and not seen.neighbors.answers.get(item))
