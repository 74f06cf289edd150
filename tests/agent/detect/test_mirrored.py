"""A router that only says that it received a NOTIFICATION, beside the one that sent it."""

from agent.detect.detector import Detector
from clab.model import Lab
from clab.units import SECOND_NS
from collectors.observations import BgpNotification, BgpState, Observation

T0 = 1_795_000_000 * SECOND_NS


def line(node: str, peer: str, at_s: float, reason: str | None = None) -> BgpState:
    """A state line of a log of whole seconds."""
    at_ns = T0 + int(at_s * SECOND_NS)
    common = {"node": node, "source": "log", "seen_ns": at_ns, "received_ns": at_ns, "precision_ns": SECOND_NS}
    common |= {"neighbor": peer, "raw": f"{node} {at_s} {reason}", "origin": node}
    word = {"state": "established"} if reason is None else {"state": "down", "previous": "established"}
    return BgpState(**common, **word, reason=reason or "")  # type: ignore[arg-type]


def sent(node: str, peer: str, at_s: float, subcode: int) -> BgpNotification:
    """A cease that was sent."""
    at_ns = T0 + int(at_s * SECOND_NS)
    common = {"node": node, "source": "log", "seen_ns": at_ns, "received_ns": at_ns, "precision_ns": SECOND_NS}
    common |= {"neighbor": peer, "raw": f"{node} sent 6/{subcode}", "origin": node}
    return BgpNotification(**common, direction="sent", code=6, subcode=subcode)  # type: ignore[arg-type]


def causes(*seen: Observation) -> list[tuple[str, str]]:
    """Causes with their certainty, by time."""
    detector = Detector(Lab("two"))
    detector.observe(seen)
    detector.finish()
    return [(item.cause.type, item.cause.certainty) for item in detector.incidents()]


def receiver(peer: str = "10.0.0.2", back_s: float = 60) -> tuple[Observation, ...]:
    """The end that tells no code."""
    return line("b", peer, 0, "BGP Notification received"), line("b", peer, back_s)


def sender(subcode: int = 3) -> tuple[Observation, ...]:
    """The end that tells what it sent."""
    return sent("a", "10.0.0.1", 0, subcode), line("a", "10.0.0.1", 0, "Neighbor deleted"), line("a", "10.0.0.1", 60)


def test_a_received_notification_is_what_the_other_router_sent() -> None:
    """Lost and restored together, addresses side by side: one incident with the sender's cause."""
    assert [("peer_deconfigured", "proved")] == causes(*sender(), *receiver())


def test_what_does_not_fit_stays_unknown() -> None:
    """Another return, an address elsewhere, or two that could have sent it: nobody knows what was received."""
    told = ("peer_deconfigured", "proved")
    assert sorted([told, ("unknown", "unknown")]) == sorted(causes(*sender(), *receiver(back_s=90)))
    assert sorted([told, ("unknown", "unknown")]) == sorted(causes(*sender(), *receiver(peer="192.0.2.7")))
    another = (sent("c", "10.0.0.3", 0, 2), line("c", "10.0.0.3", 0, "Admin. shutdown"), line("c", "10.0.0.3", 60))
    assert ("unknown", "unknown") in causes(*sender(), *another, *receiver())
