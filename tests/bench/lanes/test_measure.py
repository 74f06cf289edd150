"""The bench of the lanes: what it measures is measured, the same for a seed, and it can fail."""

import json

import pytest

from agent.bench.lanes.machine import CARD, CODER, CPU, VOICE, WRITER, Machine, Speed
from agent.bench.lanes.virtual_engine import VirtualEngine
from agent.bench.lanes.workload import DAYS, draw
from agent.models.scheduler.jobs import Ended, FirstToken, Job, Loaded, Unloaded
from agent.models.scheduler.rules import LaneRules
from tests.bench.lanes.__main__ import main
from tests.bench.lanes.measure import POLICIES, measure

CARDS = LaneRules(placement="lend")


def played(engine: VirtualEngine) -> list[tuple[float, object]]:
    """All that happens from here on, with its time."""
    told = []
    while engine.next_at() < float("inf"):
        at_s = engine.next_at()
        event = engine.pop()
        if event is not None:
            told.append((round(at_s, 3), type(event)))
    return told


def test_a_seed_is_a_workload() -> None:
    """The same again, and another for another seed."""
    assert draw("busy", 1, 4) == draw("busy", 1, 4) != draw("busy", 2, 4)


def test_the_bench_measures_all_policies_on_all_days() -> None:
    """With every request answered, and none of it twice the same by accident."""
    result = measure(3, 4)
    assert [(day, policy) for day in DAYS for policy in POLICIES] == [(e.day, e.policy) for e in result.figures]
    assert {0} == {figure.failed for figure in result.figures}
    assert result == measure(3, 4)


def test_a_slower_machine_is_measured_slower() -> None:
    """What comes out depends on the speeds that go in: a card that reads at a tenth tells its first word later."""
    slow = Machine({**CARD, VOICE: Speed(5.0, 25.0, 27.5)}, CPU)
    fast, late = measure(1, 2), measure(1, 2, slow)
    assert fast.figures[0].idle.p50 * 8 < late.figures[0].idle.p50


def test_the_command_shows_a_table_its_aims_and_its_assumptions(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1 where an aim is not met, and says which."""
    status = main(["--hours", "2", "--seed", "1"])
    lines = capsys.readouterr().out.splitlines()
    assert ["day", "policy"] == lines[0].split()[:2]
    assert len(DAYS) * len(POLICIES) == sum(line.split()[0] in DAYS for line in lines)
    assert (1 if any(line.startswith("FAIL") for line in lines) else 0) == status
    assert any(line.startswith("assumed: decode on the card 27.5, 14 and 6.5 tokens/s") for line in lines)


def test_the_document_holds_what_the_table_shows(capsys: pytest.CaptureFixture[str]) -> None:
    """Called a simulation, with what was assumed."""
    main(["--hours", "1", "--json"])
    document = json.loads(capsys.readouterr().out)
    assert (1, True, 9) == (document["schema"], document["simulated"], len(document["figures"]))


def test_a_call_loads_reads_and_writes_at_the_machines_speeds() -> None:
    """5 s to load, 250 tokens at 250 a second, 55 at 27.5."""
    engine = VirtualEngine(Machine(), lambda job_id: 55)
    engine.start(Job(1, "voice", VOICE, 250, 55), CARDS.options(VOICE), 300.0, 0.0)
    assert [(6.0, FirstToken), (8.0, Ended)] == played(engine)


def test_a_prompt_that_is_read_holds_its_model_though_its_caller_is_gone() -> None:
    """The caller is free at once, the next call of the model waits until it is read; one that writes stops at once."""
    engine = VirtualEngine(Machine(), lambda job_id: 65)
    engine.start(Job(1, "background", WRITER, 300, 65), CARDS.options(WRITER), 300.0, 0.0)
    engine.cancel(1, 10.0)
    engine.start(Job(2, "background", WRITER, 30, 65), CARDS.options(WRITER), 300.0, 11.0)
    engine.cancel(2, 25.0)
    assert [(10.05, Ended), (20.0, FirstToken), (25.2, Ended)] == played(engine)


def test_a_model_leaves_the_card_when_it_is_idle() -> None:
    """By itself only for another one, which then waits; the bench counts that."""
    engine = VirtualEngine(Machine(), lambda job_id: 65)
    engine.start(Job(1, "background", WRITER, 30, 65), CARDS.options(WRITER), 300.0, 0.0)
    engine.load(CODER, CARDS.options(CODER), 300.0, 1.0)
    assert 1 == engine.put_out
    assert [(10.0, FirstToken), (20.0, Ended), (27.0, Loaded)] == played(engine)


def test_putting_a_model_out_waits_for_its_prompt() -> None:
    """And the card's memory is free a second later."""
    engine = VirtualEngine(Machine(), lambda job_id: 65)
    engine.start(Job(1, "background", WRITER, 300, 65), CARDS.options(WRITER), 300.0, 0.0)
    engine.cancel(1, 12.0)
    engine.unload(WRITER, 12.1)
    assert [(12.05, Ended), (19.05, Unloaded)] == played(engine)
    engine.load(VOICE, CARDS.options(VOICE), 300.0, 19.05)
    assert [(25.05, Loaded)] == played(engine)
