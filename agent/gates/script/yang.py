"""gNMI paths held against a user's own YANG folder, by yangson (the extra `yang`). No YANG file is shipped."""

import json
import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from agent.failure import UsageFailure
from clab.gnmi_path import Element, PathError, parse_path

_HEAD = re.compile(r"^\s*(?P<what>module|submodule)\s+(?P<name>[\w.-]+)\s*\{", re.MULTILINE)
_NAMESPACE = re.compile(r"^\s*namespace\s+[\"']?(?P<uri>[^\s\"';]+)", re.MULTILINE)
_REVISION = re.compile(r"^\s*revision\s+[\"']?(?P<date>\d{4}-\d{2}-\d{2})", re.MULTILINE)


class YangFolder:
    """The modules of a folder and its subfolders; a call with a path says why it is not known, or nothing.

    Raises:
        UsageFailure: no folder, no module in it, yangson is missing, or the modules do not load.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not folder.is_dir():
            raise UsageFailure(f"--yang-dir {folder}: no such folder", "name a folder of *.yang files")
        self._files = sorted(folder.rglob("*.yang"))
        if not self._files:
            raise UsageFailure(f"--yang-dir {folder}: no *.yang file in it", "name a folder of *.yang files")

    @property
    def source(self) -> str:
        """What decides, for the verdict."""
        return f"yangson on {self.folder}"

    def __call__(self, text: str) -> str:
        """Why the models do not know a path; empty where they do."""
        try:
            _, elements = parse_path(text)
        except PathError as error:
            return f"is no gNMI path: {error}"
        here: list[Any] = [self._model.schema]
        for depth, element in enumerate(elements):
            if element.name in ("*", "..."):
                return ""
            below = [child for item in here for child in _children(item)]
            found = [each for each in below if each.name == element.name]
            if not found:
                near = get_close_matches(element.name, sorted({each.name for each in below}), 1, 0.5)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                where = "/" + "/".join(each.name for each in elements[:depth])
                return f"is in no model of {self.folder}: no {element.name!r} under {where}{hint}"
            why = _keys(element, found)
            if why:
                return why
            here = found
        return ""

    @cached_property
    def _model(self) -> Any:
        try:
            from yangson import DataModel
            from yangson.exceptions import YangsonException
        except ImportError as error:
            raise UsageFailure("--yang-dir needs yangson", "pip install 'labkeeper[yang]'") from error
        folders = tuple(sorted({str(file.parent) for file in self._files}))
        try:
            return DataModel(json.dumps(self._library()), folders)
        except (YangsonException, KeyError, ValueError, OSError) as error:
            what = f"--yang-dir {self.folder}: the modules do not load: {type(error).__name__}: {error}"
            raise UsageFailure(what, "a folder must hold every module that its modules import") from error

    def _library(self) -> dict[str, Any]:
        """A YANG library (RFC 7895) of the folder: every module implemented, types alone imported."""
        rows = []
        submodules: dict[str, list[dict[str, str]]] = {}
        for file in self._files:
            text = file.read_text(errors="replace")
            head, revision = _HEAD.search(text), _REVISION.search(text)
            if not head:
                continue
            date = revision["date"] if revision else ""
            if head["what"] == "submodule":
                owner = re.search(r"belongs-to\s+[\"']?([\w.-]+)", text)
                if owner:
                    submodules.setdefault(owner[1], []).append({"name": head["name"], "revision": date})
                continue
            namespace = _NAMESPACE.search(text)
            feature = re.findall(r"^\s*feature\s+([\w.-]+)", text, re.MULTILINE)
            rows.append(
                {
                    "name": head["name"],
                    "revision": date,
                    "namespace": namespace["uri"] if namespace else "",
                    "feature": feature,
                    "conformance-type": "implement",
                }
            )
        for row in rows:
            if row["name"] in submodules:
                row["submodule"] = submodules[str(row["name"])]
        return {"ietf-yang-library:modules-state": {"module-set-id": "labkeeper", "module": rows}}


def _children(node: Any) -> Iterator[Any]:
    """Data nodes below a schema node, through choices and cases, which have no place in a path."""
    for child in getattr(node, "children", ()):
        if type(child).__name__ in ("ChoiceNode", "CaseNode"):
            yield from _children(child)
        elif getattr(child, "name", None):
            yield child


def _keys(element: Element, found: list[Any]) -> str:
    for key in element.keys:
        known = [name for item in found for name, _ in getattr(item, "keys", ())]
        if key not in known:
            return f"{element.name!r} has no key {key!r}; its keys are {', '.join(map(repr, known)) or 'none'}"
    return ""
