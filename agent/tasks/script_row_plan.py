"""All that the templates write of a script's rows. Pure data."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PlannedTest:
    """A test of rows: the leaves that it is of, and the expression of one of them."""

    leaves: tuple[str, ...]
    expression: str
    of_all: bool = False
    """Whether it must hold of every leaf: what is denied is denied of all."""


@dataclass(frozen=True, slots=True)
class RowPlan:
    """All that the templates write of rows."""

    columns: tuple[str, ...]
    names: dict[str, str] = field(default_factory=dict)
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tests: tuple[PlannedTest, ...] = ()
    label: str = ""
    marked: bool = False
    checked: bool = False
    counted: bool = False
    counting: str = ""
    """The test of how many rows there are; what is marked, checked or alerted of is then the count."""

    in_a_row: int = 0
    tail: int = 0
    flags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Options by what they are for."""

    folds: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    """The leaves whose numbers are folded."""

    adds_up: bool = False
    red: str = ""
    """The expression of a row that is printed in red; all others are green."""

    tallied: bool = False
    every: bool = True
    file: str = ""
    anew: bool = False
    document: bool = False
    keyed: bool = False
    """Whether each node has one row, so that the document has it by its name."""

    whole: tuple[str, ...] = ()
    """The leaves of a row, where they come one by one."""

    told_with: tuple[str, ...] = ()
    """Leaves that say whose a state is, where values come one by one: each state is told with them."""

    none: str = ""
    """The state of a node that has no row."""

    by_instance: bool = False
    by_file: bool = False
    """Whether each node has a file of its own."""

    by_command: bool = False
    """Whether a row of text says which command printed it."""

    stops: bool = False
    baseline: bool = False
    turns: bool = False
    env_only: bool = False
    any_instance: bool = False
    """Whether routes of the management's instance are looked up too."""

    saved: bool = False
    told: bool = False
    ages: dict[str, tuple[str, str]] = field(default_factory=dict)
    clock: bool = False
    yes: tuple[str, str] = ("ok", "FAIL")
    scaled: tuple[str, ...] = ()
    text: bool = False
    exact: bool = False
    shell: bool = False
    """Whether something is typed that a shell reads, and not vtysh; `hosts`: whether plain Linux hosts are asked."""

    hosts: bool = False
    frr: dict[str, tuple[str, str, str, dict[str, str]]] = field(default_factory=dict)
    patterns: dict[str, tuple[str, str, dict[str, str]]] = field(default_factory=dict)
    walked: bool = False
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    leaves: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    next_hops: bool = False
    grown: tuple[str, ...] = ()
    per_s: int = 0
    lacking: bool = False
    family: str = ""
    skipped: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    destinations: tuple[str, ...] = ()
    pinged: tuple[str, ...] = ()
    """The nodes that are pinged by their own addresses; `loopbacks`: of their loopbacks alone."""

    peers: tuple[str, ...] = ()
    loopbacks: bool = False
    sourced: bool = False
    matrix: bool = False
    no_link_locals: bool = False
    arrow: bool = False
    found_by: str = ""
    grouped: tuple[str, ...] = ()
    group: str = ""
    across: bool = False
    totals: tuple[str, str] | None = None
    sorted_by: tuple[str, ...] = ()
    descending: bool = False
    first: int = 0
    by_node: bool = False
    until: bool = False
    compared: bool = False
    differing: bool = False
    was: bool = False
    vanish: bool = False
    """Whether a row that is there no more is printed as gone."""

    presence: tuple[str, ...] = ()
    """The leaves by which rows are known, where it is compared which node has them and not what values they have."""

    parts: tuple[str, ...] = ()
    """Ends of paths that are called after the name before them."""

    held: str = ""
    bell: str = ""
    """The expression of a row for which the bell rings."""

    summary: bool = False
    good: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    """The leaves of a state, and its values that are good."""

    redrawn: bool = False
    unreachable: str = ""
    reached: bool = False
    """Whether it is asked if nodes answer: one that does not has a row as well, and is no failure."""

    capable: bool = False
    """Whether nodes are asked for their capabilities."""

    ends: tuple[int, ...] = (0,)
    fails: str = ""
    lost: int = 1
    """The exit status where a node does not answer."""

    @property
    def fleeting(self) -> tuple[str, ...]:
        """The columns that are another every time; templates write them."""
        return ("time", *(name for pair in self.ages.values() for name in pair if name))

    @property
    def numbered(self) -> bool:
        """Whether values are taken as numbers."""
        return bool(self.tests or self.scaled or self.ages or self.grown or self.folds)

    @property
    def worded(self) -> bool:
        """Whether values are taken as states."""
        return bool(self.tests or self.ages or self.good)
