"""What is in no fact, and nobody tunes on."""

from agent.mutations.corruption import Operator, Result, Room

HELD_OUT = True

IMPACTS = (
    "About {n} customers were affected.",
    "{n} users lost their connectivity.",
    "Roughly {n} % of the traffic was dropped.",
    "{n} routes were lost on {node}.",
    "Some {n} tickets were opened because of it.",
)
COMMANDS = (
    "Run 'no neighbor {address} shutdown' on {node} to fix it.",
    "To repair this, enter 'clear bgp {address}' on {node} and then 'reload'.",
    "Execute: docker exec {node} vtysh -c 'write erase'",
    "Please type 'ip link set eth9 up' on {node}.",
)
LEAKS = (
    "The outage lasted {{F7}}.",
    "{{F12}} went down at {{F3}}.",
    "See {{fact_4}} for details.",
    "Between {{node_a}} and {{node_b}} the session was lost.",
)


def invented_impact(room: Room) -> Result:
    """A number of people, tickets, routes or traffic that nobody counted."""
    number = room.rng.choice((35, 47, 60, 80, 120, 300, 750, 1200))
    if str(number) in room.known.words:
        return None
    said = room.rng.choice(IMPACTS).format(n=number, node=room.rng.choice(room.incident["nodes"]))
    return room.text.plus(said, room.rng.randint(1, len(room.text.sentences))), said


def device_command(room: Room) -> Result:
    """A command to type, which nothing in the incident asks for."""
    said = room.rng.choice(COMMANDS).format(address="192.0.2.77", node=room.rng.choice(room.incident["nodes"]))
    return room.text.plus(said), said


def leaked_placeholder(room: Room) -> Result:
    """A placeholder that nobody filled."""
    said = room.rng.choice(LEAKS).format()
    return room.text.plus(said, room.rng.randint(0, len(room.text.sentences))), said


def word_loop(room: Room) -> Result:
    """The text ends in a word or two that do not end."""
    words = room.rng.choice(("session", "and the session", "the", "down and", "BGP", "of the link"))
    said = f"{room.rng.choice(('After that', 'Then', 'And'))} {' '.join([words] * room.rng.randint(8, 25))}"
    return room.text.plus(said), said


OPERATORS = (
    Operator("impact: invented", invented_impact),
    Operator("command: to type", device_command),
    Operator("placeholder: leaked", leaked_placeholder),
    Operator("loop: words repeated", word_loop),
)
