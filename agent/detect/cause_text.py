"""What is said of a cause, and which commands may explain it: everything a rule carries besides its evidence. Pure.

`{where}` in a text stands for the cause's subject in the lab's words (`r1:eth2`, `r2 neighbor 10.1.2.2`, `r3`).
"""

from dataclasses import dataclass
from typing import Literal

from collectors.observations import Action

Scope = Literal["session", "link", "node"]
Placement = Literal["at", "on", "brackets", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedBy:
    """An operator's own actions that explain a cause, where they hit what the cause is about.

    `scope`: the command names the lost session, an end of the link that failed, or the node. `slow`: a timer has to run
    out first. `at_neighbor`: the command acts at the far end of the subject, not at the subject itself.
    """

    actions: frozenset[Action]
    scope: Scope
    slow: bool = False
    at_neighbor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseText:
    """The words for one type of cause.

    `titles`: noun phrases, all as true as the first, which is the standard one.
    `clauses`: what `because` may stand before, the first the standard one; empty where no session is ever lost by it.
    `clauses_many`: the same where several sessions were lost, when it differs.
    `placement`: how the subject follows a title: `at r1:eth1`, `on r3`, `(r3 neighbor ...)`, or not at all.
    `meaning`: a clause that says more than the title does.
    `advice`: what a person should look at next, beginning with "Look at".
    `open_questions`: what stays open even where this cause is proved, in two wordings.
    `wants_a_person`: the sessions do not come back by themselves, or should not.
    `silent_end`: an end of the session cannot have written anything, and its silence is no question.
    `planned_by`: which commands explain it; None where no command does.
    `reference`: the RFC, YANG leaf or vendor page that defines it.
    `mistaken_for`: the types whose evidence looks alike, most alike first.
    """

    titles: tuple[str, ...]
    meaning: str
    advice: str
    reference: str
    mistaken_for: tuple[str, ...]
    planned_by: PlannedBy | None
    clauses: tuple[str, ...] = ()
    clauses_many: tuple[str, ...] = ()
    placement: Placement = "brackets"
    open_questions: tuple[str, ...] = ()
    wants_a_person: bool = False
    silent_end: bool = False


UNKNOWN = CauseText(
    titles=("an unknown cause", "a cause that is not known"),
    meaning="nothing that was seen proves a cause",
    advice="Look at {where} around the first loss",
    reference="none",
    mistaken_for=(),
    planned_by=None,
)
"""The words for a loss of which no rule knows the cause."""
