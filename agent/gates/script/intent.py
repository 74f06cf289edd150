"""What somebody wants a script to do, typed and small. Pure."""

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

Way = Literal["subscribe", "get", "cli", "both"]
Mode = Literal["on_change", "sample"]
Form = Literal["lines", "table", "json", "csv", "markdown", "yaml", "html"]
How = Literal[
    "in",
    "not in",
    "has",
    "has not",
    ">",
    ">=",
    "<",
    "<=",
    "==",
    "!=",
    "becomes",
    "leaves",
    "crosses",
    "changes",
    "rises",
    "falls",
    "moves",
]
EVENTS: Final = ("becomes", "leaves", "crosses", "changes", "rises", "falls", "moves")
"""Tests that need the value before."""


class LeafTest(BaseModel):
    """How the value of one of the `leaves` must stand: in some words, against a number, or against the value before."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    leaves: tuple[str, ...]
    how: How
    words: tuple[str, ...] = ()
    number: float = 0
    """The limit; of `rises`, `falls` and `moves`, by how much more, in per cent where `percent` is set."""

    percent: bool = False


class ScriptIntent(BaseModel):
    """The whole of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    way: Way
    nodes: tuple[str, ...] = Field(default=("all",), max_length=64)
    without: tuple[str, ...] = Field(default=(), max_length=64)
    topics: tuple[str, ...] = Field(default=(), max_length=8)
    paths: tuple[str, ...] = Field(default=(), max_length=8)
    commands: tuple[str, ...] = Field(default=(), max_length=8)
    interfaces: tuple[str, ...] = Field(default=(), max_length=64)
    addresses: tuple[str, ...] = Field(default=(), max_length=16)
    instance: str = ""
    direction: Literal["", "in", "out"] = ""
    mode: Mode = "on_change"
    interval_s: int = Field(default=10, ge=1, le=86_400)
    duration_s: int = Field(default=0, ge=0, le=31 * 86_400)
    form: Form = "lines"
    form_said: bool = False
    file: str = ""
    json_lines: bool = False
    """Whether JSON is one object a line, and no document."""

    every: bool = False
    """Whether a line is printed for every sample, not only for values that are new."""

    tests: tuple[LeafTest, ...] = ()
    label: str = ""
    """What stands before a row of which the tests hold."""

    marked: bool = False
    """Whether every row is printed, and the tests only mark some."""

    checked: bool = False
    """Whether every row is printed with the answer of the tests."""

    answered: bool = False
    """Whether that answer is yes or no."""

    passes: bool = False
    """Whether it is PASS or FAIL."""

    aged: bool = False
    """Whether it is told how long ago something was."""

    counted: bool = False
    """Whether the rows of each node are counted."""

    counting: LeafTest | None = None
    """The test of how many rows a node has, where that is asked, alerted of or checked."""

    flags: tuple[str, ...] = Field(default=(), max_length=16)
    """Options that it has beside its own, as `what it is for --name`."""

    rounds: int = Field(default=0, ge=0, le=1_000_000)
    """How many rounds there are, where an option says it; 0 is without end."""

    folds: tuple[Literal["min", "avg", "max", "sum"], ...] = ()
    """What is made of the numbers of all rounds, at the end, or (`adds_up`) of all rows of a node."""

    adds_up: bool = False
    colored: bool = False
    """Whether rows that are marked or fail are red, all others green."""

    tail: int = Field(default=0, ge=0, le=100_000)
    """How many lines of a text are printed, from its end."""

    in_a_row: int = Field(default=0, ge=0, le=1_000)
    """Of so many rounds one behind the other the tests must hold before a row is printed."""

    retries: int = Field(default=0, ge=0, le=20)
    """How often a node is asked again that does not answer."""

    timeout_s: int = Field(default=10, ge=1, le=600)
    parallel: bool = False
    """Whether all nodes are asked at once."""

    by_node: bool = False
    """Whether rows stand in the order of the nodes' names."""

    exits: int = Field(default=0, ge=0, le=99)
    """The exit status where a row is printed."""

    away_exit: int = Field(default=0, ge=0, le=99)
    """The exit status where a node does not answer, if that is said."""

    same_exit: bool = False
    """Whether it is that too where a node does not answer."""

    otherwise: str = Field(default="", max_length=60)
    """What is printed where no row is."""

    tallied: bool = False
    """Whether the changes of each value are counted."""

    scaled: bool = False
    """Whether rates are in Mbit/s."""

    per_s: int = Field(default=0, ge=0, le=86_400)
    """Numbers are told as what they grew by since the round before: by so many seconds, or (`grown`) as it is."""

    grown: bool = False
    no_link_locals: bool = False
    arrow: bool = False
    """Whether the four columns of a cable are printed as `node port -> node port`."""

    lacking: bool = False
    """Whether those are printed that have no route."""

    family: Literal["", "ipv4", "ipv6"] = ""
    """Of which addresses rows are printed."""

    skipped: tuple[str, ...] = Field(default=(), max_length=16)
    """Patterns of interfaces that are left out."""

    pairs: tuple[tuple[str, str], ...] = Field(default=(), max_length=16)
    """Nodes with an interface of each, where a request names them together."""

    destinations: tuple[str, ...] = Field(default=(), max_length=32)
    """Prefixes or addresses whose routes are looked up, and how."""

    probed: tuple[str, ...] = Field(default=(), max_length=32)
    """Addresses that are pinged or traced, and with how many packets."""

    probes: int = Field(default=5, ge=1, le=30)
    probed_nodes: tuple[str, ...] = Field(default=(), max_length=64)
    """Nodes that are pinged or traced, whose addresses the script looks up: of their `loopbacks` alone where that is
    said, and `sourced` from the loopback."""

    peers: tuple[str, ...] = Field(default=(), max_length=16)
    """Nodes of whose addresses each row's neighbor has one."""

    loopbacks: bool = False
    sourced: bool = False
    matrix: bool = False
    """Whether what is checked of one node towards another is told as a matrix."""

    found_by: Literal["", "exact", "longest", "within"] = ""
    grouped: str = ""
    """The column by which rows are counted."""

    totals: bool = False
    """Whether rows are counted: all, those of which the tests hold, the others."""

    sorted_by: str = ""
    descending: bool = False
    first: int = Field(default=0, ge=0, le=1_000)
    """How many rows are printed of those that are sorted."""

    columns: tuple[str, ...] = Field(default=(), max_length=16)
    """The only columns, in their order."""

    until: bool = False
    """Whether it waits until the tests hold of all rows; `duration_s` is how long at most."""

    compared: bool = False
    """Whether the values of the nodes are held against each other, or (`differing`) only those that differ printed."""

    differing: bool = False
    held: str = ""
    """The only node that has the routes that are printed."""

    bell: bool = False
    """Whether the terminal's bell rings where a row is printed, or is marked."""

    summary: bool = False
    """Whether a line at the end says how many rows there are, and how they are."""

    saved: bool = False
    """Whether what was found is kept in the file, and what is new against it printed."""

    anew: bool = False
    """Whether the file is written anew at each start."""

    told: bool = False
    """Whether marked rows are printed, beside the file that has all."""

    redrawn: bool = False
    """Whether the screen is cleared before each table."""

    stops: bool = False
    """Whether it ends at the first row."""

    baseline: bool = False
    """Whether numbers are told as what they grew by since the start."""

    turns: bool = False
    """Whether of routes that are looked up only those are printed that came or went."""

    env_only: bool = False
    """Whether it does not run without its credentials in the environment."""

    called_gone: str = Field(default="", max_length=40)
    """What is said of a route that is not there."""

    unreachable: str = Field(default="", max_length=40)
    """What the row of a node says that does not answer."""

    @property
    def repeated(self) -> bool:
        """Whether it asks again after an interval."""
        return self.mode == "sample"

    @property
    def polled(self) -> bool:
        """Whether whole rows are asked for, in one answer."""
        return self.way in ("get", "both")

    @property
    def document(self) -> bool:
        """Whether all that is printed is one JSON document."""
        once = self.way != "subscribe" and not (self.repeated or self.saved or self.json_lines)
        return self.form == "json" and once and (not self.file or self.file.endswith(".json"))

    @property
    def by_file(self) -> bool:
        """Whether each node, or each of its commands, has a file of its own."""
        return "{node}" in self.file or "{command}" in self.file

    @property
    def worked(self) -> bool:
        """Whether something is made of all rows of a round, so that they must be whole."""
        return bool(
            self.way == "both"
            or self.destinations or self.grouped or self.totals or self.sorted_by or self.until or self.compared
            or self.saved or self.peers or self.per_s or self.grown or self.summary or self.redrawn
            or self.unreachable or self.counted or self.pairs or self.told
            or self.in_a_row or self.flags or self.folds or self.colored or self.retries
            or {"reachable", "capabilities"} & set(self.topics) or self.parallel
        )  # fmt: skip


def replace_intent(intent: ScriptIntent, **fields: object) -> ScriptIntent:
    """An intent with other values."""
    return intent.model_copy(update=fields)
