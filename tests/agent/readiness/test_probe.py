"""What FRR answers about interfaces and routes."""

from agent.readiness.probe import read_interfaces, read_route
from agent.readiness.reasons import Interface


def test_interfaces_have_a_state_and_addresses() -> None:
    """As `show interface brief json` of FRR 8.4 has them."""
    told = {
        "eth1": {"status": "up", "vrfName": "default", "addresses": ["10.0.12.1/30", "+"]},
        "eth2": {"status": "down", "vrfName": "default", "addresses": []},
    }
    assert {"eth1": Interface(True, ("10.0.12.1/30",)), "eth2": Interface(False)} == read_interfaces(told)
    assert read_interfaces([1]) == {}


def test_a_route_is_one_that_is_in_use() -> None:
    """The selected one's prefix; none is the empty answer."""
    rows = [{"prefix": "10.0.12.0/30", "selected": True}]
    assert read_route({"10.0.12.0/30": rows}) == "10.0.12.0/30"
    assert read_route({"10.0.12.0/30": [{"prefix": "10.0.12.0/30"}]}) == read_route({}) == read_route(None) == ""
