"""The words by which a question names a cause: each slot has its causes and its words, and none is half there."""

import pytest

from agent.detect.cause_catalog import load_rules
from agent.report.questions.lexicon import CAUSES, NAMED, PHRASES

NO_CAUSE = ("planned",)
"""What is asked of a cause, and is none."""

SLOTS = sorted({slot[2:] for slots in PHRASES.values() for slot in slots if slot.startswith("c.")} - set(NO_CAUSE))


@pytest.mark.parametrize("slot", sorted({*SLOTS, *CAUSES, *NAMED}))
def test_a_slot_of_a_cause_is_whole(slot: str) -> None:
    """It stands in `slots.txt`, in `CAUSES` and in `NAMED`; what it may mean are causes that this version knows."""
    assert slot in SLOTS, f"no word in slots.txt has the slot c.{slot}"
    assert slot in CAUSES, f"CAUSES of lexicon.py does not say which causes c.{slot} may mean"
    assert slot in NAMED, f"NAMED of lexicon.py has no words for c.{slot}"
    assert CAUSES[slot]
    assert set(CAUSES[slot]) <= set(load_rules())
