"""The monitors over faithful texts in many registers, about the mutation suite's incidents."""

import pytest

from agent.mutations.corpus import cases
from agent.verifying import verify
from tests.agent.core.texts import registers


@pytest.mark.parametrize(("about", "whole", "text"), registers())
def test_a_faithful_text_passes(about: str, whole: bool, text: str) -> None:
    """No register is a finding, and a whole account has no omission."""
    incident = next(each.incident for each in cases() if each.name == about)
    verdict = verify(incident, text, whole)
    assert "supported" == verdict["verdict"], (verdict["findings"], verdict["omissions"])
