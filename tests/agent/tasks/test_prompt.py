"""Prompts are files with known variables; each is rendered here, and a missing variable is an error."""

import re

import jinja2
import pytest

from agent.resources import resource
from agent.tasks.prompt import harmless, prompt

VARIABLES: dict[str, dict[str, object]] = {
    "lead_rules": {"what": "incidents", "wanted": "Summarise it."},
    "lead": {"statements": ["r1 was lost."], "missing": ["It is open."], "refused": ["It rained."], "wanted": "Do it."},
    "reword": {"statements": ["r1 was lost."]},
}


@pytest.mark.parametrize("name", sorted(VARIABLES))
def test_a_prompt_is_rendered_from_its_variables(name: str) -> None:
    """Nothing of the template's own language is left, and no two blank lines follow each other."""
    text = prompt(name, **VARIABLES[name])
    assert text
    assert not re.search(r"\{%|\{\{|%\}|\}\}|\n\n\n", text)


@pytest.mark.parametrize(("name", "variable"), [(name, item) for name in VARIABLES for item in VARIABLES[name]])
def test_a_missing_variable_is_an_error(name: str, variable: str) -> None:
    """A template knows just its own variables, and needs all of them."""
    with pytest.raises(jinja2.UndefinedError, match=variable):
        prompt(name, **{key: each for key, each in VARIABLES[name].items() if key != variable})


def test_the_prompts_are_files_of_the_package() -> None:
    """All lie where an installation looks for them."""
    there = {path.name.partition(".")[0] for path in resource("templates/prompts").glob("*.j2")}
    assert set(VARIABLES) | {"reword_rules"} <= there


@pytest.mark.parametrize(
    ("value", "expected"),
    [("ethernet-1/1", "ethernet-1/1"), ("a\n{F1} `x` <b>", "a F1 x b"), ("é–1:2", "é–1:2"), ("x" * 99, "x" * 64)],
)
def test_values_in_prompts_are_data(value: str, expected: str) -> None:
    """One short line, no braces, quotes or markup, whatever a device called itself."""
    assert expected == harmless(value)
