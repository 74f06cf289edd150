"""No pattern's work grows faster than the text it is given: a line from outside costs no more than its length."""

import re
from pathlib import Path

import pytest

from tests.patterns.collected import Found, collected
from tests.patterns.driven import growth

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for package in ("clab", "collectors", "agent")
    for path in (ROOT / package).rglob("*.py")
)
OWN_WORDS = {
    "agent.gates.script.request.shapes._SIGNS": "reads the shapes that the module's own tables are written in",
    "agent.models.backends.schema_check": "reads the schemas of our own tasks",
    "agent.models.backends.scripted": "plays a script that a test or the demo wrote",
}
"""What never meets a text from outside, and why."""


def _of(module: str) -> list[Found]:
    """The patterns of a module; those in a module below it are that one's."""
    return [each for each in collected() if each.where.rpartition(".")[0] == module or each.where == module]


@pytest.mark.parametrize("module", MODULES)
def test_the_work_of_every_pattern_grows_with_the_text_and_no_faster(module: str) -> None:
    """Driven with long runs and with its own tokens, no pattern of the module is worse than linear."""
    mine = [each for each in _of(module) if not each.where.startswith(tuple(OWN_WORDS))]
    slow = {each.where: told for each in sorted(mine, key=lambda each: each.where) if (told := growth(each))}
    assert slow == {}


def test_every_pattern_is_of_a_module() -> None:
    """None is left out of the drive because nobody asks for it."""
    assert len({id(each) for module in MODULES for each in _of(module)}) == len(collected()) > 0


@pytest.mark.parametrize(
    "text",
    [
        r"(?:MD5 Hash|TCP-AO)[^(]*\(?\[?(?P<from>[0-9a-fA-F.:]+?)\]?[,.:] ?\d+",
        r"\b(?:which|what)\b.*\b(?:down|broken)\b",
        r"[\w.-]+@\w",
        r"\s*,\s*",
        r"(?:a+)+$",
    ],
)
def test_a_pattern_that_grows_faster_is_found(text: str) -> None:
    """The drive itself is no test that cannot fail."""
    assert growth(Found("here", re.compile(text), True, frozenset(("search",))))
