"""The commands, one file each; `agent.cli` puts them together."""
