"""A whole drill: the agent is started beside the lab, faults are played, and what it told is held against the truth."""

import json
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.app.assembly import Places
from agent.app.event_lines import EventLines
from agent.app.watch.lab_agent import Dependencies, LabAgent
from agent.app.watch.lab_watcher import LabWatcher, Output
from agent.config.whole import zone
from agent.detect.incident import to_json
from agent.drill.discovery import changed, unhealthy
from agent.drill.ground_truth import make_truth
from agent.drill.journal import RestoreJournal
from agent.drill.layout import Layout
from agent.drill.log_reader import read_lines
from agent.drill.observer import FirstReport
from agent.drill.run import Drill, Hooks, Played
from agent.drill.score import Answer, Verdict, score_drill, verdict_json
from agent.drill.targets import Stage
from agent.failure import Failure
from clab.actions import LabDriver
from clab.docker_engine import EngineError

HEARD_S = 20.0
"""How long the sources are given to be heard for the first time."""

LEAD_S, TAIL_S = 3.0, 3.0
"""How long the agent watches a whole lab before the first fault and after the last."""


class Clock:
    """Real time; an event ends every pause."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop

    def now_ns(self) -> int:
        """Now, since the epoch."""
        return time.time_ns()

    def pause(self, seconds: float) -> None:
        """Wait, unless the drill is to end."""
        self._stop.wait(seconds)

    def stopped(self) -> bool:
        """Whether it is to end."""
        return self._stop.is_set()


@dataclass(frozen=True, slots=True)
class Conduct:
    """What a drill needs: the lab's stage, hands and journal, what the watch is made with, and the
    recording's folder."""

    stage: Stage
    driver: LabDriver
    journal: RestoreJournal
    means: Dependencies
    out: Path
    say: Callable[[str], None]
    stop: threading.Event

    def run(self, layout: Layout) -> Verdict:
        """Play the faults; the recording, its truth and the score are in the folder afterwards."""
        begun_ns = time.time_ns()
        clock = Clock(self.stop)
        told = FirstReport(lambda line: self.say(f"  {line}"), EventLines().line)
        with tempfile.TemporaryDirectory(prefix="labkeeper-drill-") as scratch:
            places = Places(Path(scratch), self.out, self.out)
            voice = Output(lambda _, change: told(change), lambda _: None, self.say)
            watch = LabWatcher(self.means, lambda _: places, voice, frozenset((self.stage.lab,)))
            try:
                watch.start()
            except EngineError as error:
                raise Failure(error.what, error.hint) from error
            try:
                watching = self._listen(watch, clock)
                hooks = Hooks(told.found, lambda: unhealthy(self.stage, self.driver), self.say)
                played = Drill(self.stage, self.driver, self.journal, clock, hooks).play(layout)
                clock.pause(TAIL_S)
            finally:
                for name in watch.stop():
                    self.say(f"did not stop in time: {name}")
            if played and not played[-1].left:
                played[-1].left += changed(self.stage, self.driver)
            detector = watching.agent.detector
            answer = Answer(scored(self.stage, map(to_json, detector.incidents())), detector.notes())
        return self._judge(played, answer, told, (begun_ns, time.time_ns()))

    def _listen(self, watch: LabWatcher, clock: Clock) -> LabAgent:
        """The lab's agent, when every source was heard and a moment has passed."""
        watching = next(iter(watch.labs()), None)
        if watching is None:
            raise Failure(f"lab {self.stage.lab}: it is not watched", "labkeeper labs shows what can be watched of it")
        deadline = time.monotonic() + HEARD_S
        while time.monotonic() < deadline and not clock.stopped():
            quiet = [item for item in watching.health() if item.state != "ok" and not item.name.startswith("log-")]
            if not quiet:
                break
            clock.pause(0.2)
        clock.pause(LEAD_S)
        return watching

    def _judge(self, played: list[Played], answer: Answer, told: FirstReport, window: tuple[int, int]) -> Verdict:
        said = read_lines(self.out, zone(self.means.config.timezone))
        truth = make_truth(self.stage, played, said, window)
        (self.out / "truth.json").write_text(json.dumps(truth, indent=1) + "\n")
        verdict = score_drill(played, truth, answer, told.opened_ns, said, len(told.retracted))
        (self.out / "score.json").write_text(
            json.dumps(verdict_json(self.stage.lab, verdict, self.out), indent=1) + "\n"
        )
        return verdict


def scored(stage: Stage, incidents: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The incidents as they are scored: without the sessions that were down before the drill began."""
    kept = []
    for incident in incidents:
        peerings = [item for item in incident["peerings"] if not stage.was_down(item)]
        if peerings or not incident["peerings"]:
            kept.append({**incident, "peerings": peerings})
    return kept
