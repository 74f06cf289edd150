"""A file of its own for each node that is asked, and how those files are called. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from agent.gates.script.request.shapes import find, says

_PLACES: Final = (
    ("{command}", re.compile(r"command|cmd")),
    ("{date}", re.compile(r"date|time|stamp|today|yyyy", re.IGNORECASE)),
    ("{node}", re.compile(r"node|host|router|device|switch|name", re.IGNORECASE)),
)
_ENDING: Final = r"\.(?:txt|cfg|conf|json|csv|md|log)\b"
_MARKED: Final = re.compile(
    rf"[\w./-]{{0,60}}(?:[<{{]{{1,2}}[A-Za-z_ -]{{1,20}}[>}}]{{1,2}}[\w/-]{{0,30}}){{1,3}}(?:{_ENDING})?"
)
_WORDED: Final = re.compile(
    rf"(?:[\w.-]{{1,30}}/){{0,6}}(?:(?:nodename|node|hostname|host|router|device|switch|name|command|date|timestamp)[_-]?){{1,4}}{_ENDING}"
)
_PATH: Final = re.compile(rf"(?<![\w/.-])(?:[\w.-]{{1,30}}/){{0,6}}[\w-]{{1,40}}{_ENDING}")
_FOLDER: Final = re.compile(
    r"(?:to|in|into|under|inside|below)? (?:the |a )?(?:folder|directory|dir)\s(?:called |named )?(?P<named>[\w.-]{1,40}(?:/[\w.-]{1,40}){0,4})/?(?![\w/])"
    r"|(?:to|in|into|under) (?:the )?(?P<bare>[\w.-]{1,40}(?:/[\w.-]{1,40}){0,4})/?(?: (?:folder|directory|dir)\b|(?<=/)(?=[\s,;.]|$))",
    re.IGNORECASE,
)
_ETC: Final = re.compile(r",? (?:and so on|etc\.?|and so forth|\.\.\.)", re.IGNORECASE)

_EACH: Final = (
    "( STORE|in|into|to|as THEM|each|all? )* OWN_FILE* also:( json|csv|markdown )? file|files per|for_each|for_every|for|of|by each|every|the|a* NODE ( name )?",
    "( STORE|in|into|to|as THEM|each|all? )* OWN_FILE* also:( json|csv|markdown )? file|files per|for_each|for_every WORD? NODE ( name )?",
    "each|every? ( NODE | of_them | output | one )? in|into|to|as its|their|a|an|one* own|separate|individual also:( json|csv|markdown )? file|files ( each )?",
    "in|into|to|as own|separate|individual|different also:( json|csv|markdown )? files ( each )?",
)
_DATED: Final = (
    "JOIN* with|include|add|put|append|including|plus|use* DET* DATE ( and time )? ( in|to|into|as|at|of|inside the|its|their|each|every* FILE_NAME )",
    "JOIN* DATE in|at the|its|their* FILE_NAME",
    "JOIN* FILE_NAME ( with | has | have | must | should | contain | include | get )* DET* DATE ( in it )?",
)
_NAMED_AFTER: Final = ("( the? file|files|filename )? BE? named|called after|like|by|as the|its|each* NODE name?",)


@dataclass(frozen=True, slots=True)
class Files:
    """Files of single nodes: how they are called where that is said (`{node}`, `{command}` and `{date}` stand for what
    each has), else `folder` and `dated` of it; `each` where a file for each node is asked for."""

    pattern: str = ""
    folder: str = ""
    dated: bool = False
    each: bool = False

    def called(self, ending: str) -> str:
        """The name of the files, `{node}` in the place of each node's; empty where all have one file."""
        if self.pattern or not self.each:
            return self.pattern
        return f"{self.folder}{{node}}{'_{date}' if self.dated else ''}.{ending}"


def read_files(text: str, nodes: Sequence[str]) -> tuple[str, Files]:
    """The text without what it says of files for single nodes, and that."""
    text, pattern = _patterned(text, nodes)
    each = find(text, *_EACH)
    text = each.rest if each else text
    folder = _FOLDER.search(text)
    if not pattern and not each and (folder is None or not says(text, "STORE|dump|backup|collect")):
        return text, Files()
    if folder:
        text = f"{text[: folder.start()]} {text[folder.end() :]}"
    dated = find(text, *_DATED)
    text = dated.rest if dated else text
    named = find(text, *_NAMED_AFTER)
    text = named.rest if named else text
    where = f"{(folder['named'] or folder['bare']).rstrip('/')}/" if folder else ""
    if pattern and where and "/" not in pattern:
        pattern = where + pattern
    if pattern and dated and "{date}" not in pattern:
        stem, dot, ending = pattern.rpartition(".")
        pattern = f"{stem}_{{date}}{dot}{ending}"
    return " ".join(text.split()), Files(pattern, where, dated is not None, True)


def _patterned(text: str, nodes: Sequence[str]) -> tuple[str, str]:
    """The text without the name of such files, and that name."""
    for marked, pattern in ((True, _MARKED), (False, _WORDED)):
        for found in pattern.finditer(text):
            made = _with_places(found[0], marked=marked)
            if "{node}" in made or "{command}" in made:
                return _without(text, [found.span()]), made
    found_paths = list(_PATH.finditer(text))
    made_of = [name for one in found_paths for name in _after_nodes(one[0], nodes)]
    if len(made_of) == len(found_paths) and len(set(made_of)) == 1 and (len(made_of) > 1 or _ETC.search(text)):
        return _ETC.sub(" ", _without(text, [one.span() for one in found_paths])), made_of[0]
    return text, ""


def _with_places(name: str, *, marked: bool) -> str:
    """A name with its places; one that stands for something else has none."""

    def place(found: re.Match[str]) -> str:
        return next((put for put, word in _PLACES if word.search(found[0])), found[0])

    if marked:
        return re.sub(r"[<{]{1,2}[A-Za-z_ -]{1,20}[>}]{1,2}", place, name)
    folder, slash, file = name.rpartition("/")
    stem, dot, ending = file.rpartition(".")
    return f"{folder}{slash}{re.sub('[a-z]+', place, stem)}{dot}{ending}"


def _after_nodes(path: str, nodes: Sequence[str]) -> Iterator[str]:
    """The name of a file with the place of the node's after which it is called."""
    for node in sorted(nodes, key=len, reverse=True):
        made = re.sub(rf"(?<![A-Za-z0-9]){re.escape(node)}(?![A-Za-z0-9])", "{node}", path)
        if made != path:
            yield made
            return


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return " ".join(text.split())
