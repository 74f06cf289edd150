"""What is printed, and which status: `print "all good" if there are none`, `exit 1 if any is down`. Pure."""

from dataclasses import dataclass
from typing import Final

from agent.gates.script.request.shapes import find, says

_OTHERWISE: Final = (
    "JOIN* SAY ( a word|line|note|message )? when|if|that? QUOTE? word:FINE QUOTE? NONE_FOUND? END",
    "JOIN* SAY ( a word|line|note|message )? QUOTE word:( !QUOTE WORD )* QUOTE NONE_FOUND END",
    "JOIN* NONE_FOUND ,? JUST* SAY that? QUOTE word:( !QUOTE WORD )* QUOTE END",
    "JOIN* NONE_FOUND ,? JUST* SAY that? QUOTE? word:FINE QUOTE? END",
)
_LEAD: Final = "( JOIN | - > | = > | OPEN )* ( SOME_FOUND ,? then? )? ( please | it | the script | OUGHT )*"
_BEHIND: Final = "CLOSE? !!( END | IF | unless | and )"
_EXITS: Final = (
    f"{_LEAD} ENDS ZERO STATUS? ( well:( only? if|when .. ) | / )? ,? and|or|but? ( IN_OTHER_CASE ,? then? )? ENDS? NOT_ZERO "
    f"IN_OTHER_CASE? {_BEHIND}",
    f"{_LEAD} ENDS NOT_ZERO ( SOME_FOUND | IN_OTHER_CASE | IF there is|are any|some|one )? ,|;|and|or* ( EXIT ENDING* )? ZERO otherwise|else|if_not {_BEHIND}",
    f"{_LEAD} ENDS NOT_ZERO bad:( IF .. ) ,|;|and|or* ( EXIT ENDING* )? ZERO IF all|everything|none|they|it|all_of_them* is|are? WELL {_BEHIND}",
    f"{_LEAD} ENDS NOT_ZERO ( SOME_FOUND | IN_OTHER_CASE )? unless:unless? {_BEHIND}",
    f"{_LEAD} IN_OTHER_CASE ,? then? ENDS NOT_ZERO {_BEHIND}",
    f"{_LEAD} ( FITTING )* ( non zero | nonzero | not zero | error|failure ) exit|return|status STATUS? IN_OTHER_CASE? {_BEHIND}",
    "( JOIN | OPEN )* FITTING FITTING* exit|return|status STATUS "
    f"( accordingly | for ci | to match | that says|tells so | reflect it|that ( the result )? )? {_BEHIND}",
    f"( JOIN | OUGHT | it | the script|run )* fail the|our|my JOB ( IF any|one|so WORD? ( BE not? )? | IF there is|are any|some WORD? )? {_BEHIND}",
)

_FAILS: Final = "( JOIN | OUGHT | it | the? script|program|run )* fail IF ( one|any|some|somebody|it|a|NODE|WORD )* ( BE|do )* ( missing|lack|without|not_have|down|wrong ) it|one|any? END"
"""`the script should fail when one is missing it`."""

_AWAY: Final = ("JOIN* ENDS? code:POSITIVE IF NODE_AWAY", "JOIN* IF NODE_AWAY ,? then? ENDS code:POSITIVE")

_PRINTS: Final = "( WORD WORD? )? 'print|'prints|'list|'lists|'show|'shows|'display|'output|'report|table !'only|'just|any|those|which|what|down"


@dataclass(frozen=True, slots=True)
class Exit:
    """The exit status that is asked for where something is found (or, of a check, where it fails), by which words.
    `unless`: the words behind say what must hold."""

    status: int = 0
    said: str = ""
    unless: bool = False
    well: str = ""
    otherwise: bool = False
    """Whether it is asked for where what is said does not hold."""

    beside: bool = False
    """Whether something else is printed, of which the status only tells."""

    away: int = 0
    """The status where a node cannot be asked, if that is said."""


def read_otherwise(text: str) -> tuple[str, str]:
    """The text without what is said for the case that nothing is listed, and that word."""
    found = find(text, *_OTHERWISE)
    if found is None:
        return text, ""
    return found.rest, "none" if found["word"].lower() in ("so", "nothing") else found["word"]


def read_exit(text: str) -> tuple[str, Exit]:
    """The text without the exit status that it asks for where something is listed, and that."""
    away = find(text, *_AWAY) if says(text, "EXIT|exit") else None
    text = away.rest if away else text
    found = find(text, *_EXITS, _FAILS)
    if found is None:
        return text, Exit(said=away.words if away else "", away=int(away["code"]) if away else 0)
    well = found["well"]
    condition = (
        f", {found['bad']} ,"
        if found["bad"]
        else f", check that {well.removeprefix('only ').partition(' ')[2]}"
        if well
        else ""
    )
    rest = f" {'check that ' if found['unless'] else ''}{found.after.lstrip()}"
    return f"{found.before}{condition}{rest}".strip(), Exit(
        int(found["code"] or 1),
        found.words.strip(),
        bool(found["unless"]),
        well,
        says(found.words, "OTHERWISE") and not says(found.words, "ZERO otherwise|else|if_not"),
        says(found.before, f"START {_PRINTS}") or says(found.before, f",|;|.|:|and {_PRINTS}"),
        int(away["code"]) if away else 0,
    )
