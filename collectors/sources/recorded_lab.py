"""The lab of a recording: from the topology and the inventory beside it, or from the topology that somebody names."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from clab.model import Lab
from clab.topology import LabFileError, parse_inventory, parse_topology, with_inventory
from collectors.damage import reason
from collectors.sources.folders import files_in
from collectors.sources.recording import RecordingError

Problem = tuple[Path, str]
T = TypeVar("T")


def lab_of(folder: Path, lab_file: Path | None = None) -> tuple[Lab, list[Problem]]:
    """A folder's lab, and what is wrong with the files that were found for it.

    Raises:
        RecordingError: the named `lab_file` cannot be read.
    """
    problems: list[Problem] = []
    if lab_file is not None:
        try:
            lab = _topology(lab_file)
        except (LabFileError, OSError, UnicodeDecodeError) as error:
            what = f"{lab_file}: is no UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error)
            raise RecordingError(what, "mend the file, or name another one") from error
    else:
        found = [each for each in files_in(folder).files if each.match("*.clab.y*ml")]
        bad_links: list[str] = []
        lab = (_found(partial(_topology, bad_links=bad_links), found[0], problems) if found else None) or Lab()
        problems += [(found[0], f"a link is left out: {each}") for each in bad_links]
        problems += [(each, f"left out, for the lab is that of {found[0].name}") for each in found[1:]]
    inventory = folder / "inventory.yml"
    if inventory in files_in(folder).files:
        with_ = _found(
            lambda path: with_inventory(lab, parse_inventory(path.read_text(), str(path))), inventory, problems
        )
        lab = with_ or lab
    return lab, problems


def _topology(path: Path, bad_links: list[str] | None = None) -> Lab:
    return parse_topology(path.read_text(), str(path), bad_links)


def _found(read: Callable[[Path], T], path: Path, problems: list[Problem]) -> T | None:
    """What a file that merely lay there says; nothing, and a problem, where it is broken."""
    try:
        return read(path)
    except (LabFileError, OSError) as error:
        problems.append((path, f"left out, for it is broken: {str(error).removeprefix(f'{path}: ')}"))
    except Exception as error:  # noqa: BLE001 - whatever it holds, the logs beside it are read
        problems.append((path, f"left out, for it is broken: {reason(error)}"))
    return None
