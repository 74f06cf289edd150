"""The scope of an incident in a paragraph: which routers and sessions, none left out, and how long they were down."""

from collections.abc import Sequence
from functools import partial

from agent.bench.models.kind import BenchTask, Kind, Put, Scored
from agent.bench.models.kinds.lead import Expected, Input
from agent.bench.models.recordings import incident
from agent.bench.models.words import Wanted, any_of, scored
from agent.report.claims.reading import read_text
from agent.report.fact_sheet import FactSheet, sheet
from agent.report.prose import render, sentences
from agent.tasks.lead import LeadTask, Statement, lead
from agent.tasks.wording import Asked, Errand, NarrativeOptions

WANTED = "Say in one to three sentences which routers and sessions were concerned, and how long each was down."


def _put(task: BenchTask, put: Put) -> Scored:
    found, knowledge = incident(task.input.recording, task.folder, task.input.incident)
    facts = sheet(found, knowledge.lab)
    told = [item for item in sentences(facts) if item.section == "scope"]
    statements = tuple(
        Statement(render(item.text, facts), item.facts, tuple(render(text, facts) for text in item.wordings))
        for item in told
    )
    read = partial(read_text, sheet=facts, published=True)
    needed = [(f"node {facts.by_id[id_].wordings[0]}", any_of({id_})) for id_ in _nodes(facts, statements)]

    def missing(stated: Sequence[str]) -> list[Statement]:
        left = set(_nodes(facts, statements)) - set(stated)
        return [item for item in statements if left & set(item.facts)]

    errand = Errand("narrative", put.client, NarrativeOptions(put.model, locked=put.locked))
    lead(LeadTask("network incidents", WANTED, statements, read, missing), Asked(errand, found.id))
    return scored(put.replies(), Wanted(read, needed, task.expected.keeps))


def _nodes(facts: FactSheet, statements: Sequence[Statement]) -> list[str]:
    """The ids of the nodes that the scope names."""
    used = {id_ for item in statements for id_ in item.facts}
    return [fact.id for fact in facts.of("node") if fact.id in used]


KIND = Kind("scope", "narrative", "background", "incident scope", Input, Expected, _put)
