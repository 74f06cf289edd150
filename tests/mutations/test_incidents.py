"""The suite's incidents are what today's detector says of the recordings."""

import json
from datetime import datetime

import jsonschema
import pytest

from agent.mutations.corpus import FILE, cases
from agent.schemas import schema
from tests.mutations.making import RECIPES, Recipe
from tests.mutations.making import cases as made


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda each: f"{each.recording} {each.until} {each.without}")
def test_the_file_equals_todays_analysis(recipe: Recipe) -> None:
    """Each recipe's entries are found anew; `python -m tests.mutations.making` writes them after a change."""
    kept = [each for each in json.loads(FILE.read_text())["cases"] if recipe_of(each) == recipe]
    assert json.loads(json.dumps(list(made(recipe)))) == kept


def recipe_of(entry: dict[str, dict[str, object]]) -> Recipe:
    """The recipe that an entry says it was made by."""
    how = entry["made"]
    return Recipe(str(how["recording"]), how["until"], tuple(how["without"]))  # type: ignore[arg-type]


def test_every_incident_has_the_published_shape() -> None:
    """Each is valid under `labkeeper schema incident`, and no two cases share a name."""
    shape = schema("incident")
    for case in cases():
        jsonschema.validate(case.incident, shape)
    assert len({case.name for case in cases()}) == len(cases())


def test_the_users_story_is_among_them() -> None:
    """A link failure on srl1:ethernet-1/2 with 66 s of reconvergence, and srl2's prefix limit, still open."""
    link, limit = (case.incident for case in cases() if case.name in ("story-1", "story-2"))
    assert (link["cause"]["type"], link["cause"]["subject"]) == ("link_down", "srl1:ethernet-1/2")
    assert round(link["reconvergence_s"]) == 66
    assert (limit["cause"]["type"], limit["severity"], limit["status"]) == ("prefix_limit_exceeded", "ACTION", "open")
    begun = datetime.fromisoformat(link["first_loss_at"])
    assert begun < datetime.fromisoformat(limit["first_loss_at"]) < datetime.fromisoformat(link["last_restored_at"])
