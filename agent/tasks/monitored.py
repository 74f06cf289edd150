"""The trust monitors as a task asks them: what they find in a text, each with the place where it is."""

from agent.core import trust
from agent.core.facts import FactSheet
from agent.tasks.sentence_check import Fault


def monitored(sheet: FactSheet, text: str) -> list[Fault]:
    """What the monitors find in a text about an incident."""
    verdict = trust.check(text, sheet)
    return [Fault(each.monitor, each.message, each.fact, each.span.start) for each in verdict.findings]
