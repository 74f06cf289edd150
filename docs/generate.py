"""Writes the pages that are generated: `commands.md` from the command line, `causes/` from the rules and recordings.

`python -m docs.generate` (or `make docs`) writes them anew; tests/docs holds the written pages against it.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from docs.cause_pages import cause_names, cause_page, causes_index
from docs.command_page import command_page

FOLDER = Path(__file__).parent


def pages() -> Iterator[tuple[Path, str]]:
    """All generated pages: their places below `docs/`, and their text."""
    yield Path("commands.md"), command_page()
    yield Path("causes/index.md"), causes_index()
    for name in cause_names():
        yield Path(f"causes/{name}.md"), cause_page(name)


def write(folder: Path) -> list[Path]:
    """Write all generated pages below a folder; returns those that changed."""
    changed = []
    for place, text in pages():
        path = folder / place
        if not path.is_file() or path.read_text() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            changed.append(place)
    return changed


if __name__ == "__main__":
    for changed_page in write(FOLDER):
        sys.stdout.write(f"docs/{changed_page}\n")
