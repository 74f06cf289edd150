"""The files of a recording, or of a bare folder, by what they are; and whose each log is."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from collectors.sources.folders import MOST, Found, counted, files_below, files_in, is_folder, recordings_below
from collectors.sources.log_files import bare_logs
from collectors.sources.node_names import labs_in, merged, nodes_of, stem
from collectors.sources.opening import members_in
from collectors.sources.recording import RecordingError
from collectors.sources.records import Records


def inside(archive: Path, member: str) -> Path:
    """A member of an archive, as if the archive were a folder."""
    return archive.parent / stem(archive) / member


def passed_over(records: Records, node: str | None, path: Path, why: str) -> None:
    """Say that a file lies there and was not read."""
    text = f"{path.relative_to(records.folder)}: passed over: {why}"
    records.recording.remarks.append((node, text, "passed_over"))


class FolderFiles:
    """What is there to be read; what cannot be looked at is a problem of its own. `sizes` are those of all files."""

    def __init__(self, records: Records) -> None:
        self.records, self.folder = records, records.folder
        self.sizes: dict[Path, int] = {}

    def of(self, found: Found) -> list[Path]:
        """Files that were found."""
        self.sizes |= found.sizes
        for path, why in found.unreadable:
            self.records.problem(path, f"cannot be read: {why}")
        if found.cut:
            self.records.problem(
                self.folder,
                f"more than {MOST} files lie below it, the others were not read; name the folder of the logs",
            )
        return found.files

    def part(self, name: str) -> list[Path]:
        """The files of a part that holds JSON lines."""
        found = self.of(files_in(self.folder / name))
        for path in found:
            if ".json" not in path.name:
                passed_over(self.records, None, path, "no JSON lines")
        return [path for path in found if ".json" in path.name]

    def logs(self) -> tuple[list[Path], dict[Path, str]]:
        """The files that can be logs, and whose they and the members of archives are.

        Raises:
            RecordingError: the folder holds recordings, and is none itself.
        """
        home = self.folder / "logs"
        if is_folder(home):
            found = [path for path in self.of(files_below(home, skip=())) if ".arrivals.jsonl" not in path.name]
            return found, self._names(found, home)
        if held := recordings_below(self.folder):
            raise self._of_several(counted(held), held[0])
        found = bare_logs(self.of(files_below(self.folder)), partial(passed_over, self.records))
        labs = labs_in(found, self.folder, self.records.recording.lab.nodes)
        if held := [str(lab.relative_to(self.folder)) for lab in labs]:
            raise self._of_several(counted(held, what="lab"), held[0])
        return found, self._names(found, None)

    def _of_several(self, held: str, first: str) -> RecordingError:
        what = f"{self.folder}: this is no recording, it holds {held}"
        return RecordingError(what, f"name one of them, such as {self.folder / first}")

    def _names(self, logs: Sequence[Path], home: Path | None) -> dict[Path, str]:
        """Whose each log is: in a recording's `home` by its name alone, below it and elsewhere by its folders, too."""
        plain = {path: stem(path) for path in logs if path.parent == home}
        deeper = {inside(path, name) for path in logs for name in self._members(path)}
        deeper |= {path for path in logs if home is not None and path not in plain}
        paths = sorted(deeper | {path for path in logs if path not in plain})
        found = nodes_of(paths, home or self.folder, self.records.recording.lab.nodes, inside=deeper)
        for node, (one, other) in merged(found, self.folder).items():
            places = f"{one.relative_to(self.folder)} and {other.relative_to(self.folder)}"
            text = (
                f"files of one name in {places} were all read as {node}'s; if they are of two routers, read them apart"
            )
            self.records.recording.remarks.append((node, text, "one_name"))
        return plain | found

    def _members(self, path: Path) -> list[str]:
        try:
            return members_in(path)
        except (OSError, EOFError):
            return []  # its reading says so
