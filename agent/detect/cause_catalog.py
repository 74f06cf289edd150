"""All causes by type: their rules, and their words. Everybody who speaks of causes asks here. Pure."""

from functools import cache

from agent.detect import causes
from agent.detect.cause_text import UNKNOWN, CauseText
from agent.detect.diagnosis import Rule
from clab.plugins import load


@cache
def load_rules() -> dict[str, Rule]:
    """All cause rules by the type of cause they prove."""
    return {rule.type: rule for rule in load(causes, "RULE").values() if isinstance(rule, Rule)}


def cause_text(kind: str) -> CauseText | None:
    """The words for a type of cause; None for a type that this version does not know."""
    if kind == "unknown":
        return UNKNOWN
    rule = load_rules().get(kind)
    return rule.text if rule else None


def cause_titles(kind: str) -> tuple[str, ...]:
    """A cause's noun phrases; a type that this version does not know is said as it is spelled."""
    text = cause_text(kind)
    return text.titles if text else (kind.replace("_", " "),)
