"""YAML text with the place of everything in it, read as containerlab's own YAML library reads it. Pure.

containerlab decodes strictly (go-yaml's UnmarshalStrict): a key twice is an error, a scalar is what the field's type
makes of it (`no` is the text "no" where text is wanted), and what follows the first document is not looked at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from clab.finding import Finding

LARGEST, MOST_ITEMS, DEEPEST = 2_000_000, 200_000, 60
_OPEN = re.compile(r"\{\{|(?<!\$)\$(?:\$\$)*(?=[{A-Za-z_])")
QUOTES = ("'", '"', "|", ">")
NULLS = ("", "~", "null", "Null", "NULL")


@dataclass(slots=True)
class Item:
    """A value at a place: `entries` of a mapping, `items` of a list, or the `text` of a scalar.

    `quoted` scalars are text whatever they look like.
    """

    line: int
    column: int
    text: str | None = None
    quoted: bool = False
    items: list["Item"] | None = None
    entries: dict[str, "Item"] | None = None
    keys: dict[str, "Item"] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether containerlab makes something else of the text: a variable of the environment, a Go template."""
        return self.text is not None and bool(_OPEN.search(self.text))

    @property
    def is_null(self) -> bool:
        """Whether nothing stands here."""
        return self.text is not None and not self.quoted and self.text in NULLS

    def get(self, *path: str) -> "Item | None":
        """What stands under these keys; None where a step is missing or no mapping."""
        found: Item | None = self
        for key in path:
            found = found.entries.get(key) if found is not None and found.entries is not None else None
        return found

    def word(self, *path: str) -> str | None:
        """The scalar under these keys as text, None where there is none."""
        found = self.get(*path)
        return None if found is None or found.is_null else found.text

    def each(self, *path: str) -> Iterator[tuple[str, "Item"]]:
        """The entries of the mapping under these keys."""
        found = self.get(*path)
        yield from (found.entries or {}).items() if found is not None else ()

    def list(self, *path: str) -> "list[Item]":
        """The items of the list under these keys."""
        found = self.get(*path)
        return (found.items or []) if found is not None else []

    def key(self, name: str) -> "Item":
        """Where a key of this mapping stands; the mapping itself where it does not."""
        return self.keys.get(name, self)


class _Refused(Exception):
    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.message)


def read(text: str) -> tuple[Item | None, list[Finding]]:
    """The first document, and what is wrong with the text as YAML; None where it cannot be read at all."""
    if len(text) > LARGEST:
        return None, [Finding("size", "error", 0, 0, f"{len(text)} characters; a topology has at most {LARGEST}")]
    try:
        documents = list(yaml.compose_all(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        what = getattr(error, "problem", None) or str(error).partition("\n")[0]
        return None, [Finding("yaml", "error", line, column, f"is no YAML: {what}")]
    except (ValueError, RecursionError) as error:
        return None, [Finding("yaml", "error", 0, 0, f"is no YAML: {error}")]
    documents = [document for document in documents if document is not None]
    if not documents:
        return None, [Finding("empty", "error", 1, 1, "the file is empty", "a topology needs a name and nodes")]
    walk = _Walk()
    try:
        item = walk.item(documents[0], 0)
    except _Refused as refused:
        return None, [refused.finding]
    if len(documents) > 1:
        mark = documents[1].start_mark
        what = "a second document, which containerlab does not read"
        walk.found.append(
            Finding("second-document", "error", mark.line + 1, mark.column + 1, what, "one file, one lab")
        )
    return item, walk.found


class _Walk:
    """From YAML's nodes to items; counts what it made, so that aliases cannot grow without end."""

    def __init__(self) -> None:
        self.found: list[Finding] = []
        self._made = 0

    def item(self, node: Any, depth: int) -> Item:
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        self._made += 1
        if self._made > MOST_ITEMS or depth > DEEPEST:
            raise _Refused(Finding("size", "error", line, column, "aliases or nesting without end"))
        if isinstance(node, yaml.ScalarNode):
            return Item(line, column, text=node.value, quoted=node.style in QUOTES)
        if isinstance(node, yaml.SequenceNode):
            return Item(line, column, items=[self.item(item, depth + 1) for item in node.value])
        return self._mapping(node, depth, Item(line, column, entries={}))

    def _mapping(self, node: Any, depth: int, made: Item) -> Item:
        assert made.entries is not None
        merged: list[Item] = []
        for key, value in node.value:
            at = self.item(key, depth + 1)
            if at.text is None:
                self.found.append(Finding("key", "error", at.line, at.column, "a key that is no word"))
                continue
            inner = self.item(value, depth + 1)
            if at.text == "<<" and not at.quoted:
                merged += [inner] if inner.entries is not None else inner.items or []
                continue
            if at.text in made.entries:
                first = made.keys[at.text]
                what = f"key {at.text!r} is here twice, first in line {first.line}"
                self.found.append(Finding("duplicate-key", "error", at.line, at.column, what, "keep one of them"))
                continue
            made.entries[at.text], made.keys[at.text] = inner, at
        for item in merged:
            for name, inner in (item.entries or {}).items():
                if name not in made.entries:
                    made.entries[name], made.keys[name] = inner, item.key(name)
        return made
