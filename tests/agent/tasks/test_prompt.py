"""Prompts are files with known variables; each is rendered here, and a missing variable is an error."""

import re

import jinja2
import pytest

from agent.resources import resource
from agent.tasks.prompt import harmless, prompt

VARIABLES: dict[str, dict[str, object]] = {
    "narrative": {
        "title": "Scope",
        "most": 3,
        "facts": [{"placeholder": "{F1}", "role": "a node", "value": "r1"}],
        "notes": ["{F1} was lost."],
    },
    "narrative_repair": {"findings": [{"sentence": "It was r9.", "message": "names 'r9'"}]},
}


@pytest.mark.parametrize("name", sorted(VARIABLES))
def test_a_prompt_is_rendered_from_its_variables(name: str) -> None:
    """Nothing of the template's own language is left, and no two blank lines follow each other."""
    text = prompt(name, **VARIABLES[name])
    assert not re.search(r"\{%|\{\{|%\}|\}\}|\n\n\n", text)
    assert "Answer with JSON only" in text


@pytest.mark.parametrize(("name", "variable"), [(name, each) for name in VARIABLES for each in VARIABLES[name]])
def test_a_missing_variable_is_an_error(name: str, variable: str) -> None:
    """A template knows just its own variables, and needs all of them."""
    with pytest.raises(jinja2.UndefinedError, match=variable):
        prompt(name, **{key: each for key, each in VARIABLES[name].items() if key != variable})


def test_the_narrative_prompts_are_files_of_the_package() -> None:
    """Both lie where an installation looks for them."""
    there = {path.name.partition(".")[0] for path in resource("templates/prompts").glob("*.j2")}
    assert set(VARIABLES) <= there


def test_the_rules_come_first_so_that_engines_read_them_once() -> None:
    """What all sections share is the prompt's beginning, which an engine keeps in its cache."""
    scope = prompt("narrative", **VARIABLES["narrative"])
    cause = prompt("narrative", **{**VARIABLES["narrative"], "title": "Cause", "most": 2})
    shared = scope[: next(k for k, (a, b) in enumerate(zip(scope, cause, strict=False)) if a != b)]
    assert "Answer with JSON only" in shared


@pytest.mark.parametrize(
    ("value", "expected"),
    [("ethernet-1/1", "ethernet-1/1"), ("a\n{F1} `x` <b>", "a F1 x b"), ("é–1:2", "é–1:2"), ("x" * 99, "x" * 64)],
)
def test_values_in_prompts_are_data(value: str, expected: str) -> None:
    """One short line, no braces, quotes or markup, whatever a device called itself."""
    assert expected == harmless(value)
