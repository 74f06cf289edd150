"""What a whole account of an incident states: severity, cause with its certainty, extent, and what is still open."""

from collections.abc import Collection

from agent.report.claims.verdict import Omission
from agent.report.fact_sheet import Fact, FactKind, FactSheet

Required = tuple[str, Fact, frozenset[str]]
"""What is meant, the fact that stands for it, and the ids of which any one states it."""


def required(sheet: FactSheet) -> tuple[Required, ...]:
    """What must be stated, most urgent first."""
    incident = sheet.incident
    found = [_one(sheet, "the severity", "severity"), _one(sheet, "the cause", "cause", "subject", "certainty")]
    if incident.peerings:
        lost = sheet.first("count", "number of peerings that were lost")
        assert lost is not None
        ids = {lost.id} | ({fact.id for fact in sheet.of("peering")} if len(incident.peerings) == 1 else set())
        found.append(("what was lost", lost, frozenset(ids)))
    down = sheet.first("count", "number of peerings still down")
    if down is not None and down.value:
        found.append(("what is still down", down, frozenset({down.id})))
    elif incident.peerings:
        found.append(_one(sheet, "when it was over", "last_restored", "restored_at", "status"))
    return tuple(found)


def _one(sheet: FactSheet, meant: str, *kinds: FactKind) -> Required:
    facts = sheet.of(*kinds)
    return meant, facts[0], frozenset(fact.id for fact in facts)


def missing(sheet: FactSheet, stated: Collection[str]) -> tuple[Required, ...]:
    """What must be stated and is not."""
    return tuple(item for item in required(sheet) if not item[2] & set(stated))


def omissions(sheet: FactSheet, stated: Collection[str]) -> tuple[Omission, ...]:
    """The same, as a verdict has it."""
    return tuple(
        Omission(fact.id, f"{meant} ({fact.wordings[0]}) is left out") for meant, fact, _ in missing(sheet, stated)
    )
