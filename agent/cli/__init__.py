"""The command line: `entry` runs it; every other module is the command of its name, its options and what it does."""

from agent.cli.entry import main, run

__all__ = ["main", "run"]
