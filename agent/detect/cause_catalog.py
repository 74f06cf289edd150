"""All causes by type: their rules, and their words. Everybody who speaks of causes asks here. Pure."""

from dataclasses import replace

from agent.detect import causes
from agent.detect.cause_text import UNKNOWN, CauseText
from agent.detect.diagnosis import Rule
from clab.plugins import Family, contained, instances


def _rules(found: object) -> tuple[Rule, ...]:
    """The rules in a constant, each with a way to find its cause and the words that every report needs."""
    members = instances(Rule)(found)
    for rule in members:
        words = {"titles": rule.text.titles, "meaning": rule.text.meaning, "advice": rule.text.advice}
        words |= {"clauses": rule.text.clauses} if rule.diagnose else {}
        lacks = [name for name, text in words.items() if not text]
        if not rule.diagnose and not rule.search:
            lacks.append("diagnose or search")
        if lacks or rule.type == "unknown" or not rule.type.isidentifier():
            raise ValueError(f"rule {rule.type!r} lacks {', '.join(lacks) or 'a type of its own'}")
    return members


def _rule_from_outside(rule: Rule, what: str) -> Rule:
    """A rule that fails on a loss leaves it to the others."""
    return replace(rule, diagnose=contained(rule.diagnose, None, what)) if rule.diagnose else rule


CAUSES = Family("causes", causes, "RULE", _rules, lambda rule, _: (rule.type,), contain=_rule_from_outside)


def load_rules() -> dict[str, Rule]:
    """All cause rules by the type of cause they prove."""
    return CAUSES.loaded.by_name


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
