"""The words that questions are made of, each with the slot that it fills (`slots.txt`); a slot is `group.value`.

Words under `-` carry nothing; verbs under `~` neither, in all their forms."""

from importlib.resources import files

from agent.report.questions.inflection import forms

CAUSES: dict[str, tuple[str, ...]] = {
    "link": ("link_down", "link_flap", "node_isolated"),
    "flap": ("link_flap",),
    "loss": ("one_way_loss",),
    "hold": ("hold_timer_expired", "one_way_loss", "host_stall", "node_hang", "process_hang"),
    "reset": ("admin_reset", "config_reset"),
    "shutdown": ("admin_shutdown",),
    "removed": ("peer_deconfigured",),
    "crash": ("process_crash", "node_down"),
    "restart": ("process_restart", "node_down"),
    "pause": ("node_hang", "process_hang"),
    "stop": ("node_down", "process_restart"),
    "isolated": ("node_isolated", "link_down", "igp_lost"),
    "limit": ("prefix_limit_exceeded", "prefix_limit_warning"),
    "auth": ("authentication_mismatch",),
    "wrong_as": ("remote_as_mismatch",),
    "withdraw": ("route_withdrawal",),
    "bfd": ("bfd_down",),
    "igp": ("igp_lost", "process_crash", "process_restart", "process_hang"),
    "host": ("host_stall",),
    "filter": ("policy_filter",),
}
"""The types of cause that each `c.` slot may mean."""


NAMED = {
    "link": "a link failure", "flap": "a flapping link", "loss": "packet loss", "hold": "an expired hold timer",
    "reset": "a reset", "shutdown": "an administrative shutdown", "removed": "the removal of a neighbor",
    "crash": "a crash", "restart": "a restart", "pause": "a node that stood still", "stop": "the stop of a node",
    "isolated": "the loss of all links of a node", "limit": "a prefix limit", "auth": "mismatched authentication",
    "wrong_as": "a wrong remote AS number", "withdraw": "a withdrawal of routes", "bfd": "BFD",
    "igp": "a loss of the IGP under the sessions", "host": "a stall of the host",
    "filter": "a filter at the receiver",
}  # fmt: skip
"""What a question that names such a cause asks about, in words."""


def _parsed() -> dict[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], list[str]] = {}
    text = files(__package__).joinpath("slots.txt").read_text().replace("|\n    ", "|")
    for line in text.splitlines():
        slots, _, phrases = line.partition(":")
        if line.startswith("#"):
            continue
        for phrase in phrases.split("|"):
            words = phrase.split()
            every = [words] if slots != "~" else [[form, *words[1:]] for form in (words[0], *forms(words[0]))]
            for each in every:
                known = found.setdefault(tuple(each), [])
                new = ["-"] if slots == "~" else slots.split()
                known += [slot for slot in new if slot not in known]
    written = {phrase: tuple(slots) for phrase, slots in found.items()}
    return written | {phrase: slots for phrase, slots in _inflected(written).items() if phrase not in written}


VERBAL = ("e.", "c.", "n.sent", "n.received")
"""Slots whose phrases may begin with a verb: its other forms mean the same."""

PARTICLES = frozenset(("up", "down", "off", "out", "over", "apart", "away", "back", "through", "on", "in"))


def _inflected(known: dict[tuple[str, ...], tuple[str, ...]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The phrases with the other forms of their verb: of one word, or of a verb with its particle."""
    made: dict[tuple[str, ...], tuple[str, ...]] = {}
    for phrase, slots in known.items():
        verb = phrase[0]
        if len(slots) > 1 or not slots[0].startswith(VERBAL) or not verb.isalpha() or len(verb) < 3:
            continue
        if len(phrase) == 1 or (len(phrase) == 2 and phrase[1] in PARTICLES):
            for form in forms(verb):
                made.setdefault((form, *phrase[1:]), slots)
    return made


PHRASES = _parsed()
"""Each phrase, word by word, with its slots."""

LONGEST = max(map(len, PHRASES))
