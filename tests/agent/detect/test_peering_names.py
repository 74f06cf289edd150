"""What a session is called at one of its ends."""

from agent.detect.peerings import Peering


def test_a_session_is_called_by_the_far_address_else_by_its_own_name() -> None:
    """BIRD's log may never show the address: its own name for the session is better than none."""
    view = ("r1", "default", "proto:upstream")
    assert "r1 neighbor 10.0.0.2" == Peering((view,), "r1", None, None, "10.0.0.2").name_at("r1")
    assert "r1 neighbor r2" == Peering((view,), "r1", "r2", None, None).name_at("r1")
    assert "r1 neighbor upstream" == Peering((view,), "r1", None, None, None).name_at("r1")
