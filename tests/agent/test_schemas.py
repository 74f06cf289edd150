"""The published schemas: what outsiders were given stays as it is, to the byte.

Those of the two files that users write, `config` and `routing`, grow with the options and are not kept here.
"""

import json
from pathlib import Path

import jsonschema
import pytest

from agent.schemas import SCHEMAS, schema

PUBLISHED = Path(__file__).parent / "schemas"
DOCUMENTS = sorted(set(SCHEMAS) - {"config", "routing"})


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_published_schema_stays_as_it_is(name: str) -> None:
    """What `labkeeper schema NAME` prints is what it printed when the shape was published."""
    printed = json.dumps(schema(name), ensure_ascii=False, indent=1) + "\n"
    assert (PUBLISHED / f"{name}.json").read_text() == printed


def test_every_published_schema_is_kept_here() -> None:
    """A new shape is published with a copy beside this test; none is withdrawn."""
    assert DOCUMENTS == sorted(path.stem for path in PUBLISHED.glob("*.json"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_published_schema_is_one(name: str) -> None:
    """JSON Schema accepts it."""
    jsonschema.Draft202012Validator.check_schema(schema(name))
