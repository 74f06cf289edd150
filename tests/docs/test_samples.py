"""What a page shows behind `$ ` is what the program prints: each command of a sample is run as it stands."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```text\n(\$ .*?)^```$", re.M | re.S)
PAGES = ("getting-started.md",)


def _steps(page: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a page's samples with the lines that are shown below it."""
    for block in BLOCK.findall((ROOT / "docs" / page).read_text()):
        for step in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, *shown = step.splitlines()
            yield command, shown


def _agrees(shown: list[str], printed: list[str]) -> bool:
    """`...` alone stands for any lines, at a line's end for the rest of it."""
    if "..." in shown:
        at = shown.index("...")
        return _agrees(shown[:at], printed[:at])
    return len(shown) == len(printed) and all(
        said.startswith(line.removesuffix("...")) if line.endswith(" ...") else line == said.rstrip()
        for line, said in zip(shown, printed, strict=True)
    )


@pytest.mark.parametrize("page", PAGES)
def test_a_sample_is_what_is_printed(page: str, tmp_path: Path) -> None:
    """In a folder with the repository's recordings and no model, one command after the other."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "labkeeper"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m agent.cli "$@"\n')
    program.chmod(0o755)
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    (tmp_path / "labkeeper.yml").write_text("models: {backend: none}\n")
    homes = {"XDG_CONFIG_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    environment = {**os.environ, **homes, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "COLUMNS": "200"}
    steps = list(_steps(page))
    assert steps
    for command, shown in steps:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert _agrees(shown, done.stdout.splitlines()), f"{command}\n{done.stdout}{done.stderr}"
