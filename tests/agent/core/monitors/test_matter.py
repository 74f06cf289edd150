"""Matter: outsiders, outer causes, and consequences that no routing log holds."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.matter import MONITOR
from agent.core.reading.accountwords import ordinary
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    ("given-01", "Nobody knows why the link failed.", "Users did not notice anything."),
    ("given-01", "The link failed and both sessions were lost.", "The link was taken down to install an upgrade."),
    (
        "given-01",
        "The link failed, which ended both sessions.",
        "A squirrel chewed on the line, which ended both sessions.",
    ),
    ("given-01", "The root cause was the interface e1:eth1.", "The root cause was the age of e1."),
    (
        "given-01",
        "The sessions were lost, as the link failed.",
        "The sessions were lost because the gardener dug too deep.",
    ),
    ("given-11", "Too many prefixes led to the loss.", "Too many prefixes led to a quarrel."),
    ("given-01", "Both sessions came back at 21:16:48.", "The orchestra paused at 21:16:48."),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "matter" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}


@pytest.mark.parametrize("word", ["sessions", "re-established", "unplanned", "afterwards", "dropping", "stopped"])
def test_an_inflected_word_of_an_account_is_ordinary(word: str) -> None:
    """Endings and prefixes make no word strange."""
    assert ordinary(word)


@pytest.mark.parametrize("word", ["squirrel", "gardener", "quarrel", "orchestra"])
def test_a_word_from_elsewhere_is_strange(word: str) -> None:
    """No account of a routing incident needs it."""
    assert not ordinary(word)
