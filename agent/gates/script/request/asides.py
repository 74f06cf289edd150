"""What a request says beside what the script is to do: reasons, what for, and the same once more. Pure.

The clause of a reason is passed over up to its stop where it names nothing that a script could be about.
"""

import re
from collections.abc import Callable
from typing import Final

from agent.gates.script.request.shapes import Statement, find, replaced, says, without

_REASON: Final = (
    ",? ( so that? WHOSE | because | since WHOSE !last | as WHOSE am|are|is|need|want|have | in order to|that ) "
    ".. !!( END | MARKED )"
)
_BELIEF: Final = (
    "( ,|;|.|: )? but? i|we ( suspect | guess | fear | assume | have_heard | heard | am_afraid | bet | was_told | were_told ) .. !!( END | MARKED )",
    "OPEN? ,? it|that|this BE being WORD CLOSE?",
    "( ,|;|.|:|-|and )? it|this ( goes | runs | is | will_run ) in|into|from|for a|my|our|the* OCCASION",
)
"""What somebody believes, and where the script is used."""

_BAD: Final = "SAY only|just ( the|those|these )* ( bad|broken|faulty|failing|failed|wrong|problematic|unhealthy|offending ) one|ones|row|rows|line|lines? | only|just ( the|those|these )* ( bad|broken|faulty|failing|failed|wrong|problematic|unhealthy|offending ) one|ones|row|rows|line|lines"
"""What is not as it should be, alone."""

_LEFT_OUT: Final = "with|leaving gap:( WORD ( AND|, WORD )* ) left_out|excluded|omitted|skipped|ignored"
_ZEROES: Final = "( and|; | , )* ( line|row|port|interface|one ) with ( zero|zeros|zeroes|0|a_zero ( error|value|count )? ) BE? ( not wanted|needed|interesting|shown|printed | unwanted | uninteresting )"

_FOR: Final = (",? for my|our|the|a OCCASION :?", "START for OCCASION :?")
_COMPLEMENT: Final = (
    "JOIN* ( no | not the | without the|any? | skip the | leave out the | nothing about the | i do not need|want the | "
    "i don't need|want the ) FINE_ONES ROW? please? END"
)
_TOO: Final = "JOIN* show|print|list|keep|display|include all? the? rest_of_the|other|others|rest|remaining|good|healthy other|ones|one? TOO? END"
_HAS: Final = "OUGHT? ( be|always* have|send|receive|see|keep|hold|get|show us? )?"
_TURN: Final = "when:if|when|whenever ( it is | it's | they are | there are | that is )?"
_LIMITS: Final = (
    (f"{_HAS} at least number:DIGITS|POSITIVE between:.. {_TURN} less|fewer|lower|below|not|under that? "
     "!than|established|up|full", "less"),
    (f"{_HAS} at most number:DIGITS|POSITIVE between:.. {_TURN} more|higher|above|over that? !than", "more"),
)  # fmt: skip
"""A limit that is told from its good side, as what is asked for."""

_LATELY: Final = (
    "that|which? have? CAME state? in|within|during the? last|past number:NUMBER? unit:UNIT",
    "that|which? have? CAME state? less than number:NUMBER unit:UNIT ago",
)
"""What happened a short time ago is what has lasted less than that."""

_PACED: Final = "how:( rise|grow|increase|jump|drop|fall|climb by? more than NUMBER percent|%? ) in|within|per a|one|every? number:NUMBER? unit:UNIT"
"""By how much in how long is by how much from one look to the next."""

_SPARED: Final = "SPARE ( the? ( those|ones | ROW ) )? ( that|which BE )? !!( admin|administratively|operationally|disabled|shutdown|down|up )"
"""Rows that are left out by their state."""

_STORY: Final = re.compile(r"(?:(?<=[.!?;])|^)\s*(?P<story>[^.!?;]{3,160}[.!?]?)(?=\s|$|;)")


def without_stories(text: str, is_idle: Callable[[str], bool]) -> tuple[str, tuple[str, ...]]:
    """The text without sentences that tell and ask for nothing (`Those are my flappers.`), and those."""
    told: list[str] = []

    def kept(found: re.Match[str]) -> str:
        story = found["story"].strip()
        if not says(story, "START TELLER !would|want|need|like") or says(story, "WISH|MARKED") or not is_idle(story):
            return found[0]
        told.append(story.rstrip(".!? "))
        return " "

    return _STORY.sub(kept, text).strip(), tuple(told)


def without_asides(text: str, is_idle: Callable[[str], bool]) -> tuple[str, bool]:
    """The text without them; and whether what does not meet a condition is to be shown as well. `is_idle` says whether
    words name nothing that a script could be about."""
    for limit, word in _LIMITS:
        text = replaced(text, _turned(word), limit)
    text = replaced(text, lambda found: f"(not {found['gap']}) ", _LEFT_OUT)
    text = replaced(text, lambda _: ", skip zero values ", _ZEROES)
    text = replaced(text, lambda _: " only ", _BAD)
    text = replaced(text, lambda _: "not ", _SPARED)
    text = replaced(text, _lately, *_LATELY)
    text = replaced(text, lambda found: f"{found['how']} every {found['number']} {found['unit']}", _PACED)
    too = find(text, _TOO) is not None
    text = without(text, _TOO, *_FOR)
    text = replaced(text, lambda found: "" if is_idle(found.words) else None, _REASON)
    return without(text, _COMPLEMENT, *_BELIEF), too


def _turned(word: str) -> Callable[[Statement], str]:
    """A limit as what is asked for: `less than 2 … when`."""
    return lambda found: f"{word} than {found['number']} {found['between']} {found['when']}"


def _lately(found: Statement) -> str | None:
    """Since when a session or a node is up tells its uptime, what an interface did its last change."""
    if says(found.words, "go_down|went_down|down|go_up_or_down|went_up_or_down") and says(
        found.before, "bgp|session|peer|neighbor|neighbour"
    ):
        return None  # of a session that is down no device tells since when
    up = says(found.before, "bgp|session|peer|neighbor|neighbour") or says(found.words, "boot|reboot|restart")
    return f"with {'uptime' if up else 'last change'} less than {found['number'] or 1} {found['unit']}"
