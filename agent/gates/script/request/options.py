"""Options that a script is to have: flags by their names, or in words (`the interval as an argument`). Pure."""

import re
from dataclasses import dataclass, field
from typing import Final

from agent.gates.script.request.shapes import Statement, find, number_of, replaced

_FLAG: Final = re.compile(
    r"`?--(?P<name>[a-z][a-z-]{1,20})(?:[ =](?:<[^<>]{1,20}>|[A-Z]{1,12}\b|(?P<value>\d{1,6})(?:\s?(?:s|sec|seconds))?\b))?`?"
    r"(?:\s?\((?:with )?(?:a )?default(?: is| of|s to)?[:= ]{0,3}(?P<default>\d{1,6})?[^()]{0,20}\)|,? (?:with )?default(?: is| of|s to)?[:= ]{0,3}(?P<said>\d{1,6})(?:\s?(?:s|sec|seconds))?\b)?"
)
_DEFAULT: Final = "( OPEN? ,? with|a* default BE? ( is | of | to | = | : )* number:NUMBER SECOND? CLOSE? )?"
_WORDED: Final = (
    f"JOIN* ( take|accept|have|give|let_me_set|allow|make|with|support|add )* DET* thing:OPTION ( BE | OUGHT )* "
    f"( configurable|adjustable|settable | ( as|by|via|through|from|on|with|using|for a|an|the|its* command_line|cli|argparse|script* "
    f"argument|option|parameter|flag|switch|argparse|args|command_line|arg ) ) {_DEFAULT}",
    f"JOIN* ( with|add|accept|take|support|have|via|use|a|an|the|some|cli|command_line|argparse )* "
    f"option|argument|parameter|flag|switch|arg ( for|to set the|its* ) thing:OPTION {_DEFAULT}",
)
_AROUND: Final = (
    "JOIN* ( with|add|accept|accepts|take|takes|support|supports|have|has|via|use|using|through|by|a|an|the|some|cli|command_line|argparse|optional|extra|: )* "
    "optflag ( AND|,|or* optflag )* ( option|flag|argument|switch|parameter|arg )*",
)
_ARGPARSE: Final = "( with|use|using|via|through|and|an|a )* argparse|command_line_arguments|command_line_options ( option|argument )* :?"

NAMES: Final = {
    "node": "node nodes host hosts target targets device devices router routers switch switches",
    "interval": "interval period every sleep poll-interval cadence",
    "duration": "duration runtime time run-time for",
    "count": "count samples iterations rounds repeat times number",
    "timeout": "timeout",
    "form": "format form output-format style",
    "json": "json",
    "csv": "csv",
    "table": "table",
    "out": "output out outfile file out-file output-file",
    "help": "help",
}
"""What flags of these names are for."""
_BY_FLAG: Final = {flag: name for name, flags in NAMES.items() for flag in flags.split()}
_WORDS: Final = (
    ("interval", "interval|period|cadence"), ("timeout", "timeout | time out"), ("duration", "duration | run time|runtime"),
    ("form", "format"), ("count", "count | number of ( sample|poll|round|iteration )"), ("out", "file|filename"),
)  # fmt: skip


@dataclass(slots=True)
class Options:
    """The flags that are asked for, by what they are for; defaults that are said; words that are no option of ours."""

    flags: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, int] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def read_options(text: str) -> tuple[str, Options]:
    """The text without the options that a script is to have, and those."""
    made = Options()

    def flag(found: re.Match[str]) -> str:
        name = _BY_FLAG.get(found["name"], "")
        if not name:
            made.left.append(found[0])
        number = found["default"] or found["said"] or found["value"]
        _add(made, name, f"--{found['name']}", int(number) if number else None)
        return " optflag " if name else " "

    text = _FLAG.sub(flag, text)
    while made.flags and (around := find(text, *_AROUND)):
        text = around.rest
    if made.flags:
        text = replaced(text, lambda _: " ", _ARGPARSE)

    def worded(found: Statement) -> str:
        name = next((name for name, words in _WORDS if find(found["thing"], words)), "node")
        _add(made, name, f"--{name}", int(number_of(found["number"])) if found["number"] else None)
        return " , "

    return " ".join(replaced(text, worded, *_WORDED).split()), made


def _add(made: Options, name: str, flag: str, number: int | None) -> None:
    if name:
        made.flags.setdefault(name, flag)
    if name and number is not None:
        made.defaults[name] = number
