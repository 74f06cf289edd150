"""The generated pages are current, complete and reachable."""

import re
from pathlib import Path

import pytest
import yaml

from docs.cause_pages import EXAMPLES, cause_names, cause_page, causes_index
from docs.command_page import command_page
from docs.generate import NAVIGATION, navigation
from docs.picture import picture

DOCS = Path(__file__).parents[2] / "docs"
HINT = "`make docs` writes it anew"
LINK = re.compile(r"\]\((?!https?://)([^)#]+)[^)]*\)")


def test_the_page_of_commands_is_current() -> None:
    """Every command and option stands on it as the program declares it."""
    assert command_page() == (DOCS / "commands.md").read_text(), HINT


def test_the_list_of_causes_is_current() -> None:
    """Every rule is in it."""
    assert causes_index() == (DOCS / "causes" / "index.md").read_text(), HINT


@pytest.mark.parametrize("name", cause_names())
def test_a_cause_has_a_current_page(name: str) -> None:
    """Its page says what its rule says, and what its recording comes to."""
    assert cause_page(name) == (DOCS / "causes" / f"{name}.md").read_text(), HINT


def test_no_page_is_of_a_cause_that_is_gone() -> None:
    """Pages and examples are of causes that exist."""
    pages = {path.stem for path in (DOCS / "causes").glob("*.md")} - {"index"}
    assert set(cause_names()) == pages
    assert set(EXAMPLES) <= pages


def test_the_navigation_names_all_causes() -> None:
    """As `make docs` writes it."""
    assert navigation() == NAVIGATION.read_text(), HINT


def test_every_page_is_in_the_navigation() -> None:
    """mkdocs.yml names each page once, and no page that is not there."""
    named = re.findall(r"[\w/-]+\.md", yaml.safe_dump(yaml.safe_load((DOCS.parent / "mkdocs.yml").read_text())["nav"]))
    assert sorted(str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")) == sorted(named)


@pytest.mark.parametrize("page", [DOCS.parent / "README.md", *sorted(DOCS.glob("*.md"))], ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    """A link to a file of the repository names one that is there."""
    assert [] == [place for place in LINK.findall(page.read_text()) if not (page.parent / place).exists()]


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_paths_of_code_exist(page: Path) -> None:
    """A path of a module or folder that a page names is there."""
    paths = re.findall(r"`((?:agent|collectors|clab|tests|templates|topologies)/[\w/.-]*[\w/])`", page.read_text())
    assert [] == [path for path in paths if not (DOCS.parent / path).exists() and "acmebgp" not in path]


def test_the_readme_can_be_read_in_one_sitting() -> None:
    """It has at most 150 lines."""
    assert len((DOCS.parent / "README.md").read_text().splitlines()) <= 150


def test_a_picture_names_no_other_server() -> None:
    """The picture of a command's output loads no font from elsewhere."""
    made = picture("ACTION one\nWARNING two\n", "labkeeper demo")
    assert "labkeeper" in made
    assert "@font-face" not in made
    assert "cdnjs" not in made
