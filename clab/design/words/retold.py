"""Ways to describe a whole lab, told again as its groups and links: a star by its middle, a grid by rows and columns, a
row with several side by side, two hosts on one cable. Pure.

Each rule needs all of its parts; where one is missing the text stays as it was written. They stand before the grammar
since each speaks of the whole lab at once, where the grammar takes one statement after the other.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Final

from clab.design.words.said import NET
from clab.design.words.vocabulary import NUMBERS

_SYSTEM: Final = r"(?:frr|sr ?linux|srl|c?eos|nokia|arista)"
_NAME: Final = r"[a-z]\w{0,15}"
_HOST: Final = r"(?:h|pc|host|client|server)\d{0,2}[ab]?"
_JOINED: Final = (
    r"(?:directly )?(?:connected|cabled|linked|joined|wired|back[ -]to[ -]back)"
    r"(?: (?:to each other|together|directly|back[ -]to[ -]back))*"
)
_STAR: Final = re.compile(
    rf"\b(?P<hub>{_SYSTEM}) \"?(?P<name>{_NAME})\"? (?:in|at|as) the (?:centre|center|middle),? (?:and |with )?"
    rf"(?P<rim>(?:{_SYSTEM} )?)(?P<all>{_NAME}(?:(?: ?(?:-|to|through|\.\.|,|and) ?)+{_NAME})+) "
    r"(?:all )?(?:a)?round(?: it| that)?(?=[,.;]|$)",
    re.IGNORECASE,
)
_MIDDLE: Final = re.compile(
    rf"\b(?:two|2) (?P<what>(?:\w+ )?(?:hosts|clients|servers|pcs)),? (?P<a>{_HOST})(?P<first>(?: in {NET})?) and "
    rf"(?P<b>{_HOST})(?P<second>(?: in {NET})?),? (?:with|and) (?:an?|one|a single) "
    rf"(?P<router>{_SYSTEM}(?: router)?) (?:in the middle|between them)",
    re.IGNORECASE,
)
_CABLE: Final = re.compile(
    rf"^(?P<a>{_HOST}) and (?P<b>{_HOST}),? (?:are )?{_JOINED},? (?:plain |just |both )?linux(?: hosts)?"
    rf"(?:[,:]? (?:with )?(?P<one>{NET}) ?(?:and|,|/) ?(?P<two>{NET}))?[. ]*$",
    re.IGNORECASE,
)
_ROWS: Final = re.compile(
    r"\b(?P<rows>\w{1,9}) rows? (?:by|x|and|of|with|times) (?P<columns>\w{1,9}) columns?(?: each)?(?!\w)", re.IGNORECASE
)
_CELLS: Final = re.compile(
    r"(?:\b(?:names?|named|called)[: ]*)?\b(?P<stem>[a-z]{1,8})11 ?(?:-|to|through|\.\.\.?|–) ?"
    r"(?P=stem)(?P<row>\d)(?P<column>\d)(?!\w)",
    re.IGNORECASE,
)
_PLACE: Final = rf"(?:{_NAME}|\{{[\w ,]{{3,80}}\}})"
_BRACES: Final = re.compile(rf"(?<![\w-]){_PLACE}(?: -+ {_PLACE}){{2,10}}(?! host|[\w-])", re.IGNORECASE)


def retold(text: str) -> str:
    """The text with such parts told as groups and links."""
    for pattern, rule in _RULES:
        text = pattern.sub(rule, text)
    if (grid := re.search(r"\b(\d{1,2}) ?x ?(\d{1,2})\b", text)) is not None:
        size = (int(grid[1]), int(grid[2]))
        text = _CELLS.sub(lambda found: _cells(found, size), text)
    return text


def _star(found: re.Match[str]) -> str:
    return f"star, {found['hub']} hub named {found['name']}, {found['rim']}spokes named {found['all']}"


def _middle(found: re.Match[str]) -> str:
    nets = "".join(f", {found[name]}{found[net]}" for name, net in (("a", "first"), ("b", "second")) if found[net])
    return f"one {found['router']} with two {found['what']} {found['a']} and {found['b']}{nets}"


def _cable(found: re.Match[str]) -> str:
    own = f", {found['a']} {found['one']} and {found['b']} {found['two']}" if found["one"] else ""
    return f"{found['a']} - {found['b']}, linux hosts{own}"


def _rows(found: re.Match[str]) -> str:
    sizes = [int(one) if one.isdecimal() else NUMBERS.get(one.lower(), 0) for one in (found["rows"], found["columns"])]
    return f"{sizes[0]}x{sizes[1]}" if all(sizes) else found[0]


def _cells(found: re.Match[str], size: tuple[int, int]) -> str:
    """`n11 to n35` in a grid of 3 by 5: by row and column."""
    if (int(found["row"]), int(found["column"])) != size:
        return found[0]
    names = [f"{found['stem']}{row}{column}" for row in range(1, size[0] + 1) for column in range(1, size[1] + 1)]
    return f"named {', '.join(names[:-1])} and {names[-1]}"


def _braces(found: re.Match[str]) -> str:
    """`a - {b c} - z`: each of those side by side is joined with both neighbors."""
    if "{" not in found[0]:
        return found[0]
    rows = [re.findall(r"\w+", part) for part in re.split(r" -+ ", found[0])]
    return ", ".join(f"{a} - {b}" for left, right in pairwise(rows) for a in left for b in right)


_RULES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (_STAR, _star),
    (_MIDDLE, _middle),
    (_CABLE, _cable),
    (_ROWS, _rows),
    (_BRACES, _braces),
)
