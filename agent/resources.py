"""Where packaged files are: the user's override folder, the installed package, or the checkout. Nothing else."""

import os
from pathlib import Path

_HERE = Path(__file__).parent


def roots() -> list[Path]:
    """The folders that may hold `templates/` and `topologies/`, in the order they are asked."""
    config_home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    found = [config_home / "labkeeper", _HERE / "_data"]
    if (_HERE.parent / "pyproject.toml").is_file():
        found.append(_HERE.parent)
    return found


def resource(name: str) -> Path:
    """A packaged file or folder by its name below a root.

    Raises:
        FileNotFoundError: no root has it; the message names those that were asked.
    """
    for root in roots():
        if (root / name).exists():
            return root / name
    asked = ", ".join(str(root) for root in roots())
    raise FileNotFoundError(f"{name!r} is in none of: {asked}; the installation is not whole")
