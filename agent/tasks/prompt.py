"""Prompts as files: Jinja2 templates in `templates/prompts/`, with known variables only."""

import re
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from agent.resources import resource

SHOWN_AT_MOST = 64


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(resource("templates/prompts")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # plain text for a model; what devices wrote does not come here but through `harmless`
    )


def prompt(name: str, **variables: Any) -> str:
    """A prompt by its template's name.

    Raises:
        jinja2.UndefinedError: the template asks for a variable that was not given.
    """
    return _environment().get_template(f"{name}.md.j2").render(**variables).strip()


def harmless(value: object) -> str:
    """A value as data in a prompt: one short line of the signs that names, addresses and times are made of."""
    return " ".join(re.sub(r"[^\w.:/,–-]", " ", str(value)).split())[:SHOWN_AT_MOST].strip()
