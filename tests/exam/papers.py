"""The exam's texts and the incidents they are about, as they stand in this folder."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Paper:
    """One text about one incident; `kind` is the style of a faithful one, else what sort of mistake is in it."""

    incident: str
    kind: str
    text: str
    complete: bool
    wrong: str | None


def incidents() -> dict[str, dict[str, Any]]:
    """The incidents by the exam's names, in the published shape; frozen, so that the truths of the texts stay."""
    kept: dict[str, dict[str, Any]] = json.loads((HERE / "incidents.json").read_text(encoding="utf-8"))
    return kept


def faithful() -> tuple[Paper, ...]:
    """The texts of which every claim is true."""
    return _papers("faithful.yml", "style")


def false() -> tuple[Paper, ...]:
    """The texts with a mistake each."""
    return _papers("false.yml", "kind")


def _papers(name: str, kind: str) -> tuple[Paper, ...]:
    entries = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return tuple(
        Paper(each["incident"], each[kind], each["text"], each.get("complete", False), each.get("wrong"))
        for each in entries
    )
