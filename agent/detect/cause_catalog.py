"""All causes by type: their rules, and their words. Everybody who speaks of causes asks here. Pure."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import ParamSpec, TypeVar, get_args

from agent.detect import causes
from agent.detect.cause_text import UNKNOWN, CauseText
from agent.detect.diagnosis import Diagnosis, Rule, RuleDefectError
from agent.detect.incident import Certainty
from clab.plugins import Family, contained, instances

CERTAINTIES = get_args(Certainty)
P = ParamSpec("P")
R = TypeVar("R")


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
    return tuple(map(held, members))


def held(rule: Rule) -> Rule:
    """The rule, each diagnosis of which is looked at before anybody gets it: here, and nowhere else, diagnoses enter.
    It raises RuleDefectError where one is of another type than the rule's (or unknown), or has no evidence."""

    def looked_at(find: Callable[P, R]) -> Callable[P, R]:
        @wraps(find)
        def ask(*args: P.args, **kwargs: P.kwargs) -> R:
            found = find(*args, **kwargs)
            for item in found if isinstance(found, list | tuple) else (found,):
                if isinstance(item, Diagnosis):
                    _check(rule.type, item)
            return found

        return ask

    return replace(
        rule,
        diagnose=rule.diagnose and looked_at(rule.diagnose),
        search=rule.search and looked_at(rule.search),
    )


def _check(kind: str, diagnosis: Diagnosis) -> None:
    if diagnosis.type not in (kind, "unknown"):
        raise RuleDefectError(kind, f"claims a cause {diagnosis.type!r}, which is another one")
    if (diagnosis.type == "unknown") != (diagnosis.certainty == "unknown") or diagnosis.certainty not in CERTAINTIES:
        raise RuleDefectError(kind, f"claims {diagnosis.type!r} with certainty {diagnosis.certainty!r}")
    if not diagnosis.evidence:
        raise RuleDefectError(kind, f"claims {diagnosis.type!r} without evidence")


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
