"""What `show interface json` says of an interface: how it is set and how it stands."""

from collectors.observations import InterfaceState
from collectors.snapshots.parsers.interfaces import interfaces


def _told(admin: str, state: str) -> InterfaceState:
    data = {"lo": {"operationalStatus": "up"}, "eth1": {"administrativeStatus": admin, "operationalStatus": state}}
    (one,) = interfaces("r1", 5, 1.0, data)
    assert isinstance(one, InterfaceState)
    return one


def test_an_operator_s_setting_is_told_from_a_lost_carrier() -> None:
    """Both are down; only one was set down."""
    down, lost, up = _told("down", "down"), _told("up", "down"), _told("up", "up")
    assert (down.up, down.admin_down, down.reason) == (False, True, "administratively down")
    assert (lost.up, lost.admin_down, lost.reason) == (False, False, "no carrier")
    assert (up.up, up.admin_down, up.kind) == (True, False, "level")


def test_what_is_no_table_of_interfaces_says_nothing() -> None:
    """Another answer costs nothing."""
    assert interfaces("r1", 5, 1.0, ["eth1"]) == ()
    assert interfaces("r1", 5, 1.0, {"eth1": "up", "eth2": {}}) == ()


def test_an_interface_that_was_set_down_has_no_operational_state() -> None:
    """FRR leaves that out, and the operator's setting alone tells where the link was cut."""
    (one,) = interfaces("r1", 5, 1.0, {"eth3": {"administrativeStatus": "down", "linkUps": 1}})
    assert isinstance(one, InterfaceState)
    assert (one.up, one.admin_down, one.reason) == (False, True, "administratively down")
