"""What is missing is named with its package."""

import pytest

from agent.failure import UsageFailure
from agent.voice.parts import ECHO, WAKE, Part, missing, need

MODULE = Part("something is heard by it", "no-such-package", module="no_such_module_here")
PROGRAM = Part("a voice", "no-such-debian-package", program="no-such-program-here")


def test_a_missing_part_is_named_with_its_package() -> None:
    """What it is for, and how it is had."""
    with pytest.raises(UsageFailure) as failure:
        need("hearing", MODULE, PROGRAM)
    assert "hearing: not installed: no-such-package (something is heard by it)" in failure.value.what
    assert "labkeeper[voice]" in failure.value.hint
    assert "apt-get install no-such-debian-package" in failure.value.hint
    assert 2 == failure.value.status


def test_what_is_here_is_not_missing() -> None:
    """A module of the standard library, a program of every system."""
    assert [] == missing(Part("", "", module="json"), Part("", "", program="sh"))


def test_each_part_is_had_by_its_own_extra() -> None:
    """The wake word and the echo canceller have extras of their own."""
    with pytest.raises(UsageFailure) as failure:
        need("hearing", Part("", "no-such-package", module="no_such_module_here", extra=ECHO.extra))
    assert 'pip install "labkeeper[echo]"' == failure.value.hint
    assert "[wake]" in WAKE.how
