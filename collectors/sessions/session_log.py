"""Operators' session logs to observations: terminal transcripts, shell histories with times, plain notes. Pure.

A transcript (`script`) is read as a terminal showed it: a prompt tells whose command line it is and what was typed. A
history is bash's (`HISTTIMEFORMAT`), zsh's (`EXTENDED_HISTORY`) or fish's. A note is a line that begins with a time.
What kind a file is shows line by line. Secrets are starred here, before anything leaves.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC
from typing import Any

from clab.units import SECOND_NS
from collectors.collector import LineContext
from collectors.damage import UnreadableRecord, guarded
from collectors.logs.readings import Tally
from collectors.observations import RAW_LIMIT, Observation, OperatorCommand, OperatorNote
from collectors.sessions import times as times
from collectors.sessions.names import SessionNames
from collectors.sessions.prompts import Prompt, Shell, place, prompt
from collectors.sessions.router_commands import Effect, PromptPlace, effect
from collectors.sessions.secrets import Starrer
from collectors.sessions.shell_commands import effects, enters
from collectors.sessions.terminal import Shown, Terminal

NOWHERE = "-"
LONGEST_LINE = 1 << 20
ERROR_LINES = 40
"""Lines after a command in which its error is looked for."""

Clock = Callable[[int], times.Moment | None]
_BASH = re.compile(r"#(\d{9,11})$")
_ZSH = re.compile(r": {1,2}(\d{9,11}):\d+;(.*)$")
_FISH = re.compile(r"- cmd: (.*)$")
_FISH_WHEN = re.compile(r"  when: (\d{9,11})$")
_ERROR = re.compile(
    r"(?i)^\s*(?:%(?! ?(?:note|warning|info))\s*\S|\^$|error\b|err:|fatal\b|failed\b|cannot\b|can't\b|"
    r"unknown (?:command|neighbor|token)|syntax error|invalid\b|malformed\b|rtnetlink answers|no such|"
    r"permission denied|operation not permitted|.{0,30}can(?:'t|not) (?:find|open|resolve)|"
    r".{0,60}(?:command not found|no such (?:file|container|device|process)|not authorized|permission denied|"
    r"operation not permitted|error response from daemon|parsing error|unknown qdisc))"
)


class SessionReader:
    """Reads one session log. Like the reader of router logs it takes bytes as they come and keeps a partial line."""

    def __init__(
        self,
        context: LineContext,
        offset: int = 0,
        names: SessionNames | None = None,
        *,
        clock: Clock | None = None,
        near_ns: int = 0,
    ) -> None:
        """`clock` tells the time of a byte, where a timing file does; else a live log's arrival is the time.
        `near_ns` is about when a file was written, for times of the day without a date."""
        self.context = context
        self.tally = Tally()
        self._names = names or SessionNames()
        self._clock, self._near_ns = clock, near_ns
        self._zone = context.zone or UTC
        self._calendar = times.Calendar(self._zone, near_ns)
        self._terminal = Terminal(0, offset)
        self._rest = b""
        self._offset = offset
        self._starrer = Starrer()
        self._stage: list[tuple[str, Effect]] = []
        self._places: dict[str, PromptPlace] = {}
        self._above: tuple[Shell, str] | None = None
        self._entered: list[str] = []
        self._home: str | None = None
        self._stamp_ns: int | None = None
        self._fish = ""
        self._transcript = False
        self._last: list[OperatorCommand] = []
        self._since = 0

    @property
    def pending(self) -> bytes:
        """The partial last line."""
        return self._rest

    def feed(self, chunk: bytes) -> list[Observation]:
        """Bytes that follow the last ones; the partial last line waits for its end."""
        data = self._rest + chunk
        end = data.rfind(b"\n") + 1
        if end == 0 and len(data) > LONGEST_LINE:
            end = len(data)
        self._rest = data[end:]
        self._offset += end
        found: list[Observation] = []
        for line in data[:end].splitlines(keepends=True):  # one by one: a header tells how wide the next ones wrap
            found += self._lines(self._terminal.feed(line))
        return found

    def close(self) -> list[Observation]:
        """The file is over: its last line may lack a newline."""
        rest, self._rest = self._rest, b""
        self._offset += len(rest)
        return self._lines([*self._terminal.feed(rest), *self._terminal.close()])

    def _lines(self, lines: Iterable[Shown]) -> list[Observation]:
        found: list[Observation] = []
        self._dated()
        for line in lines:
            self.tally.lines_probed += bool(line.text)
            try:
                found += guarded(self._line)(line)
            except UnreadableRecord as error:
                self.tally.damage.add(f"the line at byte {line.offset}: {error}")
        for item in found:
            kind = "notes" if isinstance(item, OperatorNote) else "transcript" if self._transcript else "history"
            self.tally.items[kind] = self.tally.items.get(kind, 0) + 1
            if item.precision_ns < times.UNKNOWN_NS:
                self.tally.saw(item.seen_ns)
        return found

    def _dated(self) -> None:
        if self.context.received_ns:
            self._calendar.near(self.context.received_ns)

    def _line(self, line: Shown) -> list[Observation]:
        text = line.text
        head = times.started(text, self._zone)
        if head:
            self._terminal.columns = head[1]
            self._calendar.saw(head[0])
            self._transcript = True
            return []
        if times.done(text, self._zone) is not None and self._transcript:
            return []
        dated = self._history(line) if not self._transcript else None
        if dated is not None:
            return dated
        above = place(text)
        if above:
            self._above = above
            return []
        asked = prompt(text, nested=bool(self._entered))
        if asked:
            self._transcript = True
            return self._typed(asked, line)
        note = None if self._transcript else times.timed(text, self._calendar)
        if note:
            return self._noted(note[0], note[1], line)
        if not self._transcript:
            self._calendar.date(text)
            return self._plain(line) if "history" in self.context.origin.rpartition("/")[2] else []
        return self._output(text)

    # histories -------------------------------------------------------------------------------------------------

    def _history(self, line: Shown) -> list[Observation] | None:
        """A line of a shell history; None where this is none."""
        text = line.text
        bash, zsh, fish, when = _BASH.match(text), _ZSH.match(text), _FISH.match(text), _FISH_WHEN.match(text)
        if bash:
            self._stamp_ns = int(bash[1]) * SECOND_NS
            return []
        if zsh:
            return self._at_host(zsh[2], (int(zsh[1]) * SECOND_NS, SECOND_NS), line)
        if fish:
            self._fish = fish[1]
            return []
        if when and self._fish:
            typed, self._fish = self._fish, ""
            return self._at_host(typed, (int(when[1]) * SECOND_NS, SECOND_NS), line)
        if self._stamp_ns is not None:
            return self._at_host(text, (self._stamp_ns, SECOND_NS), line) if text else []
        return None

    def _plain(self, line: Shown) -> list[Observation]:
        """A line of a history that keeps no times."""
        return self._at_host(line.text, self._unknown(), line) if line.text else []

    def _at_host(self, typed: str, moment: times.Moment, line: Shown) -> list[Observation]:
        return self._commands(typed, effects(typed, "", self._names.node), moment, line, None)

    # notes -----------------------------------------------------------------------------------------------------

    def _noted(self, moment: times.Moment, text: str, line: Shown) -> list[Observation]:
        """A timed line: a command where a prompt or backticks show one, words otherwise."""
        asked = prompt(text)
        if asked and asked.typed:
            found = self._effects(asked, self._node(asked))
            return self._commands(asked.typed, found, moment, line, asked.user or None)
        quoted = re.findall(r"`([^`]+)`", text)
        whom = next((node for node in sorted(self._names.nodes) if re.search(rf"\b{re.escape(node)}\b", text)), "")
        done = [item for one in quoted for item in self._loose(one, whom) if item.action not in ("look", "other")]
        said = self._starrer.star(text)
        note = OperatorNote(text=said, **self._frame(moment, said, line))
        if not done:
            return [note]
        return [note, *self._commands(quoted[0], tuple(done), moment, line, None)]

    def _loose(self, typed: str, whom: str) -> list[Effect]:
        """A quoted command without a prompt: a shell's, or a router's."""
        found = list(effects(typed, whom, self._names.node))
        if all(item.action == "other" for item in found):
            found = [replace(effect(typed, PromptPlace(), config=True), node=whom)]
        return found

    # transcripts -----------------------------------------------------------------------------------------------

    def _typed(self, asked: Prompt, line: Shown) -> list[Observation]:
        if self._above is not None and asked.shell == "cli":
            asked = replace(asked, shell=self._above[0], staged=self._above[0] == "config")
        node = self._node(asked)
        typed = asked.typed
        if not typed or typed.endswith(("^C", "?")) or typed.startswith("#"):
            self._last = []
            return []
        if asked.shell == "shell":
            inside = enters(typed, self._names.node)
            if inside is not None:
                self._entered.append(inside)
        if asked.shell != "config" and typed.split()[0] in ("exit", "logout", "quit") and self._entered:
            self._entered.pop()
        moment = self._moment(asked, line)
        found = self._commands(typed, self._effects(asked, node), moment, line, asked.user or None)
        self._last, self._since = [item for item in found if isinstance(item, OperatorCommand)], 0
        return found

    def _node(self, asked: Prompt) -> str:
        """The node that a prompt is on; empty on the lab's host."""
        if not asked.host:
            return self._entered[-1] if self._entered else ""
        known = self._names.known(asked.host)
        if known is not None:
            return known
        if asked.shell != "shell":  # a router in a bare namespace shows its host's name
            return self._entered[-1] if self._entered else asked.host
        if self._home is None:
            self._home = asked.host
        if asked.host == self._home:
            self._entered = []
            return ""
        return "" if self._names.nodes and not self._entered else self._names.node(asked.host)

    def _effects(self, asked: Prompt, node: str) -> tuple[Effect, ...]:
        if asked.shell == "shell":
            self._places.pop(node, None)
            return tuple(replace(item, node=item.node or node) for item in effects(asked.typed, node, self._names.node))
        here = self._places.setdefault(node, PromptPlace())
        if asked.shell == "cli":
            here.close(all_of_it=True)
        if asked.interface:
            here.open("interface", asked.interface)
        if asked.typed.split()[:1] == ["commit"]:
            staged, self._stage = self._stage, []
            return tuple(each for _, each in staged) or (Effect("config", node, "commit"),)
        above = self._above[1] if self._above else ""
        one = effect(asked.typed, here, config=asked.shell == "config", above=above)
        one = replace(one, node=one.node or node)
        if asked.staged and one.action not in ("look", "other", "config"):
            self._stage.append((asked.typed, one))
            return (Effect("config", node, one.target),)
        return (one,)

    def _output(self, text: str) -> list[Observation]:
        """What a program printed: only a command's error is kept."""
        self._since += 1
        if not self._last or self._since > ERROR_LINES or not _ERROR.match(text):
            return []
        said = self._starrer.star(text.strip())[:200]
        told = [replace(item, error=said) for item in self._last]
        self._last = []
        return list(told)

    # what they share -------------------------------------------------------------------------------------------

    def _commands(
        self, typed: str, found: tuple[Effect, ...], moment: times.Moment, line: Shown, user: str | None
    ) -> list[Observation]:
        command = self._starrer.star(typed)[:RAW_LIMIT]
        raw = self._starrer.star(line.text)
        frame = self._frame(moment, raw, line)
        result: list[Observation] = []
        for item in found:
            target = self._starrer.star(item.target)
            row = {**frame, "node": item.node or NOWHERE}
            result.append(OperatorCommand(command=command, action=item.action, target=target, user=user, **row))
        return result

    def _frame(self, moment: times.Moment, raw: str, line: Shown) -> dict[str, Any]:
        return {
            "node": NOWHERE,
            "source": "session",
            "seen_ns": moment[0],
            "received_ns": self.context.received_ns or moment[0],
            "raw": raw.encode()[:RAW_LIMIT].decode(errors="ignore"),
            "precision_ns": moment[1],
            "origin": self.context.origin,
            "seq": line.offset,
        }

    def _moment(self, asked: Prompt, line: Shown) -> times.Moment:
        """When Enter was pressed: by the prompt's clock, the timing file, or the arrival; else only between start and
        end of the transcript."""
        by_clock = self._calendar.clock(asked.clock) if asked.clock else None
        if by_clock:
            return by_clock
        by_timing = self._clock(line.end) if self._clock else None
        if by_timing:
            return by_timing
        if self.context.received_ns:
            return self.context.received_ns, SECOND_NS
        return self._unknown()

    def _unknown(self) -> times.Moment:
        return self._calendar.last_ns or self.context.received_ns or self._near_ns, times.UNKNOWN_NS
