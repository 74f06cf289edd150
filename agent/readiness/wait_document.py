"""How a lab stands, as published (`wait --json`): every expected session, and what is missing, why. Pure."""

from typing import Annotated, Any, Literal

from typing_extensions import TypedDict

from agent.documents import NULL_FIRST, Document, Rounded, publish
from agent.readiness.judge import SessionState
from agent.readiness.reasons import Why
from agent.readiness.sessions import End, Origin
from agent.readiness.until import Waited


class _Why(TypedDict):
    kind: str
    node: str | None
    text: str
    quote: str | None


class _Session(TypedDict):
    a: str
    b: str
    ends: tuple[End, ...]
    expected_by: tuple[Origin, ...]
    up: bool
    up_for_s: Rounded | None
    missing: Annotated[_Why | None, NULL_FIRST]


class _LeftOut(TypedDict):
    a: str
    b: str
    why: str


class WaitDocument(Document):
    """The answer of `wait --json`."""

    schema: Literal[1]
    lab: str
    stable_s: float
    waited_s: Rounded
    ready: bool
    found: bool
    sessions: list[_Session]
    nodes: list[_Why]
    left_out: list[_LeftOut]
    waiting_for: tuple[str, ...]


def wait_json(lab: str, stable_s: float, ended: Waited) -> dict[str, Any]:
    """How the waiting for a lab ended."""
    found = ended.readiness
    document = WaitDocument(
        schema=1,
        lab=lab,
        stable_s=stable_s,
        waited_s=ended.waited_s,
        ready=ended.ready,
        sessions=[_session(session) for session in found.sessions],
        nodes=[_why(node) for node in found.nodes],
        left_out=[{"a": item.a, "b": item.b, "why": why} for item, why in found.left_out],
        waiting_for=found.waiting,
        found=ended.there,
    )
    return publish(WaitDocument, document)


def _session(state: SessionState) -> _Session:
    return _Session(
        a=state.session.a,
        b=state.session.b,
        ends=state.session.ends,
        expected_by=state.session.origins,
        up=state.up_s is not None,
        up_for_s=state.up_s,
        missing=None if state.why is None else _why(state.why),
    )


def _why(why: Why) -> _Why:
    return {"kind": why.kind, "node": why.node, "text": why.text, "quote": why.quote or None}
