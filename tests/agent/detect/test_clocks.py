"""When lines were read tells of a node's clock: if they were read as they were written."""

import pytest

from agent.detect.clocks import from_arrivals
from clab.units import SECOND_NS


@pytest.mark.parametrize(
    ("arrived", "error_s"),
    [
        ([(10, 0.01), (20, 0.02), (30, 0.01)], 0),
        ([(10, 5.01), (20, 5.02), (30, 5.3)], -5.01),
        ([(10, -3600.0), (20, -3599.9), (20, -3599.9)], 3600.0),
        ([(10, 1.5), (20, 1.6), (30, 1.7)], 0),
    ],
)
def test_delays_that_agree_are_the_clocks_error(arrived: list[tuple[int, float]], error_s: float) -> None:
    """A constant distance is the clock's; what the way takes is not."""
    assert from_arrivals([(at * SECOND_NS, round(delay_s * SECOND_NS)) for at, delay_s in arrived]) == round(
        error_s * SECOND_NS
    )


@pytest.mark.parametrize(
    "arrived",
    [
        [(10, 4.68), (10, 4.67), (10, 4.66), (10, 4.65)],
        [(10, 5.0), (20, 5.0)],
        [(10, 4.68), (10, 4.67), (10, 4.66), (20, 0.0)],
    ],
)
def test_what_waited_for_its_reader_tells_nothing(arrived: list[tuple[int, float]]) -> None:
    """Lines that a node wrote before anybody followed its log are read at once: late, and late alike."""
    assert from_arrivals([(at * SECOND_NS, round(delay_s * SECOND_NS)) for at, delay_s in arrived]) is None
