"""Writes the pages that are generated: `commands.md` from the command line, `causes/` from the rules and recordings,
and the causes in the navigation of `mkdocs.yml`.

`python -m docs.generate` (or `make docs`) writes them anew; tests/docs holds the written pages against it.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from docs.cause_pages import cause_names, cause_page, causes_index
from docs.command_page import command_page

FOLDER = Path(__file__).parent
NAVIGATION = FOLDER.parent / "mkdocs.yml"
_CAUSES = re.compile(r"(?<=      - All causes: causes/index\.md\n)(?:      - \w+: causes/\w+\.md\n)*")


def pages() -> Iterator[tuple[Path, str]]:
    """All generated pages: their places below `docs/`, and their text."""
    yield Path("commands.md"), command_page()
    yield Path("causes/index.md"), causes_index()
    for name in cause_names():
        yield Path(f"causes/{name}.md"), cause_page(name)


def navigation() -> str:
    """`mkdocs.yml` with the pages of all causes."""
    causes = "".join(f"      - {name}: causes/{name}.md\n" for name in cause_names())
    return _CAUSES.sub(causes, NAVIGATION.read_text(), count=1)


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
    if (text := navigation()) != NAVIGATION.read_text():
        NAVIGATION.write_text(text)
        sys.stdout.write(f"{NAVIGATION.name}\n")
