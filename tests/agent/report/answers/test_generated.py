"""Questions made from queries, over every recording: each way to ask is read as the same query, and what is answered is
what the incidents hold, counted here without the code that answers."""

from datetime import UTC

import pytest

from agent.report.knowledge import Knowledge
from agent.report.questions.clauses import Lab
from agent.report.questions.grammar import parse
from agent.report.questions.lookups import names
from agent.report.questions.query import Event, Query
from agent.report.records.single_outages import Span, single
from agent.report.speech import number
from tests.agent.report.answers.test_queries import between, exact
from tests.agent.report.recorded_texts import answered
from tests.recordings import REPLAYS, knowledge

RECORDINGS = sorted(path.name for path in REPLAYS.iterdir())
PAIRS = 4
"""Sessions of a recording that are asked about."""

ASKED: dict[str, tuple[str, ...]] = {
    "when": ("when did {s} go down?", "{s} went down when?", "at what time was {s} lost?", "when was {s} lost"),
    "how_long": ("how long was {s} down?", "{s} was down for how long?", "for how many seconds was {s} gone"),
    "holds": ("did {s} go down?", "has {s} gone down?", "was {s} lost?"),
    "why": ("why did {s} go down?", "why was {s} lost?", "what is the reason why {s} dropped?"),
}
"""Ways to ask for one thing of one session: the productions run forwards."""


COUNTED = ("how many sessions of {n} went down?", "how many sessions did {n} lose?", "number of sessions that {n} lost")


def lab(known: Knowledge) -> Lab:
    """What questions about a recording are read against."""
    pairs = frozenset(frozenset(item.ends) for item in known.peerings)
    return Lab(names(known), pairs, known.session.to_ns, UTC)


def sessions(known: Knowledge) -> dict[tuple[str, str], list[list[Span]] | None]:
    """Of each two routers with sessions: the single outages of each session that was lost; None where one of them does
    not tell them all."""
    found: dict[tuple[str, str], list[list[Span]] | None] = {
        (min(item.a, item.b), max(item.a, item.b)): [] for item in known.peerings if item.a and item.b
    }
    whole: dict[tuple[str | None, ...], list[Span] | None] = {}
    for incident in known.incidents:
        for outage in incident.peerings:
            key = (outage.a, outage.b, outage.address_a, outage.address_b)
            spans, before = single(outage, incident), whole.get(key, [])
            whole[key] = None if spans is None or before is None else [*before, *spans]
    for (a, b, *_), every in whole.items():
        if a and b:
            pair, mine = (min(a, b), max(a, b)), found.get((min(a, b), max(a, b)), [])
            found[pair] = None if every is None or mine is None else [*mine, every]
    return found


@pytest.mark.parametrize("name", RECORDINGS)
def test_every_way_to_ask_is_one_query_and_its_answer_is_true(name: str) -> None:
    """When, for how long and whether a session was lost, and why."""
    known = knowledge(name)
    for ends, lost in list(sessions(known).items())[:PAIRS]:
        for ask, ways in ASKED.items():
            queries = {parse(way.format(s=between(ends)), lab(known)) for way in ways}
            assert len(queries) == 1, (ends, ask, queries)
            (query,) = queries.pop() or ()
            assert (ask, tuple(sorted(ends))) == (query.ask, query.of.nodes)
        if lost is None:
            continue
        text = answered(ASKED["when"][0].format(s=between(ends)), known)
        times = [time for spans in lost for span in spans for time in span if time is not None]
        assert [
            exact(time) for time in times if len(lost) < 3 and len(times) < 8 and exact(time)[:-4] not in text
        ] == []
        assert lost or text.startswith(("No session", "I know of no", "I do not know"))


@pytest.mark.parametrize("name", RECORDINGS)
def test_a_question_and_its_denial_are_never_both_so(name: str) -> None:
    """Nor are they both not so, where all sessions of two routers were lost, or none."""
    known = knowledge(name)
    for ends, lost in list(sessions(known).items())[:PAIRS]:
        s = between(ends)
        down, kept = (answered(way.format(s=s), known) for way in ("did {s} go down?", "did {s} stay up?"))
        assert not (down.startswith("Yes") and kept.startswith("Yes")), (ends, down, kept)
        if lost is not None and down.startswith(("Yes", "No")):
            assert down.startswith("Yes" if lost else "No"), (ends, down)
        assert not answered(f"did {s} not go down?", known).startswith(("Yes", "No:"))


@pytest.mark.parametrize("name", RECORDINGS)
def test_as_many_sessions_are_counted_as_the_incidents_hold(name: str) -> None:
    """Of each router, however it is asked."""
    known = knowledge(name)
    every = {(one.a, one.b, one.address_a, one.address_b) for item in known.incidents for one in item.peerings}
    for node in sorted({end for item in known.peerings for end in (item.a, item.b) if end})[:PAIRS]:
        mine = [one for one in every if node in one[:2]]
        queries = {parse(way.format(n=node), lab(known)) for way in COUNTED}
        assert queries == {(Query("count", Event("outage", nodes=(node,)), noun="session"),)}
        text = answered(f"how many sessions did {node} lose?", known)
        noun = "session" if len(mine) == 1 else "sessions"
        size = number(len(mine)) if len(mine) <= 20 else str(len(mine))
        begin = f"{size} {noun} of {node}".lower() if mine else f"no session of {node}"
        assert text.lower().startswith(begin), (node, len(mine), text)
