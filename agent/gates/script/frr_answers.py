"""What a router with FRR 8.4.4 answered, by command (`frr_answers.json`): two routers, two links, BGP, IGPs and BFD."""

import json
from functools import cache
from importlib.resources import files


@cache
def _answers() -> dict[str, str]:
    found: dict[str, str] = json.loads(files(__package__).joinpath("frr_answers.json").read_text())
    return found


def frr_answer(command: str) -> str | None:
    """What it printed; None where nobody asked it."""
    return _answers().get(" ".join(command.split()))
