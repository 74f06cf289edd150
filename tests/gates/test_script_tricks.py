"""Every way that we know to change something from a script is refused by reading; styles that only read are not."""

import pytest

from agent.gates.script.gate import Rules, judge
from agent.gates.verdict import Verdict
from tests.gates.harmless import HARMLESS
from tests.gates.tricks import TRICKS


def found(verdict: Verdict) -> list[tuple[str, int, str]]:
    """Stages, lines and messages of what was found."""
    return [(stage.name, finding.line, finding.message) for stage in verdict.stages for finding in stage.findings]


@pytest.mark.parametrize("name", TRICKS)
def test_a_trick_is_refused_by_reading(name: str) -> None:
    """By a stage of ours, before anything runs."""
    verdict = judge(TRICKS[name], f"{name}.py", Rules(offline=True))
    assert verdict.decision == "rejected"
    assert {stage for stage, *_ in found(verdict)} & {"imports", "calls"}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_script_that_only_reads_is_not_refused(name: str) -> None:
    """Not one finding, in whatever style it is written."""
    verdict = judge(HARMLESS[name], f"{name}.py", Rules(offline=True))
    assert (verdict.decision, found(verdict)) == ("accepted", [])


def test_a_fault_has_one_finding() -> None:
    """One word for one fault, at its place."""
    for name in ("set", "bound-set", "config-set", "reload", "environment", "napalm", "dunder-dict"):
        verdict = judge(TRICKS[name], f"{name}.py", Rules(offline=True))
        assert len(found(verdict)) == 1, (name, found(verdict))


def test_a_module_beside_the_script_is_checked_with_it() -> None:
    """What it does is found under its name; what it holds is followed; a library is not to be stood in for."""
    main = "from netmiko import ConnectHandler\n\nfrom common import COMMANDS, login\n\n"
    main += "with ConnectHandler(**login()) as session:\n    for each in COMMANDS:\n"
    main += "        print(session.send_command(each))\n"
    good = 'COMMANDS = ["show version"]\n\n\ndef login():\n    return {"device_type": "linux", "host": "172.20.20.3"}\n'
    verdict = judge(main, "x.py", Rules(offline=True), beside={"common": good}.get)
    assert (verdict.decision, found(verdict)) == ("accepted", [])
    bad = good.replace("show version", "reload")
    verdict = judge(main, "x.py", Rules(offline=True), beside={"common": bad}.get)
    assert ["'reload'" in message for _, _, message in found(verdict)] == [True]
    worse = f"import os\n\nos.system('id')\n{good}"
    verdict = judge(main, "x.py", Rules(offline=True), beside={"common": worse}.get)
    assert [message for _, _, message in found(verdict)] == ["common.py: os.system is not allowed"]
    verdict = judge("import json\n\nprint(json)\n", "x.py", Rules(offline=True), beside={"json": ""}.get)
    assert "takes the place of the library json" in found(verdict)[0][2]


def test_a_library_that_cannot_be_tried_is_named() -> None:
    """And what can be is said."""
    verdict = judge(TRICKS["napalm"], "x.py", Rules(offline=True))
    assert found(verdict)[0][2] == "napalm cannot be tried: this gate tries pygnmi and netmiko only"
