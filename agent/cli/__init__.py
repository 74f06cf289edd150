"""The command line: `entry` runs it; the other modules hold its commands, by what they are about."""

from agent.cli.entry import main, run

__all__ = ["main", "run"]
