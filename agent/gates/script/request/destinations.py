"""Routes that a request looks up by a prefix or an address, and whether it asks if they are there. Pure."""

from dataclasses import dataclass, replace
from typing import Final, Literal

from agent.gates.script.request.shapes import Statement, find, replaced, says, without

FoundBy = Literal["", "exact", "longest", "within"]

_DEFAULT: Final = "ipv4|ip|v4|ipv6|v6* default ipv6|ipv4? route|gateway | gateway of last resort"
_ASKED: Final = "ASKS | does|do|has|have|is|are|got .. HAVING | is|are PREFIX in|on|part"
_LACK: Final = "no|not|without|LACKING"
_LACKS: Final = (
    "which|what|list|show|print|tell|find|any|NODE .. LACKING a|an|the|any? route|prefix|entry? to|for|towards?"
)
_ANSWERS: Final = (
    ",|;|:|.|?? ( a|an|and | JUST | print | say | show | with | answer | tell me|us? | give me? | plain )* ( yes:YES | pass:PASS ) "
    "( is|are|will_be|would_be|suffice|does enough|fine|ok|okay|sufficient|all_i_need|it? )? "
    "( per|for_each|for_every|for|by|on_each the|each? NET|one|line|of_them|NODE|router|session|ROW|check|row )?"
)
_HOPS: Final = (
    ",|;? ( and | plus | with | also | then | including )* ( show | print | give | tell me | name | say )? the|its|their? HOP "
    "( and|or|&|, the? HOP|interface|port )? if ( yes | so | there is one? | it is|does|has one|it? | they are|do | present | found | any )"
)
_COUNTED: Final = "( the | all | of | both | these | those | following )* ( POSITIVE|two|three|four|five|six | these|those|following ) ip|ipv4|ipv6? NET lookup?"
_SHOWN: Final = (
    "( which | what | the | its | their | match | longest | best | resulting | and | or | with | plus | also | , | / )* "
    "( HOP ( and|or|,|&|/|+ the? interface|port|protocol )? | protocol | admin? distance | metric | longest? prefix? match prefix? | prefix )"
)
"""Columns that every route that is looked up is printed with."""

_GONE: Final = (
    "JOIN* IF ( one | any | some | NODE | a|the NODE | it | there ) ( has|have|is|are )* ( none | no WORD? WORD? | missing | not WORD? WORD? ) "
    ",? then? SAY QUOTE? word:CAPITALS QUOTE?"
)
_SENT: Final = (
    "if|when|where|how !!( WORD want|need|has|send|would|try )",
    "( want|need|has|try to | would )? SENDS CARGO? to|for|towards? !( the? WAY_NAME )",
)
"""What a packet does that a route is looked up for."""


@dataclass(frozen=True, slots=True)
class Destinations:
    """What is looked up. `asked`: whether it is asked if they are there; `answer`: in which words."""

    prefixes: tuple[str, ...] = ()
    found_by: FoundBy = ""
    six: bool = False
    asked: bool = False
    answer: Literal["", "yes", "pass"] = ""
    said: str = ""
    lacking: bool = False
    """Whether those are asked for that have none."""

    gone: str = ""
    """What is said where there is none."""


def read_destinations(text: str) -> tuple[str, Destinations]:
    """The text without the routes that it looks up, and those."""
    gone = find(text, _GONE)
    if gone is not None:
        rest, made = read_destinations(gone.rest)
        return rest, replace(made, gone=gone["word"])
    answer = find(text, _ANSWERS)
    word: Literal["", "yes", "pass"] = "" if answer is None else "yes" if answer["yes"] else "pass"
    is_net = says(text, "PREFIX")
    default = None if is_net else find(text, _DEFAULT)
    if default is not None:
        six = "v6" in default.words.lower()
        where = "::/0" if six else "0.0.0.0/0"
        lacking = not word and says(text, _LACKS)
        plain = f"{default.before} {default.after}"
        plain = _plain(without(plain, _LACK) if lacking else plain)
        return plain, Destinations((where,), "exact", six, says(text, _ASKED), word, default.words, lacking)
    if not is_net and not says(text, "ROUTING"):
        return text, Destinations(answer=word)
    sought: list[str] = []

    def taken(found: Statement) -> str:
        sought.append(found["net"])
        return " "

    kind = "PREFIX" if is_net else "ADDRESS"
    rest = replaced(
        text, taken, f"{'' if is_net else '!<PEERISH'} AND|or* LOOKED_UP {'' if is_net else '!<PEERISH'} net:{kind}"
    )
    if not sought:
        return text, Destinations(answer=word)
    by: FoundBy = "longest" if not is_net else "within" if says(text, "INSIDE .. PREFIX") else "exact"
    lacking = not word and says(text, _LACKS)
    rest = without(rest, _LACK) if lacking else rest
    said = tuple(dict.fromkeys(sought))
    asked = by == "exact" and says(text, _ASKED)
    return _plain(rest), Destinations(said, by, ":" in said[0], asked, word, " ".join(said), lacking)


def _plain(text: str) -> str:
    """Without the words of an answer, which say what is printed."""
    for shapes in ((_HOPS,), (_ANSWERS,), (_COUNTED,), _SENT, (_SHOWN,)):
        text = without(text, *shapes)
    return text
